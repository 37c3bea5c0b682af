import * as iam from 'aws-cdk-lib/aws-iam';
import * as sns from 'aws-cdk-lib/aws-sns';
import { IConstruct } from 'constructs';
import type { DatabaseBackupPlan } from './database-backup-plan';
import { RestoredCopy } from './restored-copy';
import { DataClassification } from '../../core/data-classification';

/**
 * A store that a `DatabaseBackupPlan` can back up: `SecureRdsInstance`, `SecureAuroraCluster`, `SecureAuroraSecondaryCluster` and
 * `SecureDynamoTable`.
 */
export interface IBackedUpStore extends IConstruct {
  /** The ARN by which AWS Backup knows the store; backups on demand name it. */
  readonly backupArn: string;

  /** Where alarms and service events of the store go. */
  readonly alerts: sns.ITopic;

  /** @internal what a plan needs to know of the store */
  readonly _backup: StoreBackup;

  /** @internal the plan of its own that a plan of the app takes over; absent where a store has none by default */
  readonly _ownPlan?: BackupPlanHolder;
}

/** What keeps the plan of a store. */
export interface BackupPlanHolder {
  /** Whether some plan of the app copies backups of the store to another region. */
  readonly copiesElsewhere: boolean;

  /** Whether somebody has been given the plan of the store's own, so that it must stay. */
  readonly inUse: boolean;

  /** A plan of the app names the store: the plan of its own goes. */
  takenOverBy(plan: DatabaseBackupPlan): void;
}

/** What a plan needs to know of one store. */
export interface StoreBackup {
  readonly kind: BackupKind;
  readonly arn: string;
  readonly classification: DataClassification;

  /** ARN of the key of the data; absent where AWS owns it. */
  readonly keyArn?: string;

  /** The name of the store, as snapshots of it carry it. */
  readonly identifier: string;

  /** How a restored copy of it is made. */
  readonly restored: RestoredCopy;

  /** Whether somebody asks how long a restore takes, so that it is tried. */
  readonly restoreTimed?: boolean;
}

/** A vault, by the parts of its ARN. */
export interface VaultPlace {
  readonly region: string;

  /** Whether it lies in the account of the plan; undefined when that is only known at deployment. */
  readonly ownAccount?: boolean;
}

/** How AWS Backup works on stores of one service. */
export interface BackupKind {
  /** How the service is called in `kms:ViaService`. */
  readonly service: string;

  /** Whether a copy may go to another region and another account at once. */
  readonly copiesAcrossBoth: boolean;

  /** What the role of AWS Backup may do to these stores and to backups of them. */
  rights(scope: IConstruct, stores: readonly StoreBackup[], copies: readonly VaultPlace[]): iam.PolicyStatement[];
}
