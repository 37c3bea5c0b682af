import { isAurora, STORES } from './scope';
import { cisDatabase, cisFoundations, fsbp, hipaa, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { isFalse, isNotTrue } from '../expect';
import { rule } from '../rule';

export const notPublic = rule({
  id: 'rds.not-public',
  title: 'RDS instances and clusters have no public address',
  why: 'A public address puts the database one security-group mistake away from every scanner of the internet; absent, the subnets decide.',
  fix: 'Set `PubliclyAccessible: false` explicitly, or use `SecureRdsInstance`, which refuses public subnets.',
  severity: 'critical',
  safeguard: Safeguard.PRIVATE_NETWORK,
  controls: [fsbp('RDS.2'), cisDatabase('2.9'), cisDatabase('3.12'), cisFoundations('2.2.3'), nist80053r5('AC-4'), nist80053r5('SC-7'),
    nist80053r5('SC-7(4)'), nist80053r5('SC-7(5)'), pciDss('1.3.1'), pciDss('1.4.4'), hipaa('164.312(a)(1)'), hipaa('164.312(e)(1)')],
  appliesTo: STORES,
  // members of a cluster are judged too: each has an address of its own; an Aurora cluster has none
  only: (resource) => !isAurora(resource),
  check: (resource) => (resource.type === 'AWS::RDS::DBInstance' ? isFalse(resource, 'PubliclyAccessible') : isNotTrue(resource, 'PubliclyAccessible')),
});
