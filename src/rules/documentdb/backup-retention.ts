import { cisDatabase, fsbp, hipaa, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { atLeast } from '../expect';
import { rule } from '../rule';

export const backupRetention = rule({
  id: 'documentdb.backup-retention',
  title: 'DocumentDB clusters keep automated backups long enough',
  why: 'Damage is often noticed after days; the default of one day leaves nothing to restore from.',
  fix: 'Set `BackupRetentionPeriod` to 7 to 35 days.',
  severity: 'medium',
  safeguard: Safeguard.BACKUPS,
  controls: [fsbp('DocumentDB.2'), fsbp('RDS.50'), cisDatabase('7.9'), nist80053r5('CP-9'), nist80053r5('CP-10'), nist80053r5('CP-6(2)'),
    nist80053r5('SI-12'), pciDss('10.3.3'), hipaa('164.308(a)(7)(ii)(A)')],
  appliesTo: ['AWS::DocDB::DBCluster'],
  check: (cluster, _app, { minBackupDays }) => atLeast(cluster, 'BackupRetentionPeriod', minBackupDays, 'days'),
});
