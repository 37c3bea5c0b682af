import { App, Aws, Duration, NestedStack, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as sns from 'aws-cdk-lib/aws-sns';
import { DataClassification } from '../../../src/core/data-classification';
import { Safeguard } from '../../../src/core/safeguard';
import { Waiver } from '../../../src/core/waiver';
import { SecureRdsInstance } from '../../../src/databases/rds/secure-rds-instance';
import { TieredNetwork } from '../../../src/foundation/network/tiered-network';
import { ENV, MYSQL, POSTGRES, rdsInstance, RDS_TEST_ENGINES, TwoStacks, twoStacks } from '../../support/fixtures';

const INSTANCE = 'AWS::RDS::DBInstance';

/** The only database instance of a template. */
function instanceOf(template: Template): Record<string, unknown> & { Properties: Record<string, unknown> } {
  return Object.values(template.findResources(INSTANCE))[0] as Record<string, unknown> & { Properties: Record<string, unknown> };
}

describe('with default properties', () => {
  let template: Template;
  let store: SecureRdsInstance;
  beforeAll(() => {
    const stacks = twoStacks(ENV);
    store = rdsInstance(stacks);
    template = Template.fromStack(stacks.dataStack);
  });

  test.each<[string, Record<string, unknown>]>([
    ['encrypts its storage', { StorageEncrypted: true }],
    ['has no public address', { PubliclyAccessible: false }],
    ['has a standby in another zone', { MultiAZ: true }],
    ['keeps backups for seven days', { BackupRetentionPeriod: 7, CopyTagsToSnapshot: true }],
    ['keeps automated backups after deletion', { DeleteAutomatedBackups: false }],
    ['is protected against deletion', { DeletionProtection: true }],
    ['accepts IAM tokens', { EnableIAMDatabaseAuthentication: true }],
    ['lets RDS manage the master password', { ManageMasterUserPassword: true, MasterUserPassword: Match.absent() }],
    ['exports all logs', { EnableCloudwatchLogsExports: ['audit', 'error', 'general', 'slowquery'] }],
    ['observes queries with its key', { EnablePerformanceInsights: true, PerformanceInsightsKMSKeyId: Match.anyValue() }],
    ['collects operating-system metrics', { MonitoringInterval: 60, MonitoringRoleArn: Match.anyValue() }],
    ['installs minor versions only', { AutoMinorVersionUpgrade: true, AllowMajorVersionUpgrade: false }],
    ['grows before it is full', { AllocatedStorage: '100', MaxAllocatedStorage: 200, StorageType: 'gp3' }],
    ['has windows that do not overlap', { PreferredBackupWindow: '02:00-03:00', PreferredMaintenanceWindow: 'sun:04:00-sun:05:00' }],
    ['listens on the default port of its engine', { Port: '3306' }],
    ['presents a current certificate', { CACertificateIdentifier: 'rds-ca-rsa2048-g1' }],
  ])('%s', (_title, properties) => {
    template.hasResourceProperties(INSTANCE, properties);
  });

  test('encrypts storage, insights and master secret with one key', () => {
    const { KmsKeyId, PerformanceInsightsKMSKeyId, MasterUserSecret } = instanceOf(template).Properties;
    expect(KmsKeyId).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^OrdersEncryptionKey/), 'Arn'] });
    expect(PerformanceInsightsKMSKeyId).toEqual(KmsKeyId);
    expect(MasterUserSecret).toEqual({ KmsKeyId });
  });

  test('names the master user so that nobody guesses it', () => {
    expect(instanceOf(template).Properties.MasterUsername).toMatch(/^dba[0-9a-f]{12}$/);
  });

  test('refuses connections without TLS 1.2', () => {
    template.hasResourceProperties('AWS::RDS::DBParameterGroup', {
      Parameters: { require_secure_transport: '1', tls_version: 'TLSv1.2,TLSv1.3' },
    });
  });

  test('records who did what with the audit plugin', () => {
    template.hasResourceProperties('AWS::RDS::OptionGroup', {
      OptionConfigurations: [{ OptionName: 'MARIADB_AUDIT_PLUGIN', OptionSettings: [{ Name: 'SERVER_AUDIT_EVENTS', Value: 'CONNECT,QUERY_DDL,QUERY_DCL' }] }],
    });
  });

  test.each(['AWS::RDS::DBInstance', 'AWS::RDS::DBParameterGroup', 'AWS::RDS::OptionGroup', 'AWS::RDS::DBSubnetGroup',
    'AWS::EC2::SecurityGroup', 'AWS::KMS::Key', 'AWS::Logs::LogGroup'])('keeps %s when the stack is deleted', (type) => {
    template.allResources(type, { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  });

  test('creates its log groups, encrypted and kept for a year, before the instance', () => {
    const groups = template.findResources('AWS::Logs::LogGroup');
    expect(Object.values(groups).map(({ Properties }) => Properties.LogGroupName).sort()).toEqual(
      ['audit', 'error', 'general', 'slowquery'].map((log) => `/aws/rds/instance/${instanceOf(template).Properties.DBInstanceIdentifier}/${log}`));
    template.allResourcesProperties('AWS::Logs::LogGroup', { KmsKeyId: Match.anyValue(), RetentionInDays: 365 });
    expect(instanceOf(template).DependsOn).toEqual(expect.arrayContaining(Object.keys(groups)));
  });

  test('sizes its alarms from the class and the storage, and sends them to its topic', () => {
    const thresholds = Object.fromEntries(Object.values(template.findResources('AWS::CloudWatch::Alarm'))
      .map(({ Properties }) => [Properties.MetricName, Properties.Threshold]));
    expect(thresholds).toEqual({
      CPUUtilization: 90,
      FreeStorageSpace: 10 * 1024 ** 3,
      FreeableMemory: Math.round(0.8 * 1024 ** 3),
      DatabaseConnections: Math.floor(Math.floor(8 * 1024 ** 3 / 12_582_880) * 0.8),
      ReadLatency: 0.1,
      WriteLatency: 0.1,
      // messages of its backup plan that could not be delivered
      ApproximateNumberOfMessagesVisible: 0,
      [`RefusedLogins-${instanceOf(template).Properties.DBInstanceIdentifier}`]: 10,
    });
    const topic = [{ Ref: expect.stringMatching(/^OrdersAlerts/) }];
    for (const { Properties } of Object.values(template.findResources('AWS::CloudWatch::Alarm'))) {
      expect(Properties).toMatchObject({ AlarmActions: topic, OKActions: topic });
    }
  });

  test('reports events of the instance and of its parameter group', () => {
    template.hasResourceProperties('AWS::RDS::EventSubscription', {
      Enabled: true,
      SourceType: 'db-instance',
      SourceIds: [{ Ref: Match.stringLikeRegexp('^OrdersInstance') }],
      EventCategories: Match.arrayWith(['configuration change', 'failure', 'maintenance']),
    });
    template.hasResourceProperties('AWS::RDS::EventSubscription', {
      Enabled: true, SourceType: 'db-parameter-group', EventCategories: ['configuration change'],
    });
  });

  test('gives its monitoring role a customer managed policy, for this instance only', () => {
    template.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [{
          Principal: { Service: 'monitoring.rds.amazonaws.com' },
          Condition: { StringEquals: { 'aws:SourceAccount': '111111111111', 'aws:SourceArn': Match.anyValue() } },
        }],
      },
      ManagedPolicyArns: Match.absent(),
      Policies: Match.absent(),
    });
  });

  test('offers what guards and plans need', () => {
    const { DBInstanceIdentifier } = instanceOf(template).Properties;
    expect(Stack.of(store).resolve(store.storeArns)).toEqual([
      { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:rds:eu-west-1:111111111111:db:${DBInstanceIdentifier}`]] },
      { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:rds:eu-west-1:111111111111:snapshot:${DBInstanceIdentifier}-*`]] },
    ]);
    expect(store.destructiveActions).toContain('rds:DeleteDBInstance');
    expect(store.port).toBe(3306);
  });
});

