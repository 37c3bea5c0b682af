// https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateReplicationGroup.html
/** Replicas of a shard beside its primary. */
export const MAX_REPLICAS = 5;

/** Nodes and shards of one cluster, once the account's quota of 90 nodes is raised. Same page. */
export const MAX_CACHE_NODES = 500;

/** Characters of the identifier of a replication group. Same page, `ReplicationGroupId`. */
export const MAX_GROUP_IDENTIFIER = 40;

/** Days that automatic snapshots are kept at most: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/backups-automatic.html */
export const MAX_SNAPSHOT_DAYS = 35;

/** Days of snapshots that AWS Config asks for by default: https://docs.aws.amazon.com/config/latest/developerguide/elasticache-redis-cluster-automatic-backup-check.html */
export const CONFIG_SNAPSHOT_DAYS = 15;

/**
 * Minutes of a maintenance or snapshot window at least.
 *
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateReplicationGroup.html,
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/backups-automatic.html
 */
export const MIN_WINDOW_MINUTES = 60;

/** Connections that a node takes: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.Engine.html (`maxclients`) */
export const MAX_CLIENTS = 65_000;

/** Metrics in the expression of one alarm: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create-alarm-on-metric-math-expression.html */
export const MAX_METRICS_OF_AN_ALARM = 10;

/**
 * Characters of the id of a user and of a user group. AWS names a pattern and no length; this is that of the caches themselves.
 *
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateUser.html
 */
export const MAX_USER_IDENTIFIER = 40;

/** Characters of an AUTH token: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth.html */
export const AUTH_TOKEN_CHARACTERS = { min: 16, max: 128 };

// https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateCacheCluster.html
/** Characters of the identifier of a Memcached cluster. Same page, `CacheClusterId`. */
export const MAX_CLUSTER_IDENTIFIER = 50;

// https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Scaling.html#Pre-Scaling
/** Gigabytes of data that a serverless cache may be limited to. */
export const SERVERLESS_GIGABYTES = { min: 1, max: 5000 };

/** ElastiCache processing units per second that a serverless cache may be limited to. */
export const SERVERLESS_ECPUS = { min: 1000, max: 15_000_000 };

/** A serverless cache listens on these, whatever is asked: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/set-up.html#elasticache-install-grant-access-VPN */
export const SERVERLESS_PORTS = { writer: 6379, reader: 6380 };
