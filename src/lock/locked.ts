import { TeardownNote } from '../core/teardown-note';
import { Json } from '../model/value';

/** A resource by which others are replaced. */
export interface LockedReference {
  readonly type: string;

  /** The properties that replace it, as they stand in the template, canonically spelled. */
  readonly properties: Readonly<Record<string, Json>>;
}

/** A condition under which a resource exists. */
export interface LockedCondition {
  readonly name: string;

  /** Its definition, with the conditions that it is made of. */
  readonly definition?: Json;
}

/** A resource that holds data. */
export interface LockedResource extends LockedReference {
  /** Where the construct stands. */
  readonly path: string;
  readonly deletionPolicy?: string;
  readonly condition?: LockedCondition;

  /** An announced teardown. */
  readonly leaving?: TeardownNote;
}

/** One deployed stack. */
export interface LockedStack {
  /** The name of the deployed stack; of a nested one, `<name of the parent>/<logical id in the parent>`. */
  readonly stack: string;

  /** Where its construct stands. */
  readonly path: string;

  /** Absent while nobody knows it. */
  readonly account?: string;
  readonly region?: string;

  /** By logical id. */
  readonly resources: Readonly<Record<string, LockedResource>>;

  /** Resources without data to which replacing properties refer, by logical id. */
  readonly references: Readonly<Record<string, LockedReference>>;
}

/** What is recorded. */
export interface Locked {
  /** The properties that were looked at, by type: what a newer version of this library looks at beyond them is not compared. */
  readonly properties: Readonly<Record<string, readonly string[]>>;
  readonly stacks: readonly LockedStack[];
}

/** A recorded resource and its stack. */
export interface Entry {
  readonly stack: LockedStack;
  readonly logicalId: string;
  readonly resource: LockedResource;
}

/** Every resource that is recorded. */
export function entriesOf(stacks: readonly LockedStack[]): Entry[] {
  return stacks.flatMap((stack) => Object.entries(stack.resources).map(([logicalId, resource]) => ({ stack, logicalId, resource })));
}
