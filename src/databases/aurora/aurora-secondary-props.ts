import * as rds from 'aws-cdk-lib/aws-rds';
import { AuroraCapacity } from './aurora-capacity';
import { AuroraGlobalDatabase } from './aurora-global-database';
import { NetworkedDataStoreProps } from '../data-store';
import { MaintenanceWindows } from '../maintenance-windows';
import { RdsRecovery } from '../rds/rds-props';

/** Properties of `SecureAuroraSecondaryCluster`. */
export interface SecureAuroraSecondaryClusterProps extends NetworkedDataStoreProps {
  /** The global database that the cluster belongs to. The region of its primary cluster must be known. */
  readonly globalDatabase: AuroraGlobalDatabase;

  /**
   * The version, of the same engine and major version as the primary cluster, and not older. Pass a newer minor version to upgrade
   * this region, before the primary cluster is upgraded.
   *
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-upgrade.html
   * @default - the engine of the primary cluster
   */
  readonly engine?: rds.IClusterEngine;

  /**
   * Instance class (memory-optimized: r or x) or capacity units, and how many members there are beside the first: 0 to 15.
   *
   * @default - as the primary cluster, so that this region can carry its load
   */
  readonly capacity?: AuroraCapacity;

  /**
   * Identifier of the cluster: 1 to 60 lower-case letters, digits and single hyphens, starting with a letter; members are named
   * after it, and no other cluster of the global database has it. Changing it replaces the cluster.
   *
   * @default - derived from the construct path and the name of the stack
   */
  readonly identifier?: string;

  /**
   * The port that the cluster listens on: 1150 to 65535.
   *
   * @default - the port of the primary cluster
   */
  readonly port?: number;

  /**
   * How long automated backups of this region are kept, and what is asked of this cluster itself: what may be lost with the region of
   * the primary cluster is asked of that one. It has no plan of AWS Backup of its own that would measure a restore.
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
   * Further parameters of the cluster, by name. Those that belong to a safeguard cannot be set here.
   *
   * @default - the parameters of the primary cluster, so that nothing changes with a switchover
   */
  readonly parameters?: { readonly [name: string]: string };

  /**
   * Whether sessions of this region may write: Aurora sends what they write to the primary cluster. Aurora MySQL 3, Aurora
   * PostgreSQL 14.9, 15.4, 16 and later.
   *
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-write-forwarding.html
   * @default false
   */
  readonly writeForwarding?: boolean;
}
