import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { Waiver } from '../../src/core/waiver';

/** One construct with default properties, as the contract tests see it. */
export interface Subject {
  readonly name: string;

  /** Make the construct, with waivers if it takes any. */
  build(stack: Stack, waivers?: Waiver[]): Construct;
}
