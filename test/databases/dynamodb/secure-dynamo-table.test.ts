import { App, Duration, Lazy, Stack, Tags } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { CUSTOMER, REPLICAS, tableIn } from './fixture';
import { DataClassification } from '../../../src/core/data-classification';
import { hardeningOf } from '../../../src/core/hardening';
import { Safeguard } from '../../../src/core/safeguard';
import { Waiver } from '../../../src/core/waiver';
import { DynamoCapacity } from '../../../src/databases/dynamodb/dynamo-capacity';
import { DynamoEncryption } from '../../../src/databases/dynamodb/dynamo-encryption';
import { ContributorKeys, SecureDynamoTableProps } from '../../../src/databases/dynamodb/dynamo-props';
import { ReplicaStage } from '../../../src/databases/dynamodb/dynamo-replica';
import { SecureDynamoTable } from '../../../src/databases/dynamodb/secure-dynamo-table';
import { DeletionGuard } from '../../../src/foundation/deletion/deletion-guard';
import { findingsOf, listed } from '../../support/findings';
import { ENV } from '../../support/fixtures';
import { subscribed } from '../../support/subscribed';
import { thrown } from '../../support/thrown';

const TABLE = 'AWS::DynamoDB::GlobalTable';
const STATUS = { name: 'status', type: dynamodb.AttributeType.STRING };
const TOTAL = { name: 'total', type: dynamodb.AttributeType.NUMBER };

interface Properties {
  readonly Replicas: readonly Record<string, unknown>[];
  readonly [name: string]: unknown;
}

interface PolicyDocument {
  readonly Statement: readonly { readonly Sid: string; readonly Resource: readonly string[] }[];
}

/** The properties of a table with these props. */
function propertiesOf(props: Partial<SecureDynamoTableProps> = {}, env = ENV): Properties {
  const [resource] = Object.values(Template.fromStack(tableIn(props, env).stack).findResources(TABLE));
  return resource.Properties as Properties;
}

describe('with default properties', () => {
  const { stack, table } = tableIn();
  const template = Template.fromStack(stack);

  test('it is paid by request, encrypted with a key of its own, restorable, protected and retained', () => {
    template.hasResource(TABLE, {
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [{ AttributeName: 'customer', KeyType: 'HASH' }],
        SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
        StreamSpecification: Match.absent(),
        TimeToLiveSpecification: Match.absent(),
        Replicas: [{
          Region: { Ref: 'AWS::Region' },
          DeletionProtectionEnabled: true,
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 35 },
          ContributorInsightsSpecification: { Enabled: true, Mode: 'THROTTLED_KEYS' },
          SSESpecification: { KMSMasterKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('EncryptionKey'), 'Arn'] } },
          TableClass: 'STANDARD',
          ResourcePolicy: Match.anyValue(),
        }],
      },
    });
  });

  test('the name is fixed, so a change of the key fails, and the policy can name the table before it exists', () => {
    expect(table.tableName).toMatch(/^stack-orders-[0-9a-f]{8}$/);
    const [{ Properties }] = Object.values(template.findResources(TABLE)) as unknown as { Properties: Properties }[];
    expect(Properties.TableName).toBe(table.tableName);
    const [{ ResourcePolicy }] = Properties.Replicas as [{ ResourcePolicy: { PolicyDocument: PolicyDocument } }];
    expect(ResourcePolicy.PolicyDocument.Statement.map(({ Sid }) => Sid)).toEqual(['DenyPlainHttp', 'DenyDeletionWithoutMfa', 'DenyUnprotectingWithoutMfa']);
    expect(JSON.stringify(ResourcePolicy.PolicyDocument.Statement[0].Resource)).toContain(`:table/${table.tableName}/index/*`);
  });

  test.each(['ReadThrottleEvents', 'WriteThrottleEvents'])('an alarm watches %s', (MetricName) => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName, Namespace: 'AWS/DynamoDB', Statistic: 'Sum', Threshold: 0, ComparisonOperator: 'GreaterThanThreshold', AlarmActions: Match.anyValue(),
    });
  });

  test('an alarm adds up the errors of the service over at most ten operations', () => {
    const [{ Properties }] = Object.values(template.findResources('AWS::CloudWatch::Alarm')).filter(({ Properties: { Metrics } }) => Metrics);
    const metrics = Properties.Metrics as { MetricStat?: { Metric: { MetricName: string } }; Expression?: string }[];
    expect(metrics.filter(({ Expression }) => Expression)).toEqual([expect.objectContaining({ Expression: 'SUM(METRICS())' })]);
    expect(metrics.filter(({ MetricStat }) => MetricStat?.Metric.MetricName === 'SystemErrors')).toHaveLength(10);
  });
});

