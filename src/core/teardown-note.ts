import { IConstruct } from 'constructs';

/** Metadata key under which the announced teardown of a store is written on its construct. */
export const TEARDOWN_METADATA_KEY = 'cdk-hardened-databases:teardown';

/** What is written of an announced teardown. */
export interface TeardownNote {
  /** Why the store is removed. */
  readonly reason: string;

  /** The last day on which the store may stand unprotected, as `2026-12-01`. */
  readonly until: string;
}

/** The announced teardown of a construct, if there is one. */
export function teardownNoteOf(construct: IConstruct): TeardownNote | undefined {
  return construct.node.metadata.find(({ type }) => type === TEARDOWN_METADATA_KEY)?.data as TeardownNote | undefined;
}
