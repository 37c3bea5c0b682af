import { IConstruct } from 'constructs';
import { hardeningOf } from '../../core/hardening';
import { Safeguard } from '../../core/safeguard';

/** A store that cannot be without another one: a replica, a global database, a secondary cluster. */
export interface FollowingStore {
  /** @internal the store that it follows */
  readonly _follows: IConstruct;
}

/** What is wrong with the teardown of a store as long as protected stores follow it: they would fail to go, or go unannounced. */
export function followersLeft(store: IConstruct): string[] {
  return store.node.root.node.findAll()
    .filter((construct) => (construct as Partial<FollowingStore>)._follows === store && isProtected(construct))
    .map(({ node: { path } }) => `TEARDOWN_FOLLOWER_LEFT: '${path}' follows '${store.node.path}', whose teardown is announced, `
      + 'and cannot stay without it; announce its teardown too, or remove it from the code first');
}

function isProtected(construct: IConstruct): boolean {
  const { provides = [] } = hardeningOf(construct) ?? {};
  return [Safeguard.DELETION_PROTECTION, Safeguard.RETENTION].some((safeguard) => provides.includes(safeguard));
}
