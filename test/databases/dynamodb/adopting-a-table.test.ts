import { fullDiff, ResourceImpact } from '@aws-cdk/cloudformation-diff';
import { App, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CUSTOMER } from './fixture';
import { SecureDynamoTable } from '../../../src/databases/dynamodb/secure-dynamo-table';
import { ENV } from '../../support/fixtures';

const TABLE = 'AWS::DynamoDB::GlobalTable';
const SORT = { name: 'placedAt', type: dynamodb.AttributeType.STRING };

type Json = Record<string, unknown>;

interface Granted {
  readonly PolicyDocument: { readonly Statement: readonly { readonly Action: unknown }[] };
}

function stackOf(build: (stack: Stack) => unknown): Json {
  const stack = new Stack(new App(), 'Stack', { env: ENV });
  build(stack);
  return Template.fromStack(stack).toJSON() as Json;
}

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
    const after = stackOf((stack) => new SecureDynamoTable(stack, 'Orders', { ...KEYS, tableName: 'orders' }));
    expect(update(before, after).lost).toHaveLength(2);
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

  test('roles keep their rights while the table is out of the app, if it is named there', () => {
    const actionsOf = (template: Json) => Object.values((template as { Resources: Record<string, Json> }).Resources)
      .filter(({ Type }) => Type === 'AWS::IAM::Policy')
      .map(({ Properties }) => (Properties as Granted).PolicyDocument.Statement.map(({ Action }) => Action));
    const reader = (stack: Stack, table: dynamodb.ITable) => table.grantReadData(new iam.User(stack, 'Reader'));
    const old = { ...KEYS, tableName: 'orders', removalPolicy: RemovalPolicy.RETAIN };
    const before = stackOf((stack) => reader(stack, new dynamodb.Table(stack, 'Old', old)));
    const without = stackOf((stack) => reader(stack, dynamodb.Table.fromTableName(stack, 'Old', 'orders')));
    expect(update(before, without)).toMatchObject({ changed: [], replacing: [] });
    expect(actionsOf(without)).toEqual(actionsOf(before));
  });

  test('changing the type under one logical id is what must not be done: the table would be replaced', () => {
    const before = stackOf((stack) => new dynamodb.Table(stack, 'Old', { ...KEYS, tableName: 'orders' }));
    const [oldId] = Object.keys((before as { Resources: Json }).Resources);
    const after = stackOf((stack) => new SecureDynamoTable(stack, 'Orders', { ...KEYS, tableName: 'orders' }).globalTable.overrideLogicalId(oldId));
    const { changeImpact } = fullDiff(before, after).resources.get(oldId);
    expect(changeImpact).toBe(ResourceImpact.WILL_REPLACE);
  });
});