describe('where it is deployed', () => {
  test.each([['aws-cn', 'cn-north-1'], ['aws-us-gov', 'us-gov-west-1']])('it works in %s', (_partition, region) => {
    const { stack } = tableIn({}, { ...ENV, region });
    expect(listed(findingsOf(subscribed(stack.node.root)), 'fail', 'unknown')).toEqual([]);
    expect(JSON.stringify(Template.fromStack(stack).toJSON())).not.toContain('arn:aws:');
  });

  test('it works in a stack without an environment, with replicas', () => {
    const stack = new Stack(new App(), 'Stack');
    new SecureDynamoTable(stack, 'Orders', { partitionKey: CUSTOMER, replicas: REPLICAS });
    expect(Object.values(Template.fromStack(stack).findResources(TABLE))[0].Properties.Replicas).toHaveLength(3);
  });
});

describe('capacity', () => {
  test('provisioned capacity scales reads of each copy and index, and writes of the table and each index', () => {
    const properties = propertiesOf({
      capacity: DynamoCapacity.provisioned({ read: { min: 5, max: 50 }, write: { min: 2, max: 20, targetUtilization: 50 } }),
      indexes: { globalIndexes: [{ name: 'byStatus', partitionKey: STATUS }] },
    });
    const scaling = (MinCapacity: number, MaxCapacity: number, TargetValue: number) => ({
      MinCapacity, MaxCapacity, SeedCapacity: MinCapacity, TargetTrackingScalingPolicyConfiguration: { TargetValue },
    });
    const read = { ReadProvisionedThroughputSettings: { ReadCapacityAutoScalingSettings: scaling(5, 50, 70) } };
    const write = { WriteProvisionedThroughputSettings: { WriteCapacityAutoScalingSettings: scaling(2, 20, 50) } };
    expect(properties).toMatchObject({ BillingMode: 'PROVISIONED', ...write, GlobalSecondaryIndexes: [{ IndexName: 'byStatus', ...write }] });
    expect(properties.Replicas[0]).toMatchObject({ ...read, GlobalSecondaryIndexes: [{ IndexName: 'byStatus', ...read }] });
  });

  test('a quota that was raised can be used', () => {
    const capacity = DynamoCapacity.onDemand({ maxWriteUnits: 120_000 });
    expect(propertiesOf({ capacity }).WriteOnDemandThroughputSettings).toEqual({ MaxWriteRequestUnits: 120_000 });
  });

  test('requests can be limited', () => {
    const properties = propertiesOf({ capacity: DynamoCapacity.onDemand({ maxReadUnits: 100, maxWriteUnits: 10 }) });
    expect(properties).toMatchObject({ BillingMode: 'PAY_PER_REQUEST', WriteOnDemandThroughputSettings: { MaxWriteRequestUnits: 10 } });
    expect(properties.Replicas[0]).toMatchObject({ ReadOnDemandThroughputSettings: { MaxReadRequestUnits: 100 } });
  });
});

