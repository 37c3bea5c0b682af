import { ACCOUNT, ordersTable, Rendered, TABLE_ARN } from './policies';
import { Safeguard } from '../../../src/core/safeguard';
import { Waiver } from '../../../src/core/waiver';
import { POLICY_FRAME_BYTES } from '../../../src/databases/dynamodb/dynamo-checks';
import { TablePolicy } from '../../../src/databases/dynamodb/dynamo-props';
import { DynamoWebIdentityRole } from '../../../src/databases/dynamodb/dynamo-web-identity-role';
import { WebIdentityProvider } from '../../../src/databases/dynamodb/web-identity-provider';
import { decide, Decision, PolicyJson } from '../../support/iam-simulator';

const EVERYTHING: PolicyJson = { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
const USER = `arn:aws:iam::${ACCOUNT}:user/dba`;
const ROOT = `arn:aws:iam::${ACCOUNT}:root`;
const APP = `arn:aws:sts::${ACCOUNT}:assumed-role/OrdersTask/task`;
const DEPLOY = `arn:aws:sts::${ACCOUNT}:assumed-role/cdk-hnb659fds-cfn-exec-role-${ACCOUNT}-eu-west-1/AWSCloudFormation`;
const ADMINISTRATOR = `arn:aws:sts::${ACCOUNT}:assumed-role/Guard-AdministratorRole-1A2B/dba`;
const ADMIN_ROLE = `arn:aws:iam::${ACCOUNT}:role/Guard-AdministratorRole-*`;
const REPORTS = `arn:aws:sts::${ACCOUNT}:assumed-role/Reports/job`;

type Context = Record<string, string>;
const MFA = { 'aws:MultiFactorAuthPresent': 'true' };
const NO_MFA = { 'aws:MultiFactorAuthPresent': 'false' };
const NOTHING = {};

/** A role that DynamoDB holds for itself: the simulator is told its path, which the ARN of a session does not have. */
const SERVICE_ROLE = {
  'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:role/aws-service-role/replication.dynamodb.amazonaws.com/AWSServiceRoleForDynamoDBReplication`,
};

const policyOf = (policy?: TablePolicy, waivers?: Waiver[]) => new Rendered(ordersTable({ policy, waivers })).tablePolicy();
const standard = policyOf();

function ask(principal: string, action: string, context: Context, resourcePolicy = standard, resource = TABLE_ARN): Promise<Decision> {
  return decide({
    principal, action: `dynamodb:${action}`, resource, resourcePolicy, policies: [EVERYTHING], context: { 'aws:SecureTransport': 'true', ...context },
  });
}

describe('deleting the table', () => {
  test.each([
    ['a user with MFA', USER, 'DeleteTable', MFA, 'Allowed'],
    ['a user without MFA', USER, 'DeleteTable', NO_MFA, 'ExplicitlyDenied'],
    ['a user with access keys', USER, 'DeleteTable', NOTHING, 'ExplicitlyDenied'],
    ['a user without MFA', USER, 'DeleteTableReplica', NO_MFA, 'ExplicitlyDenied'],
    ['the root user with MFA', ROOT, 'DeleteTable', MFA, 'Allowed'],
    ['the root user without MFA', ROOT, 'DeleteTable', NO_MFA, 'ExplicitlyDenied'],
    ['a role of the app', APP, 'DeleteTable', NOTHING, 'ExplicitlyDenied'],
    ['CloudFormation', DEPLOY, 'DeleteTable', NOTHING, 'ExplicitlyDenied'],
    ['CloudFormation', DEPLOY, 'DeleteTableReplica', NOTHING, 'ExplicitlyDenied'],
  ] as const)('%s (%s) asks for %s with %p: %s', async (_who, principal, action, context, decision) => {
    expect(await ask(principal, action, context)).toBe(decision);
  });

  test('a role that is entered with MFA may, when it is named', async () => {
    const named = policyOf({ deletionRoleArns: [ADMIN_ROLE] });
    expect(await ask(ADMINISTRATOR, 'DeleteTable', NOTHING)).toBe('ExplicitlyDenied');
    expect(await ask(ADMINISTRATOR, 'DeleteTable', NOTHING, named)).toBe('Allowed');
    expect(await ask(ADMINISTRATOR, 'UpdateTable', NOTHING, named)).toBe('Allowed');
    expect(await ask(APP, 'DeleteTable', NOTHING, named)).toBe('ExplicitlyDenied');
  });

  test('CloudFormation may, when the table is not retained', async () => {
    const waived = policyOf(undefined, [Safeguard.RETENTION, Safeguard.BACKUP_PLAN].map((each) => Waiver.of(each, 'preview environment, rebuilt nightly')));
    expect(await ask(DEPLOY, 'DeleteTable', NOTHING, waived)).toBe('Allowed');
    expect(await ask(APP, 'DeleteTable', NOTHING, waived)).toBe('ExplicitlyDenied');
  });
});

describe('changing and unprotecting the table', () => {
  const ACTIONS = ['UpdateTable', 'UpdateContinuousBackups', 'UpdateTimeToLive', 'PutResourcePolicy', 'DeleteResourcePolicy'];

  test.each(ACTIONS)('%s needs MFA, but for deployments and for roles of AWS services', async (action) => {
    expect(await ask(USER, action, MFA)).toBe('Allowed');
    expect(await ask(USER, action, NO_MFA)).toBe('ExplicitlyDenied');
    expect(await ask(APP, action, NOTHING)).toBe('ExplicitlyDenied');
    expect(await ask(DEPLOY, action, NOTHING)).toBe('Allowed');
    expect(await ask(APP, action, SERVICE_ROLE)).toBe('Allowed');
  });

  test('deployments by another role must be named', async () => {
    const named = policyOf({ deploymentRoleArns: [`arn:aws:iam::${ACCOUNT}:role/Pipeline`] });
    const pipeline = `arn:aws:sts::${ACCOUNT}:assumed-role/Pipeline/deploy`;
    expect(await ask(pipeline, 'UpdateTable', NOTHING)).toBe('ExplicitlyDenied');
    expect(await ask(pipeline, 'UpdateTable', NOTHING, named)).toBe('Allowed');
    expect(await ask(DEPLOY, 'UpdateTable', NOTHING, named)).toBe('ExplicitlyDenied');
  });

  test('what neither deletes nor unprotects needs no MFA', async () => {
    expect(await ask(APP, 'DescribeTable', NOTHING)).toBe('Allowed');
    expect(await ask(APP, 'PutItem', NOTHING)).toBe('Allowed');
    expect(await ask(USER, 'CreateBackup', NO_MFA)).toBe('Allowed');
  });
});

describe('plain HTTP', () => {
  const plain = { 'aws:SecureTransport': 'false' };

  test.each(['GetItem', 'PutItem', 'Query', 'DescribeTable'])('is refused for %s, even for the root user with MFA', async (action) => {
    expect(await ask(APP, action, plain)).toBe('ExplicitlyDenied');
    expect(await ask(ROOT, action, { ...plain, ...MFA })).toBe('ExplicitlyDenied');
    expect(await ask(APP, action, NOTHING)).toBe('Allowed');
  });

  test('is refused on indexes too', async () => {
    expect(await ask(APP, 'Query', plain, standard, `${TABLE_ARN}/index/byStatus`)).toBe('ExplicitlyDenied');
  });

  test('is taken where the safeguard is waived', async () => {
    const waived = policyOf(undefined, [Waiver.of(Safeguard.ENCRYPTION_IN_TRANSIT, 'a device that cannot speak TLS')]);
    expect(await ask(APP, 'GetItem', plain, waived)).toBe('Allowed');
  });
});

describe('access from outside', () => {
  const inside = policyOf({ vpcEndpointIds: ['vpce-1', 'vpce-2'], outsideRoleArns: [`arn:aws:iam::${ACCOUNT}:role/Reports`] });
  const from = (endpoint: string) => ({ 'aws:SourceVpce': endpoint });

  test.each([
    ['through the endpoint', APP, 'GetItem', from('vpce-1'), 'Allowed'],
    ['through the other endpoint', APP, 'Query', from('vpce-2'), 'Allowed'],
    ['through a strange endpoint', APP, 'GetItem', from('vpce-3'), 'ExplicitlyDenied'],
    ['through no endpoint', APP, 'GetItem', NOTHING, 'ExplicitlyDenied'],
    ['through no endpoint', APP, 'PartiQLSelect', NOTHING, 'ExplicitlyDenied'],
    ['through no endpoint', APP, 'ExportTableToPointInTime', NOTHING, 'ExplicitlyDenied'],
    ['through no endpoint, with MFA', USER, 'Scan', MFA, 'ExplicitlyDenied'],
    ['of a role that is named', REPORTS, 'Query', NOTHING, 'Allowed'],
    ['of a role of DynamoDB', APP, 'PutItem', SERVICE_ROLE, 'Allowed'],
    ['of deployments, which read no items', DEPLOY, 'UpdateTable', NOTHING, 'Allowed'],
  ] as const)('%s: %s asks for %s with %p: %s', async (_title, principal, action, context, decision) => {
    expect(await ask(principal, action, context, inside)).toBe(decision);
  });

  test('only principals of the organisation reach items', async () => {
    const organisation = policyOf({ organizationId: 'o-a1b2c3d4e5' });
    expect(await ask(APP, 'GetItem', { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' }, organisation)).toBe('Allowed');
    expect(await ask(APP, 'GetItem', { 'aws:PrincipalOrgID': 'o-zzzzzzzzzz' }, organisation)).toBe('ExplicitlyDenied');
    expect(await ask(APP, 'GetItem', NOTHING, organisation)).toBe('ExplicitlyDenied');
    expect(await ask(APP, 'GetItem', SERVICE_ROLE, organisation)).toBe('Allowed');
  });
});

describe('who assumes the role of web identities', () => {
  const table = ordersTable();
  const cognito = new DynamoWebIdentityRole(table, 'Shoppers', { table, provider: WebIdentityProvider.cognito('eu-west-1:pool') });
  const oidc = new DynamoWebIdentityRole(table, 'Partners', { table, provider: WebIdentityProvider.oidc('login.example.com/shop', ['web', 'app']) });
  const rendered = new Rendered(table);

  test('users whom the identity pool has signed in, and no guests', () => {
    expect(rendered.trustOf(cognito.role).Statement).toEqual([{
      Effect: 'Allow',
      Action: 'sts:AssumeRoleWithWebIdentity',
      Principal: { Federated: 'cognito-identity.amazonaws.com' },
      Condition: {
        'StringEquals': { 'cognito-identity.amazonaws.com:aud': 'eu-west-1:pool' },
        'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' },
      },
    }]);
  });

  test('users of the provider, for the audiences that are named', () => {
    expect(rendered.trustOf(oidc.role).Statement).toEqual([{
      Effect: 'Allow',
      Action: 'sts:AssumeRoleWithWebIdentity',
      Principal: { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/login.example.com/shop` },
      Condition: { StringEquals: { 'login.example.com/shop:aud': ['web', 'app'] } },
    }]);
  });
});

test('what the policy takes besides its names is no more than is reckoned with', () => {
  const names = { vpcEndpointIds: [`vpce-${'0'.repeat(17)}`], deletionRoleArns: [ADMIN_ROLE], deploymentRoleArns: [ADMIN_ROLE], outsideRoleArns: [ADMIN_ROLE] };
  const document = new Rendered(ordersTable({ tableName: 'o'.repeat(255), policy: { ...names, organizationId: `o-${'a'.repeat(32)}` } })).tablePolicy();
  const bytes = JSON.stringify({ Version: '2012-10-17', ...document }).length;
  expect(bytes).toBeLessThan(POLICY_FRAME_BYTES);
});
