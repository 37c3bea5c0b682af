import { Duration, NestedStack, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as rds from 'aws-cdk-lib/aws-rds';
import { secondary, World, world } from './global-fixture';
import { DataClassification } from '../../../src/core/data-classification';
import { hardeningOf } from '../../../src/core/hardening';
import { Safeguard } from '../../../src/core/safeguard';
import { Waiver } from '../../../src/core/waiver';
import { AuroraCapacity } from '../../../src/databases/aurora/aurora-capacity';
import { SecureAuroraSecondaryClusterProps } from '../../../src/databases/aurora/aurora-secondary-props';
import { SecureAuroraSecondaryCluster } from '../../../src/databases/aurora/secure-aurora-secondary-cluster';
import { TieredNetwork } from '../../../src/foundation/network/tiered-network';
import { AURORA_MYSQL, ELSEWHERE } from '../../support/fixtures';
import { thrown } from '../../support/thrown';

const CLUSTER = 'AWS::RDS::DBCluster';
const MEMBER = 'AWS::RDS::DBInstance';
const ALARM = 'AWS::CloudWatch::Alarm';

const postgres = (version: rds.AuroraPostgresEngineVersion) => rds.DatabaseClusterEngine.auroraPostgres({ version });
const classOf = (instanceClass: ec2.InstanceClass) => ec2.InstanceType.of(instanceClass, ec2.InstanceSize.XLARGE);

describe('a secondary cluster with default properties', () => {
  let made: World;
  let store: SecureAuroraSecondaryCluster;
  let template: Template;
  beforeAll(() => {
    const capacity = AuroraCapacity.provisioned({ instanceType: classOf(ec2.InstanceClass.R6G), readers: 2 });
    made = world({ port: 5433, capacity, parameters: { work_mem: '65536' }, classification: DataClassification.PROTECTED });
    store = secondary(made, { identifier: 'orders-eu' });
    store.grants.connect(new iam.Role(made.elsewhere, 'App', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') }), 'orders_app');
    store.alarmOnConnectionsFromOutside(['10.0.0.0/16']);
    store.notifyOfSnapshots();
    template = Template.fromStack(made.elsewhere);
  });

  test('joins the global database by its name, without an export', () => {
    template.hasResourceProperties(CLUSTER, {
      DBClusterIdentifier: 'orders-eu', GlobalClusterIdentifier: 'orders-world', SourceRegion: 'eu-west-1', Engine: 'aurora-postgresql', EngineVersion: '17.6',
    });
    expect(made.elsewhere.dependencies).toContain(made.stacks.dataStack);
    expect(Template.fromStack(made.stacks.dataStack).toJSON().Outputs).toBeUndefined();
  });

  test.each(['MasterUsername', 'MasterUserPassword', 'ManageMasterUserPassword', 'MasterUserSecret', 'MasterUserAuthenticationType', 'DatabaseName', 'BacktrackWindow',
    'EnableGlobalWriteForwarding', 'SnapshotIdentifier'])('says nothing of %s, which comes with the data or does not exist there', (property) => {
    template.hasResourceProperties(CLUSTER, { [property]: Match.absent() });
  });

  test('is encrypted with a key of its own region', () => {
    template.hasResourceProperties(CLUSTER, { StorageEncrypted: true, KmsKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^OrdersEncryptionKey'), 'Arn'] } });
  });

  test('is hardened like the primary cluster, as its data are classified', () => {
    template.hasResource(CLUSTER, {
      Properties: {
        DeletionProtection: true,
        EnableIAMDatabaseAuthentication: true,
        EnableHttpEndpoint: false,
        EnableCloudwatchLogsExports: ['postgresql'],
        BackupRetentionPeriod: 35,
        CopyTagsToSnapshot: true,
        DeleteAutomatedBackups: false,
        Port: 5433,
      },
      DeletionPolicy: 'Retain',
    });
    template.hasResourceProperties('AWS::RDS::DBClusterParameterGroup', { Parameters: { 'rds.force_ssl': '1', 'work_mem': '65536' } });
    template.hasResourceProperties('AWS::Logs::LogGroup', { LogGroupName: '/aws/rds/cluster/orders-eu/postgresql', RetentionInDays: 2192, KmsKeyId: Match.anyValue() });
  });

  test('has as many members of the same class as the primary cluster, in different zones', () => {
    template.resourceCountIs(MEMBER, 3);
    template.allResourcesProperties(MEMBER, { DBInstanceClass: 'db.r6g.xlarge', PubliclyAccessible: false, EnablePerformanceInsights: true, MonitoringInterval: 60 });
    const members = Object.values(template.findResources(MEMBER)) as unknown as { readonly Properties: { readonly AvailabilityZone: string } }[];
    const zones = members.map(({ Properties }) => Properties.AvailabilityZone);
    expect(new Set(zones).size).toBeGreaterThan(1);
  });

  test.each([['AuroraGlobalDBReplicationLag', 10_000], ['AuroraGlobalDBRPOLag', 60_000]])('raises an alarm on %s, wherever the primary cluster is', (metric, Threshold) => {
    template.hasResourceProperties(ALARM, {
      Threshold,
      Metrics: [{ Expression: `SELECT MAX(${metric}) FROM "AWS/RDS" WHERE DBClusterIdentifier = 'orders-eu'`, Id: Match.anyValue(), Label: metric, Period: 300 }],
    });
  });

  test.each(['CPUUtilization', 'FreeableMemory', 'DatabaseConnections'])('watches %s of the readers, and of the writer for the time after a switchover', (MetricName) => {
    for (const role of ['READER', 'WRITER']) {
      template.hasResourceProperties(ALARM, { MetricName, Dimensions: Match.arrayWith([{ Name: 'Role', Value: role }]) });
    }
  });

  test('claims neither a master password nor minor upgrades, which RDS leaves out in global databases', () => {
    const { provides } = hardeningOf(store)!;
    expect(provides).not.toContain(Safeguard.MANAGED_CREDENTIALS);
    expect(provides).not.toContain(Safeguard.AUTOMATIC_PATCHING);
    expect(provides).toContain(Safeguard.BACKUPS);
  });

  test('grants users of its own, by its own id', () => {
    const clusterId = { 'Fn::GetAtt': [Match.stringLikeRegexp('^OrdersCluster'), 'DBClusterResourceId'] };
    const resource = ['arn:', { Ref: 'AWS::Partition' }, ':rds-db:eu-central-1:111111111111:dbuser:', clusterId, '/orders_app'];
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: { Statement: [{ Action: 'rds-db:connect', Effect: 'Allow', Resource: { 'Fn::Join': ['', resource] } }] },
    });
  });

  test('tells of connections from outside, and of snapshots', () => {
    template.hasResourceProperties(ALARM, { MetricName: 'OutsideConnections-orders-eu' });
    template.hasResourceProperties('AWS::RDS::EventSubscription', { SourceType: 'db-cluster-snapshot' });
  });

  test('is named by what guards, plans and alarms need', () => {
    expect(store.port).toBe(5433);
    expect(store.storeArns).toHaveLength(5);
    expect(made.elsewhere.resolve(store.backupArn)).toEqual({ 'Fn::Join': ['', expect.arrayContaining([':rds:eu-central-1:111111111111:cluster:'])] });
    expect(store._backup).toMatchObject({ identifier: 'orders-eu', classification: DataClassification.PROTECTED });
    expect(store.metric('CPUUtilization').dimensions).toHaveProperty('DBClusterIdentifier');
  });
});

test('Aurora MySQL, serverless, forwards what it may write', () => {
  const capacity = AuroraCapacity.serverlessV2({ minAcus: 8, maxAcus: 64 });
  const made = world({ engine: AURORA_MYSQL, recovery: { backtrackWindow: Duration.hours(0) }, capacity });
  secondary(made, { writeForwarding: true, port: 3307, recovery: { retention: Duration.days(14) }, windows: { backup: '03:00-03:30' } });
  const template = Template.fromStack(made.elsewhere);
  template.hasResourceProperties(CLUSTER, {
    Engine: 'aurora-mysql',
    EnableGlobalWriteForwarding: true,
    ServerlessV2ScalingConfiguration: { MinCapacity: 8, MaxCapacity: 64 },
    BacktrackWindow: Match.absent(),
    Port: 3307,
    BackupRetentionPeriod: 14,
    PreferredBackupWindow: '03:00-03:30',
  });
  template.hasResourceProperties('AWS::RDS::DBClusterParameterGroup', { Parameters: Match.objectLike({ require_secure_transport: '1', server_audit_logging: '1' }) });
});

test('a stack that knows no region of its own may hold it, since only that of the primary cluster is written down', () => {
  const { stacks, globalDatabase } = world();
  const stack = new Stack(stacks.app, 'Anywhere');
  secondary({ elsewhere: stack, network: new TieredNetwork(stack, 'Network'), globalDatabase });
  Template.fromStack(stack).hasResourceProperties(CLUSTER, { SourceRegion: 'eu-west-1', GlobalClusterIdentifier: 'orders-world' });
});

test('nested stacks may hold both, and the one that holds the global database goes first', () => {
  const { stacks, globalDatabase } = world();
  const parent = new Stack(stacks.app, 'Parent', { env: ELSEWHERE });
  const stack = new NestedStack(parent, 'Nested');
  secondary({ elsewhere: stack, network: new TieredNetwork(parent, 'Network'), globalDatabase });
  Template.fromStack(stack).hasResourceProperties(CLUSTER, { GlobalClusterIdentifier: 'orders-world', SourceRegion: 'eu-west-1' });
  expect(parent.dependencies).toContain(stacks.dataStack);
});

test('a newer minor version goes first, as RDS demands it', () => {
  const made = world();
  secondary(made, { engine: postgres(rds.AuroraPostgresEngineVersion.VER_17_7) });
  Template.fromStack(made.elsewhere).hasResourceProperties(CLUSTER, { EngineVersion: '17.7' });
});

test('in China its alarms name the region of the primary cluster, since queries are not known to exist', () => {
  const made = world({}, {}, { account: '111111111111', region: 'cn-north-1' }, { account: '111111111111', region: 'cn-northwest-1' });
  secondary(made, { identifier: 'orders-nx' });
  Template.fromStack(made.elsewhere).hasResourceProperties(ALARM, {
    MetricName: 'AuroraGlobalDBReplicationLag', Dimensions: [{ Name: 'DBClusterIdentifier', Value: 'orders-nx' }, { Name: 'SourceRegion', Value: 'cn-north-1' }],
  });
});

describe('what is refused', () => {
  let ordinary: World;
  beforeAll(() => {
    ordinary = world();
  });

  const refusal = (made: Pick<World, 'elsewhere' | 'network' | 'globalDatabase'>, props: Partial<SecureAuroraSecondaryClusterProps> = {}) => thrown(() => secondary(made, props));
  const one = (problem: string, stack = 'Elsewhere') => `SecureAuroraSecondaryCluster '${stack}/Orders' cannot be created, 1 problem:\n  ${problem}`;

  test.each<[string, Partial<SecureAuroraSecondaryClusterProps>, string]>([
    ['another engine', { engine: AURORA_MYSQL },
      'GLOBAL_ENGINE_DIFFERS: `engine` is aurora-mysql 8.0, but the primary cluster is aurora-postgresql 17; pass a version of that'],
    ['another major version', { engine: postgres(rds.AuroraPostgresEngineVersion.VER_16_10) },
      'GLOBAL_ENGINE_DIFFERS: `engine` is aurora-postgresql 16, but the primary cluster is aurora-postgresql 17; pass a version of that'],
    ['an older minor version', { engine: postgres(rds.AuroraPostgresEngineVersion.VER_17_5) },
      'GLOBAL_ENGINE_OLDER: `engine` is aurora-postgresql 17.5, older than the primary cluster (17.6); RDS upgrades secondary clusters first, so pass 17.6 or later'],
    ['members of a burstable class', { capacity: AuroraCapacity.provisioned({ instanceType: classOf(ec2.InstanceClass.T4G) }) },
      'GLOBAL_CLASS_UNSUPPORTED: `capacity` has members of class t4g.xlarge, but Aurora global databases take memory-optimized classes (r, x) and serverless members only; '
      + 'change its `capacity`'],
    ['the name of the primary cluster', { identifier: 'orders' },
      "GLOBAL_NAME_TAKEN: `identifier` is 'orders', the name of another cluster of the global database; pass another one, or leave it out for a derived name"],
    ['a name that RDS does not take', { identifier: 'Orders' },
      "IDENTIFIER_INVALID: `identifier` is 'Orders', allowed are 1 to 60 lower-case letters, digits and single hyphens, starting with a letter; leave it out for a derived name"],
    ['a port below the range', { port: 80 }, 'PORT_OUT_OF_RANGE: `port` is 80, a whole number from 1150 to 65535 is allowed; leave it out for the port of the primary cluster'],
    ['too short a retention', { recovery: { retention: Duration.days(1) } },
      'BACKUP_RETENTION_OUT_OF_RANGE: `recovery.retention` is 1 days, a whole number from 7 to 35 days is allowed; pass a duration in that range, or waive Safeguard.BACKUPS'],
    ['no second member', { capacity: AuroraCapacity.provisioned({ readers: 0 }) },
      'READERS_OUT_OF_RANGE: `capacity.readers` is 0, a whole number from 1 to 15 is allowed; pass a number in that range, or waive Safeguard.HIGH_AVAILABILITY'],
    ['a waiver of what it does not provide', { waivers: [Waiver.of(Safeguard.AUTOMATIC_PATCHING, 'upgraded by the team itself')] },
      'WAIVER_UNKNOWN_HERE: Safeguard.AUTOMATIC_PATCHING is waived, but SecureAuroraSecondaryCluster does not provide it; allowed are only '
      + ['ENCRYPTION_IN_TRANSIT', 'IAM_AUTHENTICATION', 'DELETION_PROTECTION', 'RETENTION', 'BACKUPS', 'HIGH_AVAILABILITY', 'LOG_EXPORTS', 'ENHANCED_MONITORING',
        'PERFORMANCE_INSIGHTS', 'ALARMS', 'EVENT_NOTIFICATIONS', 'SUPPORTED_ENGINE'].map((name) => `Safeguard.${name}`).join(', ')],
  ])('%s', (_title, props, problem) => {
    expect(refusal(ordinary, props)).toBe(one(problem));
  });

  test('a version that forwards no writes', () => {
    const made = world({ engine: postgres(rds.AuroraPostgresEngineVersion.VER_14_8) });
    expect(refusal(made, { writeForwarding: true })).toBe(one('WRITE_FORWARDING_UNSUPPORTED: `writeForwarding` is set, but aurora-postgresql 14.8 has none; it needs 14.9 or later'));
  });

  test('a primary cluster whose region nobody knows', () => {
    expect(refusal(world({}, {}, {}))).toBe(one('GLOBAL_REGION_UNKNOWN: `globalDatabase` has its primary cluster in a stack whose region is not known; give that stack an `env`, '
      + 'since this cluster names the region'));
  });

  test('the region of the primary cluster', () => {
    const { stacks, globalDatabase } = ordinary;
    const stack = new Stack(stacks.app, 'Beside', { env: { account: '111111111111', region: 'eu-west-1' } });
    expect(refusal({ elsewhere: stack, network: stacks.network, globalDatabase })).toBe(one('GLOBAL_REGION_TAKEN: `globalDatabase` already has a cluster in eu-west-1, '
      + 'but each needs a region of its own; move this one', 'Beside'));
  });

  test('the region of another secondary cluster', () => {
    const made = world();
    secondary(made, {}, 'First');
    expect(refusal(made)).toBe(one('GLOBAL_REGION_TAKEN: `globalDatabase` already has a cluster in eu-central-1, but each needs a region of its own; move this one'));
  });

  test('another account', () => {
    const made = world({}, {}, undefined, { ...ELSEWHERE, account: '222222222222' });
    expect(refusal(made)).toBe(one('GLOBAL_ACCOUNT_DIFFERS: `globalDatabase` belongs to account 111111111111, this stack to 222222222222, but a global database lies in one account; '
      + 'move this cluster'));
  });

  test('more readers of the primary cluster than a secondary one leaves', () => {
    const made = world({ capacity: AuroraCapacity.provisioned({ readers: 15 }) });
    expect(refusal(made)).toBe(one('GLOBAL_READERS_TOO_MANY: `globalDatabase` has 15 readers in its primary cluster, at most 14 are allowed with 1 secondary clusters; '
      + 'lower `capacity.readers` there'));
  });

  test('an eleventh secondary cluster', () => {
    const { stacks, globalDatabase, network } = world({ capacity: AuroraCapacity.provisioned({ readers: 1 }) });
    for (let region = 1; region <= 10; region++) {
      globalDatabase._join({ identifier: `orders-${region}`, region: `region-${region}` });
    }
    const stack = new Stack(stacks.app, 'Eleventh', { env: ELSEWHERE });
    expect(refusal({ elsewhere: stack, network, globalDatabase })).toBe(one('GLOBAL_CLUSTERS_TOO_MANY: `globalDatabase` already has 10 secondary clusters, at most 10 are allowed; '
      + 'remove one', 'Eleventh'));
  });

  test('all problems at once', () => {
    expect(refusal(ordinary, { port: 80, engine: postgres(rds.AuroraPostgresEngineVersion.VER_17_5), identifier: 'orders' }))
      .toMatch(/PORT_OUT_OF_RANGE.*GLOBAL_ENGINE_OLDER.*GLOBAL_NAME_TAKEN/s);
  });
});