describe('keys', () => {
  test('a key of the caller is used, and none is made', () => {
    const stack = new Stack(new App(), 'Stack', { env: ENV });
    const encryptionKey = kms.Key.fromKeyArn(stack, 'Own', 'arn:aws:kms:eu-west-1:111111111111:key/own');
    const table = new SecureDynamoTable(stack, 'Orders', { partitionKey: CUSTOMER, encryptionKey });
    expect(table.encryptionKey).toBe(encryptionKey);
    Template.fromStack(stack).hasResourceProperties(TABLE, { Replicas: [{ SSESpecification: { KMSMasterKeyId: encryptionKey.keyArn } }] });
  });

  test.each([
    ['managed', DynamoEncryption.awsManagedKey('items are copies of the public catalogue'), { SSEEnabled: true, SSEType: 'KMS' }],
    ['owned', DynamoEncryption.awsOwnedKey('items are copies of the public catalogue'), { SSEEnabled: false }],
  ])('a key that AWS %s is a choice for public data, found and reported as waived with its reason', (_title, encryption, specification) => {
    const { stack, table } = tableIn({ encryption, classification: DataClassification.PUBLIC });
    Template.fromStack(stack).hasResourceProperties(TABLE, { SSESpecification: specification, Replicas: [{ SSESpecification: Match.absent() }] });
    const findings = findingsOf(subscribed(stack.node.root));
    expect(listed(findings, 'fail', 'unknown')).toEqual([]);
    expect(findings.filter(({ status }) => status === 'waived').map(({ rule, reason }) => [rule.safeguard, reason]))
      .toContainEqual([Safeguard.CUSTOMER_MANAGED_KEY, 'items are copies of the public catalogue']);
    expect(thrown(() => table.encryptionKey)).toBe(`Key of SecureDynamoTable 'Stack/Orders' cannot be created, 1 problem:
  KEY_NOT_OWN: the table has a key that AWS owns or manages; leave \`encryption\` out for a customer managed key`);
  });

  test('such a choice needs a reason', () => {
    expect(thrown(() => DynamoEncryption.awsOwnedKey('n/a'))).toBe(`DynamoEncryption with a key that is aws owned cannot be created, 1 problem:
  WAIVER_WITHOUT_REASON: the reason is 'n/a', 10 to 500 characters are needed; say who accepted the risk and why`);
  });

  test('who reads a table with a key of AWS needs no right on the key', () => {
    const { stack, table } = tableIn({ encryption: DynamoEncryption.awsManagedKey('items are copies of the catalogue') });
    const role = new iam.User(stack, 'User');
    table.grants.read(role);
    expect(JSON.stringify(Template.fromStack(stack).findResources('AWS::IAM::Policy'))).not.toContain('kms:');
  });
});

