import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as backup from 'aws-cdk-lib/aws-backup';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { backupRights } from './dynamo-backup-role';
import { SecureDynamoTable } from './secure-dynamo-table';
import { PropProblems, quoted } from '../../core/check-props';
import { CLASSIFICATIONS, DataClassification } from '../../core/data-classification';
import { known } from '../../core/known';
import { physicalName } from '../../core/physical-name';
import { BACKUP_VAULT_DESTRUCTION, VAULT_POLICY_GUARDED_ACTIONS } from '../../facts/destructive-actions';
import { AlertTopic } from '../../foundation/alerts/alert-topic';
import { DataKey } from '../../foundation/data-key';
import { IProtectedStore } from '../../foundation/deletion/protected-store';
import { accessPolicyOf } from '../access-policy';

/** A copy of each backup in a vault elsewhere. */
export interface DynamoBackupCopy {
  /** ARN of the vault, in another region or account. */
  readonly vaultArn: string;

  /** ARN of the key of that vault. */
  readonly encryptionKeyArn: string;

  /**
   * How long copies are kept: whole days.
   *
   * @default - as long as the backups
   */
  readonly retention?: Duration;
}

/** Properties of `DynamoBackupPlan`. */
export interface DynamoBackupPlanProps {
  /** The tables, of the region of the stack; at least one. */
  readonly tables: SecureDynamoTable[];

  /**
   * How much harm the loss or a leak of the backups would do; sets the least retention.
   *
   * @default - the strictest classification of the tables
   */
  readonly classification?: DataClassification;

  /**
   * When backups are taken.
   *
   * @default - every day at 05:00 UTC
   */
  readonly schedule?: events.Schedule;

  /**
   * How long backups are kept: whole days, at least 7 for confidential data, 35 for protected and secret data, 1 for public data; at
   * most 36500.
   *
   * @default Duration.days(35)
   */
  readonly retention?: Duration;

  /**
   * Copies in other regions or accounts.
   *
   * @default - backups lie in the vault of this region alone
   */
  readonly copies?: DynamoBackupCopy[];

  /**
   * The key of the vault. Changing it replaces the vault.
   *
   * @default - a key of its own, rotated, retained, and guarded against destruction without MFA
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * Where failed and changed jobs are told.
   *
   * @default - an `AlertTopic` of its own, without subscribers
   */
  readonly alerts?: sns.ITopic;
}

/**
 * Backups of tables by AWS Backup: on a schedule, on demand, and as copies in other regions.
 *
 * - The vault has a key of its own, so that whoever destroys the key of a table does not take the backups along.
 * - The vault is locked: nobody makes a backup that is kept for less than the classification demands, and its policy refuses people
 *   without MFA to delete recovery points or to shorten their life.
 * - The role of AWS Backup may back up these tables into these vaults, and nothing else.
 * - It outlives its stack. Failed jobs and changed recovery points are told to `alerts`.
 *
 * ### What this does not do
 *
 * - The lock is in governance mode: who may call `backup:DeleteBackupVaultLockConfiguration` takes it off. Protect the plan with a
 *   `DeletionGuard`.
 * - It restores nothing: see `docs/guides/dynamodb-backups.md`. The role has no right to.
 * - The account must have opted in to the advanced features of AWS Backup for DynamoDB, without which backups are neither encrypted by
 *   the vault nor copied: https://docs.aws.amazon.com/aws-backup/latest/devguide/advanced-ddb-backup.html
 */
export class DynamoBackupPlan extends Construct implements IProtectedStore {
  /** The vault. */
  public readonly vault: backup.BackupVault;

  /** The plan. */
  public readonly plan: backup.BackupPlan;

  /** The role that AWS Backup assumes; on-demand backups name it. */
  public readonly role: iam.Role;

  /** The key of the vault. */
  public readonly encryptionKey: kms.IKey;

  /** Where failed and changed jobs are told. */
  public readonly alerts: sns.ITopic;
  public readonly storeArns: string[];
  public readonly destructiveActions: string[];

