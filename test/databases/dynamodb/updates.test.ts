import { fullDiff, ResourceImpact } from '@aws-cdk/cloudformation-diff';
import { App, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as kms from 'aws-cdk-lib/aws-kms';
import { CUSTOMER, REPLICAS } from './fixture';
import { DataClassification } from '../../../src/core/data-classification';
import { DynamoCapacity } from '../../../src/databases/dynamodb/dynamo-capacity';
import { DynamoEncryption } from '../../../src/databases/dynamodb/dynamo-encryption';
import { SecureDynamoTableProps } from '../../../src/databases/dynamodb/dynamo-props';
import { ReplicaStage } from '../../../src/databases/dynamodb/dynamo-replica';
import { SecureDynamoTable } from '../../../src/databases/dynamodb/secure-dynamo-table';
import { ENV } from '../../support/fixtures';

const TABLE = 'AWS::DynamoDB::GlobalTable';
const SORT = { name: 'placedAt', type: dynamodb.AttributeType.STRING };
const STATUS = { name: 'status', type: dynamodb.AttributeType.STRING };
const RANGE = { min: 5, max: 50 };
const PROVISIONED = DynamoCapacity.provisioned({ read: RANGE, write: RANGE });
const BY_STATUS = { globalIndexes: [{ name: 'byStatus', partitionKey: STATUS }] };
const JOINING = REPLICAS.map((replica) => ({ ...replica, stage: ReplicaStage.JOINING }));

type Props = Partial<SecureDynamoTableProps>;
type Json = Record<string, unknown>;

function stackOf(build: (stack: Stack) => unknown): Json {
  const stack = new Stack(new App(), 'Stack', { env: ENV });
  build(stack);
  return Template.fromStack(stack).toJSON() as Json;
}

const templateOf = (props: Props | ((stack: Stack) => Props) = {}) => stackOf((stack) => (
  new SecureDynamoTable(stack, 'Orders', { partitionKey: CUSTOMER, sortKey: SORT, ...(typeof props === 'function' ? props(stack) : props) })));

/** What an update does to the table: properties that change, and those that replace it, with certainty or under conditions. */
function update(before: Json, after: Json) {
  const found = { changed: [] as string[], replacing: [] as string[], perhaps: [] as string[], lost: [] as string[] };
  fullDiff(before, after).resources.forEachDifference((id, { oldResourceType = '', newResourceType = '', isRemoval, isAddition, propertyUpdates }) => {
    if (![oldResourceType, newResourceType].some((type) => type === TABLE || type === 'AWS::DynamoDB::Table')) {
      return;
    }
    if (isRemoval || isAddition) {
      found.lost.push(id);
    }
    for (const [property, { changeImpact }] of Object.entries(propertyUpdates)) {
      found.changed.push(property);
      found.replacing.push(...(changeImpact === ResourceImpact.WILL_REPLACE ? [property] : []));
      found.perhaps.push(...(changeImpact === ResourceImpact.MAY_REPLACE ? [property] : []));
    }
  });
  found.changed.sort();
  return found;
}

const HARMLESS = { replacing: [], perhaps: [], lost: [] };

test.each<[string, Props, Props | ((stack: Stack) => Props), string[]]>([
  ['from on-demand to provisioned', {}, { capacity: PROVISIONED }, ['BillingMode', 'Replicas', 'WriteProvisionedThroughputSettings']],
  ['from provisioned to on-demand', { capacity: PROVISIONED }, {}, ['BillingMode', 'Replicas', 'WriteProvisionedThroughputSettings']],
  ['another range of capacity', { capacity: PROVISIONED }, { capacity: DynamoCapacity.provisioned({ read: RANGE, write: { min: 9, max: 90 } }) }, ['WriteProvisionedThroughputSettings']],
  ['another key', {}, (stack) => ({ encryptionKey: kms.Key.fromKeyArn(stack, 'Own', 'arn:aws:kms:eu-west-1:111111111111:key/own') }), ['Replicas']],
  ['a customer managed key instead of one of AWS', { encryption: DynamoEncryption.awsManagedKey('copies of the catalogue') }, {}, ['Replicas']],
  ['a key of AWS instead of a customer managed one', {}, { encryption: DynamoEncryption.awsManagedKey('copies of the catalogue') }, ['Replicas']],
  ['a customer managed key instead of one that AWS owns', { classification: DataClassification.PUBLIC, encryption: DynamoEncryption.awsOwnedKey('copies of the catalogue') }, { classification: DataClassification.PUBLIC }, ['Replicas', 'SSESpecification']],
  ['a first replica', {}, { replicas: JOINING.slice(0, 1) }, ['Replicas', 'StreamSpecification']],
  ['one replica more', { replicas: REPLICAS.slice(0, 1) }, { replicas: [REPLICAS[0], JOINING[1]] }, ['Replicas']],
  ['a replica that has joined', { replicas: JOINING }, { replicas: REPLICAS }, ['Replicas']],
  ['one replica less', { replicas: REPLICAS }, { replicas: REPLICAS.slice(0, 1) }, ['Replicas']],
  ['a global index more', {}, { indexes: BY_STATUS }, ['AttributeDefinitions', 'GlobalSecondaryIndexes', 'Replicas']],
  ['a global index less', { indexes: BY_STATUS }, {}, ['AttributeDefinitions', 'GlobalSecondaryIndexes', 'Replicas']],
  ['a shorter recovery', {}, { recoveryPeriod: Duration.days(7) }, ['Replicas']],
  ['a stream', {}, { features: { stream: dynamodb.StreamViewType.NEW_IMAGE } }, ['StreamSpecification']],
  ['time to live', {}, { features: { timeToLiveAttribute: 'expires' } }, ['TimeToLiveSpecification']],
  ['another policy', {}, { policy: { vpcEndpointIds: ['vpce-1'] } }, ['Replicas']],
  ['another classification', {}, { classification: DataClassification.SECRET }, ['Replicas']],
])('%s keeps the table', (_title, before, after, changed) => {
  expect(update(templateOf(before), templateOf(after))).toEqual({ ...HARMLESS, changed });
});

test.each<[string, Props, string[]]>([
  ['another partition key', { partitionKey: STATUS }, ['KeySchema']],
  ['another sort key', { sortKey: STATUS }, ['KeySchema']],
  ['another name', { tableName: 'orders' }, ['TableName']],
  ['a local index more', { indexes: { localIndexes: [{ name: 'byStatus', sortKey: STATUS }] } }, ['LocalSecondaryIndexes']],
])('%s replaces the table, which says so in its documentation', (_title, props, replacing) => {
  const { replacing: found } = update(templateOf(), templateOf(props));
  expect(found).toEqual(replacing);
});

test('no such replacement is silent: the old table is retained, and its name is taken unless the name changes', () => {
  const { Resources } = templateOf({ partitionKey: STATUS }) as { Resources: Record<string, Json> };
  const [table] = Object.values(Resources).filter(({ Type }) => Type === TABLE);
  expect(table).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  expect((table.Properties as Json).TableName).toEqual(expect.any(String));
});

describe('a table that exists is adopted', () => {
  const KEYS = { partitionKey: CUSTOMER, sortKey: SORT };
  const { JSII_DEPRECATED } = process.env;
  // TableV2 of the CDK passes a property to a class of its own that it calls deprecated
  beforeAll(() => {
    process.env.JSII_DEPRECATED = 'quiet';
  });
  afterAll(() => {
    process.env.JSII_DEPRECATED = JSII_DEPRECATED;
  });

  test('a TableV2 of the stack becomes a SecureDynamoTable under its logical id', () => {
    const before = stackOf((stack) => new dynamodb.TableV2(stack, 'Old', { ...KEYS, tableName: 'orders', removalPolicy: RemovalPolicy.RETAIN }));
    const [oldId] = Object.keys((before as { Resources: Json }).Resources);
    const after = stackOf((stack) => {
      const { globalTable } = new SecureDynamoTable(stack, 'Orders', { ...KEYS, tableName: 'orders' });
      globalTable.overrideLogicalId(oldId);
    });
    expect(update(before, after)).toEqual({ ...HARMLESS, changed: ['Replicas', 'SSESpecification'] });
  });

  test('without the logical id the diff would show a table that goes and one that comes, whose name is taken', () => {
    const before = stackOf((stack) => new dynamodb.TableV2(stack, 'Old', { ...KEYS, tableName: 'orders' }));
    expect(update(before, templateOf({ tableName: 'orders' })).lost).toHaveLength(2);
  });

  test('a Table of the old type is retained, taken out, imported as it is, and hardened under its logical id', () => {
    const old = (stack: Stack) => new dynamodb.Table(stack, 'Old', { ...KEYS, tableName: 'orders', removalPolicy: RemovalPolicy.RETAIN });
    const asItIs = (stack: Stack) => new dynamodb.TableV2(stack, 'Imported', {
      ...KEYS, tableName: 'orders', removalPolicy: RemovalPolicy.RETAIN, billing: dynamodb.Billing.onDemand(),
    });
    const [before, without, imported] = [stackOf(old), stackOf(() => undefined), stackOf(asItIs)];
    const [deployed] = Object.values((before as { Resources: Record<string, Json> }).Resources);
    expect(deployed.DeletionPolicy).toBe('Retain');
    expect(update(before, without)).toMatchObject({ changed: [], replacing: [] });
    // CloudFormation imports resources that have a deletion policy, and asks for the name
    const [adopted] = Object.values((imported as { Resources: Record<string, Json> }).Resources).filter(({ Type }) => Type === TABLE);
    expect(adopted.DeletionPolicy).toBe('Retain');
    const properties = adopted.Properties as Json;
    expect(properties.TableName).toBe('orders');
    // what is fixed at creation is as it was
    expect(properties).toMatchObject({ KeySchema: (deployed.Properties as Json).KeySchema });
    expect(properties.AttributeDefinitions).toEqual((deployed.Properties as Json).AttributeDefinitions);
    const [importedId] = Object.keys((imported as { Resources: Json }).Resources);
    const hardened = stackOf((stack) => (
      new SecureDynamoTable(stack, 'Orders', { ...KEYS, tableName: 'orders' }).globalTable.overrideLogicalId(importedId)));
    expect(update(imported, hardened)).toEqual({ ...HARMLESS, changed: ['Replicas', 'SSESpecification'] });
  });

  test('changing the type under one logical id is what must not be done: the table would be replaced', () => {
    const before = stackOf((stack) => new dynamodb.Table(stack, 'Old', { ...KEYS, tableName: 'orders' }));
    const [oldId] = Object.keys((before as { Resources: Json }).Resources);
    const after = stackOf((stack) => new SecureDynamoTable(stack, 'Orders', { ...KEYS, tableName: 'orders' }).globalTable.overrideLogicalId(oldId));
    const { changeImpact } = fullDiff(before, after).resources.get(oldId);
    expect(changeImpact).toBe(ResourceImpact.WILL_REPLACE);
  });
});