describe('replicas', () => {
  const { stack, table } = tableIn({ replicas: REPLICAS });
  const [{ Properties }] = Object.values(Template.fromStack(stack).findResources(TABLE));
  const [own, ...others] = Properties.Replicas as Record<string, Record<string, unknown>>[];

  test('each has what the table has, but for its region, its key and its ARN', () => {
    others.forEach((replica, index) => {
      const { Region, SSESpecification, ResourcePolicy, ...same } = replica;
      expect(Region).toBe(REPLICAS[index].region);
      expect(SSESpecification).toEqual({ KMSMasterKeyId: REPLICAS[index].encryptionKeyArn });
      expect(JSON.stringify(ResourcePolicy)).toContain(`:dynamodb:${REPLICAS[index].region}:`);
      expect(same).toEqual(Object.fromEntries(Object.entries(own).filter(([key]) => !['Region', 'SSESpecification', 'ResourcePolicy'].includes(key))));
    });
    expect(Properties.StreamSpecification).toEqual({ StreamViewType: 'NEW_AND_OLD_IMAGES' });
  });

  test('tags of the app reach every copy, since the table itself has none', () => {
    const tagged = tableIn({ replicas: REPLICAS });
    Tags.of(tagged.stack).add('team', 'orders');
    const [resource] = Object.values(Template.fromStack(tagged.stack).findResources(TABLE));
    expect((resource.Properties as Properties).Replicas.map((replica) => replica.Tags)).toEqual(Array(3).fill([{ Key: 'team', Value: 'orders' }]));
    expect(own.Tags).toBeUndefined();
  });

  test('an alarm tells when one falls behind', () => {
    Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'ReplicationLatency', Dimensions: Match.arrayWith([{ Name: 'ReceivingRegion', Value: 'eu-north-1' }]), Threshold: 60_000,
    });
  });

  test('rights on a replica name its table and its key, in its region', () => {
    const replicated = tableIn({ replicas: REPLICAS });
    replicated.table.grantsIn('eu-central-1').read(new iam.User(replicated.stack, 'Reader'));
    const policy = JSON.stringify(Template.fromStack(replicated.stack).findResources('AWS::IAM::Policy'));
    expect(policy).toContain(':dynamodb:eu-central-1:');
    expect(policy).toContain(REPLICAS[0].encryptionKeyArn!);
    expect(policy).toContain('dynamodb.eu-central-1.');
    expect(policy).not.toContain('eu-north-1');
    expect(thrown(() => table.grantsIn('us-east-1'))).toBe(`Grants on SecureDynamoTable 'Stack/Orders' cannot be created, 1 problem:
  REPLICA_UNKNOWN: the table has no replica in 'us-east-1', it has eu-central-1, eu-north-1; add it to \`replicas\`, or use \`grants\` for the region of the stack`);
  });

  test('a guard names every copy and its backups', () => {
    expect(table.storeArns.map((arn) => arn.replace(/.*:dynamodb:/, ''))).toHaveLength(6);
    const guarded = tableIn();
    new DeletionGuard(guarded.stack, 'Guard', { stores: [guarded.table] });
    Template.fromStack(guarded.stack).hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Effect: 'Deny', Action: Match.arrayWith(['dynamodb:DeleteTable', 'dynamodb:UpdateTable']) })]) },
    });
  });

  test('one that joins has no policy yet, which is reported as waived; the other copies keep theirs', () => {
    const joining = tableIn({ replicas: [REPLICAS[0], { ...REPLICAS[1], stage: ReplicaStage.JOINING }] });
    const [resource] = Object.values(Template.fromStack(joining.stack).findResources(TABLE));
    const policies = (resource.Properties.Replicas as Record<string, unknown>[]).map(({ ResourcePolicy }) => ResourcePolicy !== undefined);
    expect(policies).toEqual([true, true, false]);
    const findings = findingsOf(subscribed(joining.stack.node.root));
    expect(listed(findings, 'fail', 'unknown')).toEqual([]);
    expect(listed(findings, 'waived').map((text) => text.split(' ')[0])).toEqual(['dynamodb.table-policy-deletion-guard', 'dynamodb.table-policy-tls']);
    expect(hardeningOf(joining.table)!.waived[0]).toEqual({
      safeguard: Safeguard.ENCRYPTION_IN_TRANSIT, reason: 'the replica in eu-north-1 is created by this deployment, and gets its policy with the next one',
    });
  });
});

