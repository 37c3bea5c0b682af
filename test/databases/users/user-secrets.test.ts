import { Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Safeguard } from '../../../src/core/safeguard';
import { Waiver } from '../../../src/core/waiver';
import { DatabaseRight } from '../../../src/databases/users/database-right';
import { DatabaseServer } from '../../../src/databases/users/database-server';
import { DatabaseUsers } from '../../../src/databases/users/database-users';
import { DatabaseUser } from '../../../src/databases/users/database-users-props';
import { UserAuthentication } from '../../../src/databases/users/user-authentication';
import { auroraCluster, ENV, MARIADB, POSTGRES, rdsInstance, TwoStacks, twoStacks } from '../../support/fixtures';
import { thrown } from '../../support/thrown';

const rights = [DatabaseRight.reader('orders')];

const instance = (stacks: TwoStacks) => DatabaseServer.instance(rdsInstance(stacks, { engine: POSTGRES }));

function usersOf(stacks: TwoStacks, users: DatabaseUser[], server = instance(stacks)): DatabaseUsers {
  const stack = new Stack(stacks.app, 'Users', { env: ENV });
  return new DatabaseUsers(stack, 'Users', { server, network: stacks.network, databases: [{ name: 'orders' }], users });
}

interface Statement {
  readonly Sid?: string;
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

function statementsOf(template: Template): Statement[] {
  const policies = Object.values(template.findResources('AWS::IAM::ManagedPolicy')) as { Properties: { PolicyDocument: { Statement: Statement[] } } }[];
  return policies.flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
}

describe('a user with a rotated secret', () => {
  let template: Template;
  let consumer: Template;
  let users: DatabaseUsers;

  beforeAll(() => {
    const stacks = twoStacks(ENV);
    users = usersOf(stacks, [
      { name: 'reports', rights },
      { name: 'legacy', rights, authentication: UserAuthentication.rotatedSecret(Duration.days(7)) },
      { name: 'older', rights, authentication: UserAuthentication.rotatedSecret() },
    ]);
    const stack = new Stack(stacks.app, 'Legacy', { env: ENV });
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
    expect(users.connect(role, 'legacy')).toMatchObject({ port: 5432, username: 'legacy', secret: expect.anything() as object });
    template = Template.fromStack(Stack.of(users));
    consumer = Template.fromStack(stack);
  });

  test('has a secret of its own, under a key that is not the key of the data', () => {
    template.resourceCountIs('AWS::SecretsManager::Secret', 2);
    template.resourceCountIs('AWS::KMS::Key', 1);
    template.hasResource('AWS::SecretsManager::Secret', {
      DeletionPolicy: 'Delete',
      Properties: {
        KmsKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^UsersSecretsKey'), 'Arn'] },
        GenerateSecretString: { GenerateStringKey: 'password', PasswordLength: 43, ExcludePunctuation: true },
      },
    });
  });

  test('gets new passwords from the function that has made it, after that', () => {
    template.hasResource('AWS::SecretsManager::RotationSchedule', {
      Properties: {
        RotationLambdaARN: { 'Fn::GetAtt': [Match.stringLikeRegexp('^UsersHandler'), 'Arn'] },
        RotationRules: { AutomaticallyAfterDays: 7 },
        HostedRotationLambda: Match.absent(),
      },
      DependsOn: Match.arrayWith([Match.stringLikeRegexp('^UsersRotationPermission'), Match.stringLikeRegexp('^Users[0-9A-F]{8}$')]),
    });
    template.hasResourceProperties('AWS::SecretsManager::RotationSchedule', { RotationRules: { AutomaticallyAfterDays: 30 } });
  });

  test('Secrets Manager may call the function for secrets of this account', () => {
    template.hasResourceProperties('AWS::Lambda::Permission', { Principal: 'secretsmanager.amazonaws.com', SourceAccount: ENV.account });
  });

  test('the function knows the server from the template, not from a secret', () => {
    const [{ Properties: { Environment } }] = Object.values(template.findResources('AWS::Lambda::Function')) as { Properties: { Environment: unknown } }[];
    expect(JSON.stringify(Environment)).toMatch(/\\"engine\\":\\"postgres\\".*\\"masterSecretArn\\".*\\"owner\\":\\"users-/);
  });

  test('the function may put new versions into these secrets only', () => {
    const rotating = statementsOf(template).filter(({ Action }) => [Action].flat().includes('secretsmanager:PutSecretValue'));
    expect(rotating).toEqual([expect.objectContaining({
      Action: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret', 'secretsmanager:PutSecretValue', 'secretsmanager:UpdateSecretVersionStage'],
      Resource: [{ Ref: expect.stringMatching(/^UsersSecretlegacy/) as string }, { Ref: expect.stringMatching(/^UsersSecretolder/) as string }],
    })]);
  });

  test('the declaration names its secret, and no secret for users with tokens', () => {
    const [{ Properties: { Declaration } }] = Object.values(template.findResources('Custom::DatabaseUsers')) as { Properties: { Declaration: unknown } }[];
    expect(JSON.stringify(Declaration).match(/secretArn/g)).toHaveLength(2);
  });

  test('whoever connects as it reads its secret, and decrypts through Secrets Manager only', () => {
    expect(statementsOf(consumer)).toEqual([
      expect.objectContaining({ Action: 'secretsmanager:GetSecretValue', Resource: { 'Fn::ImportValue': expect.stringContaining('Secretlegacy') as string } }),
      expect.objectContaining({ Action: 'kms:Decrypt', Condition: { StringEquals: { 'kms:ViaService': expect.anything() as object } } }),
    ]);
  });
});

test('where the server takes no IAM tokens, users have a rotated secret', () => {
  const stacks = twoStacks(ENV);
  const waivers = [Waiver.of(Safeguard.IAM_AUTHENTICATION, 'drivers without TLS tokens')];
  const server = DatabaseServer.instance(rdsInstance(stacks, { engine: MARIADB, waivers }));
  const template = Template.fromStack(Stack.of(usersOf(stacks, [{ name: 'reports', rights }], server)));
  template.resourceCountIs('AWS::SecretsManager::RotationSchedule', 1);
});

test('a secret of somebody else is read and granted, and not rotated', () => {
  const stacks = twoStacks(ENV);
  const secret = new secretsmanager.Secret(stacks.dataStack, 'Secret', { encryptionKey: new kms.Key(stacks.dataStack, 'SecretKey') });
  const users = usersOf(stacks, [{ name: 'legacy', rights, authentication: UserAuthentication.secret(secret) }]);
  const stack = new Stack(stacks.app, 'Legacy', { env: ENV });
  const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
  expect(users.connect(role, 'legacy').secret).toBe(secret);
  const template = Template.fromStack(Stack.of(users));
  template.resourceCountIs('AWS::SecretsManager::RotationSchedule', 0);
  expect(statementsOf(template).find(({ Sid }) => Sid === 'SecretsOfUsers')).toMatchObject({ Action: 'secretsmanager:GetSecretValue' });
  expect(statementsOf(Template.fromStack(stack)).map(({ Action }) => Action)).toEqual(['secretsmanager:GetSecretValue', 'kms:Decrypt']);
});

test('the policies of many secrets stay within what IAM takes', () => {
  const stacks = twoStacks(ENV);
  const users = Array.from({ length: 90 }, (_, i) => ({
    name: `user-${i}`,
    rights,
    authentication: UserAuthentication.secret(secretsmanager.Secret.fromSecretCompleteArn(
      stacks.dataStack, `Secret${i}`, `arn:aws:secretsmanager:eu-west-1:111111111111:secret:a-rather-long-name-of-a-secret-of-a-user-${100 + i}-AbCdEf`,
    )),
  }));
  const policies = Template.fromStack(Stack.of(usersOf(stacks, users))).findResources('AWS::IAM::ManagedPolicy');
  expect(Object.keys(policies)).toHaveLength(4);
  Object.values(policies).forEach((policy) => expect(JSON.stringify(policy).length).toBeLessThan(6144));
});

test.each<[string, Partial<DatabaseUser>[], string]>([
  ['rotation less often than every 90 days', [{ authentication: UserAuthentication.rotatedSecret(Duration.days(91)) }],
    'ROTATION_OUT_OF_RANGE: `rotatedSecret of user-0` is 91 days, a whole number from 1 to 90 days is allowed; leave it out for 30 days'],
  ['more secrets than the policies of a role hold', Array<Partial<DatabaseUser>>(361).fill({ authentication: UserAuthentication.rotatedSecret() }),
    'SECRETS_TOO_MANY: `users` has 361 users with passwords, at most 360 secrets fit into the policies of one role; '
    + 'let users present IAM tokens, or divide them among several DatabaseUsers'],
])('%s is refused', (_title, users, problem) => {
  const stacks = twoStacks(ENV);
  expect(thrown(() => usersOf(stacks, users.map((user, i) => ({ name: `user-${i}`, rights: [], ...user })))))
    .toBe(`DatabaseUsers 'Users/Users' cannot be created, 1 problem:\n  ${problem}`);
});

test('a password behind a proxy is refused', () => {
  const stacks = twoStacks(ENV);
  const server = DatabaseServer.cluster(auroraCluster(stacks, { engineOptions: { proxy: {} } }));
  const users = usersOf(stacks, [{ name: 'legacy', rights, authentication: UserAuthentication.rotatedSecret() }], server);
  const role = new iam.Role(Stack.of(users), 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  expect(thrown(() => users.connect(role, 'legacy'))).toBe("Grant on 'Users/Users/connect('legacy')' cannot be created, 1 problem:\n"
    + "  PASSWORD_BEHIND_PROXY: `user` is 'legacy', who has a password, but the proxy of the server takes IAM tokens only; let the user present them");
});
