import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as rds from 'aws-cdk-lib/aws-rds';
import { Construct } from 'constructs';
import { ActivityStreamMode, DatabaseActivityStreamProps } from '../../../src/databases/activity-stream/activity-stream-props';
import { ActivityStreamSource } from '../../../src/databases/activity-stream/activity-stream-source';
import { DatabaseActivityStream } from '../../../src/databases/activity-stream/database-activity-stream';
import { AuroraCapacity } from '../../../src/databases/aurora/aurora-capacity';
import { AuroraGlobalDatabase } from '../../../src/databases/aurora/aurora-global-database';
import { SecureAuroraClusterProps } from '../../../src/databases/aurora/aurora-props';
import { SecureAuroraCluster } from '../../../src/databases/aurora/secure-aurora-cluster';
import { SecureAuroraSecondaryCluster } from '../../../src/databases/aurora/secure-aurora-secondary-cluster';
import { MasterAuthentication } from '../../../src/databases/rds/rds-engine-options';
import { SecureRdsInstanceProps } from '../../../src/databases/rds/rds-props';
import { PrivateEndpoint } from '../../../src/foundation/network/private-endpoint';
import { TieredNetwork } from '../../../src/foundation/network/tiered-network';
import { matchesEvent } from '../../support/event-pattern';
import {
  auroraCluster, AURORA_MYSQL, AURORA_POSTGRESQL, ENV, MYSQL, ORACLE, rdsInstance, SQL_SERVER, TwoStacks, twoStacks,
} from '../../support/fixtures';
import { thrown } from '../../support/thrown';

const { RDS, KMS } = ec2.InterfaceVpcEndpointAwsService;

/** Stacks for network and store, with a network that reaches RDS. */
function stacksWith(endpoints: PrivateEndpoint[] = [...PrivateEndpoint.needed(), PrivateEndpoint.of(RDS)], region = ENV.region): TwoStacks {
  const stacks = twoStacks({ ...ENV, region });
  return { ...stacks, network: new TieredNetwork(stacks.networkStack, 'Wide', { endpoints }) };
}

function streamIn(stacks: TwoStacks, source: ActivityStreamSource, props: Partial<DatabaseActivityStreamProps> = {}): DatabaseActivityStream {
  const { dataStack, network } = stacks;
  return new DatabaseActivityStream(dataStack, 'Audit', { network, source, ...props });
}

const HEAD = "DatabaseActivityStream 'Data/Audit' cannot be created, 1 problem:\n  ";

type Sourced = (stacks: TwoStacks) => ActivityStreamSource;

/** The only problem with which a stream is refused. */
function refused(source: Sourced, props: Partial<DatabaseActivityStreamProps> = {}, stacks = shared): string {
  const store = source(stacks);
  const before = stacks.dataStack.node.findAll().length;
  const message = thrown(() => streamIn(stacks, store, props));
  expect(stacks.dataStack.node.findAll()).toHaveLength(before);
  expect(message.startsWith(HEAD)).toBe(true);
  return message.slice(HEAD.length);
}

/** A name for each store: stores that are refused a stream share their stack. */
const next = (stacks: TwoStacks) => `Store${stacks.dataStack.node.children.length}`;
const cluster = (stacks: TwoStacks, props: Partial<SecureAuroraClusterProps> = {}) => (
  ActivityStreamSource.cluster(auroraCluster(stacks, props, next(stacks))));
const instance = (stacks: TwoStacks, props: Partial<SecureRdsInstanceProps> = {}) => (
  ActivityStreamSource.instance(rdsInstance(stacks, props, next(stacks))));

let shared: TwoStacks;
beforeAll(() => {
  shared = stacksWith();
});

