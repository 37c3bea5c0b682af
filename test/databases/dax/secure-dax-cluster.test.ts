import { Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { DaxFixture, ORDERS_ARN } from './fixture';
import { Safeguard } from '../../../src/core/safeguard';
import { Waiver } from '../../../src/core/waiver';
import { DaxTable } from '../../../src/databases/dax/dax-table';
import { SecureDaxCluster } from '../../../src/databases/dax/secure-dax-cluster';
import { SecureDynamoTable } from '../../../src/databases/dynamodb/secure-dynamo-table';
import { DeletionGuard } from '../../../src/foundation/deletion/deletion-guard';
import { ENV } from '../../support/fixtures';
import { decide, plain, PolicyJson } from '../../support/iam-simulator';

const CLUSTER = 'AWS::DAX::Cluster';
const KEY_ARN = 'arn:aws:kms:eu-west-1:111111111111:key/11111111-2222-3333-4444-555555555555';
const CACHE_ARN = 'arn:aws:dax:eu-west-1:111111111111:cache/orders';
const ROLE = 'arn:aws:iam::111111111111:role/app';

/** The document of the managed policy whose id starts like this, with the ARN of the cache filled in. */
function policyOf(template: Template, start: string, values: Record<string, string> = {}): PolicyJson {
  const [cache] = Object.keys(template.findResources(CLUSTER));
  const [[, { Properties }]] = Object.entries(template.findResources('AWS::IAM::ManagedPolicy')).filter(([id]) => id.startsWith(start));
  return plain((Properties as { PolicyDocument: PolicyJson }).PolicyDocument, { [cache]: CACHE_ARN, ...values });
}

describe('with default properties', () => {
  let cache: SecureDaxCluster;
  let template: Template;
  beforeAll(() => {
    const fixture = new DaxFixture();
    cache = fixture.cluster();
    template = Template.fromStack(fixture.stacks.dataStack);
  });

  test.each<[string, Record<string, unknown>]>([
    ['encrypts what it writes to disk', { SSESpecification: { SSEEnabled: true } }],
    ['takes connections with TLS only', { ClusterEndpointEncryptionType: 'TLS' }],
    ['has three nodes, which DAX spreads over the zones', { ReplicationFactor: 3, AvailabilityZones: Match.absent() }],
    ['has nodes that encrypt and do not burst', { NodeType: 'dax.r5.large' }],
    ['has no name, so that it can be replaced', { ClusterName: Match.absent() }],
    ['is maintained on Sunday night', { PreferredMaintenanceWindow: 'sun:04:00-sun:05:00' }],
    ['tells the topic of the alarms', { NotificationTopicARN: { Ref: Match.stringLikeRegexp('^CacheAlertsTopic') } }],
    ['lies in the subnet group of the data tier', { SubnetGroupName: { Ref: Match.stringLikeRegexp('^CacheSubnetGroup') } }],
    ['has a security group of its own', { SecurityGroupIds: [{ 'Fn::GetAtt': [Match.stringLikeRegexp('^CacheSecurityGroup'), 'GroupId'] }] }],
    ['acts in a role of its own', { IAMRoleARN: { 'Fn::GetAtt': [Match.stringLikeRegexp('^CacheRole'), 'Arn'] } }],
  ])('%s', (_title, properties) => {
    template.hasResourceProperties(CLUSTER, properties);
  });

  test('lies in the three subnets of the data tier', () => {
    template.hasResourceProperties('AWS::DAX::SubnetGroup', {
      SubnetIds: [1, 2, 3].map((zone) => ({ 'Fn::ImportValue': Match.stringLikeRegexp(`DataSubnet${zone}`) })),
    });
  });

  test('keeps items and results for five minutes', () => {
    template.hasResourceProperties('AWS::DAX::ParameterGroup', { ParameterNameValues: { 'record-ttl-millis': '300000', 'query-ttl-millis': '300000' } });
  });

  test('is reached from the app tier on the port of TLS', () => {
    expect(cache.port).toBe(9111);
    const [rule, ...others] = Object.values(template.findResources('AWS::EC2::SecurityGroupIngress'));
    expect(others).toEqual([]);
    expect(rule.Properties).toEqual(expect.objectContaining({ Description: 'App tier to data store', FromPort: 9111, ToPort: 9111 }));
  });

  test('has a role for DAX with one managed policy, which is there before the nodes start', () => {
    template.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: { Statement: [{ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: 'dax.amazonaws.com' } }] },
      ManagedPolicyArns: Match.absent(),
      Policies: Match.absent(),
    });
    const [{ DependsOn }] = Object.values(template.findResources(CLUSTER)) as { DependsOn: string[] }[];
    expect(DependsOn).toEqual([expect.stringMatching(/^CacheTablePolicy/)]);
  });

  test('names its address and what destroys it', () => {
    expect(cache.node.scope).toBeDefined();
    expect(cache.destructiveActions).toEqual(['dax:DeleteCluster', 'dax:DecreaseReplicationFactor', 'dax:UpdateCluster']);
    const resolve = (value: unknown) => cache.cluster.stack.resolve(value) as unknown;
    expect(resolve(cache.storeArns)).toEqual([{ 'Fn::GetAtt': [expect.stringMatching(/^CacheCluster/), 'Arn'] }]);
    expect(resolve(cache.endpointUrl)).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^CacheCluster/), 'ClusterDiscoveryEndpointURL'] });
  });

  test.each([
    ['CPUUtilization', 'Maximum', 90], ['CacheMemoryUtilization', 'Maximum', 95], ['ThrottledRequestCount', 'Sum', 10], ['FaultRequestCount', 'Sum', 10],
  ])('has an alarm on %s', (MetricName, Statistic, Threshold) => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: 'AWS/DAX',
      MetricName,
      Statistic,
      Threshold,
      ComparisonOperator: 'GreaterThanThreshold',
      Dimensions: [{ Name: 'ClusterId', Value: { Ref: Match.stringLikeRegexp('^CacheCluster') } }],
    });
  });
});

