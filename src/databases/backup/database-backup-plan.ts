import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as backup from 'aws-cdk-lib/aws-backup';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { IBackedUpStore } from './backed-up-store';
import { failedRestoreTests, undoneJobs } from './backup-events';
import { backupRole } from './backup-role';
import { BACKUP_PLAN_SAFEGUARDS, checkBackupPlan } from './database-backup-plan-checks';
import { DatabaseBackupPlanProps } from './database-backup-plan-props';
import { RestoreTestPlan } from './restore-test-plan';
import { arnOfVault, nameOfVault, placeOf } from './vault-arn';
import { vaultPolicy } from './vault-policy';
import { PropProblems } from '../../core/check-props';
import { CLASSIFICATIONS, DataClassification } from '../../core/data-classification';
import { Hardening } from '../../core/hardening';
import { Safeguard } from '../../core/safeguard';
import { BACKUP_VAULT_DESTRUCTION } from '../../facts/destructive-actions';
import { undeliveredAlarm } from '../../foundation/alerts/event-route';
import { storeAlarms } from '../../foundation/alerts/store-alarms';
import { undeliveredEvents } from '../../foundation/alerts/undelivered';
import { DataKey } from '../../foundation/data-key';
import { IProtectedStore } from '../../foundation/deletion/protected-store';
import { checkHome } from '../../foundation/home-region';
import { accessPolicyOf } from '../access-policy';

/**
 * Backups of RDS instances, Aurora clusters and DynamoDB tables by AWS Backup: on a schedule, on demand, and as copies elsewhere.
 *
 * `SecureRdsInstance`, `SecureAuroraCluster` and `SecureDynamoTable` make one each for themselves. One that names them in `stores` takes
 * over: the plan of their own is not made. A vault that was deployed for it before stays with its backups, outside of the stack.
 *
 * - The vault has a key of its own, so that whoever destroys the key of a store does not take the copies along.
 *   Only in the plan that an instance or a cluster makes for itself it has the key of the store, since RDS ignores that of the vault.
 * - The vault is locked: nobody makes a backup that is kept for less than the classification demands, and its policy refuses people
 *   without MFA to delete recovery points or to shorten their life. `immutableAfter` closes the lock for good.
 * - The role of AWS Backup may back up these stores into these vaults, and nothing else.
 * - Failed, expired and cancelled jobs, restores and changed recovery points are told to `alerts`; what cannot be delivered waits in a queue.
 * - It outlives its stack.
 *
 * ### What this does not do
 *
 * - Backups of RDS and Aurora are snapshots under the key of the database: RDS does not use the key of the vault. Only `copies` have
 *   a key of their own (https://docs.aws.amazon.com/aws-backup/latest/devguide/encryption.html). A copy in another account needs a
 *   key policy of the database that admits that account.
 * - Nobody is asked whether the account wants AWS Backup: its first vault or plan in a region opts the account in to all services. Aurora is not
 *   backed up where somebody has opted out of it since: https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources.html
 * - It makes no continuous backups. AWS Backup would take the automated backups over, with their window and retention, and CloudFormation
 *   would fight it for them. The store keeps its own point-in-time recovery, for up to 35 days; copies of continuous backups would be
 *   snapshots as well (https://docs.aws.amazon.com/aws-backup/latest/devguide/rds-backup.html).
 * - A backup starts within 8 hours of `schedule`. Where that meets the backup window of an instance, RDS branches its snapshots off into
 *   conflicting ones: keep the two apart.
 * - Copies of instances with a permanent option (Transparent Data Encryption) need an option group in the other region:
 *   https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_CopySnapshot.html
 * - In governance mode, who may call `backup:DeleteBackupVaultLockConfiguration` takes the lock off: use a `DeletionGuard`.
 * - It brings nothing back: see `docs/guides/database-backups.md` and `docs/guides/dynamodb-backups.md`. `role` has no right to.
 * - `restoreTests` try the vault of this region, not `copies`. Of a cluster, AWS Backup restores the volume without members: that the engine
 *   starts on it is not tried (https://docs.aws.amazon.com/aws-backup/latest/devguide/restoring-aur.html). What the data says is for
 *   you to look into, within `validationWindow`.
 * - The account must have opted in to the advanced features of AWS Backup for DynamoDB, without which backups of tables are neither
 *   encrypted by the vault nor copied: https://docs.aws.amazon.com/aws-backup/latest/devguide/advanced-ddb-backup.html
 */
export class DatabaseBackupPlan extends Construct implements IProtectedStore {
  /** The vault. */
  public readonly vault: backup.BackupVault;

  /** The plan. */
  public readonly plan: backup.BackupPlan;

  /** The role that AWS Backup assumes; on-demand backups name it. */
  public readonly role: iam.Role;

  /** The key of the vault. */
  public readonly encryptionKey: kms.IKey;

  /** Where failed jobs and changed recovery points are told. */
  public readonly alerts: sns.ITopic;

  /** What EventBridge could not deliver; undefined when nobody is told, or when this is waived. */
  public readonly undelivered?: sqs.Queue;

  /**
   * Around the copies of databases that restore tests make; nobody reaches them until you say so: `plan.restoredCopies.allowFrom(check,
   * Port.tcp(orders.port))`. Undefined without `restoreTests`.
   */
  public readonly restoredCopies?: ec2.Connections;
  public readonly storeArns: string[];
  public readonly destructiveActions: string[];

  /** @internal whether backups are copied to another region */
  public readonly _copiesElsewhere: boolean;

