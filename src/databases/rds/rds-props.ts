import { Duration } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as rds from 'aws-cdk-lib/aws-rds';
import { MaintenanceWindows } from '../maintenance-windows';
import { RdsEngineOptions } from './rds-engine-options';
import { Hardening } from '../../core/hardening';
import { known } from '../../core/known';
import { RecoveryObjectives } from '../../core/recovery-objectives';
import { Safeguard } from '../../core/safeguard';
import { RDS_ENGINES } from '../../facts/rds-engines';
import { NetworkedDataStoreProps } from '../data-store';

/** Size and speed of the volume. Always encrypted. */
export interface RdsStorage {
  /**
   * Size at creation, in GiB: 20 to 65536 for gp2 and gp3, 100 to 65536 for io1 and io2; at most 16384 for SQL Server
   * and 64000 for Db2. It can only grow.
   *
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html
   * @default 100
   */
  readonly allocatedGib?: number;

  /**
   * Size up to which the volume grows by itself, in GiB: at least 10 percent more than `allocatedGib`, at most the
   * largest volume of the engine.
   *
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html
   * @default - twice `allocatedGib`, at most the largest volume of the engine
   */
  readonly maxAllocatedGib?: number;

  /**
   * The kind of volume.
   *
   * @default - rds.StorageType.GP3
   */
  readonly storageType?: rds.StorageType;

  /**
   * Provisioned operations per second. What is allowed depends on the kind of volume, its size and the engine: gp2 takes none; gp3
   * 12000 to 64000 from 400 GiB on (Oracle: 200 GiB), or 3000 to 16000 (SQL Server); io1 and io2 1000 to 256000, half an operation
   * to 50 (io1) or 1000 (io2) for each GiB.
   *
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html
   * @default - the baseline of gp2 and gp3; the least that io1 and io2 can have at the size that they may grow to
   */
  readonly iops?: number;

  /**
   * Provisioned throughput in MiB per second, for gp3 that takes `iops`: 500 to 4000, for SQL Server 125 to 1000; at most a quarter
   * of `iops`.
   *
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html#gp3-storage
   * @default - the baseline of the volume
   */
  readonly throughput?: number;

  /**
   * Name or ARN of an encrypted snapshot that the instance is created from. Keep it as long as the instance lives: another
   * value, or none, replaces the instance.
   *
   * The volume keeps the key of the snapshot: copy the snapshot with your key first, and pass that key as `encryptionKey`.
   * The name of the database and of the master user come from the snapshot; its password is changed to one that RDS manages.
   *
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbinstance.html#cfn-rds-dbinstance-dbsnapshotidentifier
   * @default - an empty instance
   */
  readonly snapshot?: string;
}

/** Names that cannot be changed without replacing the instance. */
export interface RdsNaming {
  /**
   * Identifier of the instance: 1 to 63 lower-case letters, digits and single hyphens, starting with a
   * letter and not ending with a hyphen. Changing it replaces the instance.
   *
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html
   * @default - derived from the construct path and the name of the stack
   */
  readonly identifier?: string;

  /**
   * Name of the database that is created with the instance: letters, digits and underscores, starting with a letter; at
   * most 64 characters (MySQL, MariaDB), 63 (PostgreSQL) or 8 (Oracle, Db2). SQL Server creates none. Changing it replaces
   * the instance.
   *
   * @default - no database is created
   */
  readonly databaseName?: string;

  /**
   * Name of the master user: letters, digits and underscores, starting with a letter; at most 16 characters
   * (MySQL, MariaDB, Db2), 30 (Oracle), 63 (PostgreSQL) or 128 (SQL Server). Well-known names such as `admin` are
   * refused. Changing it replaces the instance.
   *
   * @default - `dba` and 12 characters derived from the construct path and the name of the stack
   */
  readonly masterUsername?: string;
}

/** How long automated backups are kept, and what is asked of the store after a disaster. */
export interface RdsRecovery {
  /**
   * How long automated backups are kept, in whole days: at least 7 for confidential data, 35 for protected
   * and secret data, 1 for public data; at most 35.
   *
   * @see https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-11
   * @default - 7 days, 35 for protected and secret data; when `Safeguard.BACKUPS` is waived none, of Aurora 1 day, since it cannot do without
   */
  readonly retention?: Duration;

