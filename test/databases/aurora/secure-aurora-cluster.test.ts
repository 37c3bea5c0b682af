import { App, Duration, NestedStack, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as rds from 'aws-cdk-lib/aws-rds';
import { DataClassification } from '../../../src/core/data-classification';
import { Safeguard } from '../../../src/core/safeguard';
import { Waiver } from '../../../src/core/waiver';
import { AuroraCapacity } from '../../../src/databases/aurora/aurora-capacity';
import { SecureAuroraCluster } from '../../../src/databases/aurora/secure-aurora-cluster';
import { DeletionGuard } from '../../../src/foundation/deletion/deletion-guard';
import { TieredNetwork } from '../../../src/foundation/network/tiered-network';
import { AURORA_MYSQL, AURORA_POSTGRESQL, auroraCluster, ENV, TwoStacks, twoStacks } from '../../support/fixtures';

const CLUSTER = 'AWS::RDS::DBCluster';
const MEMBER = 'AWS::RDS::DBInstance';
const REASON = 'preview environment, rebuilt nightly';

interface Resource {
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DependsOn?: readonly string[];
}

/** The resources of a type, in the order of their ids. */
function all(template: Template, type: string): Resource[] {
  return Object.values(template.findResources(type)) as unknown as Resource[];
}

describe('Aurora MySQL with default properties', () => {
  let template: Template;
  let store: SecureAuroraCluster;
  beforeAll(() => {
    const stacks = twoStacks(ENV);
    store = auroraCluster(stacks, { engine: AURORA_MYSQL });
    template = Template.fromStack(stacks.dataStack);
  });

  test.each<[string, Record<string, unknown>]>([
    ['encrypts its storage', { StorageEncrypted: true }],
    ['keeps backups for seven days', { BackupRetentionPeriod: 7, CopyTagsToSnapshot: true, DeleteAutomatedBackups: false }],
    ['can be turned back by a day', { BacktrackWindow: 86_400 }],
    ['is protected against deletion', { DeletionProtection: true }],
    ['accepts IAM tokens', { EnableIAMDatabaseAuthentication: true }],
    ['has no Data API', { EnableHttpEndpoint: false }],
    ['lets RDS manage the master password', { ManageMasterUserPassword: true, MasterUserPassword: Match.absent() }],
    ['exports all logs', { EnableCloudwatchLogsExports: ['audit', 'error', 'general', 'slowquery'] }],
    ['has windows that do not overlap', { PreferredBackupWindow: '02:00-03:00', PreferredMaintenanceWindow: 'sun:04:00-sun:05:00' }],
    ['listens on the default port of its engine', { Port: 3306 }],
    ['has no capacity units', { ServerlessV2ScalingConfiguration: Match.absent() }],
  ])('%s', (_title, properties) => {
    template.hasResourceProperties(CLUSTER, properties);
  });

  test.each<[string, Record<string, unknown>]>([
    ['have no public address', { PubliclyAccessible: false }],
    ['are observed with the key of the cluster', { EnablePerformanceInsights: true, PerformanceInsightsKMSKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^OrdersEncryptionKey'), 'Arn'] } }],
    ['deliver operating-system metrics', { MonitoringInterval: 60, MonitoringRoleArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^OrdersMonitoringRole'), 'Arn'] } }],
    ['install minor versions', { AutoMinorVersionUpgrade: true }],
    ['present a current certificate', { CACertificateIdentifier: 'rds-ca-rsa2048-g1' }],
    ['are of a class that every region has', { DBInstanceClass: 'db.r6g.large' }],
  ])('all members %s', (_title, properties) => {
    template.resourceCountIs(MEMBER, 2);
    template.allResourcesProperties(MEMBER, properties);
  });

  test('places writer and reader in different zones', () => {
    const zones = all(template, MEMBER).map(({ Properties }) => Properties.AvailabilityZone);
    expect(new Set(zones).size).toBe(2);
  });

  test('lets the reader take over first', () => {
    expect(all(template, MEMBER).map(({ Properties }) => Properties.PromotionTier).sort()).toEqual([0, 1]);
  });

  test('encrypts storage and master secret with one key', () => {
    const { KmsKeyId, MasterUserSecret } = all(template, CLUSTER)[0].Properties;
    expect(KmsKeyId).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^OrdersEncryptionKey/), 'Arn'] });
    expect(MasterUserSecret).toEqual({ KmsKeyId });
  });

  test('names the master user so that nobody guesses it', () => {
    expect(all(template, CLUSTER)[0].Properties.MasterUsername).toMatch(/^dba[0-9a-f]{12}$/);
  });

  test('refuses connections without TLS 1.2, and audits, by the parameters of the cluster', () => {
    template.hasResourceProperties('AWS::RDS::DBClusterParameterGroup', {
      Parameters: {
        require_secure_transport: '1', tls_version: 'TLSv1.2,TLSv1.3', server_audit_logging: '1', server_audit_events: 'CONNECT,QUERY_DCL,QUERY_DDL',
      },
    });
    template.resourceCountIs('AWS::RDS::DBParameterGroup', 0);
  });

  test.each([CLUSTER, MEMBER, 'AWS::RDS::DBClusterParameterGroup', 'AWS::RDS::DBSubnetGroup', 'AWS::EC2::SecurityGroup', 'AWS::KMS::Key',
    'AWS::Logs::LogGroup'])('keeps %s when the stack is deleted', (type) => {
    template.allResources(type, { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  });

  test('creates its log groups, encrypted and kept for a year, before the cluster', () => {
    const groups = template.findResources('AWS::Logs::LogGroup');
    const identifier = all(template, CLUSTER)[0].Properties.DBClusterIdentifier as string;
    expect(Object.values(groups).map(({ Properties }) => (Properties as Resource['Properties']).LogGroupName).sort())
      .toEqual(['audit', 'error', 'general', 'slowquery'].map((log) => `/aws/rds/cluster/${identifier}/${log}`));
    template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 365, KmsKeyId: Match.anyValue() });
    expect(all(template, CLUSTER)[0].DependsOn).toEqual(Object.keys(groups).sort());
  });

  test('delivers operating-system metrics in the name of its members only', () => {
    const identifiers = all(template, MEMBER).map(({ Properties }) => Properties.DBInstanceIdentifier as string).sort();
    const [role] = Object.values(template.findResources('AWS::IAM::Role', { Properties: { Description: Match.stringLikeRegexp('enhanced monitoring') } }));
    const trust = JSON.stringify((role.Properties as Resource['Properties']).AssumeRolePolicyDocument);
    expect(identifiers.map((identifier) => trust.includes(`:db:${identifier}"`))).toEqual([true, true]);
    expect(trust).not.toContain('*');
  });

  test('notifies the events of the cluster and of both members', () => {
    template.hasResourceProperties('AWS::RDS::EventSubscription', { SourceType: 'db-cluster', SourceIds: [{ Ref: Match.stringLikeRegexp('^OrdersCluster') }] });
    template.hasResourceProperties('AWS::RDS::EventSubscription', {
      SourceType: 'db-instance', SourceIds: [{ Ref: Match.stringLikeRegexp('^OrdersClusterWriter') }, { Ref: Match.stringLikeRegexp('^OrdersClusterReader1') }],
    });
  });

  test.each<[string, string, number, string | undefined]>([
    ['the load of the writer', 'CPUUtilization', 90, 'WRITER'],
    ['the load of the readers', 'CPUUtilization', 90, 'READER'],
    // a tenth of 16 GiB
    ['the memory', 'FreeableMemory', 1_717_986_918, 'WRITER'],
    // four fifths of 1000 log2(16 GiB / 8187281408)
    ['the connections', 'DatabaseConnections', 855, 'WRITER'],
    ['the lag of the readers', 'AuroraReplicaLagMaximum', 2000, undefined],
    ['deadlocks', 'Deadlocks', 0.1, 'WRITER'],
    ['commits', 'CommitLatency', 100, 'WRITER'],
    ['the volume', 'AuroraVolumeBytesLeftTotal', 14_073_748_835_533, undefined],
  ])('watches %s', (_title, MetricName, Threshold, role) => {
    const cluster = { Name: 'DBClusterIdentifier', Value: { Ref: Match.stringLikeRegexp('^OrdersCluster') } };
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName, Threshold, Dimensions: role ? [cluster, { Name: 'Role', Value: role }] : [cluster], AlarmActions: [Match.anyValue()],
    });
  });

  test('tells a guard which resources destroy it', () => {
    const identifier = all(template, CLUSTER)[0].Properties.DBClusterIdentifier as string;
    expect(store.storeArns.map((arn) => arn.split(':').slice(-2).join(':')))
      .toEqual([`cluster:${identifier}`, `db:${identifier}-1`, `db:${identifier}-2`, `cluster-snapshot:${identifier}-*`]);
    expect(store.destructiveActions).toContain('rds:DeleteDBCluster');
    expect(store.destructiveActions).toContain('rds:ModifyDBInstance');
  });
});

