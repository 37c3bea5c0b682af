import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CUSTOMER, REPLICAS } from './fixture';
import { DynamoReplicaAlarms } from '../../../src/databases/dynamodb/dynamo-replica-alarms';
import { SecureDynamoTable } from '../../../src/databases/dynamodb/secure-dynamo-table';
import { ENV } from '../../support/fixtures';
import { thrown } from '../../support/thrown';

/** A table with two replicas, and the alarms of one in a stack of the given region. */
function alarmsIn(region: string | undefined): Stack {
  const app = new App();
  const table = new SecureDynamoTable(new Stack(app, 'Home', { env: ENV }), 'Orders', { tableName: 'orders', partitionKey: CUSTOMER, replicas: REPLICAS });
  const stack = new Stack(app, 'Away', region === undefined ? {} : { env: { ...ENV, region } });
  new DynamoReplicaAlarms(stack, 'Alarms', { table });
  return stack;
}

test('the replica has the alarms of the table in its own region, and no stack waits for another', () => {
  const stack = alarmsIn('eu-north-1');
  const alarms = Object.values(Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm'));
  expect(alarms.map(({ Properties }) => Properties.MetricName as string | undefined)).toEqual(['ReadThrottleEvents', 'WriteThrottleEvents', undefined]);
  expect(alarms[0].Properties).toMatchObject({ Dimensions: [{ Name: 'TableName', Value: 'orders' }], AlarmActions: [{ Ref: expect.any(String) as unknown }] });
  expect(stack.dependencies).toEqual([]);
});

test('a region without a replica is refused', () => {
  expect(thrown(() => alarmsIn('us-east-1'))).toBe(`DynamoReplicaAlarms 'Away/Alarms' cannot be created, 1 problem:
  REPLICA_UNKNOWN: the stack lies in us-east-1, the replicas of the table in eu-central-1, eu-north-1; create the alarms in a stack of one of these`);
});

test('a stack without a region is refused', () => {
  expect(thrown(() => alarmsIn(undefined))).toBe(`DynamoReplicaAlarms 'Away/Alarms' cannot be created, 1 problem:
  REPLICA_REGION_UNKNOWN: the region of the stack is only known at deployment (a token); give the stack an \`env\``);
});
