import { App, Duration, Stack } from 'aws-cdk-lib';
import { ACCOUNT, ADMINISTRATOR_ROLE, ENV, guardIn, policiesOf, rdsArn, Store } from './fixture';
import { DataKey } from '../../../src/foundation/data-key';
import { DeletionGuard } from '../../../src/foundation/deletion/deletion-guard';
import { decide, Decision, PolicyJson } from '../../support/iam-simulator';

const USER = `arn:aws:iam::${ACCOUNT}:user/dba`;
const PEOPLE_ROLE = `arn:aws:sts::${ACCOUNT}:assumed-role/Developers/dba`;
const DEPLOY = `arn:aws:sts::${ACCOUNT}:assumed-role/cdk-hnb659fds-cfn-exec-role-${ACCOUNT}-eu-west-1/AWSCloudFormation`;
const ADMINISTRATOR = `arn:aws:sts::${ACCOUNT}:assumed-role/S-GuardAdministratorRole-1A2B/dba`;
const EVERYTHING: PolicyJson = { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

const mfa = (seconds: number) => ({ 'aws:MultiFactorAuthPresent': 'true', 'aws:MultiFactorAuthAge': String(seconds) });
const FRESH = mfa(60);
const NO_MFA = { 'aws:MultiFactorAuthPresent': 'false' };
const NOTHING = {};

const ORDERS = rdsArn('db:orders');
const OTHER = rdsArn('db:other');
const SNAPSHOT = rdsArn('snapshot:orders-before-upgrade');
const { deny, allow, trust } = policiesOf(guardIn().stack);

describe('people who may do everything, under the guard', () => {
  const ask = (principal: string, action: string, resource: string, context: Record<string, string>, bound = deny): Promise<Decision> =>
    decide({ principal, action, resource, context, policies: [EVERYTHING, ...bound] });

  test.each([
    [USER, 'rds:DeleteDBInstance', ORDERS, FRESH, 'Allowed'],
    [USER, 'rds:DeleteDBInstance', ORDERS, mfa(3600), 'Allowed'],
    [USER, 'rds:DeleteDBInstance', ORDERS, mfa(3601), 'ExplicitlyDenied'],
    [USER, 'rds:DeleteDBInstance', ORDERS, NO_MFA, 'ExplicitlyDenied'],
    [USER, 'rds:DeleteDBInstance', ORDERS, NOTHING, 'ExplicitlyDenied'],
    [USER, 'rds:ModifyDBInstance', ORDERS, FRESH, 'Allowed'],
    [USER, 'rds:ModifyDBInstance', ORDERS, NO_MFA, 'ExplicitlyDenied'],
    [USER, 'rds:DeleteDBSnapshot', SNAPSHOT, FRESH, 'Allowed'],
    [USER, 'rds:DeleteDBSnapshot', SNAPSHOT, NOTHING, 'ExplicitlyDenied'],
    [USER, 'rds:StopDBInstanceAutomatedBackupsReplication', ORDERS, NO_MFA, 'ExplicitlyDenied'],
    // a role session never carries MFA
    [PEOPLE_ROLE, 'rds:DeleteDBInstance', ORDERS, NOTHING, 'ExplicitlyDenied'],
    [PEOPLE_ROLE, 'rds:DeleteDBInstance', ORDERS, NO_MFA, 'ExplicitlyDenied'],
    // what does not destroy needs no MFA
    [USER, 'rds:RebootDBInstance', ORDERS, NO_MFA, 'Allowed'],
    [USER, 'rds:DescribeDBInstances', ORDERS, NOTHING, 'Allowed'],
    [USER, 'rds:CreateDBSnapshot', ORDERS, NOTHING, 'Allowed'],
    // what is not protected needs no MFA
    [USER, 'rds:DeleteDBInstance', OTHER, NO_MFA, 'Allowed'],
    [USER, 'rds:DeleteDBSnapshot', rdsArn('snapshot:other-before-upgrade'), NO_MFA, 'Allowed'],
    // nor does the guard itself come off
    [USER, 'iam:UpdateAssumeRolePolicy', ADMINISTRATOR_ROLE, NO_MFA, 'ExplicitlyDenied'],
    [USER, 'iam:AttachRolePolicy', ADMINISTRATOR_ROLE, NOTHING, 'ExplicitlyDenied'],
    [USER, 'iam:DeleteRole', ADMINISTRATOR_ROLE, NO_MFA, 'ExplicitlyDenied'],
    [USER, 'iam:UpdateAssumeRolePolicy', ADMINISTRATOR_ROLE, FRESH, 'Allowed'],
  ] as const)('%s asks for %s on %s with %p: %s', async (principal, action, resource, context, decision) => {
    expect(await ask(principal, action, resource, context)).toBe(decision);
  });

  test('a younger MFA can be asked for', async () => {
    const strict = policiesOf(guardIn({ maxMfaAge: Duration.minutes(5) }).stack).deny;
    expect(await ask(USER, 'rds:DeleteDBInstance', ORDERS, mfa(300), strict)).toBe('Allowed');
    expect(await ask(USER, 'rds:DeleteDBInstance', ORDERS, mfa(301), strict)).toBe('ExplicitlyDenied');
  });
});

describe('deployments', () => {
  // the guard is not attached to the role that CloudFormation assumes, and binds nobody else
  test.each(['rds:DeleteDBInstance', 'rds:ModifyDBInstance', 'rds:DeleteDBSnapshot'])('may still call %s', async (action) => {
    const resource = action === 'rds:DeleteDBSnapshot' ? SNAPSHOT : ORDERS;
    expect(await decide({ principal: DEPLOY, action, resource, context: NOTHING, policies: [EVERYTHING] })).toBe('Allowed');
  });
});

describe('assuming the administrator role', () => {
  const assume = (principal: string, context: Record<string, string>, policies = [EVERYTHING]) =>
    decide({ principal, action: 'sts:AssumeRole', resource: ADMINISTRATOR_ROLE, context, policies, resourcePolicy: trust });

  test.each([
    [USER, FRESH, 'Allowed'],
    [USER, mfa(3600), 'Allowed'],
    [USER, mfa(3601), 'ImplicitlyDenied'],
    [USER, NO_MFA, 'ImplicitlyDenied'],
    [USER, NOTHING, 'ImplicitlyDenied'],
    [PEOPLE_ROLE, NOTHING, 'ImplicitlyDenied'],
    ['arn:aws:iam::999999999999:user/eve', FRESH, 'ImplicitlyDenied'],
  ] as const)('%s with %p: %s', async (principal, context, decision) => {
    expect(await assume(principal, context)).toBe(decision);
  });

  test('needs a policy of the user, too', async () => {
    expect(await assume(USER, FRESH, [])).toBe('ImplicitlyDenied');
  });
});

describe('the administrator role', () => {
  test.each([
    ['rds:DeleteDBInstance', ORDERS, 'Allowed'],
    ['rds:ModifyDBInstance', ORDERS, 'Allowed'],
    ['rds:DeleteDBInstance', OTHER, 'ImplicitlyDenied'],
    ['rds:DeleteDBSnapshot', SNAPSHOT, 'ImplicitlyDenied'],
    ['rds:CreateDBSnapshot', ORDERS, 'ImplicitlyDenied'],
    ['iam:UpdateAssumeRolePolicy', ADMINISTRATOR_ROLE, 'ImplicitlyDenied'],
  ] as const)('asks for %s on %s: %s', async (action, resource, decision) => {
    expect(await decide({ principal: ADMINISTRATOR, action, resource, policies: allow })).toBe(decision);
  });
});

describe('a protected key', () => {
  const stack = new Stack(new App(), 'S', { env: ENV });
  const key = new DataKey(stack, 'Key');
  const arn = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1`;
  const guard = new DeletionGuard(stack, 'Guard', { stores: [key] });
  const [statement] = stack.resolve(guard.denyPolicy.document.toJSON()).Statement.slice(-1);
  const bound: PolicyJson = { Statement: [{ ...statement, Resource: arn }] };

  test.each([
    ['kms:PutKeyPolicy', NOTHING, 'ExplicitlyDenied'],
    ['kms:PutKeyPolicy', FRESH, 'Allowed'],
    ['kms:RevokeGrant', NOTHING, 'ExplicitlyDenied'],
    ['kms:DescribeKey', NOTHING, 'Allowed'],
  ] as const)('is guarded against %s with %p: %s', async (action, context, decision) => {
    // a key policy that leaves everything to IAM
    const resourcePolicy = { Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 'kms:*', Resource: '*' }] };
    expect(await decide({ principal: USER, action, resource: arn, context, policies: [EVERYTHING, bound], resourcePolicy })).toBe(decision);
  });
});

describe('the decisions can change: without', () => {
  const remove = (sid: RegExp): PolicyJson[] => deny.map(({ Statement }) => ({
    Statement: Statement.filter((statement) => !sid.test((statement as { Sid: string }).Sid)),
  }));

  test('both statements, nobody needs MFA', async () => {
    const policies = [EVERYTHING, ...remove(/Mfa\d/)];
    expect(await decide({ principal: USER, action: 'rds:DeleteDBInstance', resource: ORDERS, context: NO_MFA, policies })).toBe('Allowed');
  });

  test('the statement on age, a stale MFA is enough', async () => {
    const policies = [EVERYTHING, ...remove(/StaleMfa/)];
    expect(await decide({ principal: USER, action: 'rds:DeleteDBInstance', resource: ORDERS, context: mfa(99999), policies })).toBe('Allowed');
  });

  test('`IfExists`, access keys are enough', async () => {
    const policies = [EVERYTHING, ...JSON.parse(JSON.stringify(deny).replaceAll('IfExists', ''))];
    expect(await decide({ principal: USER, action: 'rds:DeleteDBInstance', resource: ORDERS, context: NOTHING, policies })).toBe('Allowed');
  });

  test('exact ARNs, the administrator role destroys other stores, too', async () => {
    const wide: PolicyJson[] = JSON.parse(JSON.stringify(allow).replaceAll(ORDERS, '*'));
    expect(await decide({ principal: ADMINISTRATOR, action: 'rds:DeleteDBInstance', resource: OTHER, policies: wide })).toBe('Allowed');
  });

  test('the MFA condition, anybody of the account assumes the role', async () => {
    const { Condition, ...open } = trust.Statement[0] as { Condition: object };
    expect(Condition).toBeDefined();
    const resourcePolicy = { Statement: [open] };
    expect(await decide({ principal: USER, action: 'sts:AssumeRole', resource: ADMINISTRATOR_ROLE, context: NO_MFA, policies: [EVERYTHING], resourcePolicy })).toBe('Allowed');
  });
});

test('stores added later are protected as well', async () => {
  const { stack, guard } = guardIn();
  guard.protect(new Store(stack, 'Invoices'));
  const policies = [EVERYTHING, ...policiesOf(stack).deny];
  expect(await decide({ principal: USER, action: 'rds:DeleteDBInstance', resource: rdsArn('db:invoices'), context: NO_MFA, policies })).toBe('ExplicitlyDenied');
});
