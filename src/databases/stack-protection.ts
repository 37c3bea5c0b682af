import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { Hardening } from '../core/hardening';
import { Safeguard } from '../core/safeguard';

/**
 * Protect the stack of a protected store against its own removal: the store would stay, but its alarms, its events and what guards it would go.
 *
 * The deployed stack counts: nested ones are removed with the outermost. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-protect-stacks.html
 */
export function protectStack(scope: Construct, hardening: Hardening): void {
  const kept = hardening.knows(Safeguard.DELETION_PROTECTION) ? Safeguard.DELETION_PROTECTION : Safeguard.RETENTION;
  if (hardening.keeps(kept)) {
    outermost(Stack.of(scope)).terminationProtection = true;
  }
}

function outermost(stack: Stack): Stack {
  return stack.nestedStackParent === undefined ? stack : outermost(stack.nestedStackParent);
}
