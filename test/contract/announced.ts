import { Construct } from 'constructs';
import { Subject } from './subject';
import { SUBJECTS } from './subjects';
import { hardeningOf } from '../../src/core/hardening';
import { Teardown } from '../../src/databases/teardown/teardown';

export const REASON = 'replaced by the orders service';
export const TODAY = new Date().toISOString().slice(0, 10);

/** Announce the teardown of a store with the words that it asks for. */
export function announce(store: Construct): void {
  const { path } = store.node;
  const acknowledge = hardeningOf(store)!.construct === 'SecureOpenSearchDomain' ? `${path} without a snapshot` : path;
  Teardown.announce(store, { reason: REASON, until: TODAY, acknowledge });
}

// one for each way in which an announcement changes a template
const CHANGED_DIFFERENTLY = ['SecureRdsInstance (sqlserver)', 'SecureDynamoTable (replicated)', 'SecureRedshiftServerless', 'WafProtectedAlb'];

/** Stores whose teardown is announced. */
export const ANNOUNCED: readonly Subject[] = SUBJECTS.filter(({ name }) => CHANGED_DIFFERENTLY.includes(name)).map(({ name, build }) => ({
  name: `${name}, announced`,
  build: (stack, waivers) => {
    const store = build(stack, waivers);
    announce(store);
    return store;
  },
}));