describe('Aurora PostgreSQL Serverless v2', () => {
  let template: Template;
  beforeAll(() => {
    const stacks = twoStacks(ENV);
    const capacity = AuroraCapacity.serverlessV2({ minAcus: 0.5, maxAcus: 8, readers: 3, storageType: rds.DBClusterStorageType.AURORA_IOPT1 });
    const store = auroraCluster(stacks, { engine: AURORA_POSTGRESQL, capacity, naming: { identifier: 'orders', databaseName: 'orders' }, port: 6543 });
    const role = new iam.Role(stacks.dataStack, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
    store.grants.connect(role, 'orders_app');
    template = Template.fromStack(stacks.dataStack);
  });

  test.each<[string, Record<string, unknown>]>([
    ['scales between the given units', { ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 8 } }],
    ['is charged by size', { StorageType: 'aurora-iopt1' }],
    ['takes the given names', { DBClusterIdentifier: 'orders', DatabaseName: 'orders' }],
    ['takes the given port', { Port: 6543 }],
    ['cannot be turned back', { BacktrackWindow: Match.absent() }],
    ['exports its log', { EnableCloudwatchLogsExports: ['postgresql'] }],
  ])('%s', (_title, properties) => {
    template.hasResourceProperties(CLUSTER, properties);
  });

  test('has a writer and three readers, two of which grow with the writer', () => {
    const members = all(template, MEMBER).map(({ Properties }) => Properties);
    expect(members.map(({ DBInstanceIdentifier }) => DBInstanceIdentifier).sort()).toEqual(['orders-1', 'orders-2', 'orders-3', 'orders-4']);
    expect(members.map(({ PromotionTier }) => PromotionTier).sort()).toEqual([0, 1, 1, 2]);
    template.allResourcesProperties(MEMBER, { DBInstanceClass: 'db.serverless' });
  });

  test('refuses connections without TLS 1.2, and loads pgaudit', () => {
    template.hasResourceProperties('AWS::RDS::DBClusterParameterGroup', {
      Parameters: { 'rds.force_ssl': '1', 'ssl_min_protocol_version': 'TLSv1.2', 'shared_preload_libraries': 'pg_stat_statements,pgaudit', 'pgaudit.log': 'ddl,role' },
    });
  });

  test.each<[string, string, number]>([
    ['the capacity', 'ACUUtilization', 90],
    // a tenth of 8 units of 2 GiB
    ['the memory', 'FreeableMemory', 1_717_986_918],
    ['the connections', 'DatabaseConnections', 1441],
    ['unfrozen transactions', 'MaximumUsedTransactionIDs', 1_000_000_000],
  ])('watches %s', (_title, MetricName, Threshold) => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName, Threshold });
  });

  test('lets a role connect as one user of this cluster', () => {
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: {
        Statement: [{
          Action: 'rds-db:connect',
          Effect: 'Allow',
          Resource: {
            'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':rds-db:eu-west-1:111111111111:dbuser:',
              { 'Fn::GetAtt': [Match.stringLikeRegexp('^OrdersCluster'), 'DBClusterResourceId'] }, '/orders_app']],
          },
        }],
      },
    });
  });

  test('admits the app tier on the port, and nobody else', () => {
    const ingress = all(template, 'AWS::EC2::SecurityGroupIngress').map(({ Properties }) => Properties);
    expect(ingress).toEqual([expect.objectContaining({ FromPort: 6543, ToPort: 6543, Description: 'App tier to data store' })]);
  });
});