  /** Throws `TABLES_EMPTY`, `BACKUP_RETENTION_OUT_OF_RANGE`, `BACKUP_RETENTION_UNKNOWN`, `COPY_VAULT_INVALID`. */
  public constructor(scope: Construct, id: string, props: DynamoBackupPlanProps) {
    const classification = props.classification ?? strictest(props.tables);
    const { minBackupDays } = CLASSIFICATIONS[classification];
    const problems = new PropProblems('DynamoBackupPlan', scope, id);
    check(props, minBackupDays, problems);
    problems.throwIfAny();

    super(scope, id);
    this.encryptionKey = props.encryptionKey ?? new DataKey(this, 'EncryptionKey', { classification, description: `Backups of ${this.node.path}` }).key;
    this.alerts = props.alerts ?? new AlertTopic(this, 'Alerts', { classification }).topic;
    this.vault = new backup.BackupVault(this, 'Vault', {
      backupVaultName: physicalName(this, 50),
      encryptionKey: this.encryptionKey,
      accessPolicy: vaultPolicy(this),
      lockConfiguration: { minRetention: Duration.days(minBackupDays) },
      notificationTopic: this.alerts,
      notificationEvents: NOTIFIED,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.role = this.createRole(props);
    this.plan = this.createPlan(props);
    this.storeArns = [this.vault.backupVaultArn];
    this.destructiveActions = [...BACKUP_VAULT_DESTRUCTION.actions];
  }

  /**
   * Let an identity take backups on demand: `aws backup start-backup-job` with the vault, `role` and the ARN of a table.
   *
   * @param grantee who may start them, such as a pipeline before a migration
   */
  public grantStart(grantee: iam.IGrantable): iam.Grant {
    const to = accessPolicyOf(grantee);
    return iam.Grant.addToPrincipal({ grantee: to, actions: ['backup:StartBackupJob'], resourceArns: [this.vault.backupVaultArn] })
      .combine(iam.Grant.addToPrincipal({
        grantee: to,
        actions: ['iam:PassRole'],
        resourceArns: [this.role.roleArn],
        conditions: { StringEquals: { 'iam:PassedToService': 'backup.amazonaws.com' } },
      }));
  }

  private createRole({ tables, copies = [] }: DynamoBackupPlanProps): iam.Role {
    const role = new iam.Role(this, 'Role', {
      description: `AWS Backup for the tables of ${this.node.path}`,
      assumedBy: new iam.ServicePrincipal('backup.amazonaws.com', { conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } } }),
    });
    new iam.ManagedPolicy(role, 'Policy', {
      roles: [role],
      description: `Backups of ${this.node.path}`,
      statements: backupRights(this, { tables, copies, vaultArn: this.vault.backupVaultArn, vaultKeyArn: this.encryptionKey.keyArn }),
    });
    return role;
  }

  private createPlan({ tables, schedule, retention = DEFAULT_RETENTION, copies = [] }: DynamoBackupPlanProps): backup.BackupPlan {
    const plan = new backup.BackupPlan(this, 'Plan', { backupVault: this.vault });
    plan.addRule(new backup.BackupPlanRule({
      ruleName: 'Scheduled',
      scheduleExpression: schedule ?? events.Schedule.cron({ hour: '5', minute: '0' }),
      deleteAfter: retention,
      copyActions: copies.map(({ vaultArn, retention: ofCopy }, index) => ({
        destinationBackupVault: backup.BackupVault.fromBackupVaultArn(this, `Copy${index}`, vaultArn), deleteAfter: ofCopy ?? retention,
      })),
    }));
    plan.addSelection('Tables', {
      resources: tables.map(({ globalTable }) => backup.BackupResource.fromArn(globalTable.attrArn)),
      role: this.role,
      disableDefaultBackupPolicy: true,
    });
    return plan;
  }
}

const DEFAULT_RETENTION = Duration.days(35);

/** What people should know of: https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-notifications.html */
const NOTIFIED = [
  backup.BackupVaultEvents.BACKUP_JOB_FAILED, backup.BackupVaultEvents.BACKUP_JOB_EXPIRED, backup.BackupVaultEvents.COPY_JOB_FAILED,
  backup.BackupVaultEvents.RESTORE_JOB_COMPLETED, backup.BackupVaultEvents.RECOVERY_POINT_MODIFIED,
];

function vaultPolicy(scope: Construct): iam.PolicyDocument {
  const { partition, account } = Stack.of(scope);
  return new iam.PolicyDocument({
    statements: [new iam.PolicyStatement({
      sid: 'DenyDeletionWithoutMfa',
      effect: iam.Effect.DENY,
      principals: [new iam.AnyPrincipal()],
      actions: [...VAULT_POLICY_GUARDED_ACTIONS],
      // in the policy of a vault, `*` is the vault and what lies in it
      resources: ['*'],
      conditions: {
        BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' },
        // AWS Backup ends the life of recovery points by a role of its own
        ArnNotLike: { 'aws:PrincipalArn': `arn:${partition}:iam::${account}:role/aws-service-role/*` },
      },
    })],
  });
}

/** The strictest classification of some tables. */
function strictest(tables: readonly SecureDynamoTable[]): DataClassification {
  const order = Object.values(DataClassification);
  const places = tables.map(({ _blueprint }) => order.indexOf(_blueprint.hardening.classification));
  return order[Math.max(0, ...places)];
}

function check({ tables, retention, copies = [] }: DynamoBackupPlanProps, minDays: number, problems: PropProblems): void {
  problems.when(tables.length === 0, 'TABLES_EMPTY', () => '`tables` is empty, so nothing would be backed up; pass a table');
  const limit = { code: 'BACKUP_RETENTION_OUT_OF_RANGE', min: minDays, max: 36_500, instead: 'leave it out for 35 days' };
  problems.mustBeKnown('retention', retention, 'BACKUP_RETENTION_UNKNOWN', 'pass a Duration of whole days');
  problems.days('retention', retention, limit);
  copies.forEach(({ vaultArn, retention: ofCopy }, index) => {
    problems.days(`copies[${index}].retention`, ofCopy, limit);
    const arn = known(vaultArn);
    problems.when(arn !== undefined && !/^arn:[a-z-]+:backup:[a-z0-9-]+:\d{12}:backup-vault:[\w.-]{2,50}$/.test(arn), 'COPY_VAULT_INVALID',
      () => `\`copies[${index}].vaultArn\` is ${quoted(arn!)}, allowed are ARNs of backup vaults; write it as arn:aws:backup:eu-central-1:111122223333:backup-vault:copies`);
  });
}
