import { Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sns from 'aws-cdk-lib/aws-sns';
import { DataClassification } from '../../../src/core/data-classification';
import { Safeguard } from '../../../src/core/safeguard';
import { Waiver } from '../../../src/core/waiver';
import { AccessString } from '../../../src/databases/elasticache/access-string';
import { RedisEngine } from '../../../src/databases/elasticache/redis-engine';
import { SecureRedisClusterProps } from '../../../src/databases/elasticache/redis-props';
import { RedisTopology } from '../../../src/databases/elasticache/redis-topology';
import { SecureRedisCluster } from '../../../src/databases/elasticache/secure-redis-cluster';
import { DeletionGuard } from '../../../src/foundation/deletion/deletion-guard';
import { ENV, redisCluster, TwoStacks, twoStacks } from '../../support/fixtures';
import { thrown } from '../../support/thrown';
import { templateOf } from '../../support/unsynthesized';

const GROUP = 'AWS::ElastiCache::ReplicationGroup';
const USER = 'AWS::ElastiCache::User';
const shop = AccessString.onKeys('shop:*').allowReading();

interface Made {
  readonly template: Template;
  readonly cache: SecureRedisCluster;
  readonly stacks: TwoStacks;
}

const shared = twoStacks(ENV);
let count = 0;

/** A cache in a stack of its own, in one app for all that is synthesized once: to be made before the tests run. */
function made(props: Partial<SecureRedisClusterProps> = {}): () => Made {
  const stacks = { ...shared, dataStack: new Stack(shared.app, `Data${count++}`, { env: ENV }) };
  const cache = redisCluster(stacks, props);
  let template: Template | undefined;
  return () => ({ stacks, cache, template: (template ??= templateOf(stacks.dataStack)) });
}

const waive = (safeguard: Safeguard) => [Waiver.of(safeguard, 'clients move to TLS until March')];

describe('a cache with its defaults', () => {
  const withShop = made({ users: { shop } });
  let template: Template;
  let cache: SecureRedisCluster;
  beforeAll(() => {
    ({ template, cache } = withShop());
  });

  test('is encrypted, takes TLS only, and has a replica in another zone', () => {
    template.hasResourceProperties(GROUP, {
      AtRestEncryptionEnabled: true,
      TransitEncryptionEnabled: true,
      TransitEncryptionMode: 'required',
      KmsKeyId: Match.anyValue(),
      AutomaticFailoverEnabled: true,
      MultiAZEnabled: true,
      NodeGroupConfiguration: [{ ReplicaCount: 1 }],
      ClusterMode: 'enabled',
      Engine: 'valkey',
      EngineVersion: '8.2',
      CacheNodeType: 'cache.m7g.large',
      Port: 6380,
      AuthToken: Match.absent(),
      NumCacheClusters: Match.absent(),
    });
  });

  test('takes snapshots for 15 days, and installs patches', () => {
    template.hasResourceProperties(GROUP, {
      SnapshotRetentionLimit: 15, SnapshotWindow: '02:00-03:00', PreferredMaintenanceWindow: 'sun:04:00-sun:05:00', AutoMinorVersionUpgrade: true,
    });
  });

  test('delivers both logs to encrypted log groups', () => {
    template.hasResourceProperties(GROUP, {
      LogDeliveryConfigurations: ['slow-log', 'engine-log'].map((LogType) => Match.objectLike({ LogType, DestinationType: 'cloudwatch-logs', LogFormat: 'json' })),
    });
    template.resourcePropertiesCountIs('AWS::Logs::LogGroup', { KmsKeyId: Match.anyValue(), RetentionInDays: 365 }, 2);
  });

  test('is retained with its groups and the disabled user, and changes its shards online', () => {
    const kept = { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' };
    template.hasResource(GROUP, { ...kept, UpdatePolicy: { UseOnlineResharding: true } });
    for (const type of ['AWS::ElastiCache::UserGroup', 'AWS::ElastiCache::ParameterGroup', 'AWS::ElastiCache::SubnetGroup']) {
      template.allResources(type, kept);
    }
    template.hasResource(USER, { ...kept, Properties: { UserName: 'default' } });
  });

  test('lets a user go who is removed', () => {
    template.hasResource(USER, { DeletionPolicy: Match.absent(), Properties: { AuthenticationMode: { Type: 'iam' } } });
  });

  test('switches the default user off', () => {
    template.hasResourceProperties(USER, { UserName: 'default', AccessString: 'off -@all', AuthenticationMode: { Type: 'no-password-required' } });
  });

  test('lets its users log in with IAM tokens, under one name as id and as user name', () => {
    const login = cache.loginOf('shop')!;
    expect(login).toMatch(/^[a-z][a-z0-9-]{1,39}$/);
    template.hasResourceProperties(USER, { UserId: login, UserName: login, AccessString: shop.text, AuthenticationMode: { Type: 'iam' } });
  });

  test('answers undefined for a user that it does not have', () => {
    expect(cache.loginOf('nobody')).toBeUndefined();
  });

  test('watches every node by one alarm for each metric', () => {
    template.resourceCountIs('AWS::CloudWatch::Alarm', 9);
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Threshold: 80,
      Metrics: Match.arrayWith([
        Match.objectLike({ Expression: 'MAX([m1, m2])' }),
        Match.objectLike({
          MetricStat: {
            Metric: {
              MetricName: 'DatabaseMemoryUsagePercentage',
              Dimensions: Match.arrayWith([
                { Name: 'CacheClusterId', Value: Match.stringLikeRegexp('-0001-002$') },
              ]),
            },
          },
        }),
      ]),
    });
  });
});