describe('waivers', () => {
  let cluster: Record<string, unknown>;
  let template: Template;
  beforeAll(() => {
    const stacks = twoStacks(ENV);
    const waived = [
      Safeguard.ENCRYPTION_IN_TRANSIT, Safeguard.IAM_AUTHENTICATION, Safeguard.DELETION_PROTECTION, Safeguard.RETENTION, Safeguard.BACKUPS,
      Safeguard.BACKUP_PLAN, Safeguard.HIGH_AVAILABILITY, Safeguard.LOG_EXPORTS, Safeguard.ENHANCED_MONITORING, Safeguard.PERFORMANCE_INSIGHTS,
      Safeguard.ALARMS, Safeguard.EVENT_NOTIFICATIONS, Safeguard.AUTOMATIC_PATCHING,
    ];
    auroraCluster(stacks, { engine: AURORA_MYSQL, waivers: waived.map((safeguard) => Waiver.of(safeguard, REASON)) });
    template = Template.fromStack(stacks.dataStack);
    cluster = all(template, CLUSTER)[0].Properties;
  });

  test('leave the cluster without what is waived', () => {
    expect(cluster).toMatchObject({ EnableIAMDatabaseAuthentication: false, DeletionProtection: false });
    expect(cluster).toMatchObject({ BackupRetentionPeriod: 1, DeleteAutomatedBackups: true });
    expect(cluster.EnableCloudwatchLogsExports).toBeUndefined();
  });

  test('leave one member, unobserved', () => {
    template.resourceCountIs(MEMBER, 1);
    template.hasResourceProperties(MEMBER, { AutoMinorVersionUpgrade: false, EnablePerformanceInsights: false, MonitoringInterval: Match.absent() });
  });

  test('switch TLS off explicitly', () => {
    expect(all(template, 'AWS::RDS::DBClusterParameterGroup')[0].Properties.Parameters).toEqual({ require_secure_transport: '0' });
  });

  test('leave neither alarms, nor events, nor log groups', () => {
    ['AWS::CloudWatch::Alarm', 'AWS::RDS::EventSubscription', 'AWS::Logs::LogGroup'].forEach((type) => template.resourceCountIs(type, 0));
  });

  test('let a snapshot be all that is left', () => {
    template.hasResource(CLUSTER, { DeletionPolicy: 'Snapshot', UpdateReplacePolicy: 'Snapshot' });
  });

  test('never touch the encryption', () => {
    expect(cluster).toMatchObject({ StorageEncrypted: true, ManageMasterUserPassword: true });
  });
});

