import { App, Aws, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { MasterAuthentication } from '../../../src/databases/rds/rds-engine-options';
import { MasterSecretLock, MasterSecretLockProps } from '../../../src/databases/relational/master-secret-lock';
import { DatabaseServer } from '../../../src/databases/users/database-server';
import { DatabaseUsers } from '../../../src/databases/users/database-users';
import { findingsOf, listed } from '../../support/findings';
import { auroraCluster, ENV, POSTGRES, rdsInstance, twoStacks } from '../../support/fixtures';
import { decide, plain, PolicyJson } from '../../support/iam-simulator';
import { thrown } from '../../support/thrown';

const SECRET = 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:rds!db-1a2b3c-AbCdEf';
const ROLE = 'arn:aws:iam::111111111111:role/';
const DBA = `${ROLE}aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Dba_`;

// one synth: the users and the lock in a stack that depends on the one of the store
const stacks = twoStacks(ENV);
const orders = rdsInstance(stacks, { engine: POSTGRES });
const ledger = auroraCluster(stacks, {}, 'Ledger');
const appStack = new Stack(stacks.app, 'App', { env: ENV });
const users = new DatabaseUsers(appStack, 'Users', { network: stacks.network, server: DatabaseServer.instance(orders), databases: [], users: [] });
const emergency = new iam.Role(appStack, 'Emergency', { assumedBy: new iam.AccountRootPrincipal() });
const lock = new MasterSecretLock(appStack, 'Lock', { secret: orders.masterSecret!, users: [users], breakGlass: [emergency], breakGlassArns: [`${DBA}*`] });
new MasterSecretLock(appStack, 'LedgerLock', { secret: ledger.masterSecret! });

let policy: PolicyJson;
beforeAll(() => {
  const template = Template.fromStack(appStack);
  const named = (id: string) => Object.keys(template.findResources('AWS::IAM::Role')).find((name) => name.startsWith(id))!;
  const { Properties } = template.findResources('AWS::SecretsManager::ResourcePolicy')[appStack.resolve(lock.policy.logicalId) as string] as {
    readonly Properties: { readonly ResourcePolicy: PolicyJson };
  };
  policy = plain(Properties.ResourcePolicy, { [named('Users')]: `${ROLE}users`, [named('Emergency')]: `${ROLE}emergency` });
});

/** Somebody whose own policies allow everything asks for the secret. */
const asks = (principal: string, context: Record<string, string> = {}) => decide({
  principal,
  action: 'secretsmanager:GetSecretValue',
  resource: SECRET,
  context: { 'aws:PrincipalAccount': '111111111111', 'aws:PrincipalIsAWSService': 'false', 'aws:ViaAWSService': 'false', ...context },
  policies: [{ Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }],
  resourcePolicy: policy,
});

const PERSON = 'arn:aws:iam::111111111111:user/administrator';

test.each([
  ['a user', PERSON],
  ['a role', `${ROLE}application`],
  ['a session of a role', 'arn:aws:sts::111111111111:assumed-role/Administrator/somebody'],
  ['the root user', 'arn:aws:iam::111111111111:root'],
  ['another permission set', `${ROLE}aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Developer_0a1b2c`],
  ['a role that is called like the path of service-linked roles', `${ROLE}aws-service-role`],
])('%s with every right is refused', async (_, principal) => {
  expect(await asks(principal)).toBe('ExplicitlyDenied');
});

test.each([
  ['the function of the users', `${ROLE}users`],
  ['the role for an emergency', `${ROLE}emergency`],
  ['a permission set that is named by its beginning', `${DBA}0a1b2c3d4e5f`],
  ['a service-linked role', `${ROLE}aws-service-role/rds.amazonaws.com/AWSServiceRoleForRDS`],
])('%s is let through', async (_, principal) => {
  expect(await asks(principal)).toBe('Allowed');
});

test('a service that acts for somebody is let through', async () => {
  expect(await asks(PERSON, { 'aws:ViaAWSService': 'true' })).toBe('Allowed');
});

test('a service that comes by itself is not denied', async () => {
  expect(await asks('rds.amazonaws.com', { 'aws:PrincipalIsAWSService': 'true' })).not.toBe('ExplicitlyDenied');
});

test('a service that comes from an account of its own is not denied', async () => {
  expect(await asks('arn:aws:iam::999999999999:role/service', { 'aws:PrincipalAccount': '999999999999' })).not.toBe('ExplicitlyDenied');
});

test('no rule has anything against what stands in its stack', () => {
  expect(listed(findingsOf(stacks.app).filter(({ resource }) => resource.path.startsWith('App/')), 'fail')).toEqual([]);
});

test.each([
  ['a stack that leaves its environment open', {}],
  ['a stack in China', { region: 'cn-north-1', account: '111111111111' }],
])('in %s the ARNs are of the partition of the deployment', (_, env) => {
  const stack = new Stack(new App(), 'Users', { env });
  new MasterSecretLock(stack, 'Lock', { secret: secretsmanager.Secret.fromSecretNameV2(stack, 'Secret', 'rds!db-1a2b3c') });
  const text = JSON.stringify(Template.fromStack(stack).findResources('AWS::SecretsManager::ResourcePolicy'));
  expect(text).toContain('["arn:",{"Ref":"AWS::Partition"},":iam::');
  expect(text).not.toContain('arn:aws:');
});

const refused = (props: Partial<MasterSecretLockProps>) => thrown(() => {
  const stack = new Stack(new App(), 'Users', { env: ENV });
  new MasterSecretLock(stack, 'Lock', { secret: secretsmanager.Secret.fromSecretNameV2(stack, 'Secret', 'rds!db-1a2b3c'), ...props });
});

test('a store without a master password is refused', () => {
  const { masterSecret } = rdsInstance(twoStacks(ENV), { engine: POSTGRES, engineOptions: { masterAuthentication: MasterAuthentication.IAM } });
  expect(refused({ secret: masterSecret! })).toBe(`MasterSecretLock 'Users/Lock' cannot be created, 1 problem:
  MASTER_SECRET_MISSING: \`secret\` is not set: the master user has no password, and so there is no secret to be locked; remove the lock`);
});

test('a second lock is refused', () => {
  expect(thrown(() => new MasterSecretLock(new Stack(new App(), 'Users', { env: ENV }), 'Lock', { secret: orders.masterSecret! })))
    .toBe(`MasterSecretLock 'Users/Lock' cannot be created, 1 problem:
  SECRET_LOCKED_TWICE: \`secret\` has a lock already, and a secret has one policy; name all users and roles in one lock`);
});

test('a secret of another region is refused', () => {
  const secret = secretsmanager.Secret.fromSecretCompleteArn(new Stack(), 'Secret', SECRET.replace('eu-west-1', 'eu-central-1'));
  expect(refused({ secret })).toBe(`MasterSecretLock 'Users/Lock' cannot be created, 1 problem:
  SECRET_ELSEWHERE: \`secret\` lies in eu-central-1, but the stack in eu-west-1; make the lock in that region`);
});

test.each(['', '*', 'arn:aws:iam::111122223333:role/*', 'arn:aws:iam::*:role/dba', 'arn:aws:iam::111122223333:role/path/*', 'arn:aws:sts::111122223333:assumed-role/dba/me'])(
  '%p names nobody', (arn) => {
    expect(refused({ breakGlassArns: [arn] })).toBe(`MasterSecretLock 'Users/Lock' cannot be created, 1 problem:
  BREAK_GLASS_ARN_INVALID: \`breakGlassArns\` has '${arn}', allowed are ARNs of roles and users, with * at the end at most, after the beginning of a name; `
  + 'write it as arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Dba_*');
  });

test('whoever makes users of the database must be named', () => {
  const own = twoStacks(ENV);
  const store = rdsInstance(own, { engine: POSTGRES });
  const stack = new Stack(own.app, 'App', { env: ENV });
  const forgotten = new DatabaseUsers(stack, 'Users', { network: own.network, server: DatabaseServer.instance(store), databases: [], users: [] });
  const validate = () => new MasterSecretLock(stack, 'Lock', { secret: store.masterSecret! }).node.validate();
  expect(validate()).toEqual([
    "USERS_LOCKED_OUT: 'App/Users' makes users of the same database, but `users` does not name it, so that its function could not read the secret; name it in `users`",
  ]);
  expect(forgotten.node.validate()).toEqual([]);
  expect(lock.node.validate()).toEqual([]);
});

test('an ARN that deployment fills in passes', () => {
  const stack = new Stack(new App(), 'Users', { env: ENV });
  const secret = secretsmanager.Secret.fromSecretNameV2(stack, 'Secret', 'rds!db-1a2b3c');
  const { policy: made } = new MasterSecretLock(stack, 'Lock', { secret, breakGlassArns: [`arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:role/dba`] });
  expect(JSON.stringify(stack.resolve(made.resourcePolicy))).toContain('role/dba');
});