test('the same login is derived again, and another stack has another one', () => {
  const login = (name: string) => {
    const stack = new Stack(shared.app, name, { env: ENV });
    const found = new SecureRedisCluster(stack, 'Sessions', { network: shared.network, users: { shop } }).loginOf('shop');
    shared.app.node.tryRemoveChild(name);
    return found;
  };
  expect(login('One')).toBe(login('One'));
  expect(login('One')).not.toBe(login('Two'));
});

const movingToTls = made({ waivers: waive(Safeguard.ENCRYPTION_IN_TRANSIT) });
test('clients that move to TLS get the time, in place', () => {
  movingToTls().template
    .hasResourceProperties(GROUP, { TransitEncryptionEnabled: true, TransitEncryptionMode: 'preferred' });
});

const notRetained = made({ waivers: waive(Safeguard.RETENTION) });
test('a cache that is not retained leaves a last snapshot', () => {
  notRetained().template.hasResource(GROUP, { DeletionPolicy: 'Snapshot', UpdateReplacePolicy: 'Snapshot' });
});

const withoutSnapshots = made({ waivers: waive(Safeguard.BACKUPS) });
test('a waiver of backups takes no snapshots', () => {
  withoutSnapshots().template.hasResourceProperties(GROUP, { SnapshotRetentionLimit: 0, SnapshotWindow: Match.absent() });
});

const alone = made({ waivers: waive(Safeguard.HIGH_AVAILABILITY) });
test('without high availability a cache is one node, which fails over to nobody', () => {
  const { template, cache } = alone();
  template.hasResourceProperties(GROUP, { NodeGroupConfiguration: [{ ReplicaCount: 0 }], MultiAZEnabled: false, AutomaticFailoverEnabled: true });
  template.resourcePropertiesCountIs('AWS::CloudWatch::Alarm', { Metrics: Match.arrayWith([Match.objectLike({ Expression: 'MAX([m1])' })]) }, 8);
  expect(cache.metric('CurrItems', { period: Duration.minutes(1) }).dimensions).toEqual({ CacheClusterId: expect.stringMatching(/-0001-001$/), CacheNodeId: '0001' });
});

const protectedData = made({ classification: DataClassification.PROTECTED });
test('protected data is kept for 35 days', () => {
  protectedData().template.hasResourceProperties(GROUP, { SnapshotRetentionLimit: 35 });
});

