import { App, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Safeguard } from '../../../src/core/safeguard';
import { Waiver } from '../../../src/core/waiver';
import { SecureAuroraCluster } from '../../../src/databases/aurora/secure-aurora-cluster';
import { AURORA_MYSQL, auroraCluster, ENV, twoStacks } from '../../support/fixtures';
import { thrown } from '../../support/thrown';

const PROXY = 'AWS::RDS::DBProxy';
const POLICY = 'AWS::IAM::ManagedPolicy';

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

/** The statements of the managed policies whose id starts like this. */
function statements(template: Template, start: string): Statement[] {
  return Object.entries(template.findResources(POLICY)).filter(([id]) => id.startsWith(start))
    .flatMap(([, { Properties }]) => (Properties as { PolicyDocument: { Statement: Statement[] } }).PolicyDocument.Statement);
}

/** An ARN of a database user, around what names the database. */
const user = (id: unknown, name: string) => ({
  'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':rds-db:eu-west-1:111111111111:dbuser:', id, `/${name}`]],
});

describe('a proxy without options', () => {
  let store: SecureAuroraCluster;
  let template: Template;
  beforeAll(() => {
    const stacks = twoStacks(ENV);
    store = auroraCluster(stacks, { engine: AURORA_MYSQL, engineOptions: { proxy: {} }, port: 3307 });
    const role = new iam.Role(stacks.dataStack, 'App', { assumedBy: new iam.AccountRootPrincipal() });
    store.grants.connect(role, 'orders_app');
    store.grants.connect(role, 'orders_reports');
    template = Template.fromStack(stacks.dataStack);
  });

  test.each<[string, Record<string, unknown>]>([
    ['requires TLS', { RequireTLS: true }],
    ['requires IAM tokens at both ends, and keeps no password', { DefaultAuthScheme: 'IAM_AUTH', Auth: Match.absent() }],
    ['does not log statements', { DebugLogging: false }],
    ['speaks the protocol of the engine', { EngineFamily: 'MYSQL' }],
    ['disconnects idle clients after half an hour', { IdleClientTimeout: 1800 }],
    ['lies in the data tier', { VpcSubnetIds: [1, 2, 3].map((zone) => ({ 'Fn::ImportValue': Match.stringLikeRegexp(`DataSubnet${zone}`) })) }],
  ])('%s', (_title, properties) => {
    template.hasResourceProperties(PROXY, properties);
  });

  test('leaves a tenth of the connections to administrators', () => {
    template.hasResourceProperties('AWS::RDS::DBProxyTargetGroup', {
      ConnectionPoolConfigurationInfo: { MaxConnectionsPercent: 90, ConnectionBorrowTimeout: 120 },
    });
  });

  test('is joined with the cluster after all members are there', () => {
    const [group] = Object.values(template.findResources('AWS::RDS::DBProxyTargetGroup'));
    expect(group.DependsOn).toEqual(expect.arrayContaining([
      expect.stringMatching(/^OrdersCluster[0-9A-F]{8}$/), expect.stringMatching(/^OrdersClusterWriter/), expect.stringMatching(/^OrdersClusterReader1/),
    ]));
  });

  test('takes over the tier rules: the app tier reaches the proxy, the proxy alone reaches the cluster', () => {
    const rules = Object.entries(template.findResources('AWS::EC2::SecurityGroupIngress')).map(([, { Properties }]) => Properties as Record<string, unknown>)
      .map(({ Description, FromPort, ToPort }) => `${Description as string}: ${String(FromPort)}-${String(ToPort)}`);
    expect(rules.sort()).toEqual(['App tier to data store: 3306-3306', 'Proxy to data store: 3307-3307']);
  });

  test('opens the way out of its group to the cluster only', () => {
    const ways = Object.values(template.findResources('AWS::EC2::SecurityGroupEgress')).map(({ Properties }) => Properties as Record<string, unknown>)
      .filter(({ GroupId }) => JSON.stringify(GroupId).includes('OrdersProxySecurityGroup'));
    expect(ways).toEqual([expect.objectContaining({
      FromPort: 3307, ToPort: 3307, DestinationSecurityGroupId: { 'Fn::GetAtt': [expect.stringMatching(/^OrdersSecurityGroup/), 'GroupId'] },
    })]);
  });

  test('grants the application users of the proxy, each by its ARN', () => {
    const id = { 'Fn::Select': [6, { 'Fn::Split': [':', { 'Fn::GetAtt': [expect.stringMatching(/^OrdersProxy/), 'DBProxyArn'] }] }] };
    const granted = statements(template, 'App').flatMap(({ Action, Resource }) => [Resource].flat().map((arn) => ({ Action, arn })));
    expect(granted).toEqual([
      { Action: 'rds-db:connect', arn: user(id, 'orders_app') },
      { Action: 'rds-db:connect', arn: user(id, 'orders_reports') },
    ]);
  });

  test('lets the proxy log in to the cluster as the same users and no others', () => {
    const id = { 'Fn::GetAtt': [expect.stringMatching(/^OrdersCluster/), 'DBClusterResourceId'] };
    const granted = statements(template, 'OrdersProxy').flatMap(({ Action, Resource }) => [Resource].flat().map((arn) => ({ Action, arn })));
    expect(granted).toEqual([
      { Action: 'rds-db:connect', arn: user(id, 'orders_app') },
      { Action: 'rds-db:connect', arn: user(id, 'orders_reports') },
    ]);
  });

  test('writes no inline policies', () => {
    template.resourceCountIs('AWS::IAM::Policy', 0);
  });

  test('lets only RDS of this account use its role', () => {
    template.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: { Statement: [{ Principal: { Service: 'rds.amazonaws.com' }, Condition: { StringEquals: { 'aws:SourceAccount': '111111111111' } } }] },
    });
  });

  test('has an encrypted log group, kept for a year, before the service would make one', () => {
    const [[id, proxy]] = Object.entries(template.findResources(PROXY));
    const name = (proxy.Properties as { DBProxyName: string }).DBProxyName;
    template.hasResource('AWS::Logs::LogGroup', {
      Properties: { LogGroupName: `/aws/rds/proxy/${name}`, RetentionInDays: 365, KmsKeyId: Match.anyValue() }, DeletionPolicy: 'Retain',
    });
    expect(id).toMatch(/^OrdersProxy/);
    expect(proxy.DependsOn).toEqual([expect.stringMatching(/^OrdersProxyLog/)]);
  });

  test.each(['ClientConnectionsSetupFailedAuth', 'DatabaseConnectionsSetupFailed'])('watches %s', (MetricName) => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName, Threshold: 10, Dimensions: [{ Name: 'ProxyName', Value: Match.anyValue() }] });
  });

  test('notifies its events', () => {
    template.hasResourceProperties('AWS::RDS::EventSubscription', { SourceType: 'db-proxy', SourceIds: [{ Ref: Match.stringLikeRegexp('^OrdersProxy') }] });
  });

  test('tells the application where to connect', () => {
    expect(store.proxy!.port).toBe(3306);
    expect(Stack.of(store).resolve(store.proxy!.endpoint)).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^OrdersProxy/), 'Endpoint'] });
  });
});