  /**
   * Throws one error with all problems: the `STORES_`, `STORE_` (`STORE_PLAN_IN_USE` where the `backupPlan` of a store has been read), `BACKUP_RETENTION_`, `COPY_`, `LOCK_`, `RESTORE_TEST_` and `WAIVER_` codes,
   * those that end in `_ELSEWHERE`, and `BACKUP_PLAN_NOT_DISPOSABLE`.
   */
  public constructor(scope: Construct, id: string, props: DatabaseBackupPlanProps) {
    const problems = new PropProblems('DatabaseBackupPlan', scope, id);
    const classification = props.classification ?? strictest(props.stores);
    const hardening = new Hardening({ construct: 'DatabaseBackupPlan', classification, safeguards: BACKUP_PLAN_SAFEGUARDS, waivers: props.waivers }, problems);
    checkBackupPlan(scope, props, hardening, problems);
    checkHome(scope, props, problems);
    problems.throwIfAny();

    super(scope, id);
    props.stores.forEach((store) => store._ownPlan?.takenOverBy(this));
    this.encryptionKey = props.encryptionKey ?? new DataKey(this, 'EncryptionKey', { classification, description: `Backups of ${this.node.path}` }).key;
    this.alerts = props.alerts ?? props.stores[0].alerts;
    this.vault = this.createVault(props, hardening);
    this.role = backupRole(this, {
      stores: props.stores.map(({ _backup }) => _backup),
      copies: props.copies ?? [],
      vaultArn: this.vault.backupVaultArn,
      vaultKeyArn: this.encryptionKey.keyArn,
    });
    this.plan = this.createPlan(props);
    if (hardening.keeps(Safeguard.EVENT_NOTIFICATIONS)) {
      this.undelivered = hardening.keeps(Safeguard.ALERT_DELIVERY) ? undeliveredEvents(this) : undefined;
      undoneJobs(this, this.vault.backupVaultArn, this.alerts, this.undelivered);
      storeAlarms(this, this.alerts, this.undelivered ? [undeliveredAlarm(this.undelivered)] : []);
    }
    this.restoredCopies = this.testRestores(props, hardening);
    this._copiesElsewhere = (props.copies ?? []).some(({ vaultArn }) => placeOf(this, vaultArn).region !== Stack.of(this).region);
    this.storeArns = [arnOfVault(this)];
    this.destructiveActions = [...BACKUP_VAULT_DESTRUCTION.actions];
    props.deletionGuard?.protect(this);
    hardening.recordOn(this);
  }

  /**
   * Let an identity take backups on demand: `aws backup start-backup-job` with the vault, `role` and the `backupArn` of a store.
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

  private createVault({ immutableAfter }: DatabaseBackupPlanProps, hardening: Hardening): backup.BackupVault {
    const { minBackupDays } = CLASSIFICATIONS[hardening.classification];
    const locks = hardening.keeps(Safeguard.BACKUPS);
    const tells = hardening.keeps(Safeguard.EVENT_NOTIFICATIONS);
    return new backup.BackupVault(this, 'Vault', {
      backupVaultName: nameOfVault(this),
      encryptionKey: this.encryptionKey,
      accessPolicy: hardening.keeps(Safeguard.MFA_DELETION) ? vaultPolicy(this) : undefined,
      lockConfiguration: locks ? { minRetention: Duration.days(minBackupDays), changeableFor: immutableAfter } : undefined,
      notificationTopic: tells ? this.alerts : undefined,
      notificationEvents: tells ? NOTIFIED : undefined,
      removalPolicy: hardening.keeps(Safeguard.RETENTION) ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
  }

  private testRestores({ restoreTests, stores }: DatabaseBackupPlanProps, hardening: Hardening): ec2.Connections | undefined {
    // AWS names no figure for a restore: who states one wants to know it
    const tests = restoreTests ?? (stores.some(({ _backup }) => _backup.restoreTimed) ? {} : undefined);
    if (tests === undefined) {
      return undefined;
    }
    const plan = new RestoreTestPlan(this, 'RestoreTests', { tests, stores, vault: this.vault, vaultKeyArn: this.encryptionKey.keyArn });
    if (hardening.keeps(Safeguard.EVENT_NOTIFICATIONS)) {
      failedRestoreTests(plan, plan.planArn, this.alerts, this.undelivered);
    }
    return plan.connections;
  }

  private createPlan({ stores, schedule, retention = DEFAULT_RETENTION, copies = [] }: DatabaseBackupPlanProps): backup.BackupPlan {
    const plan = new backup.BackupPlan(this, 'Plan', { backupVault: this.vault });
    plan.addRule(new backup.BackupPlanRule({
      ruleName: 'Scheduled',
      scheduleExpression: schedule ?? events.Schedule.cron({ hour: '6', minute: '0' }),
      deleteAfter: retention,
      copyActions: copies.map(({ vaultArn, retention: ofCopy }, index) => ({
        destinationBackupVault: backup.BackupVault.fromBackupVaultArn(this, `Copy${index}`, vaultArn), deleteAfter: ofCopy ?? retention,
      })),
    }));
    plan.addSelection('Stores', {
      resources: stores.map(({ backupArn }) => backup.BackupResource.fromArn(backupArn)),
      role: this.role,
      disableDefaultBackupPolicy: true,
    });
    return plan;
  }
}

const DEFAULT_RETENTION = Duration.days(35);

/** What a vault itself still tells of; failed jobs come by EventBridge: https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-notifications.html */
const NOTIFIED = [backup.BackupVaultEvents.RESTORE_JOB_COMPLETED, backup.BackupVaultEvents.RECOVERY_POINT_MODIFIED];

/** The strictest classification of some stores. */
function strictest(stores: readonly IBackedUpStore[]): DataClassification {
  const order = Object.values(DataClassification);
  return order[Math.max(0, ...stores.map(({ _backup }) => order.indexOf(_backup.classification)))];
}
