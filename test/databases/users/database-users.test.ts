import { App, CfnResource, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sns from 'aws-cdk-lib/aws-sns';
import { DatabaseRight, DataPrivilege } from '../../../src/databases/users/database-right';
import { DatabaseServer } from '../../../src/databases/users/database-server';
import { DatabaseUsers } from '../../../src/databases/users/database-users';
import { DatabaseUsersProps } from '../../../src/databases/users/database-users-props';
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
      network, server: imported(stack, 'postgres'), databases: [{ name: 'orders' }], users: [{ name: 'reports', rights: [DatabaseRight.reader('orders')] }],
    });
    expect(users.connect(new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }), 'reports').certificateBundleUrl).toBe(url);
  });
});

/** A server that somebody else made. */
function imported(stack: Stack, engine: string): DatabaseServer {
  return DatabaseServer.imported({
    engine,
    host: 'orders.example.com',
    port: 3306,
    resourceId: 'db-ABCDEFGHIJKL',
    masterSecret: secretsmanager.Secret.fromSecretCompleteArn(stack, 'Master', 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:master-AbCdEf'),
    encryptionKey: kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-west-1:111111111111:key/11111111-2222-3333-4444-555555555555'),
    securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-1234')],
    alerts: sns.Topic.fromTopicArn(stack, 'Alerts', 'arn:aws:sns:eu-west-1:111111111111:alerts'),
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

test.each<[string, string, DatabaseUsersProps['users']]>([
  ['a host with PostgreSQL', 'HOSTS_UNSUPPORTED', [{ name: 'a', hosts: ['10.0.%'], rights: [] }]],
  ['the same user twice', 'USER_REPEATED', [{ name: 'a', rights: [] }, { name: 'a', rights: [] }]],
  ['a name of the server', 'NAME_RESERVED', [{ name: 'rds_superuser', rights: [] }]],
  ['a name that is too long', 'NAME_LENGTH', [{ name: 'x'.repeat(64), rights: [] }]],
  ['no connections', 'MAX_CONNECTIONS_INVALID', [{ name: 'a', maxConnections: 0, rights: [] }]],
  ['columns and DELETE', 'RIGHT_INVALID', [{
    name: 'a', rights: [DatabaseRight.onTable({ database: 'orders', table: 't', columns: ['c'], privileges: [DataPrivilege.DELETE] })],
  }]],
])('%s is refused', (_title, code, users) => {
  expect(() => built({ users })).toThrow(code);
});

test('more users than fit into one request are refused', () => {
  const users = Array.from({ length: 3000 }, (_, i) => ({ name: `user-${i}`, rights: [DatabaseRight.reader('orders')] }));
  expect(() => built({ users })).toThrow('DECLARATION_TOO_LARGE');
});
