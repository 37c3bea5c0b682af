import * as iam from 'aws-cdk-lib/aws-iam';
import { ACCOUNT, KEY_ARN, ordersTable, Rendered, roleOf, STREAM_ARN, TABLE_ARN } from './policies';
import { DynamoWebIdentityRole, OwnItems } from '../../../src/databases/dynamodb/dynamo-web-identity-role';
import { WebIdentityProvider } from '../../../src/databases/dynamodb/web-identity-provider';
import { decide, Decision, PolicyJson } from '../../support/iam-simulator';

type Context = Record<string, string | string[]>;
type Row = readonly [role: string, action: string, resource: string, context: Context, decision: 'yes' | 'no'];

const table = ordersTable();
const role = (name: string) => roleOf(table, name);
const mine = ['c-1'];

function granted(name: string, grant: (to: iam.Role) => unknown): iam.Role {
  const to = role(name);
  grant(to);
  return to;
}

const ROLES: Record<string, iam.Role> = {
  reader: granted('reader', (to) => table.grants.read(to)),
  itemReader: granted('itemReader', (to) => table.grants.read(to, { leadingKeys: mine })),
  attributeReader: granted('attributeReader', (to) => table.grants.read(to, { leadingKeys: mine, attributes: ['note'] })),
  totalReader: granted('totalReader', (to) => table.grants.read(to, { attributes: ['total'] })),
  writer: granted('writer', (to) => table.grants.write(to)),
  itemWriter: granted('itemWriter', (to) => table.grants.write(to, { leadingKeys: mine })),
  attributeWriter: granted('attributeWriter', (to) => table.grants.write(to, { leadingKeys: mine, attributes: ['note'] })),
  tenant: granted('tenant', (to) => table.grants.readWrite(to, { leadingKeys: ['${aws:PrincipalTag/customer}'] })),
  editor: granted('editor', (to) => table.grants.readWrite(to, { attributes: ['note'] })),
  indexReader: granted('indexReader', (to) => table.grants.queryIndex(to, 'byStatus', { leadingKeys: ['open'], attributes: ['total'] })),
  streamReader: granted('streamReader', (to) => table.grants.readStream(to)),
  cognito: new DynamoWebIdentityRole(table, 'Shoppers', { table, provider: WebIdentityProvider.cognito('eu-west-1:pool') }).role,
  oidc: new DynamoWebIdentityRole(table, 'Partners', {
    table, provider: WebIdentityProvider.oidc('login.example.com/shop', ['web']), rights: OwnItems.READ, attributes: ['note'],
  }).role,
};

const rendered = new Rendered(table);
const POLICIES = Object.fromEntries(Object.entries(ROLES).map(([name, each]) => [name, rendered.policyOf(each)]));
const TABLE_POLICY = rendered.tablePolicy();

const BY_STATUS = `${TABLE_ARN}/index/byStatus`;
const BY_TOTAL = `${TABLE_ARN}/index/byTotal`;
const OTHER_TABLE = TABLE_ARN.replace('orders', 'invoices');
const OTHER_KEY = KEY_ARN.replace('1234abcd', '9999abcd');

