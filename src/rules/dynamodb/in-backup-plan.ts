import { TABLES } from './replicas';
import { cisDatabase, hipaa, nist80053r5, pciDss, securityHub } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { isSelected } from '../backup-selection';
import { rule } from '../rule';

export const inBackupPlan = rule({
  id: 'dynamodb.in-backup-plan',
  title: 'DynamoDB tables are in a backup plan of the app',
  why: 'Point-in-time recovery ends after 35 days and lies in the account of the table; only a plan keeps copies longer, elsewhere and under lock.',
  fix: 'Use `DatabaseBackupPlan`, list the table in `Resources` of an `AWS::Backup::BackupSelection`, or acknowledge the finding where a plan of the organisation selects it by tag.',
  severity: 'medium',
  safeguard: Safeguard.BACKUP_PLAN,
  controls: [securityHub('DynamoDB.4'), cisDatabase('4.9'), nist80053r5('CP-10'), nist80053r5('CP-6'), nist80053r5('CP-6(1)'), nist80053r5('CP-6(2)'),
    nist80053r5('CP-9'), nist80053r5('SC-5(2)'), nist80053r5('SI-12'), nist80053r5('SI-13(5)'), pciDss('10.3.3'), hipaa('164.308(a)(7)(i)'),
    hipaa('164.308(a)(7)(ii)(A)'), hipaa('164.308(a)(7)(ii)(B)')],
  appliesTo: TABLES,
  check: (table, app) => isSelected(table, app, { service: 'dynamodb', prefix: 'table/', name: 'TableName', noun: 'table' }),
});