/** The statements of the policy whose description starts with a text. */
function statements(template: Template, description: string): Record<string, unknown>[] {
  const found = Object.values(template.findResources('AWS::IAM::ManagedPolicy', { Properties: { Description: Match.stringLikeRegexp(description) } }));
  expect(found).toHaveLength(1);
  return (found[0] as { Properties: { PolicyDocument: { Statement: Record<string, unknown>[] } } }).Properties.PolicyDocument.Statement;
}

describe('the stream of an Aurora PostgreSQL cluster', () => {
  const stacks = stacksWith();
  const store = auroraCluster(stacks);
  const stream = streamIn(stacks, ActivityStreamSource.cluster(store));
  const reader = new iam.Role(stacks.dataStack, 'Reader', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  stream.grantRead(reader);
  const template = Template.fromStack(stacks.dataStack);
  const arn = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':rds:eu-west-1:111111111111:cluster:', { Ref: Match.stringLikeRegexp('OrdersCluster') }]] };

  test('is started by two requests in a row that differ in their patience, and outlives both', () => {
    const requests = Object.values(template.findResources('Custom::DatabaseActivityStream'));
    expect(requests.map(({ Properties }) => (Properties as { Until: string }).Until)).toEqual(['starting', 'started']);
    template.allResources('Custom::DatabaseActivityStream', {
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: Match.objectLike({ Kind: 'cluster', Arn: arn, Mode: 'async', NativeFields: 'false', ServiceTimeout: '1200' }),
    });
    const [[first, { DependsOn: afterStore }], [, { DependsOn: afterFirst }]] = Object.entries(template.findResources('Custom::DatabaseActivityStream')) as [
      string, { readonly DependsOn: string[] }][];
    expect(afterFirst).toContain(first);
    expect(afterStore.filter((id) => /OrdersCluster(Writer|Reader1)/.test(id))).toHaveLength(2);
  });

  test('is started by a function that can start this one and can stop none', () => {
    const own = statements(template, '^Starts the activity stream of Data/Audit$').filter(({ Sid }) => ['ActivityStream', 'KeyOfStream', 'GrantToRds'].includes(Sid as string));
    const viaRds = { 'kms:ViaService': Match.anyValue() };
    expect(own.map(({ Action }) => Action)).toEqual([['rds:StartActivityStream', 'rds:DescribeDBClusters'], 'kms:DescribeKey', 'kms:CreateGrant']);
    expect(JSON.stringify(template.toJSON())).not.toContain('rds:StopActivityStream');
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Sid: 'ActivityStream', Resource: arn }),
          Match.objectLike({ Sid: 'GrantToRds', Condition: { StringEquals: viaRds, Bool: { 'kms:GrantIsForAWSResource': 'true' } } }),
        ]),
      },
    });
  });

  test('has a key of its own', () => {
    expect(stream.encryptionKey).not.toBe(store.encryptionKey);
    template.hasResourceProperties('AWS::KMS::Key', { Description: 'Activity stream of Data/Audit', EnableKeyRotation: true });
  });

  test('is read by who is granted it: this stream, and this key for records of this cluster', () => {
    expect(statements(template, '^Databases that Data/Reader connects to$')).toEqual([
      {
        Effect: 'Allow',
        Action: ['kinesis:DescribeStream', 'kinesis:DescribeStreamSummary', 'kinesis:GetRecords', 'kinesis:GetShardIterator', 'kinesis:ListShards'],
        Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':kinesis:eu-west-1:111111111111:stream/', { 'Fn::GetAtt': [expect.stringMatching(/^AuditStarted/), 'StreamName'] }]] },
      },
      {
        Effect: 'Allow',
        Action: 'kms:Decrypt',
        Resource: { 'Fn::GetAtt': [expect.stringMatching(/^AuditEncryptionKey/), 'Arn'] },
        Condition: { StringEquals: { 'kms:EncryptionContext:aws:rds:dbc-id': { 'Fn::GetAtt': [expect.stringMatching(/^OrdersCluster/), 'DBClusterResourceId'] } } },
      },
    ]);
  });

  test('tells the topic of the store when it is silent, and when it is read so late that records may be lost', () => {
    expect(stream.alerts).toBe(store.alerts);
    const dimensions = [{ Name: 'StreamName', Value: { 'Fn::GetAtt': [Match.stringLikeRegexp('^AuditStarted'), 'StreamName'] } }];
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: 'AWS/Kinesis',
      MetricName: 'IncomingRecords',
      Dimensions: dimensions,
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 1,
      TreatMissingData: 'breaching',
      AlarmDescription: 'Data/Audit: the activity stream sends nothing: it or the database was stopped, or it cannot reach its key. Look into the events of the database; '
        + 'what happens meanwhile is not recorded.',
    });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'GetRecords.IteratorAgeMilliseconds',
      Dimensions: dimensions,
      Threshold: 12 * 60 * 60 * 1000,
      TreatMissingData: 'notBreaching',
      AlarmDescription: 'Data/Audit: a reader of the activity stream is 12 hours behind, and records are dropped after 24; look why the reader fails, or give it more capacity',
    });
  });

  test('tells who stops it, and of no other store', () => {
    const rules = Object.values(template.findResources('AWS::Events::Rule', { Properties: { Description: 'Somebody stops the database activity stream' } }));
    const [{ Properties: { EventPattern } }] = rules as { Properties: { EventPattern: Record<string, unknown> } }[];
    const resolved = JSON.parse(JSON.stringify(EventPattern).replace(/\{"Fn::Join".*?\]\]\}/, '"arn:aws:rds:eu-west-1:111111111111:cluster:orders"')) as Record<string, unknown>;
    const call = (eventName: string, name: string) => ({
      'detail-type': 'AWS API Call via CloudTrail',
      'source': 'aws.rds',
      'detail': { eventSource: 'rds.amazonaws.com', eventName, requestParameters: { resourceArn: `arn:aws:rds:eu-west-1:111111111111:cluster:${name}`, applyImmediately: true } },
    });
    expect(matchesEvent(resolved, call('StopActivityStream', 'orders'))).toBe(true);
    expect(matchesEvent(resolved, call('StopActivityStream', 'carts'))).toBe(false);
    expect(matchesEvent(resolved, call('StartActivityStream', 'orders'))).toBe(false);
  });

  test('changes nothing of the cluster, and opens no way for it', () => {
    template.resourcePropertiesCountIs('AWS::EC2::SecurityGroupEgress', { Description: 'Data store to VPC endpoints' }, 0);
  });
});

