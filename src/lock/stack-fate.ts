import { CurrentStack } from './current-stacks';
import { LockedStack } from './locked';

/** What has become of a recorded stack. */
export interface StackFate {
  readonly recorded: LockedStack;

  /**
   * - `kept`: the app makes the same stack, wherever its construct stands now.
   * - `moved`: it goes to another account or region.
   * - `renamed`: the construct that made it makes a stack of another name.
   * - `gone`: nothing in the app makes it.
   */
  readonly kind: 'kept' | 'moved' | 'renamed' | 'gone';

  /** The stack that the app makes instead; absent when it is gone. */
  readonly current?: CurrentStack;
}

/** What has become of each recorded stack. A stack is what CloudFormation knows it by: its name, account and region, not its construct. */
export function fatesOf(recorded: readonly LockedStack[], current: readonly CurrentStack[]): StackFate[] {
  const free = new Set(current);
  const fates = new Map<LockedStack, StackFate>();
  const settle = (kind: StackFate['kind'], isIt: (one: LockedStack, other: CurrentStack) => boolean) => {
    for (const one of recorded.filter((stack) => !fates.has(stack))) {
      const found = [...free].find((other) => isIt(one, other));
      if (found) {
        free.delete(found);
        fates.set(one, { recorded: one, kind, current: found });
      }
    }
  };
  const isNamedAlike = (one: LockedStack, other: LockedStack) => one.stack === other.stack;
  const isThere = (one: LockedStack, other: LockedStack) => one.path === other.path;
  settle('kept', (one, other) => isNamedAlike(one, other) && isSameEnvironment(one, other) && isThere(one, other));
  settle('kept', (one, other) => isNamedAlike(one, other) && isSameEnvironment(one, other));
  settle('kept', (one, other) => isNamedAlike(one, other) && mayBeSameEnvironment(one, other) && isThere(one, other));
  settle('kept', (one, other) => isNamedAlike(one, other) && mayBeSameEnvironment(one, other));
  settle('moved', (one, other) => isNamedAlike(one, other) && isThere(one, other));
  settle('moved', isNamedAlike);
  settle('renamed', isThere);
  return recorded.map((stack) => fates.get(stack) ?? { recorded: stack, kind: 'gone' });
}

function isSameEnvironment(one: LockedStack, other: LockedStack): boolean {
  return one.account === other.account && one.region === other.region;
}

// a stack that leaves its account or region open may be deployed there
function mayBeSameEnvironment(one: LockedStack, other: LockedStack): boolean {
  const parts = [[one.account, other.account], [one.region, other.region]];
  return parts.every(([left, right]) => left === undefined || right === undefined || left === right);
}