const keys = (...values: string[]): Context => ({ 'dynamodb:LeadingKeys': values });
const named = (...values: string[]): Context => ({ 'dynamodb:Attributes': values, 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' });
const touching = (...values: string[]): Context => ({ 'dynamodb:Attributes': values });
const returning = (what: string): Context => ({ 'dynamodb:ReturnValues': what });
const through = (service: string, name = 'orders'): Context => ({
  'kms:ViaService': `${service}.eu-west-1.amazonaws.com`, 'kms:EncryptionContext:aws:dynamodb:tableName': name,
});
const tagged = (customer: string): Context => ({ 'aws:PrincipalTag/customer': customer });
const COGNITO = 'cognito-identity.amazonaws.com:sub';
const OIDC = 'login.example.com/shop:sub';

/**
 * The simulator does not know the ids that web identities carry along; they are texts with one value, like the tag of a session.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
 */
const spelled = <T>(json: T): T => JSON.parse([COGNITO, OIDC].reduce((text, id) => text.replaceAll(id, 'aws:PrincipalTag/web-identity'), JSON.stringify(json))) as T;

const WRITTEN: readonly Row[] = [
  // whole table, reading
  ['reader', 'GetItem', TABLE_ARN, keys('c-1'), 'yes'],
  ['reader', 'BatchGetItem', TABLE_ARN, keys('c-1', 'c-2'), 'yes'],
  ['reader', 'Scan', TABLE_ARN, {}, 'yes'],
  ['reader', 'Query', BY_STATUS, keys('open'), 'yes'],
  ['reader', 'Scan', BY_TOTAL, {}, 'yes'],
  ['reader', 'Query', `${TABLE_ARN}/index/another`, keys('open'), 'no'],
  ['reader', 'PutItem', TABLE_ARN, keys('c-1'), 'no'],
  ['reader', 'DeleteItem', TABLE_ARN, keys('c-1'), 'no'],
  ['reader', 'BatchWriteItem', TABLE_ARN, keys('c-1'), 'no'],
  ['reader', 'PartiQLSelect', TABLE_ARN, {}, 'no'],
  ['reader', 'ExportTableToPointInTime', TABLE_ARN, {}, 'no'],
  ['reader', 'GetItem', OTHER_TABLE, keys('c-1'), 'no'],
  ['reader', 'GetRecords', STREAM_ARN, {}, 'no'],
  // the key, for DynamoDB and this table only
  ['reader', 'kms:Decrypt', KEY_ARN, through('dynamodb'), 'yes'],
  ['reader', 'kms:Decrypt', KEY_ARN, through('s3'), 'no'],
  ['reader', 'kms:Decrypt', KEY_ARN, {}, 'no'],
  ['reader', 'kms:Decrypt', KEY_ARN, through('dynamodb', 'invoices'), 'no'],
  ['reader', 'kms:Decrypt', OTHER_KEY, through('dynamodb'), 'no'],
  ['reader', 'kms:Encrypt', KEY_ARN, through('dynamodb'), 'no'],
  ['writer', 'kms:Encrypt', KEY_ARN, through('dynamodb'), 'yes'],
  ['writer', 'kms:GenerateDataKey', KEY_ARN, through('dynamodb'), 'yes'],
  ['writer', 'kms:GenerateDataKey', KEY_ARN, through('dynamodb', 'invoices'), 'no'],
  ['writer', 'kms:GenerateDataKey', KEY_ARN, through('s3'), 'no'],
  ['writer', 'kms:Encrypt', OTHER_KEY, through('dynamodb'), 'no'],
  ['writer', 'kms:CreateGrant', KEY_ARN, through('dynamodb'), 'no'],
  // one partition, reading
  ['itemReader', 'GetItem', TABLE_ARN, keys('c-1'), 'yes'],
  ['itemReader', 'GetItem', TABLE_ARN, keys('c-2'), 'no'],
  ['itemReader', 'Query', TABLE_ARN, keys('c-1'), 'yes'],
  ['itemReader', 'Query', TABLE_ARN, keys('c-2'), 'no'],
  ['itemReader', 'Query', BY_TOTAL, keys('c-1'), 'yes'],
  ['itemReader', 'Query', BY_TOTAL, keys('c-2'), 'no'],
  ['itemReader', 'Query', BY_STATUS, keys('c-1'), 'no'],
  ['itemReader', 'BatchGetItem', TABLE_ARN, keys('c-1'), 'yes'],
  ['itemReader', 'BatchGetItem', TABLE_ARN, keys('c-1', 'c-2'), 'no'],
  ['itemReader', 'Query', TABLE_ARN, {}, 'no'],
  ['itemReader', 'Scan', TABLE_ARN, {}, 'no'],
  ['itemReader', 'PartiQLSelect', TABLE_ARN, keys('c-1'), 'no'],
  ['itemReader', 'UpdateItem', TABLE_ARN, keys('c-1'), 'no'],
  ['itemReader', 'GetItem', OTHER_TABLE, keys('c-1'), 'no'],
  ['itemReader', 'kms:Decrypt', KEY_ARN, through('s3'), 'no'],
  ['itemReader', 'kms:Decrypt', KEY_ARN, through('dynamodb', 'invoices'), 'no'],
  ['itemReader', 'kms:Decrypt', OTHER_KEY, through('dynamodb'), 'no'],
  ['itemReader', 'kms:Encrypt', KEY_ARN, through('dynamodb'), 'no'],
  // one partition and one attribute, reading
  ['attributeReader', 'GetItem', TABLE_ARN, { ...keys('c-1'), ...named('customer', 'note') }, 'yes'],
  ['attributeReader', 'GetItem', TABLE_ARN, { ...keys('c-2'), ...named('customer', 'note') }, 'no'],
  ['attributeReader', 'GetItem', TABLE_ARN, { ...keys('c-1'), ...named('customer', 'card') }, 'no'],
  ['attributeReader', 'GetItem', TABLE_ARN, { ...keys('c-1'), ...named('customer'), 'dynamodb:Select': 'ALL_ATTRIBUTES' }, 'no'],
  ['attributeReader', 'GetItem', TABLE_ARN, { ...keys('c-1'), 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' }, 'no'],
  ['attributeReader', 'GetItem', TABLE_ARN, named('customer', 'note'), 'no'],
  ['attributeReader', 'Query', TABLE_ARN, { ...keys('c-1'), ...named('customer', 'note', 'placedAt') }, 'yes'],
  ['attributeReader', 'BatchGetItem', TABLE_ARN, { ...keys('c-1', 'c-2'), ...named('note') }, 'no'],
  ['attributeReader', 'Query', BY_TOTAL, { ...keys('c-1'), ...named('note') }, 'no'],
  ['attributeReader', 'Scan', TABLE_ARN, named('note'), 'no'],
  ['attributeReader', 'GetItem', OTHER_TABLE, { ...keys('c-1'), ...named('note') }, 'no'],
  // some attributes of every item
  ['totalReader', 'Query', BY_TOTAL, { ...keys('c-2'), ...named('customer', 'total') }, 'yes'],
  ['totalReader', 'Query', BY_TOTAL, { ...keys('c-2'), ...named('customer', 'card') }, 'no'],
  ['totalReader', 'Query', BY_STATUS, { ...keys('open'), ...named('total') }, 'no'],
  ['totalReader', 'Scan', TABLE_ARN, named('total'), 'no'],
  ['totalReader', 'GetItem', TABLE_ARN, { ...keys('c-2'), 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' }, 'no'],
  ['totalReader', 'GetItem', TABLE_ARN, { ...keys('c-2'), ...touching('total'), 'dynamodb:Select': 'ALL_ATTRIBUTES' }, 'no'],
  // writing only
  ['writer', 'PutItem', TABLE_ARN, keys('c-1'), 'yes'],
  ['writer', 'DeleteItem', TABLE_ARN, { ...keys('c-1'), ...returning('NONE') }, 'yes'],
  ['writer', 'DeleteItem', TABLE_ARN, { ...keys('c-1'), ...returning('ALL_OLD') }, 'no'],
  ['writer', 'UpdateItem', TABLE_ARN, { ...keys('c-1'), ...returning('UPDATED_NEW') }, 'no'],
  ['writer', 'BatchWriteItem', TABLE_ARN, keys('c-1', 'c-2'), 'yes'],
  ['writer', 'GetItem', TABLE_ARN, keys('c-1'), 'no'],
  ['writer', 'Query', TABLE_ARN, keys('c-1'), 'no'],
  ['writer', 'Scan', TABLE_ARN, {}, 'no'],
  ['writer', 'UpdateTable', TABLE_ARN, {}, 'no'],
  ['writer', 'PutItem', OTHER_TABLE, keys('c-1'), 'no'],
  ['itemWriter', 'PutItem', TABLE_ARN, keys('c-1'), 'yes'],
  ['itemWriter', 'PutItem', TABLE_ARN, keys('c-2'), 'no'],
  ['itemWriter', 'PutItem', TABLE_ARN, {}, 'no'],
  ['itemWriter', 'BatchWriteItem', TABLE_ARN, keys('c-1', 'c-2'), 'no'],
  ['itemWriter', 'PutItem', TABLE_ARN, { ...keys('c-1'), ...returning('ALL_OLD') }, 'no'],
  ['itemWriter', 'GetItem', TABLE_ARN, keys('c-1'), 'no'],
  ['attributeWriter', 'UpdateItem', TABLE_ARN, { ...keys('c-1'), ...touching('customer', 'placedAt', 'note') }, 'yes'],
  ['attributeWriter', 'UpdateItem', TABLE_ARN, { ...keys('c-1'), ...touching('customer', 'card') }, 'no'],
  ['attributeWriter', 'UpdateItem', TABLE_ARN, { ...keys('c-2'), ...touching('note') }, 'no'],
  ['attributeWriter', 'UpdateItem', TABLE_ARN, { ...keys('c-1'), ...touching('note'), ...returning('ALL_NEW') }, 'no'],
  ['attributeWriter', 'UpdateItem', TABLE_ARN, keys('c-1'), 'no'],
  ['attributeWriter', 'UpdateItem', TABLE_ARN, touching('note'), 'no'],
  ['attributeWriter', 'PutItem', TABLE_ARN, { ...keys('c-1'), ...touching('customer', 'note') }, 'no'],
  ['attributeWriter', 'DeleteItem', TABLE_ARN, { ...keys('c-1'), ...touching('customer') }, 'no'],
  ['attributeWriter', 'BatchWriteItem', TABLE_ARN, { ...keys('c-1'), ...touching('note') }, 'no'],
  // the tag of the session says which partition
  ['tenant', 'GetItem', TABLE_ARN, { ...keys('c-7'), ...tagged('c-7') }, 'yes'],
  ['tenant', 'PutItem', TABLE_ARN, { ...keys('c-7'), ...tagged('c-7') }, 'yes'],
  ['tenant', 'GetItem', TABLE_ARN, { ...keys('c-8'), ...tagged('c-7') }, 'no'],
  ['tenant', 'PutItem', TABLE_ARN, { ...keys('c-8'), ...tagged('c-7') }, 'no'],
  ['tenant', 'GetItem', TABLE_ARN, keys('c-7'), 'no'],
  ['tenant', 'Query', TABLE_ARN, tagged('c-7'), 'no'],
  ['tenant', 'PutItem', TABLE_ARN, tagged('c-7'), 'no'],
  ['tenant', 'Scan', TABLE_ARN, tagged('c-7'), 'no'],
  // some attributes of every item, both ways
  ['editor', 'UpdateItem', TABLE_ARN, { ...keys('c-2'), ...touching('note'), ...returning('UPDATED_NEW') }, 'yes'],
  ['editor', 'UpdateItem', TABLE_ARN, { ...keys('c-2'), ...touching('note'), ...returning('ALL_NEW') }, 'no'],
  ['editor', 'UpdateItem', TABLE_ARN, { ...keys('c-2'), ...touching('note', 'card') }, 'no'],
  ['editor', 'UpdateItem', TABLE_ARN, keys('c-2'), 'no'],
  ['editor', 'GetItem', TABLE_ARN, { ...keys('c-2'), ...named('note') }, 'yes'],
  ['editor', 'GetItem', TABLE_ARN, { ...keys('c-2'), ...named('card') }, 'no'],
  ['editor', 'GetItem', TABLE_ARN, { ...keys('c-2'), 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' }, 'no'],
  ['editor', 'GetItem', TABLE_ARN, { ...keys('c-2'), ...touching('note'), 'dynamodb:Select': 'ALL_ATTRIBUTES' }, 'no'],
  // one index
  ['indexReader', 'Query', BY_STATUS, { ...keys('open'), ...named('status', 'customer', 'total') }, 'yes'],
  ['indexReader', 'Query', BY_STATUS, { ...keys('closed'), ...named('total') }, 'no'],
  ['indexReader', 'Query', BY_STATUS, { ...keys('open'), ...named('card') }, 'no'],
  ['indexReader', 'Query', BY_STATUS, { ...keys('open'), ...named('total'), 'dynamodb:Select': 'ALL_PROJECTED_ATTRIBUTES' }, 'no'],
  ['indexReader', 'Query', BY_STATUS, named('total'), 'no'],
  ['indexReader', 'Query', BY_STATUS, { ...keys('open'), 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' }, 'no'],
  ['indexReader', 'Query', BY_TOTAL, { ...keys('open'), ...named('total') }, 'no'],
  ['indexReader', 'Query', TABLE_ARN, { ...keys('open'), ...named('total') }, 'no'],
  ['indexReader', 'Scan', BY_STATUS, named('total'), 'no'],
  // the stream
  ['streamReader', 'GetRecords', STREAM_ARN, {}, 'yes'],
  ['streamReader', 'GetRecords', STREAM_ARN.replace('orders', 'invoices'), {}, 'no'],
  ['streamReader', 'PutResourcePolicy', STREAM_ARN, {}, 'no'],
  ['streamReader', 'GetItem', TABLE_ARN, keys('c-1'), 'no'],
  // users of a Cognito identity pool
  ['cognito', 'GetItem', TABLE_ARN, { ...keys('me'), [COGNITO]: 'me' }, 'yes'],
  ['cognito', 'PutItem', TABLE_ARN, { ...keys('me'), [COGNITO]: 'me' }, 'yes'],
  ['cognito', 'GetItem', TABLE_ARN, { ...keys('you'), [COGNITO]: 'me' }, 'no'],
  ['cognito', 'DeleteItem', TABLE_ARN, { ...keys('you'), [COGNITO]: 'me' }, 'no'],
  ['cognito', 'BatchGetItem', TABLE_ARN, { ...keys('me', 'you'), [COGNITO]: 'me' }, 'no'],
  ['cognito', 'BatchWriteItem', TABLE_ARN, { ...keys('me', 'you'), [COGNITO]: 'me' }, 'no'],
  ['cognito', 'Query', TABLE_ARN, { [COGNITO]: 'me' }, 'no'],
  ['cognito', 'PutItem', TABLE_ARN, { [COGNITO]: 'me' }, 'no'],
  ['cognito', 'Query', BY_STATUS, { ...keys('me'), [COGNITO]: 'me' }, 'no'],
  ['cognito', 'Scan', TABLE_ARN, { [COGNITO]: 'me' }, 'no'],
  ['cognito', 'GetItem', TABLE_ARN, keys('me'), 'no'],
  ['cognito', 'DeleteTable', TABLE_ARN, { [COGNITO]: 'me' }, 'no'],
  ['cognito', 'kms:Decrypt', KEY_ARN, through('dynamodb'), 'yes'],
  // users of a provider of OpenID Connect, who read one attribute
  ['oidc', 'GetItem', TABLE_ARN, { ...keys('me'), ...named('note'), [OIDC]: 'me' }, 'yes'],
  ['oidc', 'GetItem', TABLE_ARN, { ...keys('you'), ...named('note'), [OIDC]: 'me' }, 'no'],
  ['oidc', 'GetItem', TABLE_ARN, { ...keys('me'), ...named('card'), [OIDC]: 'me' }, 'no'],
  ['oidc', 'Query', TABLE_ARN, { ...keys('me'), ...touching('note'), 'dynamodb:Select': 'ALL_ATTRIBUTES', [OIDC]: 'me' }, 'no'],
  ['oidc', 'Query', TABLE_ARN, { ...named('note'), [OIDC]: 'me' }, 'no'],
  ['oidc', 'Query', TABLE_ARN, { ...keys('me'), 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES', [OIDC]: 'me' }, 'no'],
  ['oidc', 'UpdateItem', TABLE_ARN, { ...keys('me'), ...touching('note'), [OIDC]: 'me' }, 'no'],
];

/** What a role may do to one table it may do to no other, and not in PartiQL either. */
const TWINS: readonly Row[] = WRITTEN.filter(([, action, resource, , answer]) => answer === 'yes' && resource.startsWith(TABLE_ARN) && action !== 'GetRecords')
  .flatMap(([name, action, resource, context]): Row[] => {
    const { 'dynamodb:ReturnValues': _, ...others } = context;
    return [
      [name, action, resource.replace('orders', 'receipts'), context, 'no'],
      [name, 'PartiQLSelect', resource, others, 'no'],
    ];
  });

const MATRIX = [...WRITTEN, ...TWINS];

async function ask([name, action, resource, context]: Row, policy: PolicyJson = POLICIES[name]): Promise<Decision> {
  const ofKms = action.startsWith('kms:');
  return decide({
    principal: `arn:aws:sts::${ACCOUNT}:assumed-role/${name}/session`,
    action: ofKms ? action : `dynamodb:${action}`,
    resource,
    context: spelled(ofKms ? context : { 'aws:SecureTransport': 'true', ...context }),
    policies: [spelled(policy)],
    resourcePolicy: ofKms ? OPEN_TO_IAM : TABLE_POLICY,
  });
}

/** What the default policy of a key says: IAM decides. */
const OPEN_TO_IAM: PolicyJson = { Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 'kms:*', Resource: '*' }] };

test.each(MATRIX)('%s asks for %s on %s with %j: %s', async (...row) => {
  expect(await ask(row) === 'Allowed' ? 'yes' : 'no').toBe(row[4]);
});

test('the matrix has both kinds of answers for every role', () => {
  expect(WRITTEN.length).toBeGreaterThanOrEqual(60);
  for (const name of Object.keys(ROLES)) {
    expect(new Set(MATRIX.filter(([of]) => of === name).map((row) => row[4]))).toEqual(new Set(['yes', 'no']));
  }
});

interface Statement {
  readonly Action: string | string[];
  readonly Resource: string | string[];
  readonly Condition?: Record<string, Record<string, unknown>>;
}

/** Each way to widen one statement: any resource, any action of the service, or one condition less. */
function wider({ Action, Resource, Condition = {} }: Statement): { readonly how: string; readonly statement: Statement }[] {
  const [service] = [Action].flat()[0].split(':');
  return [
    { how: 'any resource', statement: { Action, Resource: '*', Condition } },
    { how: 'any action', statement: { Action: `${service}:*`, Resource, Condition } },
    ...Object.entries(Condition).flatMap(([operator, tests]) => Object.keys(tests).map((key) => {
      const { [key]: _, ...others } = tests;
      return { how: `without ${operator} ${key}`, statement: { Action, Resource, Condition: { ...Condition, [operator]: others } } };
    })),
  ];
}

/** Statements about the key are the same for all readers, and the same for all writers. */
const isOfKey = ({ Action }: Statement) => [Action].flat()[0].startsWith('kms:');
const WITH_KEY_ROWS = ['reader', 'writer', 'itemReader'];

const MUTANTS = Object.entries(POLICIES).flatMap(([name, policy]) => (policy.Statement as Statement[]).flatMap((statement, index) => (
  isOfKey(statement) && !WITH_KEY_ROWS.includes(name) ? [] : wider(statement).map(({ how, statement: widened }) => ({
    title: `${name}, statement ${index} with ${how}`,
    name,
    policy: { Statement: policy.Statement.map((each, place) => (place === index ? { Effect: 'Allow', ...widened } : each)) },
  })))));

test.each(MUTANTS)('the matrix notices $title', async ({ name, policy }) => {
  let noticed = false;
  for (const row of MATRIX.filter((each) => each[0] === name && each[4] === 'no')) {
    noticed ||= await ask(row, policy) === 'Allowed';
  }
  expect(noticed).toBe(true);
});