const singleShard = made({ engine: RedisEngine.redisOss('7.1'), topology: RedisTopology.singleShard(2) });
test('a single shard has a primary, replicas, and parameters without cluster mode', () => {
  const { template, cache, stacks } = singleShard();
  template.hasResourceProperties(GROUP, { Engine: 'redis', EngineVersion: '7.1', ClusterMode: 'disabled', NumCacheClusters: 3, NodeGroupConfiguration: Match.absent() });
  template.hasResourceProperties('AWS::ElastiCache::ParameterGroup', { CacheParameterGroupFamily: 'redis7', Properties: { 'cluster-enabled': 'no' } });
  expect(stacks.dataStack.resolve(cache.endpoint)).toEqual({ 'Fn::GetAtt': [expect.any(String), 'PrimaryEndPoint.Address'] });
});

const fourShards = made({ topology: RedisTopology.sharded(4, 2), options: { identifier: 'sessions', parameters: { 'maxmemory-policy': 'noeviction' } } });
test('cluster mode has one endpoint, and an alarm for every ten nodes', () => {
  const { template, cache, stacks } = fourShards();
  expect(stacks.dataStack.resolve(cache.endpoint)).toEqual({ 'Fn::GetAtt': [expect.any(String), 'ConfigurationEndPoint.Address'] });
  template.resourceCountIs('AWS::CloudWatch::Alarm', 18);
  template.hasResourceProperties('AWS::ElastiCache::ParameterGroup', { Properties: { 'cluster-enabled': 'yes', 'maxmemory-policy': 'noeviction' } });
});

test('further options reach the cache', () => {
  const stacks = twoStacks(ENV);
  const notificationTopic = new sns.Topic(stacks.dataStack, 'Nodes');
  redisCluster(stacks, { nodeType: 'cache.r7g.xlarge', port: 7000, options: { snapshot: 'before-the-move', notificationTopic } });
  templateOf(stacks.dataStack).hasResourceProperties(GROUP, {
    SnapshotName: 'before-the-move', NotificationTopicArn: Match.anyValue(), CacheNodeType: 'cache.r7g.xlarge', Port: 7000,
  });
});

