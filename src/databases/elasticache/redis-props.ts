import { Duration } from 'aws-cdk-lib';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sns from 'aws-cdk-lib/aws-sns';
import { AccessString } from './access-string';
import { RedisEngine } from './redis-engine';
import { DEFAULT_TOPOLOGY, RedisTopology, WITHOUT_REPLICA } from './redis-topology';
import { RecoveryObjectives } from '../../core/recovery-objectives';
import { NetworkedDataStoreProps } from '../data-store';
import { MaintenanceWindows } from '../maintenance-windows';

/** What few caches need, and what cannot be changed later. */
export interface RedisOptions {
  /**
   * Identifier of the replication group: 1 to 40 lower-case letters, digits and single hyphens, starting with a letter.
   *
   * Another identifier replaces the cache: the new one comes empty, the old one is retained. It is also how a change that needs a
   * new cache is stated: CloudFormation refuses to replace a cache that keeps its identifier.
   *
   * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateReplicationGroup.html
   * @default - derived from the construct path and the name of the stack
   */
  readonly identifier?: string;

  /**
   * Name of a snapshot that the cache is created from. Keep it as long as the cache lives: another value, or none, replaces
   * the cache.
   *
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticache-replicationgroup.html#cfn-elasticache-replicationgroup-snapshotname
   * @default - an empty cache
   */
  readonly snapshot?: string;

  /**
   * Further parameters of the engine, by name. `cluster-enabled` cannot be set here: the topology decides.
   *
   * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.Engine.html
   * @default - the parameters of the engine
   */
  readonly parameters?: { readonly [name: string]: string };

  /**
   * A topic for the notifications of ElastiCache itself: failovers, replaced nodes, maintenance.
   *
   * ElastiCache publishes to topics without encryption only, and their policy must limit publishers by `aws:SourceOwner`. Use
   * one of its own for this: the notifications name caches and nodes, and nothing else.
   *
   * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ElastiCacheSNS.html
   * @default - alarms only; they go to `alerts`, which is encrypted
   */
  readonly notificationTopic?: sns.ITopic;
}

/** What brings the data of a cache back, and what is asked of it after a disaster. */
export interface RedisRecovery {
  /**
   * How long automatic snapshots are kept, in whole days: at least 7 for confidential data, 35 for protected and secret data, 1 for
   * public data; at most 35.
   *
   * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/backups-automatic.html
   * @default - 15 days, 35 for protected and secret data, none when `Safeguard.BACKUPS` is waived
   */
  readonly retention?: Duration;

  /**
   * How much data may be lost, and how long it may take until the cache serves again, by kind of disaster. What cannot be met, or is waived, is
   * refused:
   *
   * - `application`: a snapshot is up to a day old. How long a restore takes AWS does not say: the rule leaves a `time` open until you have tried it.
   * - `zone`: a replica takes over, loses what has not reached it, and AWS does not say within which time.
   * - `region`: needs a global datastore, which is left to `replicationGroup`; the synth fails with `OBJECTIVE_NOT_PREPARED` without.
   *
   * What every store reaches stands in `docs/guides/recovery-objectives.md`.
   *
   * @default - nothing is stated, and nothing is held to it
   */
  readonly objectives?: RecoveryObjectives;
}

/** Properties of `SecureRedisCluster`. */
export interface SecureRedisClusterProps extends NetworkedDataStoreProps {
  /**
   * Valkey or Redis OSS, with its version. Versions can go up in place, never down. Going from Redis OSS to Valkey replaces the cache in
   * CloudFormation's eyes, although ElastiCache itself can do it in place.
   *
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticache-replicationgroup.html#cfn-elasticache-replicationgroup-engine
   * @default - RedisEngine.valkey('8.2')
   */
  readonly engine?: RedisEngine;

  /**
   * The class of the nodes: `cache.r7g.large`.
   *
   * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheNodes.SupportedTypes.html
   * @default 'cache.m7g.large'
   */
  readonly nodeType?: string;

  /**
   * How the nodes are arranged. Another number of shards or replicas is reached online; a change between cluster mode and a single
   * shard replaces the cache.
   *
   * @default - cluster mode with one shard and one replica; without replica when `Safeguard.HIGH_AVAILABILITY` is waived
   */
  readonly topology?: RedisTopology;

  /**
   * The users of the cache and what each may do, by the name that `grants.connect` takes: 1 to 40 lower-case letters, digits and single
   * hyphens. All of them log in with IAM tokens.
   *
   * @default - nobody can log in until `addUser` is called
   */
  readonly users?: { readonly [name: string]: AccessString };

  /**
   * A secret whose value every client sends as AUTH token, instead of users; for clients that cannot send IAM tokens. 16 to 128
   * printable characters, of which only `!&#$^<>-` are neither letters nor digits.
   *
   * It gives everybody who knows it every right, so it is taken only together with a waiver of `Safeguard.IAM_AUTHENTICATION`. The secret
   * must hold the token before the first deployment. Going from a token to users, or back, replaces the cache.
   *
   * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth.html
   * @default - users with IAM tokens
   */
  readonly authToken?: secretsmanager.ISecret;

  /**
   * The port that the cache listens on: 1024 to 65535. Changing it replaces the cache.
   *
   * @default 6380
   */
  readonly port?: number;

  /**
   * How long automatic snapshots are kept, and what is asked of the cache after a disaster.
   *
   * @default - snapshots for 15 days, 35 for protected and secret data; nothing is asked
   */
  readonly recovery?: RedisRecovery;

  /**
   * When ElastiCache takes snapshots (`backup`) and installs patches. Both windows last at least 60 minutes.
   *
   * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateReplicationGroup.html
   * @default - snapshots at 02:00, patches on Sunday at 04:00, UTC
   */
  readonly windows?: MaintenanceWindows;

  /**
   * What few caches need.
   *
   * @default - a derived identifier, an empty cache, the parameters of the engine
   */
  readonly options?: RedisOptions;
}

/** TLS ports of Redis are 6380 by convention; one port for both engines, since an upgrade must not move it. */
export const DEFAULT_REDIS_PORT = 6380;
export const DEFAULT_NODE_TYPE = 'cache.m7g.large';

/** The arrangement, by default the smallest that keeps the safeguard. */
export function topologyOf(given: RedisTopology | undefined, available: boolean): RedisTopology {
  return given ?? (available ? DEFAULT_TOPOLOGY : WITHOUT_REPLICA);
}