test('Aurora MySQL gets a way to KMS, whose endpoint admits its unknown identity on keys of this account only', () => {
  const stacks = stacksWith();
  streamIn(stacks, cluster(stacks, { engine: AURORA_MYSQL }));
  Template.fromStack(stacks.dataStack).hasResourceProperties('AWS::EC2::SecurityGroupEgress', {
    Description: 'Data store to VPC endpoints', FromPort: 443, GroupId: { 'Fn::GetAtt': [Match.stringLikeRegexp('Store0SecurityGroup'), 'GroupId'] },
  });
  Template.fromStack(stacks.networkStack).hasResourceProperties('AWS::EC2::VPCEndpoint', {
    PolicyDocument: {
      Statement: Match.arrayWith([{
        Sid: 'ActivityStreams',
        Effect: 'Allow',
        Principal: '*',
        Action: ['kms:Decrypt', 'kms:GenerateDataKey', 'kms:DescribeKey'],
        Resource: '*',
        Condition: { StringEquals: { 'aws:ResourceAccount': '111111111111' } },
      }]),
    },
  });
});

test('a secondary cluster of a global database has a stream of its own', () => {
  const stacks = stacksWith();
  const elsewhere = new Stack(stacks.app, 'Elsewhere', { env: { ...ENV, region: 'us-east-1' } });
  const primary = new SecureAuroraCluster(elsewhere, 'Orders', {
    network: new TieredNetwork(elsewhere, 'Network'), engine: AURORA_POSTGRESQL, engineOptions: { masterAuthentication: MasterAuthentication.IAM },
  });
  const globalDatabase = new AuroraGlobalDatabase(elsewhere, 'World', { primary });
  const store = new SecureAuroraSecondaryCluster(stacks.dataStack, 'Orders', { network: stacks.network, globalDatabase });
  streamIn(stacks, ActivityStreamSource.secondaryCluster(store));
  Template.fromStack(stacks.dataStack).hasResourceProperties('Custom::DatabaseActivityStream', {
    Kind: 'cluster', Arn: { 'Fn::Join': ['', Match.arrayWith([':rds:eu-west-1:111111111111:cluster:'])] },
  });
});

