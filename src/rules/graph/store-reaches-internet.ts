import { hasSecurityGroups, noPath } from './judge-paths';
import { nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { STORE_TYPE_NAMES } from '../../facts/store-types';
import { reachability } from '../../model/graph/reachability';
import { rule } from '../rule';

export const storeReachesInternet = rule({
  id: 'graph.store-reaches-internet',
  title: 'The security groups of data stores let nothing out to the internet',
  why: 'A database answers and never calls: an open way out is what carries stolen rows away, through extensions and functions of the engine.',
  fix: 'Give the group an empty way out (`allowAllOutbound: false`, or `SecurityGroupEgress` with the addresses that it really needs), or use `SecureRdsInstance`.',
  severity: 'low',
  safeguard: Safeguard.TIERED_ACCESS,
  controls: [nist80053r5('SC-7'), nist80053r5('SC-7(5)'), pciDss('1.3.2')],
  appliesTo: STORE_TYPE_NAMES,
  only: hasSecurityGroups,
  check: (store, app) => noPath(store, app.derive(reachability).outOfStore(store),
    (paths) => `the internet can be reached: ${paths}; expected no egress`),
});