describe('when told otherwise', () => {
  const fixture = new DaxFixture();
  const reason = 'preview environment, rebuilt nightly';

  test('has more and larger nodes, another window and other times to live', () => {
    const { cluster } = fixture.cluster({
      nodes: { count: 5, instanceType: new ec2.InstanceType('r7i.xlarge') },
      cache: { itemTtl: Duration.minutes(1), queryTtl: Duration.seconds(10) },
      maintenanceWindow: 'sat:22:00-sun:02:00',
    }, 'Large');
    expect(cluster).toMatchObject({ replicationFactor: 5, nodeType: 'dax.r7i.xlarge', preferredMaintenanceWindow: 'sat:22:00-sun:02:00' });
    // the values are part of the id: DAX refuses to change a group that nodes use
    expect(fixture.stacks.dataStack.node.findChild('Large').node.tryFindChild('Parameters-60000-10000')).toBeDefined();
  });

  test('watches the credits of burstable nodes', () => {
    const cache = fixture.cluster({ nodes: { instanceType: new ec2.InstanceType('t3.medium') } }, 'Burstable');
    expect(cache.node.findChild('Alarms').node.children.map(({ node }) => node.id)).toContain('CpuCreditsLow');
  });

  test('listens on the plain port once TLS is waived', () => {
    const cache = fixture.cluster({ waivers: [Waiver.of(Safeguard.ENCRYPTION_IN_TRANSIT, reason)] }, 'Plain');
    expect([cache.port, cache.cluster.clusterEndpointEncryptionType]).toEqual([8111, 'NONE']);
  });

  test('has one node, no topic and no alarms once these are waived', () => {
    const waivers = [Safeguard.HIGH_AVAILABILITY, Safeguard.EVENT_NOTIFICATIONS, Safeguard.ALARMS].map((each) => Waiver.of(each, reason));
    const cache = fixture.cluster({ waivers }, 'Bare');
    expect([cache.cluster.replicationFactor, cache.cluster.notificationTopicArn, cache.node.tryFindChild('Alarms')]).toEqual([1, undefined, undefined]);
  });

  test('is protected by a guard in its own stack', () => {
    const guard = new DeletionGuard(fixture.stacks.dataStack, 'Guard');
    fixture.cluster({ deletionGuard: guard }, 'Guarded');
    const document = fixture.stacks.dataStack.resolve(guard.denyPolicy.document) as { Statement: { Action: string[] }[] };
    expect(document.Statement.flatMap(({ Action }) => Action)).toContain('dax:DeleteCluster');
  });
});