test('the stream of an Oracle instance carries the fields of its own audit, and is decrypted with the id of the instance', () => {
  const stacks = stacksWith();
  const stream = streamIn(stacks, instance(stacks, { engine: ORACLE }), { revision: '2' });
  stream.grantRead(new iam.Role(stacks.dataStack, 'Reader', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }));
  const template = Template.fromStack(stacks.dataStack);
  template.hasResourceProperties('Custom::DatabaseActivityStream', { Kind: 'instance', NativeFields: 'true', Revision: '2' });
  expect(statements(template, '^Databases that Data/Reader connects to$')[1].Condition).toEqual({
    StringEquals: { 'kms:EncryptionContext:aws:rds:db-id': { 'Fn::GetAtt': [expect.stringMatching(/^Store0Instance/), 'DbiResourceId'] } },
  });
});

test('SQL Server carries the fields of its own audit, and people are told when the lock of what it audits is changed', () => {
  const stacks = stacksWith();
  streamIn(stacks, instance(stacks, { engine: SQL_SERVER }));
  const template = Template.fromStack(stacks.dataStack);
  template.hasResourceProperties('Custom::DatabaseActivityStream', { Kind: 'instance', Mode: 'async', NativeFields: 'true' });
  template.hasResourceProperties('AWS::Events::Rule', {
    Description: 'Somebody changes the lock of what the database activity stream audits',
    EventPattern: {
      'detail-type': ['AWS API Call via CloudTrail'],
      'detail': { eventSource: ['rds.amazonaws.com'], eventName: ['ModifyActivityStream'], requestParameters: { resourceArn: [Match.anyValue()] } },
    },
  });
});

const OUTDATED_ORACLE = rds.DatabaseInstanceEngine.oracleEe({ version: rds.OracleEngineVersion.of('21.0.0.0.ru-2025-01.rur-2025-01.r1', '21') });
const AURORA = 'r4, r5, r6g, r6i, r6id, r7g, r7i, r8g, x2g';