test('PostgreSQL forces TLS, logs connections and loads pgaudit', () => {
  const stacks = twoStacks(ENV);
  rdsInstance(stacks, { engine: POSTGRES, parameters: { shared_preload_libraries: 'pg_cron' } });
  const template = Template.fromStack(stacks.dataStack);
  template.hasResourceProperties('AWS::RDS::DBParameterGroup', {
    Parameters: {
      'rds.force_ssl': '1',
      'ssl_min_protocol_version': 'TLSv1.2',
      'log_connections': '1',
      'shared_preload_libraries': 'pg_stat_statements,pgaudit,pg_cron',
    },
  });
  template.resourceCountIs('AWS::RDS::OptionGroup', 0);
  template.hasResourceProperties(INSTANCE, { Port: '5432', EnableCloudwatchLogsExports: ['postgresql', 'upgrade'] });
});

test.each<[Safeguard, Record<string, unknown>]>([
  [Safeguard.IAM_AUTHENTICATION, { EnableIAMDatabaseAuthentication: false }],
  [Safeguard.DELETION_PROTECTION, { DeletionProtection: false }],
  [Safeguard.BACKUPS, { BackupRetentionPeriod: 0 }],
  [Safeguard.HIGH_AVAILABILITY, { MultiAZ: false }],
  [Safeguard.STORAGE_AUTOSCALING, { MaxAllocatedStorage: Match.absent() }],
  [Safeguard.LOG_EXPORTS, { EnableCloudwatchLogsExports: Match.absent() }],
  [Safeguard.ENHANCED_MONITORING, { MonitoringInterval: Match.absent() }],
  [Safeguard.PERFORMANCE_INSIGHTS, { EnablePerformanceInsights: false }],
  [Safeguard.AUTOMATIC_PATCHING, { AutoMinorVersionUpgrade: false }],
])('a waiver of %s switches off just that', (safeguard, properties) => {
  const stacks = twoStacks(ENV);
  rdsInstance(stacks, { waivers: [Waiver.of(safeguard, 'preview environment, rebuilt nightly')] });
  Template.fromStack(stacks.dataStack).hasResourceProperties(INSTANCE, { StorageEncrypted: true, PubliclyAccessible: false, ...properties });
});

