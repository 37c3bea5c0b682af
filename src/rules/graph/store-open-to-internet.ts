import { hasSecurityGroups, noPath } from './judge-paths';
import { cisDatabase, fsbp, hipaa, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { STORE_TYPE_NAMES } from '../../facts/store-types';
import { portOf, reachability } from '../../model/graph/reachability';
import { rule } from '../rule';

export const storeOpenToInternet = rule({
  id: 'graph.store-open-to-internet',
  title: 'The security groups of data stores do not admit the internet',
  why: 'Scanners try every open database port within minutes; one public route or address later, only a password is left.',
  fix: 'Remove the ingress rule with `CidrIp: 0.0.0.0/0` (or a range as wide) and admit the group of the application, or use `SecureRdsInstance`.',
  severity: 'critical',
  safeguard: Safeguard.TIERED_ACCESS,
  controls: [fsbp('Redshift.15'), fsbp('EC2.18'), fsbp('EC2.19'), cisDatabase('2.1'), cisDatabase('3.4'), cisDatabase('5.2'), cisDatabase('6.1'),
    cisDatabase('7.2'), cisDatabase('9.1'), nist80053r5('AC-4'), nist80053r5('SC-7'), nist80053r5('SC-7(5)'),
    pciDss('1.3.1'), pciDss('1.4.4'), hipaa('164.312(e)(1)')],
  appliesTo: STORE_TYPE_NAMES,
  only: hasSecurityGroups,
  check: (store, app) => noPath(store, app.derive(reachability).intoStore(store),
    (paths) => `the internet is admitted to ${portOf(store)}: ${paths}; expected the group of the application alone`),
});