test.each<[string, Sourced, Partial<DatabaseActivityStreamProps>, string]>([
  ['MySQL', (stacks) => instance(stacks, { engine: MYSQL }), {},
    'ENGINE_WITHOUT_STREAMS: `source` is mysql, but activity streams are known of aurora-postgresql, aurora-mysql, oracle-ee, oracle-se2, sqlserver-ee, sqlserver-se, '
    + 'sqlserver-web, sqlserver-ex only; rely on the exported audit log'],
  ['SQL Server on a class that bursts', (stacks) => instance(stacks, { engine: SQL_SERVER, instanceType: new ec2.InstanceType('t3.large') }), {},
    'CLASS_WITHOUT_STREAMS: `source` runs on db.t3.large, but sqlserver-se has activity streams on the families m4, m5, m5d, m6i, r4, r5, r5b, r5d, r6i, x1e, z1d only; take one of them'],
  ['SQL Server in synchronous mode', (stacks) => instance(stacks, { engine: SQL_SERVER }), { mode: ActivityStreamMode.SYNC },
    'MODE_UNSUPPORTED: `mode` is sync, but sqlserver-se has async only; leave it out'],
  ['Oracle 21', (stacks) => instance(stacks, { engine: OUTDATED_ORACLE }), {},
    'VERSION_WITHOUT_STREAMS: `source` is oracle-ee 21.0.0.0.ru-2025-01.rur-2025-01.r1, but versions from 19 to before 20 have activity streams; rely on the exported audit log'],
  ['Aurora Serverless', (stacks) => cluster(stacks, { capacity: AuroraCapacity.serverlessV2() }), {},
    `CLASS_WITHOUT_STREAMS: \`source\` runs on db.serverless, but aurora-postgresql has activity streams on the families ${AURORA} only; take one of them`],
  ['a class of another family', (stacks) => cluster(stacks, { capacity: AuroraCapacity.provisioned({ instanceType: new ec2.InstanceType('t4g.large') }) }), {},
    `CLASS_WITHOUT_STREAMS: \`source\` runs on db.t4g.large, but aurora-postgresql has activity streams on the families ${AURORA} only; take one of them`],
  ['Aurora MySQL in synchronous mode', (stacks) => cluster(stacks, { engine: AURORA_MYSQL }), { mode: ActivityStreamMode.SYNC },
    'MODE_UNSUPPORTED: `mode` is sync, but aurora-mysql has async only; leave it out'],
])('%s is refused', (_what, source, props, message) => {
  expect(refused(source, props)).toBe(message);
});

test('a network without a way to RDS is refused', () => {
  expect(refused((stacks) => cluster(stacks), {}, stacksWith(PrivateEndpoint.needed()))).toBe(
    'ENDPOINT_MISSING: the network has neither an endpoint for rds nor NAT gateways, so that the function could not call it; '
    + 'add PrivateEndpoint.of(ec2.InterfaceVpcEndpointAwsService.RDS) to its `endpoints`');
});

test('Aurora MySQL in a network without an endpoint for KMS is refused', () => {
  const endpoints = [PrivateEndpoint.s3(), PrivateEndpoint.of(RDS)];
  expect(refused((stacks) => cluster(stacks, { engine: AURORA_MYSQL }), {}, stacksWith(endpoints))).toBe(
    'KMS_ENDPOINT_MISSING: the network has no endpoint for kms, but aurora-mysql calls KMS from the data tier and stops the stream when it cannot; '
    + 'add PrivateEndpoint.of(ec2.InterfaceVpcEndpointAwsService.KMS) to its `endpoints`');
  const stacks = stacksWith([...endpoints, PrivateEndpoint.of(KMS)]);
  expect(() => streamIn(stacks, cluster(stacks, { engine: AURORA_MYSQL }))).not.toThrow();
});

test.each(['cn-north-1', 'us-gov-west-1', 'eu-central-2'])('%s has no activity streams', (region) => {
  expect(refused((stacks) => cluster(stacks), {}, stacksWith(undefined, region))).toBe(
    `REGION_WITHOUT_STREAMS: the stack is in ${region}, where AWS has no activity streams; leave the stream out there, and rely on the exported audit log`);
});

test('a stack of any region, and synchronous mode for PostgreSQL, are accepted', () => {
  const stack = new Stack(new App(), 'Data');
  const network = new TieredNetwork(stack, 'Network', { endpoints: [...PrivateEndpoint.needed(), PrivateEndpoint.of(RDS)] });
  const stacks = { dataStack: stack, networkStack: stack, network } as unknown as TwoStacks;
  const stream = streamIn(stacks, cluster(stacks, { engine: AURORA_POSTGRESQL }), { mode: ActivityStreamMode.SYNC });
  Template.fromStack(stack).hasResourceProperties('Custom::DatabaseActivityStream', { Mode: 'sync' });
  expect(stream.node.findAll().filter((each: Construct) => each instanceof lambda.Function)).toHaveLength(1);
});
