import { Duration } from 'aws-cdk-lib';
import * as rds from 'aws-cdk-lib/aws-rds';
import { AuroraCapacity } from './aurora-capacity';
import { NetworkedDataStoreProps } from '../data-store';
import { MaintenanceWindows } from '../maintenance-windows';
import { RdsProxyOptions } from '../proxy/rds-proxy-props';
import { MasterAuthentication } from '../rds/rds-engine-options';
import { RdsNaming, RdsRecovery } from '../rds/rds-props';

/** What brings data back, what is asked of it, and what a cluster was created from. */
export interface AuroraRecovery extends RdsRecovery {
  /**
   * How far back Aurora MySQL can be rewound without a restore, in whole hours: 0 to 72. It excludes binary log
   * replication and global databases, and with them copies in other regions; 0 hours switch it off.
   *
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Managing.Backtrack.html
   * @default - 24 hours for Aurora MySQL, none in regions that do not have it
   */
  readonly backtrackWindow?: Duration;

  /**
   * Name or ARN of a cluster snapshot that the cluster is created from. Keep it as long as the cluster lives: another value, or
   * none, replaces the cluster.
   *
   * Aurora encrypts the new volume with `encryptionKey`, whatever the snapshot was encrypted with. The name of the database and
   * of the master user come from the snapshot; its password is changed to one that RDS manages.
   *
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbcluster.html#cfn-rds-dbcluster-snapshotidentifier
   * @default - an empty cluster
   */
  readonly snapshot?: string;
}

/** Choices that few clusters need. */
export interface AuroraEngineOptions {
  /**
   * How the master user proves who it is. A cluster of a global database needs `MasterAuthentication.IAM`.
   *
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/rds-secrets-manager.html#rds-secrets-manager-limitations
   * @default - MasterAuthentication.MANAGED_PASSWORD
   */
  readonly masterAuthentication?: MasterAuthentication;

  /**
   * Put an RDS Proxy between the application and the cluster: then the application reaches the proxy only, and
   * `grants.connect` opens the proxy.
   *
   * @default - the application connects to the cluster itself
   */
  readonly proxy?: RdsProxyOptions;
}

/** Properties of `SecureAuroraCluster`. */
export interface SecureAuroraClusterProps extends NetworkedDataStoreProps {
  /**
   * Aurora MySQL or Aurora PostgreSQL, with its version: `rds.DatabaseClusterEngine.auroraPostgres({ version })`.
   *
   * Aurora MySQL 3 (compatible with MySQL 8.0) and Aurora PostgreSQL 13 are the first versions that know every safeguard. Versions
   * whose standard support ends within a year are warned of, and refused afterwards.
   */
  readonly engine: rds.IClusterEngine;

  /**
   * Instance class or capacity units, and how many readers.
   *
   * @default - AuroraCapacity.provisioned(): a writer and a reader of class r6g.large
   */
  readonly capacity?: AuroraCapacity;

  /**
   * Names that cannot be changed without replacing the cluster. The identifier has at most 60 characters: members are
   * named after it.
   *
   * @default - derived names, no database
   */
  readonly naming?: RdsNaming;

  /**
   * The port that the cluster listens on: 1150 to 65535.
   *
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBCluster.html
   * @default - 3306 (Aurora MySQL), 5432 (Aurora PostgreSQL)
   */
  readonly port?: number;

  /**
   * How long backups are kept, how far back the cluster can be rewound, what is asked of it after a disaster, and what it was created from.
   *
   * @default - backups for 7 days, 35 for protected and secret data; Aurora MySQL can be rewound by 24 hours; nothing is asked; the cluster
   * starts empty
   */
  readonly recovery?: AuroraRecovery;

  /**
   * When AWS takes backups and installs patches.
   *
   * @default - backups at 02:00, patches on Sunday at 04:00, UTC
   */
  readonly windows?: MaintenanceWindows;

  /**
   * Further parameters of the cluster, by name. Those that belong to a safeguard cannot be set here;
   * `shared_preload_libraries` is merged.
   *
   * @default - only the parameters of the safeguards
   */
  readonly parameters?: { readonly [name: string]: string };

  /**
   * How the master user logs in, and whether a proxy stands in front.
   *
   * @default - RDS manages the master password; the application connects to the cluster itself
   */
  readonly engineOptions?: AuroraEngineOptions;
}
