import { Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { dispose } from './teardown/removal';
import { Hardening } from '../core/hardening';
import { Safeguard } from '../core/safeguard';

/** Whom the termination protection of a stack is for, and what it was before. */
interface Protected {
  readonly before: boolean;
  readonly stores: Set<IConstruct>;
}

const PROTECTED = new WeakMap<Stack, Protected>();

/**
 * Protect the stack of a protected store against its own removal: the store would stay, but its alarms, its events and what guards it would go.
 *
 * The deployed stack counts: nested ones are removed with the outermost. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-protect-stacks.html
 * A disposable store goes with its stack, and so does all that it stands on.
 */
export function protectStack(store: IConstruct, hardening: Hardening): void {
  const kept = hardening.knows(Safeguard.DELETION_PROTECTION) ? Safeguard.DELETION_PROTECTION : Safeguard.RETENTION;
  if (hardening.keeps(kept)) {
    const stack = outermost(Stack.of(store));
    const { before, stores } = PROTECTED.get(stack) ?? { before: stack.terminationProtection === true, stores: new Set<IConstruct>() };
    PROTECTED.set(stack, { before, stores: stores.add(store) });
    stack.terminationProtection = true;
  }
  if (hardening.disposable) {
    dispose(store);
  }
}

/** Take a store off those for which its stack is protected. The last one takes the protection with it, unless the app itself asked for it. */
export function releaseStack(store: IConstruct): void {
  const stack = outermost(Stack.of(store));
  const entry = PROTECTED.get(stack);
  if (entry?.stores.delete(store) === true && entry.stores.size === 0) {
    stack.terminationProtection = entry.before;
  }
}

function outermost(stack: Stack): Stack {
  return stack.nestedStackParent === undefined ? stack : outermost(stack.nestedStackParent);
}
