import { Duration, Token } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sns from 'aws-cdk-lib/aws-sns';
import { DataClassification } from '../../../src/core/data-classification';
import { Safeguard } from '../../../src/core/safeguard';
import { Waiver } from '../../../src/core/waiver';
import { AccessString } from '../../../src/databases/elasticache/access-string';
import { MemcachedClusterProps } from '../../../src/databases/elasticache/memcached-props';
import { RedisEngine } from '../../../src/databases/elasticache/redis-engine';
import { SecureServerlessCacheProps } from '../../../src/databases/elasticache/serverless-cache-props';
import { DeletionGuard } from '../../../src/foundation/deletion/deletion-guard';
import { ENV, memcachedCluster, serverlessCache, TwoStacks, twoStacks } from '../../support/fixtures';
import { thrown } from '../../support/thrown';
import { templateOf } from '../../support/unsynthesized';

const CACHE = 'AWS::ElastiCache::ServerlessCache';
const CLUSTER = 'AWS::ElastiCache::CacheCluster';
const shop = AccessString.onKeys('shop:*').allowReading();
const waive = (safeguard: Safeguard) => [Waiver.of(safeguard, 'preview environment, rebuilt nightly')];

let shared: TwoStacks;
let count = 0;
beforeAll(() => {
  shared = twoStacks();
});

const next = () => `Refused${count++}`;
const message = (text: string) => text.replace(/^\w+ 'Data\/Refused\d+' cannot be created, 1 problem:\n {2}/, '');

describe('a serverless cache', () => {
  test('has a customer key, users, two ports, snapshots and a name for the last one', () => {
    const stacks = twoStacks(ENV);
    serverlessCache(stacks, { users: { shop }, identifier: 'sessions', limits: { maxStorageGb: 10, maxEcpusPerSecond: 5000 } });
    const template = templateOf(stacks.dataStack);
    template.hasResource(CACHE, {
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        Engine: 'valkey',
        MajorEngineVersion: '8',
        KmsKeyId: Match.anyValue(),
        UserGroupId: Match.anyValue(),
        SnapshotRetentionLimit: 15,
        DailySnapshotTime: '02:00',
        ServerlessCacheName: 'sessions',
        FinalSnapshotName: 'sessions-final',
        CacheUsageLimits: { DataStorage: { Maximum: 10, Unit: 'GB' }, ECPUPerSecond: { Maximum: 5000 } },
        SecurityGroupIds: [Match.anyValue(), Match.anyValue()],
      },
    });
    for (const FromPort of [6379, 6380]) {
      template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', { FromPort, ToPort: FromPort });
    }
    template.resourceCountIs('AWS::CloudWatch::Alarm', 5);
  });

  test('grants one user of one cache', () => {
    const stacks = twoStacks(ENV);
    const cache = serverlessCache(stacks, { identifier: 'sessions', engine: RedisEngine.redisOss('7.1') });
    const login = cache.addUser('shop', shop);
    expect(cache.loginOf('shop')).toBe(login);
    cache.grants.connect(new iam.Role(stacks.dataStack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }), 'shop');
    const template = JSON.stringify(templateOf(stacks.dataStack).toJSON());
    expect(template).toContain(':elasticache:eu-west-1:111111111111:serverlesscache:sessions');
    expect(template).toContain(`:elasticache:eu-west-1:111111111111:user:${login}`);
    expect(thrown(() => cache.addUser('shop', shop))).toContain('USER_NAME_TAKEN: the cache has a user of this name already; choose another name');
    expect(cache.metric('BytesUsedForCache').dimensions).toEqual({ clusterId: 'sessions' });
  });

  test('is guarded with its users and snapshots', () => {
    const stacks = twoStacks(ENV);
    const cache = serverlessCache(stacks, { identifier: 'sessions', deletionGuard: new DeletionGuard(stacks.dataStack, 'Guard') });
    const arns = cache.storeArns.map((arn) => arn.split(':').slice(-2).join(':'));
    expect(arns).toEqual(expect.arrayContaining(['serverlesscache:sessions', 'serverlesscachesnapshot:sessions-*']));
    expect(cache.destructiveActions).toContain('elasticache:DeleteServerlessCache');
  });

  test.each<[string, Partial<SecureServerlessCacheProps>, string]>([
    ['no storage', { limits: { maxStorageGb: 0 } },
      'STORAGE_LIMIT_OUT_OF_RANGE: `limits.maxStorageGb` is 0 GB, a whole number from 1 to 5000 GB is allowed; pass a number in that range, or leave it out for no limit'],
    ['5001 gigabytes', { limits: { maxStorageGb: 5001 } },
      'STORAGE_LIMIT_OUT_OF_RANGE: `limits.maxStorageGb` is 5001 GB, a whole number from 1 to 5000 GB is allowed; pass a number in that range, or leave it out for no limit'],
    ['999 units', { limits: { maxEcpusPerSecond: 999 } },
      'ECPU_LIMIT_OUT_OF_RANGE: `limits.maxEcpusPerSecond` is 999, a whole number from 1000 to 15000000 is allowed; pass a number in that range, or leave it out for no limit'],
    ['15000001 units', { limits: { maxEcpusPerSecond: 15_000_001 } },
      'ECPU_LIMIT_OUT_OF_RANGE: `limits.maxEcpusPerSecond` is 15000001, a whole number from 1000 to 15000000 is allowed; pass a number in that range, or leave it out for no limit'],
    ['a time that does not exist', { snapshotTime: '24:00' }, "SNAPSHOT_TIME_INVALID: `snapshotTime` is '24:00', allowed are hh:mm in UTC; pass for example '02:00'"],
    ['six days of snapshots', { snapshotRetention: Duration.days(6) },
      'SNAPSHOT_RETENTION_OUT_OF_RANGE: `snapshotRetention` is 6 days, a whole number from 7 to 35 days is allowed; pass a duration in that range, or waive Safeguard.BACKUPS'],
    ['a name of 41 characters', { identifier: 'a'.repeat(41) }, `IDENTIFIER_INVALID: \`identifier\` is '${'a'.repeat(41)}', allowed are 1 to 40 lower-case letters, `
      + 'digits and single hyphens, starting with a letter; leave it out for a derived name'],
  ])('refuses %s', (_name, props, expected) => {
    expect(message(thrown(() => serverlessCache(shared, props, next())))).toBe(expected);
  });

  test.each<[string, Partial<SecureServerlessCacheProps>]>([
    ['the least', { limits: { maxStorageGb: 1, maxEcpusPerSecond: 1000 }, snapshotTime: '00:00', snapshotRetention: Duration.days(7) }],
    ['the most', { limits: { maxStorageGb: 5000, maxEcpusPerSecond: 15_000_000 }, snapshotTime: '23:59', snapshotRetention: Duration.days(35), identifier: 'a'.repeat(40) }],
    ['no snapshots with a reason', { waivers: waive(Safeguard.BACKUPS) }],
  ])('takes %s', (_name, props) => {
    expect(() => serverlessCache(twoStacks(), props)).not.toThrow();
  });
});

