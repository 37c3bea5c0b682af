import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { resolveApp } from '../../src/model/unsynthesized-app';

/** The template of a stack as it stands, without the seconds of a synthesis: no aspect has run, and dependencies between constructs are not written yet. */
export function templateOf(stack: Stack): Template {
  return Template.fromJSON(resolveApp(stack)[0].template as unknown as Record<string, unknown>);
}
