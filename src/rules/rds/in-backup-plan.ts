import { followsNone } from './global';
import { STORES } from './scope';
import { selectable } from './selectable';
import { cisDatabase, hipaa, nist80053r5, securityHub } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { isSelected } from '../backup-selection';
import { rule } from '../rule';

export const inBackupPlan = rule({
  id: 'rds.in-backup-plan',
  title: 'RDS instances and clusters are in a backup plan of the app',
  why: 'Automated backups end after 35 days and lie in the account of the database; only a plan keeps copies longer, elsewhere and under lock.',
  fix: 'Use `DatabaseBackupPlan`, list the database in `Resources` of an `AWS::Backup::BackupSelection`, or acknowledge the finding where a plan of the organisation selects it by tag.',
  severity: 'medium',
  safeguard: Safeguard.BACKUP_PLAN,
  controls: [securityHub('RDS.26'), cisDatabase('2.8'), cisDatabase('3.10'), nist80053r5('CP-9'), nist80053r5('CP-10'), nist80053r5('SI-12'),
    hipaa('164.308(a)(7)(ii)(A)')],
  appliesTo: STORES,
  only: followsNone,
  check: (store, app) => isSelected(store, app, selectable(store)),
});
