import { Duration } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as sns from 'aws-cdk-lib/aws-sns';
import { DaxTable } from './dax-table';
import { DataClassification } from '../../core/data-classification';
import { Waiver } from '../../core/waiver';
import { DeletionGuard } from '../../foundation/deletion/deletion-guard';
import { ITieredNetwork } from '../../foundation/network/network';

/** The nodes of a cluster. */
export interface DaxNodes {
  /**
   * How many there are, 3 to 11: the primary, and replicas that take over and share the reads. More nodes serve more reads,
   * not more writes.
   *
   * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/dax-cluster-sizing.html
   * @default 3
   */
  readonly count?: number;

  /**
   * The class of each node, of a family that encrypts at rest: every family but R3. Changing it replaces the cluster, which
   * starts with an empty cache.
   *
   * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAXEncryptionAtRest.html
   * @default - R5, large
   */
  readonly instanceType?: ec2.InstanceType;
}

/** How long a cluster keeps what it has read. */
export interface DaxCache {
  /**
   * How long items are kept, in whole milliseconds from 1 to 2147483647: the longer, the older what clients may see of writes that
   * go past the cluster. Changing it makes a new parameter group, which nodes take when they are rebooted.
   *
   * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAX.consistency.html
   * @default Duration.minutes(5)
   */
  readonly itemTtl?: Duration;

  /**
   * How long results of queries and scans are kept, in whole milliseconds from 1 to 2147483647. Writes through the cluster do not
   * touch them: a result stays as it was until it expires.
   *
   * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAX.consistency.html
   * @default Duration.minutes(5)
   */
  readonly queryTtl?: Duration;
}

/** Properties of `SecureDaxCluster`. */
export interface SecureDaxClusterProps {
  /** The network whose data tier holds the cluster and whose app tier reaches it. */
  readonly network: ITieredNetwork;

  /** The tables that the cluster may reach, and no others; of its own region. Everybody who may use the cluster reaches all of them. */
  readonly tables: DaxTable[];

  /**
   * How many nodes there are, and how large they are.
   *
   * @default - three nodes of R5, large
   */
  readonly nodes?: DaxNodes;

  /**
   * How long items and results are kept.
   *
   * @default - five minutes each
   */
  readonly cache?: DaxCache;

  /**
   * When patches are installed, in UTC: `ddd:hh:mm-ddd:hh:mm`, one hour to 24 hours.
   *
   * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAX.concepts.cluster.html#DAX.concepts.maintenance-window
   * @default 'sun:04:00-sun:05:00'
   */
  readonly maintenanceWindow?: string;

  /**
   * How much harm a leak of the data would do; says what may be waived.
   *
   * @default - DataClassification.CONFIDENTIAL
   */
  readonly classification?: DataClassification;

  /**
   * Where alarms and events of the cluster go.
   *
   * @default - an `AlertTopic` of its own, without subscribers; subscribe to `alerts`
   */
  readonly alerts?: sns.ITopic;

  /**
   * A guard that denies people without MFA the destruction of this cluster.
   *
   * @default - no guard; `DeletionGuard.protect(cluster)` adds one later
   */
  readonly deletionGuard?: DeletionGuard;

  /**
   * Safeguards that are deliberately left off, each with its reason. ENCRYPTION_IN_TRANSIT is fixed at creation: waiving it, or
   * taking the waiver back, replaces the cluster, which starts with an empty cache.
   *
   * @default - every safeguard is on
   */
  readonly waivers?: Waiver[];
}

export const DEFAULT_NODE_TYPE = ec2.InstanceType.of(ec2.InstanceClass.R5, ec2.InstanceSize.LARGE);
export const DEFAULT_MAINTENANCE_WINDOW = 'sun:04:00-sun:05:00';
