import { RemovalPolicy } from 'aws-cdk-lib';
import { Safeguard } from '../../../src/core/safeguard';
import { Sabotage, remove, resources, set, shortcut } from '../sabotage-tools';

const REDIS = ['SecureRedisCluster (valkey)', 'SecureRedisCluster (redis, single shard)'];

const SERVERLESS = ['SecureServerlessCache'];
const MEMCACHED = ['MemcachedCluster'];
const EVERY = [...REDIS, ...SERVERLESS, ...MEMCACHED];

const CACHE = 'AWS::ElastiCache::ServerlessCache';
const CLUSTER = 'AWS::ElastiCache::CacheCluster';
const GROUP = 'AWS::ElastiCache::ReplicationGroup';

const ON_GROUPS: readonly (readonly [Safeguard, string, unknown, string])[] = [
  [Safeguard.ENCRYPTION_AT_REST, 'AtRestEncryptionEnabled', false, 'elasticache.storage-encrypted'],
  [Safeguard.CUSTOMER_MANAGED_KEY, 'KmsKeyId', undefined, 'elasticache.customer-managed-key'],
  [Safeguard.ENCRYPTION_IN_TRANSIT, 'TransitEncryptionMode', 'preferred', 'elasticache.tls-required'],
  [Safeguard.IAM_AUTHENTICATION, 'UserGroupIds', undefined, 'elasticache.users-required'],
  [Safeguard.PRIVATE_NETWORK, 'CacheSubnetGroupName', 'default', 'elasticache.subnet-group-given'],
  [Safeguard.BACKUPS, 'SnapshotRetentionLimit', 1, 'elasticache.snapshots'],
  [Safeguard.HIGH_AVAILABILITY, 'MultiAZEnabled', false, 'elasticache.multi-az'],
  [Safeguard.HIGH_AVAILABILITY, 'AutomaticFailoverEnabled', false, 'elasticache.automatic-failover'],
  [Safeguard.LOG_EXPORTS, 'LogDeliveryConfigurations', undefined, 'elasticache.log-delivery'],
  [Safeguard.AUTOMATIC_PATCHING, 'AutoMinorVersionUpgrade', false, 'elasticache.automatic-minor-upgrades'],
];

export const CACHE_SABOTAGE: readonly Sabotage[] = [
  ...ON_GROUPS.map(([safeguard, path, value, rule]) => ({ subjects: REDIS, safeguard, rules: [rule], apply: set(GROUP, path, value) })),
  { subjects: EVERY, safeguard: Safeguard.TIERED_ACCESS, rules: ['graph.tier-skipped'], apply: shortcut },
  { subjects: EVERY, safeguard: Safeguard.ALARMS, rules: ['elasticache.alarmed'], apply: remove('AWS::CloudWatch::Alarm') },
  {
    subjects: REDIS,
    safeguard: Safeguard.RETENTION,
    rules: ['elasticache.retained'],
    apply: (built) => resources(built, GROUP).forEach((group) => group.applyRemovalPolicy(RemovalPolicy.DESTROY)),
  },
  {
    subjects: REDIS,
    safeguard: Safeguard.IAM_AUTHENTICATION,
    rules: ['elasticache.default-user-disabled', 'elasticache.users-authenticate', 'elasticache.users-limited'],
    apply: (built) => resources(built, 'AWS::ElastiCache::User').filter(({ node }) => node.path.includes('/DefaultUser/'))
      .forEach((user) => user.addPropertyOverride('AccessString', 'on ~* +@all')),
  },
  { subjects: SERVERLESS, safeguard: Safeguard.CUSTOMER_MANAGED_KEY, rules: ['elasticache.customer-managed-key'], apply: set(CACHE, 'KmsKeyId', undefined) },
  {
    subjects: SERVERLESS,
    safeguard: Safeguard.PRIVATE_NETWORK,
    rules: ['elasticache.subnet-group-given'],
    apply: set(CACHE, 'SubnetIds', undefined),
  },
  { subjects: SERVERLESS, safeguard: Safeguard.IAM_AUTHENTICATION, rules: ['elasticache.users-required'], apply: set(CACHE, 'UserGroupId', undefined) },
  { subjects: SERVERLESS, safeguard: Safeguard.BACKUPS, rules: ['elasticache.snapshots'], apply: set(CACHE, 'SnapshotRetentionLimit', 0) },
  {
    subjects: SERVERLESS,
    safeguard: Safeguard.RETENTION,
    rules: ['elasticache.retained'],
    apply: (built) => resources(built, CACHE).forEach((cache) => cache.applyRemovalPolicy(RemovalPolicy.DESTROY)),
  },
  {
    subjects: MEMCACHED,
    safeguard: Safeguard.ENCRYPTION_IN_TRANSIT,
    rules: ['elasticache.tls-required'],
    apply: set(CLUSTER, 'TransitEncryptionEnabled', false),
  },
  { subjects: MEMCACHED, safeguard: Safeguard.HIGH_AVAILABILITY, rules: ['elasticache.memcached-spans-zones'], apply: set(CLUSTER, 'AZMode', 'single-az') },
  {
    subjects: MEMCACHED,
    safeguard: Safeguard.PRIVATE_NETWORK,
    rules: ['elasticache.subnet-group-given'],
    apply: set(CLUSTER, 'CacheSubnetGroupName', 'default'),
  },
];
