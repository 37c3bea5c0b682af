import { Duration } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Change, change, KEY_ARN, Study, TOPIC_ARN } from './study';
import { DataClassification } from '../../src/core/data-classification';
import { Safeguard, safeguardName } from '../../src/core/safeguard';
import { Waiver } from '../../src/core/waiver';
import { AccessString } from '../../src/databases/elasticache/access-string';
import { MemcachedCluster } from '../../src/databases/elasticache/memcached-cluster';
import { MemcachedClusterProps } from '../../src/databases/elasticache/memcached-props';
import { RedisEngine } from '../../src/databases/elasticache/redis-engine';
import { SecureRedisClusterProps } from '../../src/databases/elasticache/redis-props';
import { RedisTopology } from '../../src/databases/elasticache/redis-topology';
import { SecureRedisCluster } from '../../src/databases/elasticache/secure-redis-cluster';
import { SecureServerlessCache } from '../../src/databases/elasticache/secure-serverless-cache';
import { SecureServerlessCacheProps } from '../../src/databases/elasticache/serverless-cache-props';

type Redis = Omit<SecureRedisClusterProps, 'network'>;
type Serverless = Omit<SecureServerlessCacheProps, 'network'>;
type Memcached = Omit<MemcachedClusterProps, 'network'>;

const REASON = 'preview environment, rebuilt nightly';
const shop = AccessString.onKeys('shop:*').allowReading();

const STATE = ['AWS::ElastiCache::ReplicationGroup', 'AWS::ElastiCache::ServerlessCache', 'AWS::KMS::Key', 'AWS::Logs::LogGroup', 'AWS::SNS::Topic'];

const LEFT = {
  network: 'another network is another place; the cache moves by a snapshot',
  deletionGuard: 'it belongs to people, not to the cache',
};

function ofEveryCache<P>(): Change<P>[] {
  return [
    { prop: 'encryptionKey', after: (stack) => ({ encryptionKey: kms.Key.fromKeyArn(stack, 'Own', KEY_ARN) } as unknown as Partial<P>) },
    { prop: 'alerts', after: (stack) => ({ alerts: sns.Topic.fromTopicArn(stack, 'Own', TOPIC_ARN) } as unknown as Partial<P>) },
    { prop: 'classification', after: () => ({ classification: DataClassification.PROTECTED } as unknown as Partial<P>) },
    { prop: 'users', after: () => ({ users: { shop } } as unknown as Partial<P>) },
  ];
}

function ofWaivers<P>(...safeguards: readonly Safeguard[]): Change<P>[] {
  return safeguards.map((safeguard) => ({
    prop: `waivers (${safeguardName(safeguard)})`, after: () => ({ waivers: [Waiver.of(safeguard, REASON)] } as unknown as Partial<P>),
  }));
}

const REFUSED = 'CloudFormation refuses to replace a resource that keeps its name, and the names are fixed: such a change fails before anything is lost, until another';

/** What happens to a replication group. */
export const REDIS_CLUSTER: Study<Redis> = {
  construct: 'SecureRedisCluster',
  advice: `${REFUSED} \`options.identifier\` states that a new cache is meant. It comes empty, or from \`options.snapshot\`; the old one is retained. The switch `
    + 'between users and `authToken` is such a change too: it makes another resource of the same name, which ElastiCache refuses.',
  docs: ['databases/data-store.ts', 'databases/elasticache/redis-props.ts'],
  stateful: STATE,
  left: LEFT,
  create: ({ stack, network }, props) => new SecureRedisCluster(stack, 'Sessions', { network, ...props }),
  changes: [
    change('engine (minor version)', { engine: RedisEngine.valkey('8.2') }, { engine: RedisEngine.valkey('8.1') }),
    change('engine (major version)', { engine: RedisEngine.valkey('9.0') }),
    change('engine (Redis OSS to Valkey)', { engine: RedisEngine.valkey('8.2') }, { engine: RedisEngine.redisOss('7.1') }),
    change('nodeType', { nodeType: 'cache.r7g.xlarge' }),
    change('topology (shards)', { topology: RedisTopology.sharded(3, 1) }),
    change('topology (replicas)', { topology: RedisTopology.sharded(1, 2) }),
    change('topology (cluster mode)', { topology: RedisTopology.singleShard(1) }),
    ...ofEveryCache<Redis>(),
    change('recovery.retention', { recovery: { retention: Duration.days(20) } }),
    change('recovery.objectives', { recovery: { objectives: { application: { point: Duration.days(1) } } } }),
    { prop: 'authToken', after: (stack) => ({ authToken: token(stack), waivers: [Waiver.of(Safeguard.IAM_AUTHENTICATION, REASON)] }) },
    change('port', { port: 7000 }),
    change('windows.backup', { windows: { backup: '03:00-04:00' } }),
    change('windows.maintenance', { windows: { maintenance: 'mon:05:00-mon:06:00' } }),
    change('options.identifier', { options: { identifier: 'sessions' } }),
    change('options.snapshot', { options: { snapshot: 'before-the-move' } }),
    change('options.parameters', { options: { parameters: { 'maxmemory-policy': 'noeviction' } } }),
    { prop: 'options.notificationTopic', after: (stack) => ({ options: { notificationTopic: sns.Topic.fromTopicArn(stack, 'Nodes', TOPIC_ARN) } }) },
    ...ofWaivers<Redis>(Safeguard.ENCRYPTION_IN_TRANSIT, Safeguard.RETENTION, Safeguard.BACKUPS, Safeguard.HIGH_AVAILABILITY, Safeguard.LOG_EXPORTS,
      Safeguard.ALARMS, Safeguard.AUTOMATIC_PATCHING),
  ],
};

