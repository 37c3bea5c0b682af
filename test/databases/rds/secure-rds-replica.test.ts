import { App, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Safeguard } from '../../../src/core/safeguard';
import { Waiver } from '../../../src/core/waiver';
import { MasterAuthentication } from '../../../src/databases/rds/rds-engine-options';
import { SecureRdsReplicaProps } from '../../../src/databases/rds/rds-replica-props';
import { SecureRdsInstance } from '../../../src/databases/rds/secure-rds-instance';
import { SecureRdsReplica } from '../../../src/databases/rds/secure-rds-replica';
import { DataKey } from '../../../src/foundation/data-key';
import { TieredNetwork } from '../../../src/foundation/network/tiered-network';
import { ELSEWHERE, ENV, MYSQL, rdsInstance, SQL_SERVER, twoStacks, TwoStacks } from '../../support/fixtures';
import { thrown } from '../../support/thrown';

const IAM = { engineOptions: { masterAuthentication: MasterAuthentication.IAM } };
const INSTANCE = 'AWS::RDS::DBInstance';

describe('in the region of its source', () => {
  let template: Template;
  beforeAll(() => {
    const stacks = twoStacks(ENV);
    const source = rdsInstance(stacks, { ...IAM, naming: { identifier: 'orders' } });
    new SecureRdsReplica(stacks.dataStack, 'Reports', { network: stacks.network, source, identifier: 'reports' });
    template = Template.fromStack(stacks.dataStack);
  });

  test('copies it by its identifier, after it is there', () => {
    template.hasResource(INSTANCE, {
      Properties: { DBInstanceIdentifier: 'reports', SourceDBInstanceIdentifier: 'orders', SourceRegion: Match.absent() },
      DependsOn: Match.arrayWith([Match.stringLikeRegexp('^OrdersInstance')]),
    });
  });

  test('says nothing of what RDS takes from the source, its encryption above all', () => {
    template.resourceCountIs('AWS::KMS::Key', 3);
    template.hasResourceProperties(INSTANCE, {
      SourceDBInstanceIdentifier: 'orders',
      KmsKeyId: Match.absent(),
      StorageEncrypted: Match.absent(),
      BackupRetentionPeriod: Match.absent(),
      DBName: Match.absent(),
      MasterUsername: Match.absent(),
      ManageMasterUserPassword: Match.absent(),
      PreferredBackupWindow: Match.absent(),
    });
  });

  test('is hardened like it', () => {
    template.hasResourceProperties(INSTANCE, {
      SourceDBInstanceIdentifier: 'orders',
      Engine: 'mysql',
      PubliclyAccessible: false,
      DeletionProtection: true,
      EnableIAMDatabaseAuthentication: true,
      AutoMinorVersionUpgrade: true,
      EnablePerformanceInsights: true,
      MonitoringInterval: 60,
      CACertificateIdentifier: 'rds-ca-rsa2048-g1',
      EnableCloudwatchLogsExports: ['audit', 'error', 'general', 'slowquery'],
    });
    template.resourceCountIs('AWS::RDS::DBParameterGroup', 2);
    template.hasResourceProperties('AWS::Logs::LogGroup', { LogGroupName: '/aws/rds/instance/reports/audit' });
  });

  test('raises alarms when it falls behind, and when it no longer follows', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'ReplicaLag', Threshold: 0, ComparisonOperator: 'LessThanThreshold' });
    template.hasResourceProperties('AWS::RDS::EventSubscription', { SourceType: 'db-instance', EventCategories: Match.arrayWith(['read replica']) });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'ReplicaLag', Threshold: 300, ComparisonOperator: 'GreaterThanThreshold' });
  });
});

test('in another region it is copied by its ARN and encrypted with a key of that region', () => {
  const stacks = twoStacks(ENV);
  const source = rdsInstance(stacks, { ...IAM, naming: { identifier: 'orders' } });
  const stack = new Stack(stacks.app, 'Elsewhere', { env: ELSEWHERE });
  const replica = new SecureRdsReplica(stack, 'Reports', { network: new TieredNetwork(stack, 'Network'), source });
  Template.fromStack(stack).hasResourceProperties(INSTANCE, {
    SourceDBInstanceIdentifier: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':rds:eu-west-1:111111111111:db:orders']] },
    SourceRegion: 'eu-west-1',
    KmsKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^ReportsEncryptionKey'), 'Arn'] },
  });
  expect(stack.dependencies).toContain(stacks.dataStack);
  expect(replica.encryptionKey).not.toBe(source.encryptionKey);
});