test('a waiver of retention still takes a final snapshot', () => {
  const stacks = twoStacks(ENV);
  rdsInstance(stacks, { waivers: [Safeguard.RETENTION, Safeguard.BACKUP_PLAN].map((each) => Waiver.of(each, 'preview environment, rebuilt nightly')) });
  Template.fromStack(stacks.dataStack).hasResource(INSTANCE, { DeletionPolicy: 'Snapshot', UpdateReplacePolicy: 'Snapshot' });
});

test('a waiver of TLS writes the parameter, since newer engines force TLS by default', () => {
  const stacks = twoStacks(ENV);
  rdsInstance(stacks, { waivers: [Waiver.of(Safeguard.ENCRYPTION_IN_TRANSIT, 'legacy client without TLS')] });
  Template.fromStack(stacks.dataStack).hasResourceProperties('AWS::RDS::DBParameterGroup', {
    Parameters: { require_secure_transport: '0', tls_version: Match.absent() },
  });
});

test('waivers of alarms and events leave them out', () => {
  const stacks = twoStacks(ENV);
  rdsInstance(stacks, { waivers: [Waiver.of(Safeguard.ALARMS, 'watched by another system'), Waiver.of(Safeguard.EVENT_NOTIFICATIONS, 'watched by another system')] });
  const template = Template.fromStack(stacks.dataStack);
  template.resourceCountIs('AWS::CloudWatch::Alarm', 0);
  template.resourceCountIs('AWS::RDS::EventSubscription', 0);
});

