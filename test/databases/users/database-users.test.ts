import { App, CfnResource, Duration, Lazy, Stack, Stage } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sns from 'aws-cdk-lib/aws-sns';
import { MasterAuthentication } from '../../../src/databases/rds/rds-engine-options';
import { DatabaseRight, DataPrivilege, TableRightOptions } from '../../../src/databases/users/database-right';
import { DatabaseServer, ImportedServerAttributes } from '../../../src/databases/users/database-server';
import { DatabaseUsers } from '../../../src/databases/users/database-users';
import { DatabaseUsersProps } from '../../../src/databases/users/database-users-props';
import { UserAuthentication } from '../../../src/databases/users/user-authentication';
import { TieredNetwork } from '../../../src/foundation/network/tiered-network';
import { auroraCluster, ENV, ORACLE, POSTGRES, rdsInstance, TwoStacks, twoStacks } from '../../support/fixtures';
import { thrown } from '../../support/thrown';

interface Built {
  readonly stacks: TwoStacks;
  readonly stack: Stack;
  readonly users: DatabaseUsers;
  readonly template: Template;
}

/** Users in a stack of their own, on an instance of PostgreSQL in another one, in the network of a third. */
function built(props: Partial<DatabaseUsersProps> = {}, stacks = twoStacks(ENV)): Built {
  const server = props.server ?? DatabaseServer.instance(rdsInstance(stacks, { engine: POSTGRES }));
  const stack = new Stack(stacks.app, 'Users', { env: ENV });
  const users = new DatabaseUsers(stack, 'Users', {
    server,
    network: stacks.network,
    databases: [{ name: 'orders' }],
    users: [{ name: 'reports', rights: [DatabaseRight.reader('orders')] }],
    ...props,
  });
  // synthesized when it is asked for, since a test may add to the stack before
  return { stacks, stack, users, get template() { return Template.fromStack(stack); } };
}

describe('with one user', () => {
  let it: Built;

  beforeAll(() => {
    it = built();
  });

  test('the declaration is passed as one text, with the owner', () => {
    const [resource] = Object.values(it.template.findResources('Custom::DatabaseUsers')) as { Properties: { Declaration: string } }[];
    expect(JSON.parse(resource.Properties.Declaration)).toEqual({
      owner: 'users-daeb488a', databases: [{ name: 'orders' }], users: [{ name: 'reports', rights: [{ database: 'orders', preset: 'reader' }] }],
    });
  });

  test('the ways to the server and the endpoints stand before the function is called', () => {
    it.template.hasResource('Custom::DatabaseUsers', {
      DependsOn: Match.arrayWith([
        Match.stringLikeRegexp('UsersToEndpoints'), Match.stringLikeRegexp('UsersToServer'), Match.stringLikeRegexp('UsersToServerIngress'),
      ]),
    });
  });

  test('the group reaches the port of the server, the endpoints and HTTPS, and is reached by nobody', () => {
    it.template.resourceCountIs('AWS::EC2::SecurityGroupEgress', 2);
    it.template.hasResourceProperties('AWS::EC2::SecurityGroupEgress', { FromPort: 5432, ToPort: 5432 });
    it.template.hasResourceProperties('AWS::EC2::SecurityGroup', { SecurityGroupIngress: Match.absent() });
  });

  test('the role reads one secret, with its key through Secrets Manager only', () => {
    const [policy] = Object.values(it.template.findResources('AWS::IAM::ManagedPolicy')) as { Properties: { PolicyDocument: { Statement: { Sid: string }[] } } }[];
    const statements = Object.fromEntries(policy.Properties.PolicyDocument.Statement.map((statement) => [statement.Sid, statement]));
    const master = { 'Fn::ImportValue': expect.stringContaining('MasterUserSecret') as string };
    expect(statements.MasterSecret).toMatchObject({ Action: 'secretsmanager:GetSecretValue', Resource: master });
    expect(statements.KeysOfSecrets).toMatchObject({ Action: 'kms:Decrypt', Condition: { StringEquals: { 'kms:ViaService': expect.anything() as object } } });
    expect(statements.NotFromWithin).toMatchObject({ Effect: 'Deny', Condition: { ArnEquals: { 'lambda:SourceFunctionArn': expect.anything() as object } } });
  });

  test('there are no inline policies and no managed policies of AWS', () => {
    it.template.resourceCountIs('AWS::IAM::Policy', 0);
    it.template.allResourcesProperties('AWS::IAM::Role', { ManagedPolicyArns: Match.absent(), Policies: Match.absent() });
  });

  test('the function runs in the app tier, one at a time, and is not called again for an old request', () => {
    it.template.hasResourceProperties('AWS::Lambda::Function', {
      ReservedConcurrentExecutions: 1,
      Timeout: 900,
      DeadLetterConfig: Match.anyValue(),
      VpcConfig: { SubnetIds: [Match.anyValue(), Match.anyValue(), Match.anyValue()] },
    });
    it.template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', { MaximumRetryAttempts: 0 });
  });

  test('requests that failed are kept encrypted, and alarm people', () => {
    it.template.hasResourceProperties('AWS::SQS::Queue', { KmsMasterKeyId: Match.anyValue() });
    it.template.hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'ApproximateNumberOfMessagesVisible', Threshold: 0, AlarmActions: [Match.anyValue()] });
  });

  test('the S3 endpoint lets the answers to CloudFormation through', () => {
    Template.fromStack(it.stacks.networkStack).hasResourceProperties('AWS::EC2::VPCEndpoint', {
      VpcEndpointType: 'Gateway',
      PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Sid: 'AnswersToCloudFormation', Action: 's3:PutObject' })]) },
    });
  });

  test('the stacks of the network and of the store do not depend on the stack of the users', () => {
    expect(it.stacks.networkStack.dependencies).toEqual([]);
    expect(it.stacks.dataStack.dependencies).not.toContain(it.stack);
  });
});