describe('a Memcached cluster', () => {
  test('takes TLS only, and spreads its nodes over the zones', () => {
    const stacks = twoStacks(ENV);
    const cluster = memcachedCluster(stacks, { identifier: 'pages', nodes: 3, parameters: { max_item_size: '2097152' } });
    const template = templateOf(stacks.dataStack);
    template.hasResourceProperties(CLUSTER, {
      Engine: 'memcached',
      EngineVersion: '1.6.22',
      TransitEncryptionEnabled: true,
      AZMode: 'cross-az',
      NumCacheNodes: 3,
      Port: 11_212,
      ClusterName: 'pages',
      PreferredAvailabilityZones: [Match.anyValue(), Match.anyValue(), Match.anyValue()],
      CacheSubnetGroupName: Match.anyValue(),
    });
    template.hasResourceProperties('AWS::ElastiCache::ParameterGroup', { CacheParameterGroupFamily: 'memcached1.6', Properties: { max_item_size: '2097152' } });
    template.resourceCountIs('AWS::CloudWatch::Alarm', 4);
    expect(stacks.dataStack.resolve(cluster.endpoint)).toEqual({ 'Fn::GetAtt': [expect.any(String), 'ConfigurationEndpoint.Address'] });
    expect(cluster.metric('CurrItems').dimensions).toEqual({ CacheClusterId: 'pages', CacheNodeId: '0001' });
  });

  test('puts neighbouring nodes into different zones', () => {
    const stacks = twoStacks(ENV);
    memcachedCluster(stacks);
    const [{ Properties }] = Object.values(templateOf(stacks.dataStack).findResources(CLUSTER));
    const { PreferredAvailabilityZones: zones } = Properties as Record<string, unknown[]>;
    expect(JSON.stringify(zones[0])).not.toBe(JSON.stringify(zones[1]));
  });

  test('may be one node, and without TLS, with a reason', () => {
    const stacks = twoStacks(ENV);
    memcachedCluster(stacks, { version: '1.6.6', waivers: [...waive(Safeguard.HIGH_AVAILABILITY), ...waive(Safeguard.ENCRYPTION_IN_TRANSIT)] });
    templateOf(stacks.dataStack).hasResourceProperties(CLUSTER, {
      NumCacheNodes: 1, AZMode: 'single-az', TransitEncryptionEnabled: false, PreferredAvailabilityZones: Match.absent(),
    });
  });

  test('tells ElastiCache whom to notify, and a guard what to deny', () => {
    const stacks = twoStacks(ENV);
    const cluster = memcachedCluster(stacks, {
      identifier: 'pages', notificationTopic: new sns.Topic(stacks.dataStack, 'Nodes'), deletionGuard: new DeletionGuard(stacks.dataStack, 'Guard'),
    });
    templateOf(stacks.dataStack).hasResourceProperties(CLUSTER, { NotificationTopicArn: Match.anyValue() });
    expect(cluster.storeArns.map((arn) => arn.split(':').slice(-2).join(':'))).toEqual(['cluster:pages']);
    expect(cluster.destructiveActions).toContain('elasticache:DeleteCacheCluster');
  });

  test.each([DataClassification.PROTECTED, DataClassification.SECRET])('refuses %s data', (classification) => {
    expect(message(thrown(() => memcachedCluster(shared, { classification }, next())))).toBe(`CLASSIFICATION_TOO_HIGH: \`classification\` is ${classification}, allowed are public `
      + 'and confidential, since Memcached knows no users and encrypts no memory; use SecureRedisCluster or SecureServerlessCache');
  });

  test.each<[string, Partial<MemcachedClusterProps>, string]>([
    ['a version without TLS', { version: '1.6.11' },
      "VERSION_WITHOUT_TLS: `version` is '1.6.11', at least 1.6.12 is needed, since earlier ones have no TLS; pass a later one, or waive Safeguard.ENCRYPTION_IN_TRANSIT"],
    ['a version of another line', { version: '1.7.0' }, "VERSION_INVALID: `version` is '1.7.0', allowed are versions such as 1.6.22; correct it, or leave it out"],
    ['one node', { nodes: 1 }, 'NODES_OUT_OF_RANGE: `nodes` is 1, a whole number of at least 2 is allowed; raise it, or waive Safeguard.HIGH_AVAILABILITY'],
    ['half a node', { nodes: 2.5 }, 'NODES_OUT_OF_RANGE: `nodes` is 2.5, a whole number of at least 2 is allowed; raise it, or waive Safeguard.HIGH_AVAILABILITY'],
    ['nodes that are not known', { nodes: Token.asNumber({ Ref: 'Nodes' }) },
      'NODES_UNKNOWN: `nodes` is only known at deployment (a token), but it decides what is built; pass a number, since each node is placed in a zone'],
    ['port 1023', { port: 1023 }, 'PORT_OUT_OF_RANGE: `port` is 1023, a whole number from 1024 to 65535 is allowed; leave it out for 11212'],
    ['a window of 59 minutes', { maintenanceWindow: 'sun:04:00-sun:04:59' },
      "MAINTENANCE_WINDOW_INVALID: `maintenanceWindow` is 'sun:04:00-sun:04:59', allowed are ddd:hh:mm-ddd:hh:mm in UTC of at least 60 minutes; "
      + "pass for example 'sun:04:00-sun:05:00'"],
    ['an identifier of 51 characters', { identifier: 'a'.repeat(51) }, `IDENTIFIER_INVALID: \`identifier\` is '${'a'.repeat(51)}', allowed are 1 to 50 lower-case letters, `
      + 'digits and single hyphens, starting with a letter; leave it out for a derived name'],
  ])('refuses %s', (_name, props, expected) => {
    expect(message(thrown(() => memcachedCluster(shared, props, next())))).toBe(expected);
  });

  test.each<[string, Partial<MemcachedClusterProps>]>([
    ['the first version with TLS', { version: '1.6.12' }],
    ['2 nodes', { nodes: 2 }],
    ['61 nodes, if the quota is raised', { nodes: 61 }],
    ['an identifier of 50 characters', { identifier: 'a'.repeat(50) }],
    ['public data', { classification: DataClassification.PUBLIC }],
    ['a window of an hour', { maintenanceWindow: 'sat:23:30-sun:00:30' }],
  ])('takes %s', (_name, props) => {
    expect(() => memcachedCluster(twoStacks(), props)).not.toThrow();
  });
});