function token(scope: ConstructorParameters<typeof SecureRedisCluster>[0]): secretsmanager.ISecret {
  return secretsmanager.Secret.fromSecretNameV2(scope, 'Token', 'sessions/token');
}

/** What happens to a serverless cache. */
export const SERVERLESS_CACHE: Study<Serverless> = {
  construct: 'SecureServerlessCache',
  advice: `${REFUSED} \`identifier\` states that a new cache is meant. It comes empty; the old one is retained.`,
  docs: ['databases/data-store.ts', 'databases/elasticache/serverless-cache-props.ts'],
  stateful: STATE,
  left: LEFT,
  create: ({ stack, network }, props) => new SecureServerlessCache(stack, 'Sessions', { network, ...props }),
  changes: [
    change('engine (major version)', { engine: RedisEngine.valkey('8.0') }, { engine: RedisEngine.valkey('7.2') }),
    change('engine (Redis OSS to Valkey)', { engine: RedisEngine.valkey('8.0') }, { engine: RedisEngine.redisOss('7.1') }),
    ...ofEveryCache<Serverless>(),
    change('snapshotRetention', { snapshotRetention: Duration.days(20) }),
    change('limits', { limits: { maxStorageGb: 10 } }),
    change('snapshotTime', { snapshotTime: '03:00' }),
    change('identifier', { identifier: 'sessions' }),
    ...ofWaivers<Serverless>(Safeguard.RETENTION, Safeguard.BACKUPS, Safeguard.ALARMS),
  ],
};

/** What happens to a Memcached cluster. */
export const MEMCACHED_CLUSTER: Study<Memcached> = {
  construct: 'MemcachedCluster',
  advice: `${REFUSED} \`identifier\` states that a new cluster is meant. What it held is read from the database again.`,
  docs: ['databases/elasticache/memcached-props.ts'],
  stateful: ['AWS::ElastiCache::CacheCluster', 'AWS::SNS::Topic'],
  left: { ...LEFT, network: 'another network is another place, where the cache starts empty' },
  create: ({ stack, network }, props) => new MemcachedCluster(stack, 'Pages', { network, ...props }),
  changes: [
    change('classification', { classification: DataClassification.PUBLIC }),
    change('version', { version: '1.6.22' }, { version: '1.6.17' }),
    change('nodeType', { nodeType: 'cache.r7g.large' }),
    change('nodes', { nodes: 3 }),
    change('port', { port: 7000 }),
    change('maintenanceWindow', { maintenanceWindow: 'mon:05:00-mon:06:00' }),
    change('identifier', { identifier: 'pages' }),
    change('parameters', { parameters: { max_item_size: '2097152' } }),
    { prop: 'alerts', after: (stack) => ({ alerts: sns.Topic.fromTopicArn(stack, 'Own', TOPIC_ARN) }) },
    { prop: 'notificationTopic', after: (stack) => ({ notificationTopic: sns.Topic.fromTopicArn(stack, 'Nodes', TOPIC_ARN) }) },
    ...ofWaivers<Memcached>(Safeguard.HIGH_AVAILABILITY, Safeguard.ALARMS, Safeguard.ENCRYPTION_IN_TRANSIT),
  ],
};
