import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import { SecureDynamoTable } from '../../../src/databases/dynamodb/secure-dynamo-table';
import { PrivateEndpoint } from '../../../src/foundation/network/private-endpoint';
import { TieredNetwork } from '../../../src/foundation/network/tiered-network';
import { decide, plain, PolicyJson } from '../../support/iam-simulator';
import { thrown } from '../../support/thrown';

const ACCOUNT = '111122223333';
const ENV = { account: ACCOUNT, region: 'eu-west-1' };
const table = (name: string) => `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/${name}`;

/** A network whose endpoint leads to two tables, and one of the tables, which is read through the endpoint only. */
function stacks(): { readonly network: Template; readonly data: Template; readonly dependencies: string[] } {
  const app = new App();
  const networkStack = new Stack(app, 'Network', { env: ENV });
  const dataStack = new Stack(app, 'Data', { env: ENV });
  const network = new TieredNetwork(networkStack, 'Network', { endpoints: [PrivateEndpoint.dynamoDbTables(['sessions', 'carts'])] });
  new SecureDynamoTable(dataStack, 'Sessions', {
    tableName: 'sessions',
    partitionKey: { name: 'user', type: dynamodb.AttributeType.STRING },
    policy: { vpcEndpointIds: [network.endpoint('dynamodb').vpcEndpointId] },
  });
  const data = Template.fromStack(dataStack);
  return { network: Template.fromStack(networkStack), data, dependencies: networkStack.dependencies.map(({ node }) => node.path) };
}

const { network, data, dependencies } = stacks();

/** What the endpoint lets through, as a policy of whoever calls: the simulator knows no endpoints. */
function endpointPolicy(): PolicyJson {
  const [{ Properties }] = Object.values(network.findResources('AWS::EC2::VPCEndpoint'));
  const { Statement } = plain(Properties.PolicyDocument as PolicyJson, { 'AWS::AccountId': ACCOUNT });
  return { Statement: (Statement as Record<string, unknown>[]).map(({ Principal: _, ...statement }) => statement) };
}

describe('an endpoint of named tables', () => {
  const policy = endpointPolicy();
  const OWN = { 'aws:PrincipalAccount': ACCOUNT };
  const FOREIGN = { 'aws:PrincipalAccount': '999999999999' };

  test.each([
    ['GetItem', table('sessions'), OWN, 'Allowed'],
    ['PutItem', table('carts'), OWN, 'Allowed'],
    ['Query', `${table('sessions')}/index/byDay`, OWN, 'Allowed'],
    ['GetRecords', `${table('sessions')}/stream/2026-11-22T00:00:00.000`, OWN, 'Allowed'],
    ['GetItem', table('sessions-of-others'), OWN, 'ImplicitlyDenied'],
    ['GetItem', table('invoices'), OWN, 'ImplicitlyDenied'],
    ['Scan', table('sessions').replace('eu-west-1', 'us-east-1'), OWN, 'ImplicitlyDenied'],
    ['GetItem', table('sessions').replace(ACCOUNT, '999999999999'), OWN, 'ImplicitlyDenied'],
    ['GetItem', table('sessions'), FOREIGN, 'ImplicitlyDenied'],
    ['GetItem', table('sessions'), {}, 'ImplicitlyDenied'],
  ] as const)('%s on %s by %p: %s', async (action, resource, context, decision) => {
    expect(await decide({
      principal: `arn:aws:iam::${ACCOUNT}:user/app`, action: `dynamodb:${action}`, resource, account: ACCOUNT, context, policies: [policy],
    })).toBe(decision);
  });
});

test('the table is tied to the endpoint, and only the stack of the table depends on the other', () => {
  const [{ Properties }] = Object.values(data.findResources('AWS::DynamoDB::GlobalTable'));
  const statements = Properties.Replicas[0].ResourcePolicy.PolicyDocument.Statement as { Sid: string; Condition: unknown }[];
  expect(statements.find(({ Sid }) => Sid === 'DenyPastTheEndpoints')!.Condition).toMatchObject({
    StringNotEquals: { 'aws:SourceVpce': [{ 'Fn::ImportValue': expect.stringContaining('DynamodbEndpoint') as unknown }] },
  });
  expect(dependencies).toEqual([]);
});

test('an endpoint of no table is refused', () => {
  expect(thrown(() => PrivateEndpoint.dynamoDbTables([]))).toBe(`PrivateEndpoint 'dynamoDbTables()' cannot be created, 1 problem:
  ENDPOINT_TABLES_EMPTY: \`tableNames\` is empty, so the endpoint would lead nowhere; name a table, or use PrivateEndpoint.dynamoDb() for all tables of the account`);
});

test.each(['*', 'ab', 'orders*', 'orders/index/x'])('the name %s is refused', (name) => {
  expect(thrown(() => PrivateEndpoint.dynamoDbTables([name]))).toBe(`PrivateEndpoint 'dynamoDbTables()' cannot be created, 1 problem:
  ENDPOINT_TABLE_INVALID: \`tableNames[0]\` is '${name}', allowed are 3 to 255 letters, digits, underscores, dots or hyphens; name each table`);
});