test.each([
  [DataClassification.PUBLIC, 7, 365],
  [DataClassification.CONFIDENTIAL, 7, 365],
  [DataClassification.PROTECTED, 35, 2192],
  [DataClassification.SECRET, 35, 2192],
])('%s data keeps backups for %d days and logs for %d', (classification, backups, logs) => {
  const stacks = twoStacks(ENV);
  rdsInstance(stacks, { classification });
  const template = Template.fromStack(stacks.dataStack);
  template.hasResourceProperties(INSTANCE, { BackupRetentionPeriod: backups });
  template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: logs });
});

describe('where it can live', () => {
  test('network and store in different stacks: only the store depends on the network', () => {
    const stacks = twoStacks(ENV);
    rdsInstance(stacks);
    stacks.app.synth();
    expect(stacks.dataStack.dependencies).toEqual([stacks.networkStack]);
    expect(stacks.networkStack.dependencies).toEqual([]);
  });

  test.each<[string, (stacks: TwoStacks) => Stack]>([
    ['an environment-agnostic stack', ({ dataStack }) => dataStack],
    ['a nested stack', ({ dataStack }) => new NestedStack(dataStack, 'Nested')],
  ])('%s', (_title, where) => {
    const stacks = twoStacks();
    const stack = where(stacks);
    rdsInstance({ ...stacks, dataStack: stack });
    Template.fromStack(stack).hasResourceProperties(INSTANCE, { DBInstanceIdentifier: Match.stringLikeRegexp('^[a-z][a-z0-9-]+$') });
  });

  test.each([['cn-north-1', 'aws-cn'], ['us-gov-west-1', 'aws-us-gov']])('a stack in %s', (region, partition) => {
    const stacks = twoStacks({ account: '111111111111', region });
    rdsInstance(stacks);
    const text = JSON.stringify(Template.fromStack(stacks.dataStack).toJSON());
    expect(text).not.toContain('arn:aws:');
    expect(text.includes(`arn:${partition}:`) || text.includes('AWS::Partition')).toBe(true);
  });

  test('two deployments of one app under two stack names get different identifiers', () => {
    const identifier = (stackName: string) => {
      const app = new App();
      const stack = new Stack(app, 'Same', { env: ENV, stackName });
      new SecureRdsInstance(stack, 'Orders', { network: new TieredNetwork(stack, 'Network'), engine: MYSQL });
      return instanceOf(Template.fromStack(stack)).Properties.DBInstanceIdentifier;
    };
    expect(identifier('orders-dev')).not.toEqual(identifier('orders-prod'));
    expect(identifier('orders-dev')).toEqual(identifier('orders-dev'));
  });
});