describe('props', () => {
  let stacks: TwoStacks;
  let clusters: Record<string, Readonly<Record<string, unknown>>>;
  beforeAll(() => {
    stacks = twoStacks({ account: '111111111111', region: 'eu-north-1' });
    auroraCluster(stacks, { engine: AURORA_MYSQL }, 'Stockholm');
    auroraCluster(stacks, { classification: DataClassification.PROTECTED }, 'Protected');
    auroraCluster(stacks, { recovery: { retention: Duration.days(14) }, windows: { backup: '10:00-11:00', maintenance: 'mon:12:00-mon:13:00' } }, 'Timed');
    auroraCluster(stacks, { parameters: { work_mem: '65536', shared_preload_libraries: 'pg_hint_plan' } }, 'Tuned');
    auroraCluster(stacks, { encryptionKey: kms.Key.fromKeyArn(stacks.dataStack, 'Imported', 'arn:aws:kms:eu-north-1:111111111111:key/one') }, 'Foreign');
    auroraCluster(stacks, { capacity: AuroraCapacity.provisioned({ instanceType: new ec2.InstanceType('r7g.2xlarge') }) }, 'Large');
    const resources = Template.fromStack(stacks.dataStack).toJSON().Resources as Record<string, Resource & { readonly Type: string }>;
    clusters = Object.fromEntries(Object.entries(resources).map(([id, { Properties }]) => [id, Properties]));
  });

  /** The properties of the resource whose id starts like this. */
  const of = (start: string) => Object.entries(clusters).find(([id]) => new RegExp(`^${start}[0-9A-F]{8}$`).test(id))![1];

  test('no backtracking in a region that does not have it', () => {
    expect(of('StockholmCluster').BacktrackWindow).toBeUndefined();
  });

  test('protected data is backed up for 35 days', () => {
    expect(of('ProtectedCluster').BackupRetentionPeriod).toBe(35);
  });

  test('the given retention and windows are taken, by the members too', () => {
    expect(of('TimedCluster')).toMatchObject({ BackupRetentionPeriod: 14, PreferredBackupWindow: '10:00-11:00', PreferredMaintenanceWindow: 'mon:12:00-mon:13:00' });
    expect(of('TimedClusterWriter')).toMatchObject({ PreferredMaintenanceWindow: 'mon:12:00-mon:13:00' });
  });

  test('the given parameters are merged with those of the safeguards', () => {
    expect(of('TunedParameterGroup').Parameters).toMatchObject({ work_mem: '65536', shared_preload_libraries: 'pg_stat_statements,pgaudit,pg_hint_plan' });
  });

  test('the given key is used, and not changed', () => {
    expect(of('ForeignCluster').KmsKeyId).toBe('arn:aws:kms:eu-north-1:111111111111:key/one');
  });

  test('the given class is taken by all members', () => {
    expect([of('LargeClusterWriter').DBInstanceClass, of('LargeClusterReader1').DBInstanceClass]).toEqual(['db.r7g.2xlarge', 'db.r7g.2xlarge']);
  });
});

