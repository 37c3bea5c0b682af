import { tellsOfFailures } from './job-events';
import { nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { itemsOf, textOf } from '../../model/value';
import { rule } from '../rule';
import { any, fail, PASS } from '../verdict';

const RULE = 'AWS::Events::Rule';

export const failuresTold = rule({
  id: 'backup.failures-told',
  title: 'Somebody is told when a backup job fails',
  why: 'Backups that have not been made for months are noticed on the day they are needed. Notifications of the vault itself no longer tell of failures, only of ends.',
  fix: 'Add an `AWS::Events::Rule` on `Backup Job State Change` of aws.backup with a target, let the vault notify BACKUP_JOB_COMPLETED, or use `DatabaseBackupPlan`.',
  severity: 'medium',
  safeguard: Safeguard.EVENT_NOTIFICATIONS,
  controls: [nist80053r5('CP-9'), nist80053r5('SI-4(5)')],
  appliesTo: ['AWS::Backup::BackupVault'],
  // that event comes whatever the end, so it tells of failures too
  check: (vault, app) => any(
    itemsOf(vault.get('Notifications.BackupVaultEvents')).some((event) => textOf(event) === 'BACKUP_JOB_COMPLETED') ? PASS
      : fail(RULE, 'no rule of the app is about failed backup jobs of this vault'),
    ...app.resourcesOf(RULE).map((route) => tellsOfFailures(route, vault)),
  ),
});
