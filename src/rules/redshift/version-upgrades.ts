import { fsbp, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { isNotFalse } from '../expect';
import { rule } from '../rule';

export const versionUpgrades = rule({
  id: 'redshift.version-upgrades',
  title: 'Redshift clusters install new versions automatically',
  why: 'Fixes of the engine reach the cluster in its maintenance window only while upgrades are allowed.',
  fix: 'Leave `AllowVersionUpgrade` out or set it to true, or use `SecureRedshiftCluster`.',
  severity: 'medium',
  safeguard: Safeguard.AUTOMATIC_PATCHING,
  controls: [fsbp('Redshift.6'), nist80053r5('SI-2'), nist80053r5('SI-2(2)'), nist80053r5('SI-2(5)'), pciDss('6.3.3')],
  appliesTo: ['AWS::Redshift::Cluster'],
  check: (cluster) => isNotFalse(cluster, 'AllowVersionUpgrade'),
});