test.each([
  ['aws-cn', 'cn-north-1', 'amazonaws.com.cn'],
  ['aws-us-gov', 'us-gov-west-1', 'amazonaws.com'],
])('in the partition %s, names DynamoDB as KMS does there', (partition, region, suffix) => {
  const fixture = new DaxFixture({ account: '111111111111', region });
  const table = dynamodb.Table.fromTableAttributes(fixture.stacks.dataStack, 'Keyed', {
    tableArn: `arn:${partition}:dynamodb:${region}:111111111111:table/orders`,
    encryptionKey: kms.Key.fromKeyArn(fixture.stacks.dataStack, 'Key', `arn:${partition}:kms:${region}:111111111111:key/1`),
  });
  fixture.cluster({ tables: [DaxTable.readOnly(table)] });
  const { Statement } = policyOf(Template.fromStack(fixture.stacks.dataStack), 'CacheTablePolicy', { 'AWS::URLSuffix': suffix });
  expect(Statement).toContainEqual(expect.objectContaining({
    Sid: 'ReadKeys', Condition: { StringEquals: expect.objectContaining({ 'kms:ViaService': `dynamodb.${region}.${suffix}` }) as unknown },
  }));
});

describe('the role', () => {
  const fixture = new DaxFixture();
  const { dataStack } = fixture.stacks;
  const keyed = dynamodb.Table.fromTableAttributes(dataStack, 'Keyed', { tableArn: ORDERS_ARN, encryptionKey: kms.Key.fromKeyArn(dataStack, 'Key', KEY_ARN) });
  const catalogue = dynamodb.Table.fromTableArn(dataStack, 'Catalogue', 'arn:aws:dynamodb:eu-west-1:111111111111:table/catalogue');
  fixture.cluster({ tables: [DaxTable.readWrite(keyed, ['by-customer']), DaxTable.readOnly(catalogue)] });
  const document = policyOf(Template.fromStack(dataStack), 'CacheTablePolicy');
  // the policy of the key leaves the decision to IAM, as CDK's keys do
  const resourcePolicy = { Statement: [{ Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111111111111:root' }, Action: 'kms:*', Resource: '*' }] };
  const viaDynamo = { 'kms:ViaService': 'dynamodb.eu-west-1.amazonaws.com', 'kms:EncryptionContext:aws:dynamodb:tableName': 'orders' };

  test.each<[string, string, Record<string, string>, string]>([
    ['dynamodb:GetItem', ORDERS_ARN, {}, 'Allowed'],
    ['dynamodb:Scan', ORDERS_ARN, {}, 'Allowed'],
    ['dynamodb:PutItem', ORDERS_ARN, {}, 'Allowed'],
    ['dynamodb:BatchWriteItem', ORDERS_ARN, {}, 'Allowed'],
    ['dynamodb:DescribeTable', ORDERS_ARN, {}, 'Allowed'],
    ['dynamodb:Query', `${ORDERS_ARN}/index/by-customer`, {}, 'Allowed'],
    ['dynamodb:Query', `${ORDERS_ARN}/index/by-date`, {}, 'ImplicitlyDenied'],
    ['dynamodb:GetItem', 'arn:aws:dynamodb:eu-west-1:111111111111:table/catalogue', {}, 'Allowed'],
    ['dynamodb:PutItem', 'arn:aws:dynamodb:eu-west-1:111111111111:table/catalogue', {}, 'ImplicitlyDenied'],
    ['dynamodb:GetItem', 'arn:aws:dynamodb:eu-west-1:111111111111:table/orders2', {}, 'ImplicitlyDenied'],
    ['dynamodb:GetItem', 'arn:aws:dynamodb:eu-central-1:111111111111:table/orders', {}, 'ImplicitlyDenied'],
    ['dynamodb:DeleteTable', ORDERS_ARN, {}, 'ImplicitlyDenied'],
    ['dynamodb:UpdateTable', ORDERS_ARN, {}, 'ImplicitlyDenied'],
    ['dynamodb:PartiQLSelect', ORDERS_ARN, {}, 'ImplicitlyDenied'],
    ['kms:Decrypt', KEY_ARN, viaDynamo, 'Allowed'],
    ['kms:Decrypt', KEY_ARN, { ...viaDynamo, 'kms:ViaService': 's3.eu-west-1.amazonaws.com' }, 'ImplicitlyDenied'],
    ['kms:Decrypt', KEY_ARN, { ...viaDynamo, 'kms:EncryptionContext:aws:dynamodb:tableName': 'invoices' }, 'ImplicitlyDenied'],
    ['kms:Decrypt', KEY_ARN, {}, 'ImplicitlyDenied'],
    ['kms:Decrypt', KEY_ARN.replace('1111-2222', '9999-2222'), viaDynamo, 'ImplicitlyDenied'],
    ['kms:ScheduleKeyDeletion', KEY_ARN, { 'kms:ViaService': viaDynamo['kms:ViaService'] }, 'ImplicitlyDenied'],
  ])('asks for %s on %s with %p: %s', async (action, resource, context, decision) => {
    const request = { principal: 'arn:aws:iam::111111111111:role/cache', action, resource, context, policies: [document] };
    expect(await decide(action.startsWith('kms:') ? { ...request, resourcePolicy } : request)).toBe(decision);
  });
});

test('reaches a SecureDynamoTable of another stack, and its key, through one policy without wildcards', () => {
  const { stacks } = new DaxFixture();
  const tableStack = new Stack(stacks.app, 'Tables', { env: ENV });
  const orders = new SecureDynamoTable(tableStack, 'Orders', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });
  new SecureDaxCluster(stacks.dataStack, 'Cache', { network: stacks.network, tables: [DaxTable.readWrite(orders.table)] });
  const { Statement } = Object.values(Template.fromStack(stacks.dataStack).findResources('AWS::IAM::ManagedPolicy'))
    .map(({ Properties }) => (Properties as { PolicyDocument: { Statement: { Sid: string; Resource: unknown }[] } }).PolicyDocument)[0];
  const imported = (what: string) => ({ 'Fn::ImportValue': expect.stringMatching(`^Tables:.*${what}`) as unknown });
  expect(Statement.map(({ Sid, Resource }) => [Sid, Resource])).toEqual([
    ['Read', imported('OrdersTable')], ['Write', imported('OrdersTable')], ['WriteKeys', imported('OrdersEncryptionKey')],
  ]);
});

describe('a grant', () => {
  const fixture = new DaxFixture();
  const cache = fixture.cluster();
  const role = (id: string) => new iam.Role(fixture.stacks.dataStack, id, { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
  cache.grants.connect(role('Writer'));
  cache.grants.connectReadOnly(role('Reader'));
  const template = Template.fromStack(fixture.stacks.dataStack);

  test.each<[string, string, string, string]>([
    ['Writer', 'dax:GetItem', CACHE_ARN, 'Allowed'],
    ['Writer', 'dax:PutItem', CACHE_ARN, 'Allowed'],
    ['Writer', 'dax:PutItem', 'arn:aws:dax:eu-west-1:111111111111:cache/others', 'ImplicitlyDenied'],
    ['Writer', 'dax:DeleteCluster', CACHE_ARN, 'ImplicitlyDenied'],
    ['Reader', 'dax:Query', CACHE_ARN, 'Allowed'],
    ['Reader', 'dax:Scan', CACHE_ARN, 'Allowed'],
    ['Reader', 'dax:ConditionCheckItem', CACHE_ARN, 'Allowed'],
    ['Reader', 'dax:PutItem', CACHE_ARN, 'ImplicitlyDenied'],
    ['Reader', 'dax:BatchWriteItem', CACHE_ARN, 'ImplicitlyDenied'],
    // the table is not granted: the cluster reaches it with its own role
    ['Writer', 'dynamodb:GetItem', ORDERS_ARN, 'ImplicitlyDenied'],
  ])('lets the %s ask for %s on %s: %s', async (id, action, resource, decision) => {
    expect(await decide({ principal: ROLE, action, resource, policies: [policyOf(template, `${id}DatabaseAccess`)] })).toBe(decision);
  });
});

test('works where account, region and partition are only known at deployment', () => {
  const fixture = new DaxFixture({});
  const cache = fixture.cluster({ tables: [DaxTable.readOnly(dynamodb.Table.fromTableName(fixture.stacks.dataStack, 'Named', 'orders'))] });
  expect(() => Template.fromStack(cache.cluster.stack)).not.toThrow();
});