describe('an AUTH token', () => {
  let template: Template;
  let cache: SecureRedisCluster;
  let stacks: TwoStacks;
  beforeAll(() => {
    stacks = twoStacks(ENV);
    const authToken = secretsmanager.Secret.fromSecretNameV2(stacks.dataStack, 'Token', 'sessions/token');
    cache = redisCluster(stacks, { authToken, waivers: waive(Safeguard.IAM_AUTHENTICATION) });
    template = templateOf(stacks.dataStack);
  });

  test('is a reference to the secret, and there are no users beside it', () => {
    template.hasResourceProperties(GROUP, { AuthToken: Match.objectLike({ 'Fn::Join': Match.anyValue() }), UserGroupIds: Match.absent() });
    expect(JSON.stringify(template.toJSON())).toContain('{{resolve:secretsmanager:');
    template.resourceCountIs(USER, 0);
  });

  test('leaves nothing to grant, and no users to add', () => {
    const role = new iam.Role(stacks.dataStack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    expect(thrown(() => cache.grants.connect(role, 'shop'))).toBe("Grant on 'Data/Sessions/connect('shop')' cannot be created, 1 problem:\n"
      + '  IAM_AUTHENTICATION_OFF: this cache takes an AUTH token and no IAM tokens; remove `authToken` and the waiver of Safeguard.IAM_AUTHENTICATION, '
      + 'or let the identity read the secret');
    expect(thrown(() => cache.addUser('shop', shop))).toBe("User of 'Data/Sessions/shop' cannot be created, 1 problem:\n"
      + '  USERS_WITH_TOKEN: the cache takes an AUTH token, and so has no users; remove `authToken`');
  });
});

describe('grants', () => {
  let stacks: TwoStacks;
  let cache: SecureRedisCluster;
  let role: iam.Role;
  beforeAll(() => {
    stacks = twoStacks(ENV);
    cache = redisCluster(stacks, { users: { shop } });
    role = new iam.Role(stacks.dataStack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  });

  test('name one cache and one user, in one managed policy of the role', () => {
    const login = cache.addUser('reports', shop);
    cache.grants.connect(role, 'reports');
    cache.grants.connect(role, 'shop');
    const template = templateOf(stacks.dataStack);
    template.resourceCountIs('AWS::IAM::Policy', 0);
    const arn = (rest: string) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:elasticache:eu-west-1:111111111111:${rest}`]] });
    const { PolicyDocument } = Object.values(template.findResources('AWS::IAM::ManagedPolicy'))[0].Properties as { PolicyDocument: { Statement: object[] } };
    const group = Object.values(template.findResources(GROUP))[0].Properties as { ReplicationGroupId: string };
    expect(PolicyDocument.Statement).toContainEqual({
      Action: 'elasticache:Connect', Effect: 'Allow', Resource: [arn(`replicationgroup:${group.ReplicationGroupId}`), arn(`user:${login}`)],
    });
    template.hasResourceProperties(USER, { UserId: login });
  });

  test('know the users of the cache', () => {
    expect(thrown(() => cache.grants.connect(role, 'nobody'))).toContain("USER_UNKNOWN: `user` is 'nobody', the cache has shop");
  });

  test('of an imported role keep to the CDK', () => {
    const imported = iam.Role.fromRoleArn(stacks.dataStack, 'Imported', 'arn:aws:iam::111111111111:role/shop');
    expect(() => cache.grants.connect(imported, 'shop')).not.toThrow();
  });

  test.each([
    ['shop', 'USER_NAME_TAKEN: the cache has a user of this name already; choose another name'],
    ['default', "USER_NAME_RESERVED: the user is named 'default', as which every client counts that does not log in, and which is switched off; rename it"],
  ])('a user %s cannot be added', (name, message) => {
    expect(thrown(() => cache.addUser(name, shop))).toBe(`User of 'Data/Sessions/${name}' cannot be created, 1 problem:\n  ${message}`);
  });
});

test('a guard denies the deletion of the cache, its snapshots and its nodes, and the changes that would open it', () => {
  const stacks = twoStacks(ENV);
  const guard = new DeletionGuard(stacks.dataStack, 'Guard');
  const cache = redisCluster(stacks, { deletionGuard: guard, options: { identifier: 'sessions' } });
  const arns = cache.storeArns.map((arn) => arn.split(':').slice(-2).join(':'));
  expect(arns).toEqual(expect.arrayContaining(['replicationgroup:sessions', 'snapshot:automatic.sessions-*', 'snapshot:sessions-*', 'cluster:sessions-*']));
  expect(arns.filter((arn) => arn.startsWith('user'))).toHaveLength(2);
  expect(cache.destructiveActions).toEqual(expect.arrayContaining(['elasticache:DeleteReplicationGroup', 'elasticache:ModifyUser', 'elasticache:DeleteSnapshot']));
  templateOf(stacks.dataStack).hasResourceProperties('AWS::IAM::ManagedPolicy', {
    PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Effect: 'Deny', Action: Match.arrayWith(['elasticache:DeleteReplicationGroup']) })]) },
  });
});

test.each([['cn-north-1', 'aws-cn'], ['us-gov-west-1', 'aws-us-gov']])('in %s it names its ARNs by the partition', (region, partition) => {
  const stacks = twoStacks({ account: '111111111111', region });
  const cache = redisCluster(stacks, { users: { shop } });
  expect(JSON.stringify(templateOf(stacks.dataStack).toJSON())).not.toContain('arn:aws:');
  expect(JSON.stringify(stacks.dataStack.resolve(cache.storeArns)).replace(/{"Ref":"AWS::Partition"}/g, partition)).not.toContain('arn:aws:');
});
