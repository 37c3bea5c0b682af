import { fsbp, hipaa, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { atLeast } from '../expect';
import { rule } from '../rule';

export const snapshotRetention = rule({
  id: 'redshift.snapshot-retention',
  title: 'Redshift clusters keep automated snapshots long enough',
  why: 'Damage is often noticed after days; the default of one day leaves nothing to restore from, and 0 switches snapshots off.',
  fix: 'Set `AutomatedSnapshotRetentionPeriod` to 7 to 35 days, or use `SecureRedshiftCluster`, which follows the classification of the data.',
  severity: 'medium',
  safeguard: Safeguard.BACKUPS,
  controls: [fsbp('Redshift.3'), nist80053r5('CP-9'), nist80053r5('CP-10'), nist80053r5('CP-6(2)'),
    nist80053r5('SI-12'), hipaa('164.308(a)(7)(ii)(A)'), hipaa('164.308(a)(7)(ii)(B)')],
  appliesTo: ['AWS::Redshift::Cluster'],
  check: (cluster, _app, { minBackupDays }) => atLeast(cluster, 'AutomatedSnapshotRetentionPeriod', minBackupDays, 'days'),
});
