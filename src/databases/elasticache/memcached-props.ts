import * as sns from 'aws-cdk-lib/aws-sns';
import { DataClassification } from '../../core/data-classification';
import { Waiver } from '../../core/waiver';
import { DeletionGuard } from '../../foundation/deletion/deletion-guard';
import { ITieredNetwork } from '../../foundation/network/network';

/** Properties of `MemcachedCluster`. */
export interface MemcachedClusterProps {
  /** The network whose data tier holds the cluster and whose app tier reaches it. */
  readonly network: ITieredNetwork;

  /**
   * How much harm a leak of what is cached would do: public or confidential. Anything above is refused, since Memcached knows no users and
   * encrypts nothing but the network.
   *
   * @default - DataClassification.CONFIDENTIAL
   */
  readonly classification?: DataClassification;

  /**
   * The version of Memcached, from 1.6.12 on, which has TLS.
   *
   * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/in-transit-encryption-mc.html
   * @default '1.6.22'
   */
  readonly version?: string;

  /**
   * The class of the nodes. ElastiCache cannot change it for Memcached: pass another `identifier` together with another class.
   *
   * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheNodes.SupportedTypes.html
   * @default 'cache.m7g.large'
   */
  readonly nodeType?: string;

  /**
   * How many nodes there are: at least 2, at least 1 when `Safeguard.HIGH_AVAILABILITY` is waived. They are spread over the zones of the data
   * tier in turn. How many there may be at most is a quota of the account.
   *
   * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/quota-limits.html
   * @default - 2, 1 when `Safeguard.HIGH_AVAILABILITY` is waived
   */
  readonly nodes?: number;

  /**
   * The port that the nodes listen on: 1024 to 65535. Changing it replaces the cluster.
   *
   * @default 11212
   */
  readonly port?: number;

  /**
   * When ElastiCache installs patches: `ddd:hh:mm-ddd:hh:mm` in UTC, of at least 60 minutes.
   *
   * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateCacheCluster.html
   * @default 'sun:04:00-sun:05:00'
   */
  readonly maintenanceWindow?: string;

  /**
   * Identifier of the cluster: 1 to 50 lower-case letters, digits and single hyphens, starting with a letter. Another identifier
   * replaces the cluster, and the new one comes empty. CloudFormation refuses to replace a cluster that keeps its identifier.
   *
   * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateCacheCluster.html
   * @default - derived from the construct path and the name of the stack
   */
  readonly identifier?: string;

  /**
   * Further parameters of the engine, by name.
   *
   * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.Engine.html#ParameterGroups.Memcached
   * @default - the parameters of the engine
   */
  readonly parameters?: { readonly [name: string]: string };

  /**
   * Where alarms go.
   *
   * @default - an `AlertTopic` of its own, without subscribers; subscribe to `alerts`
   */
  readonly alerts?: sns.ITopic;

  /**
   * A topic for the notifications of ElastiCache itself. ElastiCache publishes to topics without encryption only: use one of its own for
   * this.
   *
   * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ElastiCacheSNS.html
   * @default - alarms only
   */
  readonly notificationTopic?: sns.ITopic;

  /**
   * A guard that denies people without MFA the deletion of the cluster.
   *
   * @default - no guard; `DeletionGuard.protect(cluster)` adds one later
   */
  readonly deletionGuard?: DeletionGuard;

  /**
   * Safeguards that are deliberately left off, each with its reason.
   *
   * @default - every safeguard is on
   */
  readonly waivers?: Waiver[];
}