describe('indexes, stream and time to live', () => {
  const indexed = {
    sortKey: { name: 'placedAt', type: dynamodb.AttributeType.STRING },
    indexes: {
      globalIndexes: [{ name: 'byStatus', partitionKey: STATUS, sortKey: TOTAL, projectedAttributes: ['note'] }],
      localIndexes: [{ name: 'byTotal', sortKey: TOTAL, projectedAttributes: [] }],
    },
    features: { stream: dynamodb.StreamViewType.KEYS_ONLY, timeToLiveAttribute: 'expires', tableClass: dynamodb.TableClass.STANDARD_INFREQUENT_ACCESS },
  };

  test('indexes have their keys and projections, and every key attribute is defined once', () => {
    const properties = propertiesOf(indexed);
    expect(properties.AttributeDefinitions).toEqual([
      { AttributeName: 'customer', AttributeType: 'S' }, { AttributeName: 'placedAt', AttributeType: 'S' },
      { AttributeName: 'status', AttributeType: 'S' }, { AttributeName: 'total', AttributeType: 'N' },
    ]);
    expect(properties.GlobalSecondaryIndexes).toEqual([{
      IndexName: 'byStatus',
      KeySchema: [{ AttributeName: 'status', KeyType: 'HASH' }, { AttributeName: 'total', KeyType: 'RANGE' }],
      Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['note'] },
    }]);
    expect(properties.LocalSecondaryIndexes).toEqual([{
      IndexName: 'byTotal',
      KeySchema: [{ AttributeName: 'customer', KeyType: 'HASH' }, { AttributeName: 'total', KeyType: 'RANGE' }],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    }]);
    expect(properties).toMatchObject({
      StreamSpecification: { StreamViewType: 'KEYS_ONLY' }, TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true },
    });
    expect(properties.Replicas[0].TableClass).toBe('STANDARD_INFREQUENT_ACCESS');
  });

  test('each global index has alarms of its own', () => {
    Template.fromStack(tableIn(indexed).stack).hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'WriteThrottleEvents', Dimensions: Match.arrayWith([{ Name: 'GlobalSecondaryIndexName', Value: 'byStatus' }]),
    });
  });

  test('other constructs of the CDK take the table: a function reads its stream', () => {
    const { stack, table } = tableIn(indexed);
    const handler = new lambda.Function(stack, 'Handler', { runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromInline('//') });
    handler.addEventSource(new DynamoEventSource(table.table, { startingPosition: lambda.StartingPosition.LATEST }));
    Template.fromStack(stack).hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      EventSourceArn: { 'Fn::GetAtt': [stack.resolve(table.globalTable.logicalId), 'StreamArn'] },
    });
  });

  test('a table without a stream grants none', () => {
    const { stack, table } = tableIn();
    expect(thrown(() => table.grants.readStream(new iam.User(stack, 'User'))))
      .toBe(`Grant on 'Stack/Orders/readStream()' cannot be created, 1 problem:
  STREAM_MISSING: there is no stream here; set \`features.stream\`, and read the stream in the region of the stack`);
  });
});

describe('classification', () => {
  test.each([DataClassification.PROTECTED, DataClassification.SECRET])('keys of %s items stay out of CloudWatch, which is reported as waived', (classification) => {
    const { stack } = tableIn({ classification });
    Template.fromStack(stack).hasResourceProperties(TABLE, { Replicas: [{ ContributorInsightsSpecification: { Enabled: false } }] });
    expect(listed(findingsOf(subscribed(stack.node.root)), 'fail', 'unknown')).toEqual([]);
  });

  test('their owner may choose to record them', () => {
    const features = { contributorInsights: ContributorKeys.THROTTLED_AND_FREQUENT };
    expect(propertiesOf({ classification: DataClassification.SECRET, features }).Replicas[0].ContributorInsightsSpecification)
      .toEqual({ Enabled: true, Mode: 'ACCESSED_AND_THROTTLED_KEYS' });
  });

  test.each([[DataClassification.PUBLIC, 1], [DataClassification.CONFIDENTIAL, 7], [DataClassification.SECRET, 35]])('%s data can be restored for %d days at least', (classification, days) => {
    expect(propertiesOf({ classification, recovery: { period: Duration.days(days) } }).Replicas[0].PointInTimeRecoverySpecification)
      .toEqual({ PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: days });
    expect(thrown(() => tableIn({ classification, recovery: { period: Duration.days(days - 1) } }))).toContain('RECOVERY_PERIOD_OUT_OF_RANGE');
  });
});

test('anomalies of failed conditions raise an alarm on request', () => {
  const { stack, table } = tableIn();
  table.alarmOnConditionalCheckAnomalies(3);
  Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Alarm', {
    ComparisonOperator: 'GreaterThanUpperThreshold',
    ThresholdMetricId: 'expr_1',
    Metrics: Match.arrayWith([Match.objectLike({ Expression: 'ANOMALY_DETECTION_BAND(m0, 3)' })]),
    AlarmActions: [stack.resolve(table.alerts.topicArn)],
  });
});

