import { isPrimary, STORES } from './scope';
import { cisDatabase, fsbp, hipaa, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { atLeast } from '../expect';
import { rule } from '../rule';

export const backupRetention = rule({
  id: 'rds.backup-retention',
  title: 'RDS instances and clusters keep automated backups long enough',
  why: 'Damage is often noticed after days; the default of one day leaves nothing to restore from, and 0 switches backups off.',
  fix: 'Set `BackupRetentionPeriod` to 7 to 35 days, or use `SecureRdsInstance`, which follows the classification of the data.',
  severity: 'medium',
  safeguard: Safeguard.BACKUPS,
  controls: [fsbp('RDS.11'), fsbp('RDS.50'), cisDatabase('2.8'), cisDatabase('3.10'), nist80053r5('CP-9'), nist80053r5('CP-10'), nist80053r5('CP-6(2)'),
    nist80053r5('SI-12'), pciDss('10.3.3'), hipaa('164.308(a)(7)(ii)(A)'), hipaa('164.308(a)(7)(ii)(B)'), hipaa('164.312(a)(2)(ii)')],
  appliesTo: STORES,
  only: isPrimary,
  check: (resource, _app, { minBackupDays }) => atLeast(resource, 'BackupRetentionPeriod', minBackupDays, 'days'),
});
