import { hasSecurityGroups, noPath } from './judge-paths';
import { cisDatabase, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { STORE_TYPE_NAMES } from '../../facts/store-types';
import { portOf, reachability } from '../../model/graph/reachability';
import { rule } from '../rule';

export const tierSkipped = rule({
  id: 'graph.tier-skipped',
  title: 'No group that is open to the internet is admitted to a data store',
  why: 'Whoever takes over a host that the internet reaches stands in front of the database at once; a tier in between has to be taken over as well.',
  fix: 'Admit the group of the application alone: remove the ingress rule of the first group of the path, or use `SecureRdsInstance`, which admits the app tier only.',
  severity: 'high',
  safeguard: Safeguard.TIERED_ACCESS,
  controls: [cisDatabase('2.1'), cisDatabase('3.4'), cisDatabase('5.2'), cisDatabase('6.1'), cisDatabase('7.2'), cisDatabase('9.1'),
    nist80053r5('AC-4'), nist80053r5('SC-7'), nist80053r5('SC-7(21)'), pciDss('1.4.1'), pciDss('1.4.4')],
  appliesTo: STORE_TYPE_NAMES,
  only: hasSecurityGroups,
  check: (store, app) => noPath(store, app.derive(reachability).throughOneGroup(store),
    (paths) => `a group that is open to the internet reaches ${portOf(store)}: ${paths}; expected the application in between`),
});