const USER = new iam.User(new Stack(), 'User');

const refused = (props: Partial<SecureDynamoTableProps>) => thrown(() => tableIn(props)).split('\n').slice(1).map((line) => line.trim());
const KEY_ELSEWHERE = 'arn:aws:kms:us-east-1:111111111111:key/own';

test.each<[string, Partial<SecureDynamoTableProps>, string]>([
  ['a short name', { tableName: 'ab' }, "TABLE_NAME_INVALID: `tableName` is 'ab', allowed are 3 to 255 letters, digits, underscores, dots or hyphens; choose another name"],
  ['a name with a blank', { tableName: 'my orders' }, "TABLE_NAME_INVALID: `tableName` is 'my orders', allowed are 3 to 255 letters, digits, underscores, dots or hyphens; choose another name"],
  ['a name that is a token', { tableName: Lazy.string({ produce: () => 'x' }) }, 'TABLE_NAME_UNKNOWN: `tableName` is only known at deployment (a token), but it decides what is built; pass plain text: the policy of the table names it'],
  ['an attribute of two types', { sortKey: { ...CUSTOMER, type: dynamodb.AttributeType.NUMBER } }, "ATTRIBUTE_TYPE_CONFLICT: the key attribute 'customer' is N here and S there, but an attribute has one type; use another attribute"],
  ['expiry by a text', { features: { timeToLiveAttribute: 'customer' } }, "TIME_TO_LIVE_INVALID: `features.timeToLiveAttribute` is 'customer', allowed are attributes that hold numbers; use an attribute of its own"],
  ['a local index without a sort key', { indexes: { localIndexes: [{ name: 'byTotal', sortKey: TOTAL }] } }, 'LOCAL_INDEX_WITHOUT_SORT_KEY: a table without `sortKey` has one item in each partition, and no local index; add `sortKey` or use a global index'],
  ['an index twice', { indexes: { globalIndexes: [{ name: 'one', partitionKey: STATUS }, { name: 'one', partitionKey: TOTAL }] } }, "INDEX_REPEATED: `indexes` has 'one' twice; give each index a name of its own"],
  ['an index with a bad name', { indexes: { globalIndexes: [{ name: 'a/b/c', partitionKey: STATUS }] } }, "INDEX_NAME_INVALID: `indexes` is 'a/b/c', allowed are 3 to 255 letters, digits, underscores, dots or hyphens; choose another name"],
  ['an index whose name deployment knows', { indexes: { globalIndexes: [{ name: Lazy.string({ produce: () => 'one' }), partitionKey: STATUS }] } }, 'INDEX_NAME_UNKNOWN: `indexes` is only known at deployment (a token), but it decides what is built; pass plain text: alarms and grants name it'],
  ['too many indexes', { indexes: { globalIndexes: Array.from({ length: 21 }, (_, index) => ({ name: `index${index}`, partitionKey: STATUS })) } }, 'TOO_MANY_INDEXES: `indexes.globalIndexes` has 21, at most 20 are allowed; combine some'],
  ['too many projected attributes', { indexes: { globalIndexes: [{ name: 'one', partitionKey: STATUS, projectedAttributes: Array.from({ length: 101 }, (_, index) => `a${index}`) }] } }, 'TOO_MANY_PROJECTED_ATTRIBUTES: all indexes together project 101 attributes, at most 100 are allowed; leave `projectedAttributes` out for all attributes'],
  ['a key that AWS owns for confidential data', { encryption: DynamoEncryption.awsOwnedKey('copies of the catalogue') }, 'KEY_OWNER_FORBIDDEN: `encryption` is a key that is aws owned, allowed for data classified as public, not confidential; use DynamoEncryption.customerManagedKey()'],
  ['a key that AWS manages for protected data', { classification: DataClassification.PROTECTED, encryption: DynamoEncryption.awsManagedKey('copies of the catalogue') }, 'KEY_OWNER_FORBIDDEN: `encryption` is a key that is aws managed, allowed for data classified as public or confidential, not protected; use DynamoEncryption.customerManagedKey()'],
  ['recovery over 35 days', { recovery: { period: Duration.days(36) } }, 'RECOVERY_PERIOD_OUT_OF_RANGE: `recovery.period` is 36 days, a whole number from 7 to 35 days is allowed; leave it out for 35 days'],
  ['recovery that deployment knows', { recovery: { period: Duration.days(Lazy.number({ produce: () => 35 })) } }, 'RECOVERY_PERIOD_UNKNOWN: `recovery.period` is only known at deployment (a token), but it decides what is built; pass a Duration of whole days'],
  ['recovery and its waiver', { recovery: { period: Duration.days(7) }, waivers: [Waiver.of(Safeguard.BACKUPS, 'rebuilt every night')] }, 'RECOVERY_CONTRADICTED: `recovery.period` is set, and Safeguard.BACKUPS is waived; remove one of the two'],
  ['a role by its name', { policy: { deletionRoleArns: ['admin'] } }, "ROLE_ARN_INVALID: `policy.deletionRoleArns[0]` is 'admin', allowed are ARNs of roles of one account, whose name is not just a wildcard; name the roles"],
  ['every role', { policy: { deploymentRoleArns: ['arn:aws:iam::111111111111:role/*'] } }, "ROLE_ARN_INVALID: `policy.deploymentRoleArns[0]` is 'arn:aws:iam::111111111111:role/*', allowed are ARNs of roles of one account, whose name is not just a wildcard; name the roles"],
  ['no endpoint', { policy: { vpcEndpointIds: [] } }, 'VPC_ENDPOINTS_EMPTY: `policy.vpcEndpointIds` is empty, so nobody could read the table; name an endpoint or leave it out'],
  ['roles past no endpoint', { policy: { outsideRoleArns: ['arn:aws:iam::111111111111:role/dax'] } }, 'OUTSIDE_ROLES_WITHOUT_ENDPOINTS: `policy.outsideRoleArns` names roles that pass the endpoints, but `policy.vpcEndpointIds` names no endpoint; remove one or add the other'],
  ['an odd organisation', { policy: { organizationId: 'acme' } }, "ORGANIZATION_INVALID: `policy.organizationId` is 'acme', allowed are ids such as o-a1b2c3d4e5; copy the id from AWS Organizations"],
  ['more roles than a policy has room for', { policy: { deletionRoleArns: Array.from({ length: 200 }, (_, index) => `arn:aws:iam::111111111111:role/dba-${index}`) } }, 'POLICY_TOO_LARGE: `policy` names 400 roles and endpoints, with which the policy of the table takes about 22324 bytes, at most 20480 are allowed; name roles by a wildcard'],
  ['roles without the guard', { policy: { deletionRoleArns: ['arn:aws:iam::111111111111:role/dba'] }, waivers: [Waiver.of(Safeguard.MFA_DELETION, 'rebuilt every night')] }, 'POLICY_CONTRADICTED: `policy` names roles that need no MFA, and Safeguard.MFA_DELETION is waived; remove one of the two'],
  ['capacity of nothing', { capacity: DynamoCapacity.onDemand({ maxReadUnits: 0 }) }, 'CAPACITY_OUT_OF_RANGE: `capacity.maxReadUnits` is 0 units, a whole number of 1 or more is allowed; pass one'],
  ['half a unit', { capacity: DynamoCapacity.onDemand({ maxWriteUnits: 1.5 }) }, 'CAPACITY_OUT_OF_RANGE: `capacity.maxWriteUnits` is 1.5 units, a whole number of 1 or more is allowed; pass one'],
  ['a maximum below the minimum', { capacity: DynamoCapacity.provisioned({ read: { min: 5, max: 4 }, write: { min: 1, max: 2 } }) }, 'CAPACITY_OUT_OF_RANGE: `capacity.read.max` is 4 units, a whole number of 5 or more is allowed; pass one'],
  ['a utilisation of 91', { capacity: DynamoCapacity.provisioned({ read: { min: 5, max: 5, targetUtilization: 91 }, write: { min: 1, max: 2 } }) }, 'UTILIZATION_OUT_OF_RANGE: `capacity.read.targetUtilization` is 91 percent, a whole number from 20 to 90 percent is allowed; leave it out for 70'],
  ['a replica at home', { replicas: [{ region: 'eu-west-1', encryptionKeyArn: 'arn:aws:kms:eu-west-1:111111111111:key/own' }] }, "REPLICA_REGION_INVALID: `replicas[0].region` is 'eu-west-1', allowed are other regions than eu-west-1; name one in plain text, such as 'eu-central-1'"],
  ['a replica nowhere', { replicas: [{ region: 'Frankfurt', encryptionKeyArn: 'arn:aws:kms:Frankfurt:1:key/own' }] }, "REPLICA_REGION_INVALID: `replicas[0].region` is 'Frankfurt', allowed are other regions than eu-west-1; name one in plain text, such as 'eu-central-1'"],
  ['a replica twice', { replicas: [REPLICAS[0], REPLICAS[0]] }, "REPLICA_REPEATED: `replicas` has 'eu-central-1' twice; remove one"],
  ['a replica without a key', { replicas: [{ region: 'eu-central-1' }] }, 'REPLICA_KEY_MISSING: `replicas[0].encryptionKeyArn` is missing, but the table has a customer managed key, and a key serves one region; make a DataKey in eu-central-1 and pass its ARN'],
  ['a replica with a key from elsewhere', { replicas: [{ region: 'eu-central-1', encryptionKeyArn: KEY_ELSEWHERE }] }, 'REPLICA_KEY_ELSEWHERE: `replicas[0].encryptionKeyArn` lies in us-east-1, but the replica lies in eu-central-1; pass the ARN of a key of eu-central-1'],
  ['a replica with a key it cannot use', { encryption: DynamoEncryption.awsManagedKey('copies of the catalogue'), replicas: [REPLICAS[0]] }, 'REPLICA_KEY_CONTRADICTED: `replicas[0].encryptionKeyArn` is given, but the table has no customer managed key; remove it'],
  ['replicas with half a stream', { replicas: [REPLICAS[0]], features: { stream: dynamodb.StreamViewType.NEW_IMAGE } }, 'REPLICA_STREAM_INVALID: `features.stream` is NEW_IMAGE, but replication needs NEW_AND_OLD_IMAGES; leave it out'],
])('%s is refused', (_title, props, message) => {
  expect(refused(props)).toEqual([message]);
});