describe('connect', () => {
  test('names exactly one user, and says where and how', () => {
    const { stack, users } = built();
    const role = new iam.Role(stack, 'Reports', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
    const connection = users.connect(role, 'reports');
    expect(connection).toMatchObject({
      port: 5432, username: 'reports', engine: 'postgres', certificateBundleUrl: 'https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem',
    });
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'rds-db:connect', Resource: { 'Fn::Join': ['', Match.arrayWith(['/reports'])] } }] },
    });
  });

  test('refuses a user that is not declared', () => {
    const { stack, users } = built();
    const role = new iam.Role(stack, 'Reports', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
    expect(thrown(() => users.connect(role, 'admin'))).toBe("Grant on 'Users/Users/connect('admin')' cannot be created, 1 problem:\n"
      + "  USER_UNDECLARED: `user` is 'admin', declared are 'reports'; name one of them");
  });

  test.each([
    ['cn-north-1', 'https://rds-truststore.s3.cn-north-1.amazonaws.com.cn/global/global-bundle.pem'],
    ['us-gov-west-1', 'https://truststore.pki.us-gov-west-1.rds.amazonaws.com/global/global-bundle.pem'],
  ])('in %s the certificates come from that partition', (region, url) => {
    const stack = new Stack(new App(), 'Stack', { env: { account: '111111111111', region } });
    const network = new TieredNetwork(stack, 'Network');
    const users = new DatabaseUsers(stack, 'Users', {
      network, server: imported(stack, 'postgres', region), databases: [{ name: 'orders' }], users: [{ name: 'reports', rights: [DatabaseRight.reader('orders')] }],
    });
    expect(users.connect(new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }), 'reports').certificateBundleUrl).toBe(url);
  });
});

/** A server that somebody else made. */
function imported(stack: Stack, engine: string, region = 'eu-west-1', attributes: Partial<ImportedServerAttributes> = {}): DatabaseServer {
  return DatabaseServer.imported({
    engine,
    host: 'orders.example.com',
    port: 3306,
    resourceId: 'db-ABCDEFGHIJKL',
    masterSecret: secretsmanager.Secret.fromSecretCompleteArn(stack, 'Master', `arn:aws:secretsmanager:${region}:111111111111:secret:master-AbCdEf`),
    encryptionKey: kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-west-1:111111111111:key/11111111-2222-3333-4444-555555555555'),
    securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-1234')],
    alerts: sns.Topic.fromTopicArn(stack, 'Alerts', 'arn:aws:sns:eu-west-1:111111111111:alerts'),
    ...attributes,
  });
}

test('an Aurora cluster is administered at its writer, also when applications connect to a proxy', () => {
  const stacks = twoStacks(ENV);
  const cluster = auroraCluster(stacks, { engineOptions: { proxy: {} } });
  const { users, stack } = built({ server: DatabaseServer.cluster(cluster) }, stacks);
  Template.fromStack(stack).hasResourceProperties('Custom::DatabaseUsers', {
    Engine: 'aurora-postgresql', Host: { 'Fn::ImportValue': Match.stringLikeRegexp('Cluster.*EndpointAddress') },
  });
  const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  const connection = users.connect(role, 'reports');
  expect(stack.resolve(connection.host)).not.toEqual(stack.resolve(cluster.cluster.clusterEndpoint.hostname));
  expect(connection).toMatchObject({ port: cluster.proxy!.port, certificateBundleUrl: 'https://www.amazontrust.com/repository/AmazonRootCA1.pem' });
});

