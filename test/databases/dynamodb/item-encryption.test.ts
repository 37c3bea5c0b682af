import { readFileSync } from 'fs';
import { join } from 'path';
import { Lazy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { ACCOUNT, KEY_ARN, ordersTable, Rendered, roleOf, TABLE_ARN } from './policies';
import { Safeguard } from '../../../src/core/safeguard';
import { Waiver } from '../../../src/core/waiver';
import { AttributeAction } from '../../../src/databases/dynamodb/attribute-action';
import { ItemEncryption, ItemEncryptionProps } from '../../../src/databases/dynamodb/item-encryption';
import { findingsOf, listed } from '../../support/findings';
import { decide, PolicyJson } from '../../support/iam-simulator';
import { subscribed } from '../../support/subscribed';
import { thrown } from '../../support/thrown';

const { ENCRYPT_AND_SIGN, SIGN_ONLY, SIGN_AND_INCLUDE_IN_ENCRYPTION_CONTEXT, DO_NOTHING } = AttributeAction;

function encryption(props: Partial<ItemEncryptionProps> = {}, table = ordersTable({ features: { timeToLiveAttribute: 'expires' } })): ItemEncryption {
  return new ItemEncryption(table, 'Items', {
    table, attributeActions: { card: ENCRYPT_AND_SIGN, note: SIGN_ONLY, expires: DO_NOTHING }, ...props,
  });
}

function configurationOf(items: ItemEncryption): Record<string, unknown> {
  const stack = Stack.of(items);
  const text = stack.resolve(items.clientConfiguration) as { 'Fn::Join': [string, unknown[]] };
  return JSON.parse(text['Fn::Join'][1].map((part) => (typeof part === 'string' ? part : KEY_ARN)).join('')) as Record<string, unknown>;
}

test('the application gets what the SDK is configured with: the key of the table is signed, the rest as it is told', () => {
  expect(configurationOf(encryption())).toEqual({
    logicalTableName: 'orders',
    partitionKeyName: 'customer',
    sortKeyName: 'placedAt',
    kmsKeyArn: KEY_ARN,
    attributeActionsOnEncrypt: { customer: SIGN_ONLY, placedAt: SIGN_ONLY, card: ENCRYPT_AND_SIGN, note: SIGN_ONLY, expires: DO_NOTHING },
    allowedUnsignedAttributes: ['expires'],
  });
});

test('the key of the table is bound to the encryption key as soon as one attribute is', () => {
  const attributeActions = { card: ENCRYPT_AND_SIGN, tenant: SIGN_AND_INCLUDE_IN_ENCRYPTION_CONTEXT };
  expect(configurationOf(encryption({ attributeActions })).attributeActionsOnEncrypt).toEqual({
    ...attributeActions, customer: SIGN_AND_INCLUDE_IN_ENCRYPTION_CONTEXT, placedAt: SIGN_AND_INCLUDE_IN_ENCRYPTION_CONTEXT,
  });
});

test('attributes that are not signed can be told by how they begin', () => {
  const attributeActions = { card: ENCRYPT_AND_SIGN, [':views']: DO_NOTHING };
  expect(configurationOf(encryption({ attributeActions, unsignedAttributePrefix: ':' }))).toMatchObject({
    allowedUnsignedAttributePrefix: ':', allowedUnsignedAttributes: [':views'],
  });
});

test('the key is another one than that of the table, rotated and retained', () => {
  const items = encryption();
  const keys = Template.fromStack(Stack.of(items)).findResources('AWS::KMS::Key', {
    Properties: { EnableKeyRotation: true, Description: 'Attributes of items of orders, encrypted in the application' }, DeletionPolicy: 'Retain',
  });
  expect(Object.keys(keys)).toEqual([Stack.of(items).resolve((items.key.node.defaultChild as iam.CfnRole).logicalId)]);
});

test('waivers reach the key', () => {
  const items = encryption({ waivers: [Waiver.of(Safeguard.KEY_ROTATION, 'the auditors ask for a fixed key')] });
  Template.fromStack(Stack.of(items)).hasResourceProperties('AWS::KMS::Key', { EnableKeyRotation: false });
});

test('nothing is found on the table with its encrypted items', () => {
  const items = encryption();
  items.grantEncryptDecrypt(roleOf(encryptionTable(items), 'app'));
  expect(listed(findingsOf(subscribed(items.node.root)), 'fail', 'unknown', 'waived')).toEqual([]);
});

function encryptionTable(items: ItemEncryption): Parameters<typeof roleOf>[0] {
  return items.node.scope as Parameters<typeof roleOf>[0];
}

describe('who encrypts and decrypts', () => {
  const items = encryption();
  const table = encryptionTable(items);
  const ROLES = Object.fromEntries(['both', 'intake', 'reports', 'tableReader'].map((name) => [name, roleOf(table, name)]));
  items.grantEncryptDecrypt(ROLES.both);
  items.grantEncrypt(ROLES.intake);
  items.grantDecrypt(ROLES.reports);
  table.grants.read(ROLES.tableReader);
  const rendered = new Rendered(table);
  const keyPolicy = rendered.keyPolicyOf(items.key);
  const ADMIN: PolicyJson = { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
  const of = (name: string) => ({ 'kms:EncryptionContext:aws-crypto-table-name': name });
  const through = { 'kms:ViaService': 'dynamodb.eu-west-1.amazonaws.com' };

  test.each([
    ['both', 'Decrypt', of('orders'), 'Allowed'],
    ['both', 'GenerateDataKey', of('orders'), 'Allowed'],
    ['both', 'Decrypt', of('invoices'), 'ExplicitlyDenied'],
    ['both', 'GenerateDataKey', {}, 'ExplicitlyDenied'],
    ['both', 'Decrypt', { ...of('orders'), ...through }, 'ExplicitlyDenied'],
    ['both', 'Encrypt', of('orders'), 'ImplicitlyDenied'],
    ['intake', 'GenerateDataKey', of('orders'), 'Allowed'],
    ['intake', 'Decrypt', of('orders'), 'ImplicitlyDenied'],
    ['reports', 'Decrypt', of('orders'), 'Allowed'],
    ['reports', 'GenerateDataKey', of('orders'), 'ImplicitlyDenied'],
    ['tableReader', 'Decrypt', { ...of('orders') }, 'ImplicitlyDenied'],
    // not even an administrator decrypts through the table, or for another one
    ['admin', 'Decrypt', { ...of('orders'), ...through }, 'ExplicitlyDenied'],
    ['admin', 'Decrypt', of('invoices'), 'ExplicitlyDenied'],
    ['admin', 'ReEncryptFrom', {}, 'ExplicitlyDenied'],
  ] as const)('%s asks for %s with %p: %s', async (name, action, context, decision) => {
    expect(await decide({
      principal: `arn:aws:sts::${ACCOUNT}:assumed-role/${name}/session`,
      action: `kms:${action}`,
      resource: KEY_ARN,
      context,
      // both keys have one ARN here, so what the table reader gets is told apart by its own condition
      policies: [name === 'admin' ? ADMIN : rendered.policyOf(ROLES[name])],
      resourcePolicy: keyPolicy,
    })).toBe(decision);
  });

  test('reading the table needs no right on this key', () => {
    expect(JSON.stringify(rendered.policyOf(ROLES.tableReader))).not.toContain('aws-crypto-table-name');
    expect(JSON.stringify(rendered.policyOf(ROLES.both))).not.toContain(TABLE_ARN);
  });
});

describe('what the SDK or DynamoDB would refuse', () => {
  const table = ordersTable({ features: { timeToLiveAttribute: 'expires' } });
  const problemsOf = (props: Partial<ItemEncryptionProps>) => thrown(() => encryption(props, table)).split('\n').slice(1).map((line) => line.trim());
  const card = { card: ENCRYPT_AND_SIGN };

  test('is told at once', () => {
    const attributeActions = {
      customer: ENCRYPT_AND_SIGN, placedAt: DO_NOTHING, status: ENCRYPT_AND_SIGN, expires: ENCRYPT_AND_SIGN, aws_dbe_foot: SIGN_ONLY,
    };
    expect(thrown(() => encryption({ attributeActions, logicalTableName: '' }, table))).toBe(`ItemEncryption 'S/Orders/Items' cannot be created, 6 problems:
  KEY_ATTRIBUTE_NOT_READABLE: \`attributeActions\` encrypts 'customer', by which items are found; sign it with AttributeAction.SIGN_ONLY, or take it out of the key or index
  KEY_ATTRIBUTE_NOT_READABLE: \`attributeActions\` encrypts 'status', by which items are found; sign it with AttributeAction.SIGN_ONLY, or take it out of the key or index
  TIME_TO_LIVE_NOT_READABLE: \`attributeActions\` encrypts 'expires', by which DynamoDB deletes items; use SIGN_ONLY or DO_NOTHING
  ATTRIBUTE_RESERVED: \`attributeActions\` names 'aws_dbe_foot', but the SDK keeps names that begin with aws_dbe_ for itself; use another name
  KEY_ATTRIBUTE_NOT_SIGNED: \`attributeActions\` gives 'placedAt' of the key DO_NOTHING, the SDK takes SIGN_ONLY here; leave it out
  LOGICAL_NAME_INVALID: \`logicalTableName\` is '', allowed are 3 to 255 letters, digits, underscores, dots or hyphens; leave it out for the name of the table`);
  });

  test.each<[string, Partial<ItemEncryptionProps>, string]>([
    ['actions that encrypt nothing', { attributeActions: { note: SIGN_ONLY } }, 'NOTHING_ENCRYPTED: `attributeActions` encrypts no attribute; give at least one AttributeAction.ENCRYPT_AND_SIGN'],
    ['a key that is signed but not bound, beside an attribute that is bound', { attributeActions: { ...card, customer: SIGN_ONLY, tenant: SIGN_AND_INCLUDE_IN_ENCRYPTION_CONTEXT } },
      "KEY_ATTRIBUTE_NOT_SIGNED: `attributeActions` gives 'customer' of the key SIGN_ONLY, the SDK takes SIGN_AND_INCLUDE_IN_ENCRYPTION_CONTEXT here; leave it out"],
    ['an attribute without a name', { attributeActions: { ...card, '': SIGN_ONLY } }, "ATTRIBUTE_NAME_INVALID: `attributeActions` names '', allowed are names of attributes in plain text; write the name out"],
    ['an attribute that deployment names', { attributeActions: { ...card, [Lazy.string({ produce: () => 'note' })]: SIGN_ONLY } },
      'ATTRIBUTE_NAME_INVALID: `attributeActions` names a token, allowed are names of attributes in plain text; write the name out'],
    ['an action that the SDK does not have', { attributeActions: { ...card, note: 'ENCRYPT' as AttributeAction } },
      "ACTION_UNKNOWN: `attributeActions` gives 'note' 'ENCRYPT', allowed are ENCRYPT_AND_SIGN, SIGN_ONLY, SIGN_AND_INCLUDE_IN_ENCRYPTION_CONTEXT, DO_NOTHING; pass an AttributeAction"],
    ['a prefix that takes every attribute out of the signature', { attributeActions: card, unsignedAttributePrefix: '' },
      "UNSIGNED_PREFIX_INVALID: `unsignedAttributePrefix` is '', with which names begin that the SDK keeps for itself (aws_dbe_); choose another one, such as ':'"],
    ['a prefix that takes a signed attribute and the key out of it', { attributeActions: card, unsignedAttributePrefix: 'c' },
      "SIGNED_ATTRIBUTE_EXEMPT: `unsignedAttributePrefix` is 'c', and so begin 'customer', 'card', which are signed; choose another prefix or other names"],
    ['a prefix that deployment knows', { attributeActions: card, unsignedAttributePrefix: Lazy.string({ produce: () => ':' }) },
      "UNSIGNED_PREFIX_INVALID: `unsignedAttributePrefix` is only known at deployment (a token), but it decides what is built; pass plain text, such as ':'"],
    ['a logical name that no table could have', { attributeActions: card, logicalTableName: 'my table' },
      "LOGICAL_NAME_INVALID: `logicalTableName` is 'my table', allowed are 3 to 255 letters, digits, underscores, dots or hyphens; leave it out for the name of the table"],
    ['a waiver that the key does not know', { attributeActions: card, waivers: [Waiver.of(Safeguard.ALARMS, 'preview environment, rebuilt nightly')] },
      'WAIVER_UNKNOWN_HERE: Safeguard.ALARMS is waived, but ItemEncryption does not provide it; allowed are only Safeguard.KEY_ROTATION, Safeguard.KEY_DELETION_GUARD, Safeguard.RETENTION'],
  ])('%s', (_title, props, message) => {
    expect(problemsOf(props)).toEqual([message]);
  });
});

describe('the guide, whose code needs a library from Maven Central and is not compiled here', () => {
  const guide = readFileSync(join(__dirname, '../../../docs/guides/dynamodb-client-side-encryption.md'), 'utf8');

  test('reads all that the construct hands over, and nothing else', () => {
    const read = [...guide.matchAll(/json\.get\("(\w+)"\)/g)].map(([, name]) => name);
    expect([...new Set(read)].sort()).toEqual(Object.keys(configurationOf(encryption({ unsignedAttributePrefix: ':' }))).sort());
  });

  test('explains every action', () => {
    expect(Object.values(AttributeAction).filter((action) => !guide.includes(`\`${action}\``))).toEqual([]);
  });
});