  /**
   * How much data may be lost, and how long it may take until the store serves again, by kind of disaster. What cannot be met, or is waived,
   * is refused; what is stated decides:
   *
   * - `application`: point-in-time recovery loses up to 5 minutes. AWS does not say how long a restore takes, so a `time` switches `restoreTests`
   *   on in the plan of AWS Backup that holds the store; they cost, and tell how long it took. State the `point` alone where AWS Backup has none:
   *   https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-feature-availability.html
   * - `zone`: a standby loses nothing and takes over typically within 2 minutes (Aurora: a reader, 1 minute).
   * - `region`: needs a copy elsewhere, which later calls make: the synth fails with `OBJECTIVE_NOT_PREPARED` as long as there is none.
   *
   * What every store reaches stands in `docs/guides/recovery-objectives.md`.
   *
   * @default - nothing is stated, and nothing is held to it
   */
  readonly objectives?: RecoveryObjectives;
}

/** Properties of `SecureRdsInstance`. */
export interface SecureRdsInstanceProps extends NetworkedDataStoreProps {
  /**
   * MySQL, MariaDB, PostgreSQL, Oracle, SQL Server or Db2, with its version: `rds.DatabaseInstanceEngine.mysql({ version })`,
   * `Db2Engine.standardEdition(version)`.
   *
   * Versions past their end of standard support are refused unless `Safeguard.SUPPORTED_ENGINE` is waived, and those that reach it
   * within a year are warned of. A later major
   * version gets parameter and option groups of its own before the old ones go; RDS installs it once
   * `AllowMajorVersionUpgrade` is set on the `CfnDBInstance`.
   */
  readonly engine: rds.IInstanceEngine;

  /**
   * The instance class. Alarms are sized by it.
   *
   * @default - m6g.large (MySQL, MariaDB, PostgreSQL), m6i.large (Oracle, Db2, SQL Server Standard and Web), m6i.xlarge
   * (SQL Server Enterprise), t3.medium (SQL Server Express)
   */
  readonly instanceType?: ec2.InstanceType;

  /**
   * Size and speed of the volume.
   *
   * @default - 100 GiB of gp3 that grow to 200 GiB
   */
  readonly storage?: RdsStorage;

  /**
   * Names that cannot be changed without replacing the instance.
   *
   * @default - derived names, no database
   */
  readonly naming?: RdsNaming;

  /**
   * The port that the database listens on: 1150 to 65535. Changing it replaces the instance.
   *
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html
   * @default - 3306 (MySQL, MariaDB), 5432 (PostgreSQL), 1521 (Oracle), 1433 (SQL Server), 50443 (Db2 over TLS)
   */
  readonly port?: number;

  /**
   * How long automated backups are kept, and what is asked of the instance after a disaster.
   *
   * @default - backups for 7 days, 35 for protected and secret data; nothing is asked
   */
  readonly recovery?: RdsRecovery;

  /**
   * When AWS takes backups and installs patches.
   *
   * @default - backups at 02:00, patches on Sunday at 04:00, UTC
   */
  readonly windows?: MaintenanceWindows;

  /**
   * Further parameters of the engine, by name. Those that belong to a safeguard cannot be set here;
   * `shared_preload_libraries` is merged.
   *
   * @default - only the parameters of the safeguards
   */
  readonly parameters?: { readonly [name: string]: string };

  /**
   * Choices that only some engines have, or that few need: the licence, the master user, encryption by the engine.
   *
   * @default - what the engine has by default
   */
  readonly engineOptions?: RdsEngineOptions;
}

/** The class, by default one that the engine has in all regions. */
export function instanceTypeOf({ instanceType, engine }: Pick<SecureRdsInstanceProps, 'instanceType' | 'engine'>): ec2.InstanceType {
  return instanceType ?? new ec2.InstanceType(RDS_ENGINES[engine.engineType].defaultClass);
}

/** Defaults of `RdsStorage`. */
export const DEFAULT_ALLOCATED_GIB = 100;
export const MAX_STORAGE_GIB = 65_536;

/** The sizes of the volume, with defaults. */
export function storageSizes(storage: RdsStorage = {}, limit = MAX_STORAGE_GIB): { readonly allocated: number; readonly max: number } {
  const allocated = storage.allocatedGib ?? DEFAULT_ALLOCATED_GIB;
  // a token cannot be doubled
  const doubled = known(allocated) === undefined ? allocated : Math.min(2 * allocated, limit);
  return { allocated, max: storage.maxAllocatedGib ?? doubled };
}

/** The size that the volume may grow to, if that is known. */
export function largestOf(storage: RdsStorage, limit: number, hardening: Hardening): number | undefined {
  const { allocated, max } = storageSizes(storage, limit);
  return known(hardening.keeps(Safeguard.STORAGE_AUTOSCALING) ? max : allocated);
}