describe('what is refused', () => {
  let stacks: TwoStacks;
  beforeAll(() => {
    stacks = twoStacks(ENV);
  });

  function refusal(source: SecureRdsInstance, props: Partial<SecureRdsReplicaProps> = {}, stack = stacks.dataStack): string {
    return thrown(() => new SecureRdsReplica(stack, 'Reports', { network: stacks.network, source, ...props }));
  }
  const one = (problem: string) => `SecureRdsReplica 'Data/Reports' cannot be created, 1 problem:\n  ${problem}`;

  test('a source whose password RDS manages', () => {
    expect(refusal(rdsInstance(stacks, {}, 'Managed'))).toBe(one('REPLICA_SOURCE_PASSWORD_MANAGED: `source` has a password that RDS manages, and RDS makes no replica of such a mysql; '
      + 'give the source `engineOptions: { masterAuthentication: MasterAuthentication.IAM }`'));
  });

  test('an edition without replicas', () => {
    expect(refusal(rdsInstance(stacks, { engine: SQL_SERVER }, 'Standard'))).toBe(one('REPLICA_UNSUPPORTED: `source` runs sqlserver-se, of which RDS makes no replicas; '
      + 'take an edition that has them, or copy its backups with `replicateBackups`'));
  });

  test('a source without backups', () => {
    const source = rdsInstance(stacks, { ...IAM, waivers: [Waiver.of(Safeguard.BACKUPS, 'restored from the source system')] }, 'Bare');
    expect(refusal(source)).toBe(one('REPLICA_SOURCE_WITHOUT_BACKUPS: `source` waives Safeguard.BACKUPS, but RDS replicates instances with automated backups only; remove the waiver'));
  });

  test('another key in the same region', () => {
    const encryptionKey = kms.Key.fromKeyArn(stacks.dataStack, 'Other', 'arn:aws:kms:eu-west-1:111111111111:key/11111111-2222-3333-4444-555555555555');
    expect(refusal(rdsInstance(stacks, IAM, 'Keyed'), { encryptionKey })).toBe(one('REPLICA_KEY_DIFFERS: `encryptionKey` differs from the key of the source, '
      + 'but RDS encrypts replicas in one region with one key; leave it out'));
  });

  test('a stack whose region is not known', () => {
    const stack = new Stack(stacks.app, 'Anywhere');
    const message = thrown(() => new SecureRdsReplica(stack, 'Reports', { network: new TieredNetwork(stack, 'Network'), source: rdsInstance(stacks, IAM, 'Known') }));
    expect(message).toBe("SecureRdsReplica 'Anywhere/Reports' cannot be created, 1 problem:\n  REPLICA_REGION_UNKNOWN: `source` lies in a stack whose region or account is not known, "
      + 'or this stack does; give both stacks an `env`, since the key and the ARN depend on it');
  });

  test('a port below the range', () => {
    expect(refusal(rdsInstance(stacks, IAM, 'Ported'), { port: 80 })).toBe(one('PORT_OUT_OF_RANGE: `port` is 80, a whole number from 1150 to 65535 is allowed; leave it out for the port of the source'));
  });
});

describe('backups in another region', () => {
  const KEY = 'arn:aws:kms:eu-central-1:111111111111:key/11111111-2222-3333-4444-555555555555';
  let stacks: TwoStacks;
  let store: SecureRdsInstance;
  beforeAll(() => {
    stacks = twoStacks(ENV);
    store = rdsInstance(stacks);
  });
  const one = (problem: string) => `Copy of the backups of 'Data/Orders/replicateBackups()' cannot be created, 1 problem:\n  ${problem}`;

  test('are copied under a key of that region', () => {
    store.replicateBackups({ region: 'eu-central-1', encryptionKeyArn: KEY, retention: Duration.days(14) });
    Template.fromStack(stacks.dataStack).hasResourceProperties(INSTANCE, {
      AutomaticBackupReplicationRegion: 'eu-central-1', AutomaticBackupReplicationKmsKeyId: KEY, AutomaticBackupReplicationRetentionPeriod: 14,
    });
  });

  test.each<[string, Parameters<SecureRdsInstance['replicateBackups']>[0], string]>([
    ['its own region', { region: 'eu-west-1', encryptionKeyArn: KEY.replace('central', 'west') },
      "BACKUP_COPY_REGION_INVALID: `region` is 'eu-west-1', allowed are other regions than eu-west-1; name one in plain text, such as 'eu-central-1'"],
    ['a key of a third region', { region: 'eu-north-1', encryptionKeyArn: KEY },
      'BACKUP_COPY_KEY_ELSEWHERE: `encryptionKeyArn` lies in eu-central-1, but the copies lie in eu-north-1; pass a key of eu-north-1'],
    ['36 days', { region: 'eu-central-1', encryptionKeyArn: KEY, retention: Duration.days(36) },
      'BACKUP_COPY_RETENTION_OUT_OF_RANGE: `retention` is 36 days, a whole number from 1 to 35 days is allowed; pass a duration in that range'],
  ])('refuse %s', (_title, copy, problem) => {
    expect(thrown(() => store.replicateBackups(copy))).toBe(one(problem));
  });
});

describe('from a snapshot', () => {
  test('the instance keeps the hardening, and gets a password that RDS manages', () => {
    const stack = new Stack(new App(), 'Data', { env: ENV });
    const encryptionKey = new DataKey(stack, 'Key').key;
    new SecureRdsInstance(stack, 'Orders', { network: new TieredNetwork(stack, 'Network'), engine: MYSQL, encryptionKey, storage: { snapshot: 'before-the-move' } });
    Template.fromStack(stack).hasResourceProperties(INSTANCE, {
      DBSnapshotIdentifier: 'before-the-move',
      ManageMasterUserPassword: true,
      StorageEncrypted: true,
      KmsKeyId: Match.absent(),
      MasterUsername: Match.absent(),
      DBName: Match.absent(),
      DeletionProtection: true,
    });
  });

  test('a key and no names are asked for', () => {
    const stacks = twoStacks(ENV);
    expect(thrown(() => rdsInstance(stacks, { storage: { snapshot: 'before-the-move' }, naming: { masterUsername: 'keeper' } }))).toBe([
      "SecureRdsInstance 'Data/Orders' cannot be created, 2 problems:",
      "  SNAPSHOT_DECIDES_NAME: `naming.masterUsername` is 'keeper', but it comes from `storage.snapshot`; remove it",
      '  SNAPSHOT_KEY_MISSING: `storage.snapshot` is set without `encryptionKey`, but the volume keeps the key of the snapshot; copy the snapshot with your key and pass that key',
    ].join('\n'));
  });
});
