import { Stack } from 'aws-cdk-lib';
import {
  AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R4Checks, NIST80053R5Checks, PCIDSS321Checks, ServerlessChecks,
} from 'cdk-nag';

const PACKS = [AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R4Checks, NIST80053R5Checks, PCIDSS321Checks, ServerlessChecks];

/** The rules of all six cdk-nag packs that a stack breaks, sorted, without repetition. */
export function nagFindings(stack: Stack): string[] {
  const violations = PACKS.flatMap((Pack) => new Pack(stack.node.root).validateScope(stack).violations);
  return [...new Set(violations.map(({ ruleName }) => ruleName))].sort();
}