test('a cluster behind a proxy on another port is refused', () => {
  const stacks = twoStacks(ENV);
  const server = DatabaseServer.cluster(auroraCluster(stacks, { engineOptions: { proxy: {} }, port: 5433 }));
  expect(thrown(() => built({ server }, stacks))).toBe("DatabaseUsers 'Users/Users' cannot be created, 1 problem:\n"
    + '  SERVER_PORT_UNREACHABLE: `server` listens on 5433 behind a proxy on 5432, which keeps the app '
    + 'tier from 5433; let the cluster listen on 5432 too');
});

test('MariaDB on RDS knows no heirs, and those of MySQL are declared', () => {
  const mariadb = twoStacks(ENV);
  expect(thrown(() => built({ server: imported(mariadb.dataStack, 'mariadb'), heirs: { gone: 'reports' } }, mariadb)))
    .toBe("DatabaseUsers 'Users/Users' cannot be created, 1 problem:\n"
      + '  HEIRS_UNSUPPORTED: `heirs` are given, but RDS for MariaDB lets nobody change the DEFINER of a view or an event to another user; leave them out, '
      + 'and have such objects dropped and made again by the user that inherits them');
  const mysql = twoStacks(ENV);
  expect(thrown(() => built({ server: imported(mysql.dataStack, 'mysql'), heirs: { gone: 'reports', lost: 'nobody' } }, mysql)))
    .toBe("DatabaseUsers 'Users/Users' cannot be created, 1 problem:\n"
      + "  HEIR_UNDECLARED: `heirs` names 'nobody' for 'lost', but in MySQL an heir is one of `users`; declare it");
});

