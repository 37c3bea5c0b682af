import { App, Aws, Duration, Lazy, NestedStack, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { ACCOUNT, ENV, guardIn, policiesOf, rdsArn, Store } from './fixture';
import { hardeningOf } from '../../../src/core/hardening';
import { Safeguard } from '../../../src/core/safeguard';
import { DataKey } from '../../../src/foundation/data-key';
import { DeletionGuard, DeletionGuardProps } from '../../../src/foundation/deletion/deletion-guard';
import { nagFindings } from '../../support/nag-findings';
import { thrown } from '../../support/thrown';

const lengthOf = (document: object) => JSON.stringify({ Version: '2012-10-17', ...document }).length;

describe('a deletion guard', () => {
  const { stack, guard } = guardIn();
  const standard = Template.fromStack(stack);

  test('has a role that lasts an hour', () => {
    standard.hasResourceProperties('AWS::IAM::Role', { MaxSessionDuration: 3600, ManagedPolicyArns: Match.absent(), Policies: Match.absent() });
  });

  test('has one policy that is attached to nobody, and one that is attached to the role', () => {
    expect(Object.values(standard.findResources('AWS::IAM::ManagedPolicy')).map(({ Properties }) => [Properties.Roles, Properties.Users, Properties.Groups]))
      .toEqual([[undefined, undefined, undefined], [[stack.resolve(guard.administratorRole.roleName)], undefined, undefined]]);
  });

  test('names its one policy', () => {
    expect(guard.denyPolicies).toEqual([guard.denyPolicy]);
  });

  test('records its safeguard', () => {
    expect(hardeningOf(guard)?.provides).toEqual([Safeguard.MFA_DELETION]);
  });

  test('has no finding under the six cdk-nag packs', () => {
    expect(nagFindings(stack)).toEqual([]);
  });

  test('protects a store once', () => {
    const again = guardIn();
    again.guard.protect(again.store);
    expect(policiesOf(again.stack)).toEqual(policiesOf(stack));
  });
});

describe('the props of a deletion guard', () => {
  test.each([60, 720])('a session of %d minutes is taken', (minutes) => {
    Template.fromStack(guardIn({ maxSessionDuration: Duration.minutes(minutes) }).stack)
      .hasResourceProperties('AWS::IAM::Role', { MaxSessionDuration: minutes * 60 });
  });

  test.each([5, 720])('an MFA age of %d minutes is taken, for the policy and for the role', (minutes) => {
    const { deny, trust } = policiesOf(guardIn({ maxMfaAge: Duration.minutes(minutes) }).stack);
    expect(JSON.stringify(deny)).toContain(`"NumericGreaterThanIfExists":{"aws:MultiFactorAuthAge":"${minutes * 60}"}`);
    expect(JSON.stringify(trust)).toContain(`"NumericLessThanEquals":{"aws:MultiFactorAuthAge":"${minutes * 60}"}`);
  });

  test.each([
    ['an account', new iam.AccountPrincipal('999999999999'), 'arn:aws:iam::999999999999:root'],
    ['a user', new iam.ArnPrincipal(`arn:aws:iam::${ACCOUNT}:user/dba`), `arn:aws:iam::${ACCOUNT}:user/dba`],
  ])('%s can be the administrator', (_name, administrators, arn) => {
    expect(policiesOf(guardIn({ administrators }).stack).trust.Statement).toEqual([{
      Action: 'sts:AssumeRole',
      Effect: 'Allow',
      Principal: { AWS: arn },
      Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' }, NumericLessThanEquals: { 'aws:MultiFactorAuthAge': '3600' } },
    }]);
  });

  test('several administrators each need MFA', () => {
    const administrators = new iam.CompositePrincipal(...['dba', 'cto'].map((name) => new iam.ArnPrincipal(`arn:aws:iam::${ACCOUNT}:user/${name}`)));
    const { Statement } = policiesOf(guardIn({ administrators }).stack).trust;
    expect(Statement).toHaveLength(2);
    expect(Statement.filter((statement) => !JSON.stringify(statement).includes('"aws:MultiFactorAuthPresent":"true"'))).toEqual([]);
  });

  test('conditions of the administrators are kept beside MFA', () => {
    const administrators = new iam.PrincipalWithConditions(new iam.AccountRootPrincipal(), { Bool: { 'aws:SecureTransport': 'true' } });
    expect(policiesOf(guardIn({ administrators }).stack).trust.Statement).toEqual([expect.objectContaining({
      Condition: {
        Bool: { 'aws:SecureTransport': 'true', 'aws:MultiFactorAuthPresent': 'true' },
        NumericLessThanEquals: { 'aws:MultiFactorAuthAge': '3600' },
      },
    })]);
  });
});

describe('applying the guard', () => {
  const attachments = (stack: Stack) => Object.values(Template.fromStack(stack).findResources('AWS::IAM::ManagedPolicy'))
    .filter(({ Properties }) => Properties.Description.startsWith('Denies'))
    .map(({ Properties: { Users, Groups, Roles } }) => ({ Users, Groups, Roles }));

  test('binds users, groups and roles', () => {
    const { stack, guard } = guardIn();
    guard.applyTo(new iam.User(stack, 'User', { userName: 'dba' }));
    guard.applyTo(new iam.Group(stack, 'Group', { groupName: 'dbas' }));
    guard.applyTo(new iam.Role(stack, 'Role', { roleName: 'developers', assumedBy: new iam.AccountRootPrincipal() }));
    expect(attachments(stack)).toEqual([{
      Users: [{ Ref: expect.stringMatching(/^User/) }], Groups: [{ Ref: expect.stringMatching(/^Group/) }], Roles: [{ Ref: expect.stringMatching(/^Role/) }],
    }]);
  });

  test('binds imported users, groups and roles by name', () => {
    const { stack, guard } = guardIn();
    guard.applyTo(iam.User.fromUserName(stack, 'User', 'dba'));
    guard.applyTo(iam.Group.fromGroupName(stack, 'Group', 'dbas'));
    guard.applyTo(iam.Role.fromRoleArn(stack, 'Role', `arn:aws:iam::${ACCOUNT}:role/developers`));
    expect(attachments(stack)).toEqual([{ Users: ['dba'], Groups: ['dbas'], Roles: ['developers'] }]);
  });

  test('twice binds once', () => {
    const { stack, guard } = guardIn();
    const user = iam.User.fromUserName(stack, 'User', 'dba');
    guard.applyTo(user);
    guard.applyTo(user);
    expect(attachments(stack)).toEqual([{ Users: ['dba'] }]);
  });

  test('binds with policies that come later, too', () => {
    const { stack, guard } = guardIn();
    guard.applyTo(iam.User.fromUserName(stack, 'User', 'dba'));
    Array.from({ length: 30 }, (_, index) => guard.protect(new Store(stack, `Store${index}`)));
    expect(guard.denyPolicies.length).toBeGreaterThan(1);
    expect(attachments(stack)).toEqual(guard.denyPolicies.map(() => ({ Users: ['dba'] })));
  });

  test.each([
    ['by its name', (stack: Stack) => iam.Role.fromRoleName(stack, 'Exec', `cdk-hnb659fds-cfn-exec-role-${ACCOUNT}-eu-west-1`)],
    ['by its trust', (stack: Stack) => new iam.Role(stack, 'Exec', { assumedBy: new iam.ServicePrincipal('cloudformation.amazonaws.com') })],
  ])('to the role of CloudFormation, known %s, is refused', (_how, role) => {
    const { stack, guard } = guardIn();
    expect(thrown(() => guard.applyTo(role(stack)))).toBe(
      "Attachment of DeletionGuard 'S/Guard' to 'S/Exec' cannot be created, 1 problem:\n"
      + '  DEPLOY_ROLE_GUARDED: CloudFormation assumes this role and has no MFA, deployments would fail; apply the guard to the people instead');
  });

  test('to its own administrator role is refused', () => {
    const { guard } = guardIn();
    expect(thrown(() => guard.applyTo(guard.administratorRole))).toBe(
      "Attachment of DeletionGuard 'S/Guard' to 'S/Guard/AdministratorRole' cannot be created, 1 problem:\n"
      + '  ADMINISTRATOR_GUARDED: the administrator role is there to destroy, and its sessions carry no MFA; apply the guard to the people instead');
  });
});

describe('many stores', () => {
  const { stack, guard } = guardIn();
  Array.from({ length: 100 }, (_, index) => guard.protect(new Store(stack, `Warehouse${index}`)));
  const { deny, allow } = policiesOf(stack);

  test('are split over several policies, none above the limit of IAM', () => {
    expect(deny.length).toBeGreaterThan(3);
    expect([...deny, ...allow].map(lengthOf).filter((length) => length > 6144)).toEqual([]);
  });

  test('fill each policy but the last', () => {
    expect(deny.slice(0, -1).map(lengthOf).filter((length) => length < 5000)).toEqual([]);
  });

  test('are all named', () => {
    const text = JSON.stringify(deny);
    expect(Array.from({ length: 100 }, (_, index) => rdsArn(`db:warehouse${index}`)).filter((arn) => !text.includes(`"${arn}"`))).toEqual([]);
  });

  test('of the longest names in any partition still fit, when the names are only known at deployment', () => {
    const other = new Stack(new App(), 'S');
    const name = 'x'.repeat(63);
    const stores = Array.from({ length: 40 }, (_, index) => new Store(other, `Store${index}`, [
      `arn:${Aws.PARTITION}:rds:${Aws.REGION}:${Aws.ACCOUNT_ID}:db:${Lazy.string({ produce: () => name })}`,
      `arn:${Aws.PARTITION}:rds:${Aws.REGION}:${Aws.ACCOUNT_ID}:snapshot:${Lazy.string({ produce: () => name })}-*`,
    ]));
    new DeletionGuard(other, 'Guard', { stores });
    const documents = [...policiesOf(other).deny, ...policiesOf(other).allow];
    const longest = documents.map((document) => JSON.parse(JSON.stringify(document).replaceAll('arn:aws:', 'arn:aws-us-gov:').replaceAll('eu-west-1', 'ap-southeast-99')));
    expect(longest.map(lengthOf).filter((length) => length > 6144)).toEqual([]);
  });

  test('beyond what an identity can be bound to are refused', () => {
    const other = guardIn();
    const add = () => Array.from({ length: 1000 }, (_, index) => other.guard.protect(new Store(other.stack, `Warehouse${index}`)));
    expect(thrown(add)).toMatch(/^Protection of 'S\/Warehouse\d+' by DeletionGuard 'S\/Guard' cannot be created, 1 problem:\n {2}TOO_MANY_STORES: the guard would need 11 managed policies, and an identity takes 10; create a guard for each group of stores and people$/);
    expect(other.guard.denyPolicies).toHaveLength(10);
  });

  test('one that fills more than a policy is refused', () => {
    const arns = Array.from({ length: 80 }, (_, index) => rdsArn(`db:shard-${index}`));
    const { stack: other, guard: small } = guardIn();
    expect(thrown(() => small.protect(new Store(other, 'Shards', arns)))).toBe(
      "Protection of 'S/Shards' by DeletionGuard 'S/Guard' cannot be created, 1 problem:\n"
      + '  STORE_TOO_LARGE: its 80 ARNs and 5 actions do not fit into the 6144 characters of a managed policy; protect it as several stores');
  });

  test('with different actions get statements of their own', () => {
    const other = guardIn();
    other.guard.protect(new Store(other.stack, 'Cluster', [rdsArn('cluster:c')], ['rds:DeleteDBCluster']));
    expect(policiesOf(other.stack).allow[0].Statement).toEqual([
      expect.objectContaining({ Sid: 'Destroy', Resource: rdsArn('db:orders') }),
      { Sid: 'Destroy2', Effect: 'Allow', Action: 'rds:DeleteDBCluster', Resource: rdsArn('cluster:c') },
    ]);
  });
});

describe('stores of other stacks', () => {
  test('are protected without a cycle, also with their keys and from the stores themselves', () => {
    const app = new App();
    const data = new Stack(app, 'Data');
    const guarding = new Stack(app, 'Guarding');
    const guard = new DeletionGuard(guarding, 'Guard');
    guard.protect(new DataKey(data, 'Key'));
    guard.protect(new Store(data, 'Orders'));
    guard.applyTo(new iam.Role(data, 'Developers', { assumedBy: new iam.AccountRootPrincipal() }));
    app.synth();
    expect(guarding.dependencies).toEqual([data]);
    expect(data.dependencies).toEqual([]);
  });

  test('may be nested', () => {
    const stack = new Stack(new App(), 'S');
    const nested = new NestedStack(stack, 'Nested');
    new DeletionGuard(stack, 'Guard', { stores: [new DataKey(nested, 'Key')] });
    Template.fromStack(stack).resourceCountIs('AWS::IAM::ManagedPolicy', 2);
  });

  test.each(['cn-north-1', 'us-gov-west-1'])('may lie in %s', (region) => {
    const stack = new Stack(new App(), 'S', { env: { account: ACCOUNT, region } });
    new DeletionGuard(stack, 'Guard', { stores: [new DataKey(stack, 'Key')] });
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: Match.objectLike({
        Statement: [Match.objectLike({
          Principal: { AWS: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:iam::${ACCOUNT}:root`]] } },
        })],
      }),
    });
  });
});

describe('bad props', () => {
  const message = (props: DeletionGuardProps) => thrown(() => guardIn(props));
  const one = (problem: string) => `DeletionGuard 'S/Guard' cannot be created, 1 problem:\n  ${problem}`;
  const token = Duration.minutes(Lazy.number({ produce: () => 60 }));

  test.each([0, 4, 721, 1e9, 5.5])('an MFA age of %d minutes', (minutes) => {
    expect(message({ maxMfaAge: Duration.minutes(minutes) })).toBe(one(
      `MFA_AGE_OUT_OF_RANGE: \`maxMfaAge\` is ${minutes} minutes, a whole number from 5 to 720 minutes is allowed; leave it out, or pass a duration in that range`));
  });

  test.each([0, 59, 721])('a session of %d minutes', (minutes) => {
    expect(message({ maxSessionDuration: Duration.minutes(minutes) })).toBe(one(
      `SESSION_DURATION_OUT_OF_RANGE: \`maxSessionDuration\` is ${minutes} minutes, a whole number from 60 to 720 minutes is allowed; leave it out, or pass a duration in that range`));
  });

  test('durations that are tokens', () => {
    expect(message({ maxMfaAge: token, maxSessionDuration: token })).toBe(
      "DeletionGuard 'S/Guard' cannot be created, 2 problems:\n"
      + '  MFA_AGE_UNKNOWN: `maxMfaAge` is only known at deployment (a token), but it decides what is built; pass a Duration of whole minutes\n'
      + '  SESSION_DURATION_UNKNOWN: `maxSessionDuration` is only known at deployment (a token), but it decides what is built; pass a Duration of whole minutes');
  });

  test.each([
    ['everybody', new iam.AnyPrincipal(), '{"AWS":["*"]}'],
    ['everybody and everything', new iam.StarPrincipal(), '{"LiteralString":["*"]}'],
    ['a SAML federation', new iam.SamlPrincipal(
      iam.SamlProvider.fromSamlProviderArn(new Stack(new App(), 'S'), 'Saml', `arn:aws:iam::${ACCOUNT}:saml-provider/sso`), {},
    ), `{"Federated":["arn:aws:iam::${ACCOUNT}:saml-provider/sso"]}`],
  ])('%s as administrator', (_name, administrators, shown) => {
    expect(message({ administrators })).toBe(one(
      `ADMINISTRATORS_WITHOUT_MFA: \`administrators\` is '${shown}', allowed are accounts, users and roles; services, federations and everybody have no MFA`));
  });

  test('a store without ARNs and actions', () => {
    const { stack, guard } = guardIn();
    expect(thrown(() => guard.protect(new Store(stack, 'Nothing', [], [])))).toBe(
      "Protection of 'S/Nothing' by DeletionGuard 'S/Guard' cannot be created, 2 problems:\n"
      + '  STORE_WITHOUT_ARNS: `storeArns` is empty; name what the guard protects\n'
      + '  STORE_WITHOUT_ACTIONS: `destructiveActions` is empty; name what the guard denies');
  });

  test.each(['', '*', 'orders', 'arn:aws:rds:eu-west-1:111122223333:*', 'arn:aws:rds:*:*:*'])('a store with the ARN "%s"', (arn) => {
    const { stack, guard } = guardIn();
    expect(thrown(() => guard.protect(new Store(stack, 'Odd', [arn])))).toBe(
      "Protection of 'S/Odd' by DeletionGuard 'S/Guard' cannot be created, 1 problem:\n"
      + `  ARN_INVALID: \`storeArns\` has '${arn}', allowed are ARNs that name a resource; write it as arn:aws:rds:eu-west-1:111122223333:db:orders`);
  });

  test.each(['', '*', 'rds:*', 'rds:Delete*', 'DeleteDBInstance'])('a store with the action "%s"', (action) => {
    const { stack, guard } = guardIn();
    expect(thrown(() => guard.protect(new Store(stack, 'Odd', undefined, [action])))).toBe(
      "Protection of 'S/Odd' by DeletionGuard 'S/Guard' cannot be created, 1 problem:\n"
      + `  ACTION_INVALID: \`destructiveActions\` has '${action}', allowed are whole IAM actions; write it as rds:DeleteDBInstance`);
  });

  test('a guard that protects nothing fails at synthesis', () => {
    const app = new App();
    new DeletionGuard(new Stack(app, 'S', { env: ENV }), 'Guard');
    expect(thrown(() => app.synth())).toBe(
      'Validation failed with the following errors:\n'
      + '  [S/Guard] DELETION_GUARD_EMPTY: the guard protects nothing; pass `stores`, call `protect(store)`, or pass the guard to a store');
  });
});
