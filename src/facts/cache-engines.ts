/** What ElastiCache says about an engine. */
export interface CacheEngineFacts {
  /** As `Engine` names it. */
  readonly engine: string;

  /** The oldest version in which users can log in with IAM tokens. */
  readonly iamAuthenticationSince: string;

  /** The oldest version that delivers its engine log; the slow log came before. */
  readonly engineLogSince: string;

  /** The parameter group family by major version. */
  readonly families: Readonly<Record<string, string>>;

  /** The last day of standard support by major version, as far as it is announced. */
  readonly supportEnds: Readonly<Record<string, string>>;

  /** Where AWS says so. */
  readonly sources: readonly string[];
}

const SOURCES = [
  'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth-to-iam-migration.html',
  'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Log_Delivery.html',
  'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.Engine.html',
  'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/extended-support.html',
];

/** The engines with users, snapshots and replicas, by `Engine`. */
export const CACHE_ENGINES: Readonly<Record<'valkey' | 'redis', CacheEngineFacts>> = {
  valkey: {
    engine: 'valkey',
    iamAuthenticationSince: '7.2',
    engineLogSince: '7.2',
    families: { 7: 'valkey7', 8: 'valkey8', 9: 'valkey9' },
    supportEnds: {},
    sources: SOURCES,
  },
  redis: {
    engine: 'redis',
    iamAuthenticationSince: '7.0',
    engineLogSince: '6.2',
    families: { 7: 'redis7' },
    supportEnds: { 4: '2026-01-31', 5: '2026-01-31' },
    sources: SOURCES,
  },
};

/** The first major version of Redis OSS that has users: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html */
export const USERS_SINCE_REDIS = '6.0';

/** The first version of Memcached with TLS: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/in-transit-encryption-mc.html */
export const MEMCACHED_TLS_SINCE = '1.6.12';

/** The logs that an engine delivers: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Log_Delivery.html */
export const CACHE_LOGS = ['slow-log', 'engine-log'] as const;

/** The user that every client is who does not log in: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html */
export const DEFAULT_USER = 'default';

/** The ports of engines unless told otherwise: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/set-up.html#elasticache-install-grant-access-VPN */
export const DEFAULT_CACHE_PORTS: Readonly<Record<string, number>> = { redis: 6379, valkey: 6379, memcached: 11_211 };
