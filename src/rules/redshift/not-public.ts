import { cisDatabase, fsbp, hipaa, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { isNotTrue } from '../expect';
import { rule } from '../rule';

export const notPublic = rule({
  id: 'redshift.not-public',
  title: 'Redshift clusters have no public address',
  why: 'A public address puts the warehouse one security-group mistake away from every scanner of the internet.',
  fix: 'Set `PubliclyAccessible: false`, or use `SecureRedshiftCluster`.',
  severity: 'critical',
  safeguard: Safeguard.PRIVATE_NETWORK,
  controls: [fsbp('Redshift.1'), cisDatabase('2.9'), cisDatabase('9.1'), nist80053r5('AC-4'), nist80053r5('SC-7'), nist80053r5('SC-7(4)'),
    nist80053r5('SC-7(5)'), pciDss('1.3.1'), pciDss('1.4.4'), hipaa('164.312(a)(1)')],
  appliesTo: ['AWS::Redshift::Cluster'],
  check: (cluster) => isNotTrue(cluster, 'PubliclyAccessible'),
});