test('a deletion guard protects the cluster and its members', () => {
  const stacks = twoStacks(ENV);
  auroraCluster(stacks, { deletionGuard: new DeletionGuard(stacks.dataStack, 'Guard') });
  Template.fromStack(stacks.dataStack).hasResourceProperties('AWS::IAM::ManagedPolicy', {
    PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Effect: 'Deny', Action: Match.arrayWith(['rds:DeleteDBCluster', 'rds:DeleteDBClusterSnapshot']) })]) },
  });
});

test('works in a nested stack, in a stack without a region', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  const nested = new NestedStack(stack, 'Nested');
  new SecureAuroraCluster(nested, 'Orders', { network: new TieredNetwork(stack, 'Network'), engine: AURORA_MYSQL, engineOptions: { proxy: {} } });
  const zones = all(Template.fromStack(nested), MEMBER).map(({ Properties }) => JSON.stringify(Properties.AvailabilityZone));
  expect(new Set(zones).size).toBe(2);
});

test('a grant on a cluster without IAM authentication is refused', () => {
  const stacks = twoStacks(ENV);
  const store = auroraCluster(stacks, { waivers: [Waiver.of(Safeguard.IAM_AUTHENTICATION, REASON)] });
  const role = new iam.Role(stacks.dataStack, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
  expect(() => store.grants.connect(role, 'orders_app')).toThrow('IAM_AUTHENTICATION_OFF');
});

test('a cluster from a snapshot is encrypted with our key, and takes the names that the snapshot has', () => {
  const stacks = twoStacks(ENV);
  auroraCluster(stacks, { recovery: { snapshot: 'before-the-move' } });
  Template.fromStack(stacks.dataStack).hasResourceProperties('AWS::RDS::DBCluster', {
    SnapshotIdentifier: 'before-the-move',
    StorageEncrypted: true,
    KmsKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^OrdersEncryptionKey'), 'Arn'] },
    MasterUsername: Match.absent(),
    ManageMasterUserPassword: true,
  });
});

test('snapshots of the region are told on request', () => {
  const stacks = twoStacks(ENV);
  auroraCluster(stacks).notifyOfSnapshots();
  Template.fromStack(stacks.dataStack).hasResourceProperties('AWS::RDS::EventSubscription', { SourceType: 'db-cluster-snapshot', SourceIds: Match.absent(), Enabled: true });
});