test('an imported server is reached through its group, and its secret is read by its ARN', () => {
  const stacks = twoStacks(ENV);
  const { template } = built({ server: imported(stacks.dataStack, 'mysql'), users: [{ name: 'reports', hosts: ['10.0.%'], rights: [DatabaseRight.reader('orders')] }] }, stacks);
  template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', { GroupId: 'sg-1234', FromPort: 3306, ToPort: 3306 });
  template.hasResourceProperties('Custom::DatabaseUsers', { MasterSecretArn: 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:master-AbCdEf' });
});

test('exact rights, limits, schemas and heirs are part of the declaration', () => {
  const { template } = built({
    databases: [{ name: 'orders', schemas: ['sales'] }],
    heirs: { old: 'mailer' },
    users: [{
      name: 'mailer',
      maxConnections: 5,
      rights: [DatabaseRight.onTable({ database: 'orders', schema: 'sales', table: 'customers', columns: ['id'], privileges: [DataPrivilege.SELECT] })],
    }],
  });
  const [resource] = Object.values(template.findResources('Custom::DatabaseUsers')) as { Properties: { Declaration: string } }[];
  expect(JSON.parse(resource.Properties.Declaration)).toMatchObject({
    databases: [{ name: 'orders', schemas: ['sales'] }],
    heirs: { old: 'mailer' },
    users: [{ name: 'mailer', maxConnections: 5, rights: [{ database: 'orders', schema: 'sales', table: 'customers', columns: ['id'], privileges: ['SELECT'] }] }],
  });
});

test('without reserved concurrency, a new account can deploy', () => {
  built({ reservedConcurrency: 0 }).template.hasResourceProperties('AWS::Lambda::Function', { ReservedConcurrentExecutions: Match.absent() });
});

test('all problems are reported at once, and nothing is created', () => {
  const stacks = twoStacks(ENV);
  const stack = new Stack(stacks.app, 'Users', { env: ENV });
  expect(thrown(() => new DatabaseUsers(stack, 'Users', {
    server: DatabaseServer.instance(rdsInstance(stacks, { engine: ORACLE })),
    network: stacks.network,
    databases: [{ name: 'orders' }],
    users: [{ name: 'reports', rights: [DatabaseRight.reader('stock')] }],
    reservedConcurrency: 11,
  }))).toBe(`DatabaseUsers 'Users/Users' cannot be created, 3 problems:
  ENGINE_UNSUPPORTED: \`server\` is oracle-ee, allowed are mysql, mariadb, postgres, aurora-mysql, aurora-postgresql; other engines have no declared users
  RESERVED_CONCURRENCY_OUT_OF_RANGE: \`reservedConcurrency\` is 11, a whole number from 0 to 10 is allowed; leave it out for 1
  DATABASE_UNDECLARED: the user "reports" has a right in "stock", which is not among the databases; add it there`);
  expect(stack.node.findAll().filter(CfnResource.isCfnResource)).toEqual([]);
});

const AMBIGUOUS = 'is ambiguous; give either a preset, or privileges with an optional table, and columns only together with a table and SELECT, INSERT or UPDATE';
const UNKNOWN_NAME = 'NAME_UNKNOWN: a name among `databases` and `users` is only known at deployment (a token), but grants and policies carry it; pass plain text';
const onTable = (options: Partial<TableRightOptions>) => [{
  name: 'a', rights: [DatabaseRight.onTable({ database: 'orders', table: 't', privileges: [DataPrivilege.SELECT], ...options })],
}];

/** Nothing is created, so that all may share a stack. */
const refusing = twoStacks(ENV);
const emptyStack = new Stack(refusing.app, 'Users', { env: ENV });
const existing = imported(refusing.dataStack, 'postgres');

test.each<[string, Partial<DatabaseUsersProps>]>([
  ['HOSTS_UNSUPPORTED: the user "a" is restricted to hosts, which PostgreSQL on RDS cannot do; use security groups', { users: [{ name: 'a', hosts: ['10.0.%'], rights: [] }] }],
  ['USER_REPEATED: the user "a" is declared twice; declare it once with all its rights', { users: [{ name: 'a', rights: [] }, { name: 'a', rights: [] }] }],
  ["DATABASE_REPEATED: the database 'orders' is declared twice; declare it once with all its schemas", { databases: [{ name: 'orders' }, { name: 'orders' }] }],
  ['NAME_RESERVED: the user "rds_superuser" has a name that the server or RDS keeps for itself; choose another one', { users: [{ name: 'rds_superuser', rights: [] }] }],
  [`NAME_LENGTH: the name "${'x'.repeat(64)}" of a user has 64 bytes, 1 to 63 are allowed`, { users: [{ name: 'x'.repeat(64), rights: [] }] }],
  ['NAME_LENGTH: the name "" of a database has 0 bytes, 1 to 63 are allowed', { databases: [{ name: '' }], users: [] }],
  ...[0, -1, 1.5, NaN].map((maxConnections): [string, Partial<DatabaseUsersProps>] => [
    `MAX_CONNECTIONS_INVALID: the user "a" is limited to ${maxConnections} connections, a whole number from 1 is allowed`, { users: [{ name: 'a', maxConnections, rights: [] }] },
  ]),
  ['MAX_CONNECTIONS_UNKNOWN: `maxConnections` of a user is only known at deployment (a token), but the declaration carries it; pass a plain number',
    { users: [{ name: 'a', maxConnections: Lazy.number({ produce: () => 5 }), rights: [] }] }],
  [`RIGHT_INVALID: a right of the user "a" ${AMBIGUOUS}`, { users: onTable({ columns: ['c'], privileges: [DataPrivilege.DELETE] }) }],
  [`RIGHT_INVALID: a right of the user "a" ${AMBIGUOUS}`, { users: onTable({ privileges: [] }) }],
  [`RIGHT_INVALID: a right of the user "a" ${AMBIGUOUS}`, { users: onTable({ columns: [] }) }],
  ['NAME_LENGTH: the name "" of a table or column has 0 bytes, 1 to 63 are allowed', { users: onTable({ table: '' }) }],
  [UNKNOWN_NAME, { users: onTable({ columns: Lazy.list({ produce: () => ['c'] }) }) }],
  [UNKNOWN_NAME, { users: [{ name: Lazy.string({ produce: () => 'a' }), rights: [] }] }],
  ["HEIR_INVALID: `heirs` names 'a' for 'a', which must be the names of two users; correct it", { heirs: { a: 'a' } }],
  ["HEIR_INVALID: `heirs` names '' for 'gone', which must be the names of two users; correct it", { heirs: { gone: '' } }],
  ['ROTATION_UNKNOWN: `rotatedSecret of a` is only known at deployment (a token), but it decides what is built; pass a Duration of whole days',
    { users: [{ name: 'a', rights: [], authentication: UserAuthentication.rotatedSecret(Duration.days(Lazy.number({ produce: () => 7 }))) }] }],
  ['ROTATION_OUT_OF_RANGE: `rotatedSecret of a` is 91 days, a whole number from 1 to 90 days is allowed; leave it out for 30 days',
    { users: [{ name: 'a', rights: [], authentication: UserAuthentication.rotatedSecret(Duration.days(91)) }] }],
  ['RESERVED_CONCURRENCY_OUT_OF_RANGE: `reservedConcurrency` is 0.5, a whole number from 0 to 10 is allowed; leave it out for 1', { reservedConcurrency: 0.5 }],
])('%s', (text, props) => {
  expect(thrown(() => new DatabaseUsers(emptyStack, 'Users', {
    server: existing, network: refusing.network, databases: [{ name: 'orders' }], users: [{ name: 'reports', rights: [DatabaseRight.reader('orders')] }], ...props,
  }))).toBe(`DatabaseUsers 'Users/Users' cannot be created, 1 problem:\n  ${text}`);
  expect(emptyStack.node.children).toEqual([]);
});

describe('an imported server', () => {
  const refused = (attributes: Partial<ImportedServerAttributes>) => thrown(() => imported(new Stack(new App(), 'Stack'), 'postgres', 'eu-west-1', attributes));

  test.each<[string, Partial<ImportedServerAttributes>]>([
    ...[0, -1, 1.5, 65_536].map((port): [string, Partial<ImportedServerAttributes>] => [
      `PORT_OUT_OF_RANGE: \`port\` is ${port}, a whole number from 1 to 65535 is allowed; pass the port that the server listens on`, { port },
    ]),
    ...['', 'orders.example.com:5432', 'a b'].map((host): [string, Partial<ImportedServerAttributes>] => [
      `HOST_INVALID: \`host\` is '${host}', allowed are host names such as orders.abc123.eu-west-1.rds.amazonaws.com; pass the endpoint without a port`, { host },
    ]),
    ["RESOURCE_ID_INVALID: `resourceId` is 'orders', allowed are ids such as db-ABCDEFGHIJKL01234 or cluster-ABCDEFGHIJKL01234; pass what RDS calls the resource id, not the identifier",
      { resourceId: 'orders' }],
    ['SECURITY_GROUPS_EMPTY: `securityGroups` is empty, so that nothing would let the function reach the server; pass the groups of the server', { securityGroups: [] }],
  ])('%s', (text, attributes) => {
    expect(refused(attributes)).toBe(`DatabaseServer 'imported' cannot be created, 1 problem:\n  ${text}`);
  });

  test('of another region is refused', () => {
    const stacks = twoStacks(ENV);
    expect(thrown(() => built({ server: imported(stacks.dataStack, 'postgres', 'us-west-2') }, stacks))).toBe(
      "DatabaseUsers 'Users/Users' cannot be created, 1 problem:\n  SERVER_ELSEWHERE: `server` lies in us-west-2, but the stack in eu-west-1; make its users in that region");
  });

  test('and a network of another stage are refused', () => {
    const stage = new Stage(refusing.app, 'Test');
    const network = new TieredNetwork(new Stack(stage, 'Base', { env: ENV }), 'Network');
    const props = { server: existing, network, databases: [{ name: 'orders' }], users: [] };
    expect(thrown(() => new DatabaseUsers(emptyStack, 'Users', props))).toBe("DatabaseUsers 'Users/Users' cannot be created, 1 problem:\n"
      + "  NETWORK_IN_OTHER_STAGE: the network 'Test/Base/Network' belongs to another stage, whose resources cannot be referenced; create both in the same stage");
  });

  test('without a master secret is refused', () => {
    const stacks = twoStacks(ENV);
    const server = DatabaseServer.cluster(auroraCluster(stacks, { engineOptions: { masterAuthentication: MasterAuthentication.IAM } }));
    expect(thrown(() => built({ server }, stacks))).toBe("DatabaseUsers 'Users/Users' cannot be created, 1 problem:\n"
      + '  SERVER_WITHOUT_MASTER_SECRET: `server` has no master secret, with which users are made; let RDS manage the master password');
  });

  test('of an engine without users is refused', () => {
    const stacks = twoStacks(ENV);
    expect(thrown(() => built({ server: imported(stacks.dataStack, 'sqlserver-se') }, stacks))).toBe("DatabaseUsers 'Users/Users' cannot be created, 1 problem:\n"
      + '  ENGINE_UNSUPPORTED: `server` is sqlserver-se, allowed are mysql, mariadb, postgres, aurora-mysql, aurora-postgresql; other engines have no declared users');
  });
});

test('more users than fit into one request are refused', () => {
  const users = Array.from({ length: 3000 }, (_, i) => ({ name: `user-${i}`, rights: [DatabaseRight.reader('orders')] }));
  expect(thrown(() => built({ users }))).toMatch(/^DatabaseUsers 'Users\/Users' cannot be created, 1 problem:\n {2}DECLARATION_TOO_LARGE: `users` and `databases` make a declaration of \d{6} bytes, at most 200000 fit into one request; divide the users among several DatabaseUsers$/);
});