test.each<[string, (table: SecureDynamoTable) => unknown, string]>([
  ['no partition', ({ grants }) => grants.read(USER, { leadingKeys: [] }), 'LEADING_KEYS_EMPTY: `leadingKeys` is empty, which would allow no item; name a value or leave it out'],
  ['a partition with a star', ({ grants }) => grants.write(USER, { leadingKeys: ['shop-*'] }), "LEADING_KEY_INVALID: `leadingKeys` has 'shop-*', allowed are whole values without wildcards; name each value, or a variable of IAM"],
  ['no attribute', ({ grants }) => grants.readWrite(USER, { attributes: [] }), 'ATTRIBUTES_EMPTY: `attributes` is empty, which would allow no attribute; name one or leave it out'],
  ['every attribute', ({ grants }) => grants.read(USER, { attributes: ['*'] }), "ATTRIBUTE_INVALID: `attributes` has '*', allowed are names of top-level attributes without wildcards; name each attribute"],
  ['an unknown index', ({ grants }) => grants.queryIndex(USER, 'byNote'), "INDEX_UNKNOWN: the table has no index 'byNote', it has none; add it to `indexes`"],
])('a grant of %s is refused', (_title, grant, message) => {
  expect(thrown(() => grant(tableIn().table)).split('\n').slice(1).map((line) => line.trim())).toEqual([message]);
});
