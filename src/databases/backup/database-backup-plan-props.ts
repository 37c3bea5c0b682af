import { Duration } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { IBackedUpStore } from './backed-up-store';
import { RestoreTests } from './restore-tests-props';
import { DataClassification } from '../../core/data-classification';
import { Waiver } from '../../core/waiver';
import { DeletionGuard } from '../../foundation/deletion/deletion-guard';

/** A copy of each backup in a vault elsewhere. */
export interface VaultCopy {
  /** ARN of the vault, in another region or account; databases of RDS and Aurora go to one of the two, not to both at once. */
  readonly vaultArn: string;

  /** ARN of the key of that vault. */
  readonly encryptionKeyArn: string;

  /**
   * How long copies are kept: whole days, within the same range as the backups.
   *
   * @default - as long as the backups
   */
  readonly retention?: Duration;
}

/** Properties of `DatabaseBackupPlan`. */
export interface DatabaseBackupPlanProps {
  /** The stores, of the region and account of the plan: 1 to 10. */
  readonly stores: IBackedUpStore[];

  /**
   * How much harm the loss or a leak of the backups would do; sets the least retention, and says what may be waived.
   *
   * @default - the strictest classification of the stores
   */
  readonly classification?: DataClassification;

  /**
   * When backups may begin; they do within 8 hours. Keep these away from the backup windows of the databases.
   *
   * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/rds-backup.html
   * @default - every day at 06:00 UTC, after the default windows of the stores
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
  readonly copies?: VaultCopy[];

  /**
   * Close the lock of the vault for good so long after the deployment: whole days, 3 to 36500. From then on nobody takes the lock off or
   * deletes a backup before its time, neither the root user nor AWS. This cannot be undone.
   *
   * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html
   * @default - the lock stays in governance mode: who may call `backup:DeleteBackupVaultLockConfiguration` takes it off
   */
  readonly immutableAfter?: Duration;

  /**
   * Try on a schedule whether backups can be restored: one backup of each store is restored into a copy that nobody reaches, and deleted.
   *
   * It costs: AWS Backup charges for each test, and the copy for the time that it runs and for its storage. A test of an instance takes as
   * long as its restore, and the instance has the class of the original.
   *
   * A role of its own for each store names its subnet, parameter and option groups. Their names change with a major version, and
   * CloudFormation changes no name that another stack uses: where the plan lies in another stack, leave this out (and with it the time
   * that stores ask of restores), deploy, upgrade, and set it again.
   *
   * @see https://aws.amazon.com/backup/pricing/
   * @default - nothing is restored, unless a store states how long a restore may take (`objectives.application.time`): then all stores of the
   * plan are tried every Sunday; else whether backups can be restored is found out on the day they are needed
   */
  readonly restoreTests?: RestoreTests;

  /**
   * The key of the vault. Changing it replaces the vault, which fails: its name is taken. Make a second plan instead.
   *
   * @default - a key of its own, rotated, retained, and guarded against destruction without MFA
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * Where failed jobs and changed recovery points are told.
   *
   * @default - the `alerts` of the first store
   */
  readonly alerts?: sns.ITopic;

  /**
   * A guard that denies people without MFA the destruction of the vault.
   *
   * @default - no guard; `DeletionGuard.protect(plan)` adds one later
   */
  readonly deletionGuard?: DeletionGuard;

  /**
   * Safeguards that are deliberately left off: `BACKUPS` (the vault is not locked), `MFA_DELETION`, `RETENTION`, `EVENT_NOTIFICATIONS`,
   * `ALERT_DELIVERY` (alerts that could not be delivered are lost).
   *
   * @default - every safeguard is on
   */
  readonly waivers?: Waiver[];
}
