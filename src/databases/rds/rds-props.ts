import { Duration } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as rds from 'aws-cdk-lib/aws-rds';
import { MaintenanceWindows } from './maintenance-windows';
import { NetworkedDataStoreProps } from '../data-store';

/** Size and speed of the volume. Always encrypted. */
export interface RdsStorage {
  /**
   * Size at creation, in GiB: 20 to 65536 for gp2 and gp3, 100 to 65536 for io1 and io2. It can only grow.
   *
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html
   * @default 100
   */
  readonly allocatedGib?: number;

  /**
   * Size up to which the volume grows by itself, in GiB: at least 10 percent more than `allocatedGib`, at most 65536.
   *
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html
   * @default - twice `allocatedGib`, at most 65536
   */
  readonly maxAllocatedGib?: number;

  /**
   * The kind of volume.
   *
   * @default - rds.StorageType.GP3
   */
  readonly storageType?: rds.StorageType;

  /**
   * Provisioned operations per second; a half to 50 times the size.
   *
   * @default - the baseline of the volume
   */
  readonly iops?: number;

  /**
   * Provisioned throughput in MiB per second, for gp3 only; at most a quarter of `iops`.
   *
   * @default - the baseline of the volume
   */
  readonly throughput?: number;
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
   * Name of the database that is created with the instance: letters, digits and underscores, starting with
   * a letter. Changing it replaces the instance.
   *
   * @default - no database is created
   */
  readonly databaseName?: string;

  /**
   * Name of the master user: letters, digits and underscores, starting with a letter; at most 16 characters
   * (MySQL, MariaDB) or 63 (PostgreSQL). Well-known names such as `admin` are refused. Changing it replaces
   * the instance.
   *
   * @default - `dba` and 12 characters derived from the construct path and the name of the stack
   */
  readonly masterUsername?: string;
}

/** Properties of `SecureRdsInstance`. */
export interface SecureRdsInstanceProps extends NetworkedDataStoreProps {
  /**
   * MySQL, MariaDB or PostgreSQL, with its version: `rds.DatabaseInstanceEngine.mysql({ version })`.
   *
   * MySQL 5.7, MariaDB 10.6 and PostgreSQL 12 are the first versions that know every safeguard.
   */
  readonly engine: rds.IInstanceEngine;

  /**
   * The instance class. Alarms are sized by it.
   *
   * @default - m6g.large
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
   * The port that the database listens on: 1150 to 65535.
   *
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html
   * @default - 3306 (MySQL, MariaDB), 5432 (PostgreSQL)
   */
  readonly port?: number;

  /**
   * How long automated backups are kept, in whole days: at least 7 for confidential data, 35 for protected
   * and secret data, 1 for public data; at most 35.
   *
   * @see https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-11
   * @default - 7 days, 35 for protected and secret data, none when `Safeguard.BACKUPS` is waived
   */
  readonly backupRetention?: Duration;

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
}

/** The class; its default is one that all engines, regions and Database Insights know. */
export function instanceTypeOf({ instanceType }: SecureRdsInstanceProps): ec2.InstanceType {
  return instanceType ?? ec2.InstanceType.of(ec2.InstanceClass.M6G, ec2.InstanceSize.LARGE);
}

/** Defaults of `RdsStorage`. */
export const DEFAULT_ALLOCATED_GIB = 100;
export const MAX_STORAGE_GIB = 65_536;

/** The sizes of the volume, with defaults. */
export function storageSizes(storage: RdsStorage = {}): { readonly allocated: number; readonly max: number } {
  const allocated = storage.allocatedGib ?? DEFAULT_ALLOCATED_GIB;
  return { allocated, max: storage.maxAllocatedGib ?? Math.min(2 * allocated, MAX_STORAGE_GIB) };
}