describe('bring your own', () => {
  test('an imported key and topic are used, and nothing is added to them', () => {
    const stacks = twoStacks(ENV);
    const keyArn = 'arn:aws:kms:eu-west-1:111111111111:key/11111111-2222-3333-4444-555555555555';
    rdsInstance(stacks, {
      encryptionKey: kms.Key.fromKeyArn(stacks.dataStack, 'Key', keyArn),
      alerts: sns.Topic.fromTopicArn(stacks.dataStack, 'Topic', 'arn:aws:sns:eu-west-1:111111111111:alerts'),
    });
    const template = Template.fromStack(stacks.dataStack);
    template.hasResourceProperties(INSTANCE, { KmsKeyId: keyArn });
    template.resourceCountIs('AWS::KMS::Key', 0);
    template.resourceCountIs('AWS::SNS::Topic', 0);
    template.resourceCountIs('AWS::SNS::TopicPolicy', 0);
  });

  test('names, sizes, windows and port are passed on', () => {
    const stacks = twoStacks(ENV);
    rdsInstance(stacks, {
      naming: { identifier: 'orders', databaseName: 'shop', masterUsername: 'keeper' },
      storage: { allocatedGib: 400, maxAllocatedGib: 1000, storageType: rds.StorageType.IO2, iops: 20_000 },
      windows: { backup: '23:30-00:30', maintenance: 'mon:01:00-mon:02:00' },
      port: 3307,
      recovery: { retention: Duration.days(14) },
      instanceType: ec2.InstanceType.of(ec2.InstanceClass.T4G, ec2.InstanceSize.MEDIUM),
      parameters: { max_connections: '200' },
    });
    const template = Template.fromStack(stacks.dataStack);
    template.hasResourceProperties(INSTANCE, {
      DBInstanceIdentifier: 'orders',
      DBName: 'shop',
      MasterUsername: 'keeper',
      AllocatedStorage: '400',
      MaxAllocatedStorage: 1000,
      StorageType: 'io2',
      Iops: 20_000,
      PreferredBackupWindow: '23:30-00:30',
      PreferredMaintenanceWindow: 'mon:01:00-mon:02:00',
      Port: '3307',
      BackupRetentionPeriod: 14,
      DBInstanceClass: 'db.t4g.medium',
    });
    template.hasResourceProperties('AWS::RDS::DBParameterGroup', { Parameters: { max_connections: '200', require_secure_transport: '1' } });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'CPUCreditBalance', Threshold: 30 });
  });
});

test('connect grants one database user by its ARN', () => {
  const stacks = twoStacks(ENV);
  const role = new iam.Role(stacks.dataStack, 'App', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
  rdsInstance(stacks).grants.connect(role, 'orders_app');
  const template = Template.fromStack(stacks.dataStack);
  template.resourceCountIs('AWS::IAM::Policy', 0);
  template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
    Roles: [{ Ref: Match.stringLikeRegexp('^App') }],
    PolicyDocument: {
      Statement: [{
        Action: 'rds-db:connect',
        Effect: 'Allow',
        Resource: {
          'Fn::Join': ['', [
            'arn:', { Ref: 'AWS::Partition' }, ':rds-db:eu-west-1:111111111111:dbuser:',
            { 'Fn::GetAtt': [Match.stringLikeRegexp('^OrdersInstance'), 'DbiResourceId'] }, '/orders_app',
          ]],
        },
      }],
    },
  });
});

test('one role gets one policy for all its databases', () => {
  const stacks = twoStacks(ENV);
  const role = new iam.Role(stacks.dataStack, 'App', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
  rdsInstance(stacks).grants.connect(role, 'orders_app');
  rdsInstance(stacks, {}, 'Invoices').grants.connect(role, 'invoices_app');
  Template.fromStack(stacks.dataStack).hasResourceProperties('AWS::IAM::ManagedPolicy', {
    PolicyDocument: { Statement: [Match.objectLike({ Action: 'rds-db:connect' }), Match.objectLike({ Action: 'rds-db:connect' })] },
  });
});

test.each(RDS_TEST_ENGINES)('%s has every safeguard on', (_name, engine) => {
  const stacks = twoStacks(ENV);
  const store = rdsInstance(stacks, { engine });
  expect(store.node.metadata.find(({ type }) => type === 'cdk-hardened-databases:hardening')?.data).toMatchObject({ construct: 'SecureRdsInstance', waived: [] });
});

test('a token as a size passes the checks and reaches the template', () => {
  const stacks = twoStacks();
  expect(() => rdsInstance(stacks, { naming: { databaseName: Aws.STACK_NAME } })).not.toThrow();
});

test('snapshots of the region are told on request', () => {
  const stacks = twoStacks(ENV);
  rdsInstance(stacks).notifyOfSnapshots();
  Template.fromStack(stacks.dataStack).hasResourceProperties('AWS::RDS::EventSubscription', { SourceType: 'db-snapshot', SourceIds: Match.absent(), Enabled: true });
});
