import { RemovalPolicy } from 'aws-cdk-lib';
import { Safeguard } from '../../../src/core/safeguard';
import { Sabotage, remove, resources, set } from '../sabotage-tools';

const PLAN = ['DatabaseBackupPlan'];
const VAULT = 'AWS::Backup::BackupVault';

export const BACKUP_SABOTAGE: readonly Sabotage[] = [
  { subjects: PLAN, safeguard: Safeguard.CUSTOMER_MANAGED_KEY, rules: ['backup.vault-customer-key'], apply: set(VAULT, 'EncryptionKeyArn', undefined) },
  { subjects: PLAN, safeguard: Safeguard.BACKUPS, rules: ['backup.vault-locked'], apply: set(VAULT, 'LockConfiguration', undefined) },
  {
    subjects: PLAN,
    safeguard: Safeguard.BACKUPS,
    rules: ['backup.retention'],
    apply: set('AWS::Backup::BackupPlan', 'BackupPlan.BackupPlanRule.0.Lifecycle.DeleteAfterDays', 6),
  },
  {
    subjects: PLAN,
    safeguard: Safeguard.BACKUPS,
    rules: ['backup.frequency'],
    apply: set('AWS::Backup::BackupPlan', 'BackupPlan.BackupPlanRule.0.ScheduleExpression', 'cron(0 6 ? * MON *)'),
  },
  { subjects: PLAN, safeguard: Safeguard.MFA_DELETION, rules: ['backup.deletion-needs-mfa'], apply: set(VAULT, 'AccessPolicy', undefined) },
  {
    subjects: PLAN,
    safeguard: Safeguard.RETENTION,
    rules: ['backup.retained'],
    apply: (built) => resources(built, VAULT).forEach((vault) => vault.applyRemovalPolicy(RemovalPolicy.DESTROY)),
  },
  { subjects: PLAN, safeguard: Safeguard.EVENT_NOTIFICATIONS, rules: ['backup.failures-told'], apply: remove('AWS::Events::Rule') },
  {
    subjects: PLAN,
    safeguard: Safeguard.ALERT_DELIVERY,
    rules: ['events.dead-letter-queue'],
    apply: set('AWS::Events::Rule', 'Targets.0.DeadLetterConfig', undefined),
  },
];