describe('a proxy with options', () => {
  let template: Template;
  beforeAll(() => {
    const stacks = twoStacks(ENV);
    const key = kms.Key.fromKeyArn(stacks.dataStack, 'Key', 'arn:aws:kms:eu-west-1:111111111111:key/one');
    const whole = secretsmanager.Secret.fromSecretAttributes(stacks.dataStack, 'Whole', {
      secretCompleteArn: 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:legacy-AbCdEf', encryptionKey: key,
    });
    const partial = secretsmanager.Secret.fromSecretPartialArn(stacks.dataStack, 'Partial', 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:other');
    const timeouts = { idleClientTimeout: Duration.minutes(5), borrowTimeout: Duration.seconds(10) };
    const proxy = { secrets: [whole, partial], maxConnectionsPercent: 50, ...timeouts };
    const waivers = [Safeguard.ALARMS, Safeguard.EVENT_NOTIFICATIONS].map((safeguard) => Waiver.of(safeguard, 'watched by the platform team'));
    auroraCluster(stacks, { engineOptions: { proxy }, waivers });
    template = Template.fromStack(stacks.dataStack);
  });

  test('requires tokens for the users with secrets as well', () => {
    template.hasResourceProperties(PROXY, {
      DefaultAuthScheme: 'IAM_AUTH',
      Auth: [
        { AuthScheme: 'SECRETS', IAMAuth: 'REQUIRED', SecretArn: 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:legacy-AbCdEf' },
        { AuthScheme: 'SECRETS', IAMAuth: 'REQUIRED', SecretArn: 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:other' },
      ],
    });
  });

  test('may read exactly these secrets, and use their key through Secrets Manager only', () => {
    expect(statements(template, 'OrdersProxy')).toEqual([
      { Action: 'secretsmanager:GetSecretValue', Effect: 'Allow', Resource: 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:legacy-AbCdEf' },
      {
        Action: 'kms:Decrypt',
        Effect: 'Allow',
        Resource: 'arn:aws:kms:eu-west-1:111111111111:key/one',
        Condition: { StringEquals: { 'kms:ViaService': { 'Fn::Join': ['', ['secretsmanager.eu-west-1.', { Ref: 'AWS::URLSuffix' }]] } } },
      },
      { Action: 'secretsmanager:GetSecretValue', Effect: 'Allow', Resource: 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:other-??????' },
    ]);
    template.resourceCountIs('AWS::IAM::Policy', 0);
  });

  test('takes timeouts and its share of the connections', () => {
    template.hasResourceProperties(PROXY, { IdleClientTimeout: 300 });
    template.hasResourceProperties('AWS::RDS::DBProxyTargetGroup', {
      ConnectionPoolConfigurationInfo: { MaxConnectionsPercent: 50, ConnectionBorrowTimeout: 10 },
    });
  });

  test('is watched as little as its store', () => {
    template.resourceCountIs('AWS::CloudWatch::Alarm', 0);
    template.resourceCountIs('AWS::RDS::EventSubscription', 0);
  });
});

test('grants reach a role in another stack without a cycle', () => {
  const stacks = twoStacks(ENV, new App());
  const store = auroraCluster(stacks, { engineOptions: { proxy: {} } });
  const appStack = new Stack(stacks.app, 'App', { env: ENV });
  store.grants.connect(new iam.Role(appStack, 'Role', { assumedBy: new iam.AccountRootPrincipal() }), 'orders_app');
  Template.fromStack(appStack).resourceCountIs(POLICY, 1);
});

test('a grant of all users is refused, and leaves the proxy without rights', () => {
  const stacks = twoStacks(ENV);
  const store = auroraCluster(stacks, { engineOptions: { proxy: {} } });
  const role = new iam.Role(stacks.dataStack, 'App', { assumedBy: new iam.AccountRootPrincipal() });
  expect(thrown(() => store.grants.connect(role, '*'))).toContain(
    "DATABASE_USER_INVALID: `databaseUser` is '*', 1 to 63 characters without wildcards or blanks are allowed; name one user");
  expect(statements(Template.fromStack(stacks.dataStack), 'OrdersProxy')).toEqual([]);
});
