import { App, Duration, Environment, Stack, Tags } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as rds from 'aws-cdk-lib/aws-rds';
import { RecoveryObjectives } from '../../../src/core/recovery-objectives';
import { Safeguard } from '../../../src/core/safeguard';
import { Waiver } from '../../../src/core/waiver';
import { AuroraGlobalDatabase } from '../../../src/databases/aurora/aurora-global-database';
import { SecureAuroraSecondaryCluster } from '../../../src/databases/aurora/secure-aurora-secondary-cluster';
import { DatabaseBackupPlan } from '../../../src/databases/backup/database-backup-plan';
import { SecureDynamoTableProps } from '../../../src/databases/dynamodb/dynamo-props';
import { SecureDynamoTable } from '../../../src/databases/dynamodb/secure-dynamo-table';
import { MasterAuthentication } from '../../../src/databases/rds/rds-engine-options';
import { SecureRdsReplica } from '../../../src/databases/rds/secure-rds-replica';
import { TieredNetwork } from '../../../src/foundation/network/tiered-network';
import { AURORA_MYSQL, auroraCluster, ELSEWHERE, ENV, POSTGRES, rdsInstance, TwoStacks, twoStacks } from '../../support/fixtures';
import { thrown } from '../../support/thrown';
import { CUSTOMER } from '../dynamodb/fixture';

const REASON = 'rebuilt from the source system';
const [minutes, hours, seconds] = [Duration.minutes, Duration.hours, Duration.seconds].map((unit) => (amount: number) => unit.call(Duration, amount));
const EXPRESS = rds.DatabaseInstanceEngine.sqlServerEx({ version: rds.SqlServerEngineVersion.VER_16_00_4215_2_V1 });
const IAM = { engineOptions: { masterAuthentication: MasterAuthentication.IAM } };
const KEY = `arn:aws:kms:${ELSEWHERE.region}:${ELSEWHERE.account}:key/one`;
const VAULT = `arn:aws:backup:${ELSEWHERE.region}:${ELSEWHERE.account}:backup-vault:copies`;

function tableIn(stack: Stack, props: Partial<SecureDynamoTableProps> = {}, id = 'Carts'): SecureDynamoTable {
  return new SecureDynamoTable(stack, id, { partitionKey: CUSTOMER, ...props });
}

describe('what no store of a kind can meet, or what a waiver takes away, is refused before anything is made', () => {
  let stacks: TwoStacks;
  beforeAll(() => {
    stacks = twoStacks(ENV);
  });

  const waive = (...safeguards: Safeguard[]) => safeguards.map((safeguard) => Waiver.of(safeguard, REASON));

  test.each<[string, RecoveryObjectives, Waiver[], string]>([
    ['a loss of less than five minutes', { application: { point: seconds(299) } }, [],
      'OBJECTIVE_UNREACHABLE: `recovery.objectives.application.point` is 299s, but point-in-time recovery may lose 5m, and nothing else here loses less; '
      + 'pass Duration.seconds(300) or more'],
    ['a takeover in less than two minutes', { zone: { time: seconds(119) } }, [],
      'OBJECTIVE_UNREACHABLE: `recovery.objectives.zone.time` is 119s, but a standby in another zone typically takes 2m, and nothing else here is faster; '
      + 'pass Duration.seconds(120) or more'],
    ['little lost with the region and no time taken', { region: { point: minutes(1), time: minutes(1) } }, [],
      'OBJECTIVE_UNREACHABLE: `recovery.objectives.region` is 1m and 1m, but nothing here does both: a replica in another region may lose 1s and typically take 2m; '
      + 'automated backups that are replicated to another region may lose 5m and take a time that AWS does not say; '
      + 'backups of AWS Backup that are copied to another region may lose 1h and take a time that AWS does not say; raise one of the two'],
    ['no loss with the region', { region: { point: seconds(0) } }, [],
      'OBJECTIVE_UNREACHABLE: `recovery.objectives.region.point` is 0s, but a replica in another region may lose 1s, and nothing else here loses less; '
      + 'pass Duration.seconds(1) or more'],
    ['point-in-time recovery without backups', { application: { point: minutes(5) } }, waive(Safeguard.BACKUPS),
      'OBJECTIVE_CONTRADICTED: `recovery.objectives.application` needs point-in-time recovery, but Safeguard.BACKUPS is waived; remove the waiver, or the objective'],
    ['a restore without backups', { application: { time: hours(4) } }, waive(Safeguard.BACKUPS),
      'OBJECTIVE_CONTRADICTED: `recovery.objectives.application` needs point-in-time recovery, but Safeguard.BACKUPS is waived; remove the waiver, or the objective'],
    ['no loss without a standby', { zone: { point: seconds(0) } }, waive(Safeguard.HIGH_AVAILABILITY),
      'OBJECTIVE_CONTRADICTED: `recovery.objectives.zone` needs a standby in another zone, but Safeguard.HIGH_AVAILABILITY is waived; remove the waiver, or the objective'],
    ['a takeover without a standby', { zone: { point: minutes(5), time: minutes(30) } }, waive(Safeguard.HIGH_AVAILABILITY),
      'OBJECTIVE_CONTRADICTED: `recovery.objectives.zone` needs a standby in another zone, but Safeguard.HIGH_AVAILABILITY is waived; remove the waiver, or the objective'],
    ['a small loss with neither standby nor backups', { zone: { point: minutes(5) } }, waive(Safeguard.HIGH_AVAILABILITY, Safeguard.BACKUPS),
      'OBJECTIVE_CONTRADICTED: `recovery.objectives.zone` needs a standby in another zone, but Safeguard.HIGH_AVAILABILITY is waived; remove the waiver, or the objective'],
  ])('an instance: %s', (_name, objectives, waivers, problem) => {
    expect(thrown(() => rdsInstance(stacks, { recovery: { objectives }, waivers }, 'Refused')))
      .toBe(`SecureRdsInstance 'Data/Refused' cannot be created, 1 problem:\n  ${problem}`);
    expect(stacks.dataStack.node.children).toEqual([]);
  });

  test('all that is wrong is said at once', () => {
    expect(thrown(() => rdsInstance(stacks, {
      recovery: { retention: Duration.days(1), objectives: { application: { point: seconds(1) }, zone: {}, region: { time: Duration.millis(1) } } },
    }, 'Refused'))).toBe([
      "SecureRdsInstance 'Data/Refused' cannot be created, 4 problems:",
      'BACKUP_RETENTION_OUT_OF_RANGE: `recovery.retention` is 1 days, a whole number from 7 to 35 days is allowed; pass a duration in that range, or waive Safeguard.BACKUPS',
      'OBJECTIVE_EMPTY: `recovery.objectives.zone` states neither `point` nor `time`, so nothing could be held to it; state one, or leave it out',
      'OBJECTIVE_OUT_OF_RANGE: `recovery.objectives.region.time` is 0.001 seconds, a whole number from 0 to 31536000 seconds is allowed; pass a Duration in that range',
      'OBJECTIVE_UNREACHABLE: `recovery.objectives.application.point` is 1s, but point-in-time recovery may lose 5m, and nothing else here loses less; '
      + 'pass Duration.seconds(300) or more',
    ].join('\n  '));
  });

  test.each<[string, RecoveryObjectives, string]>([
    ['a takeover where the engine has no standby', { zone: { time: hours(1) } },
      'OBJECTIVE_UNREACHABLE: `recovery.objectives.zone.time` is 1h, but a restore in another zone from automated backups may take a time that AWS does not say; '
      + 'remove it, since nothing takes over by itself'],
    ['no loss where the engine has no standby', { zone: { point: seconds(0) } },
      'OBJECTIVE_UNREACHABLE: `recovery.objectives.zone.point` is 0s, but a restore in another zone from automated backups may lose 5m, and nothing else here loses less; '
      + 'pass Duration.seconds(300) or more'],
  ])('SQL Server Express: %s', (_name, objectives, problem) => {
    expect(thrown(() => rdsInstance(stacks, { engine: EXPRESS, recovery: { objectives } }, 'Refused')))
      .toBe(`SecureRdsInstance 'Data/Refused' cannot be created, 1 problem:\n  ${problem}`);
  });

  test.each<[string, RecoveryObjectives, Waiver[], string]>([
    ['a loss of less than five minutes', { application: { point: minutes(4) } }, [],
      'OBJECTIVE_UNREACHABLE: `recovery.objectives.application.point` is 4m, but point-in-time recovery may lose 5m, and nothing else here loses less; '
      + 'pass Duration.seconds(300) or more'],
    ['a takeover in less than a minute', { zone: { time: seconds(59) } }, [],
      'OBJECTIVE_UNREACHABLE: `recovery.objectives.zone.time` is 59s, but a reader in another zone typically takes 1m, and nothing else here is faster; '
      + 'pass Duration.seconds(60) or more'],
    ['another region at once', { region: { time: seconds(0) } }, [],
      'OBJECTIVE_UNREACHABLE: `recovery.objectives.region.time` is 0s, but a secondary cluster of a global database in another region typically takes 1m, '
      + 'and nothing else here is faster; pass Duration.seconds(60) or more'],
    ['a restore at once', { application: { time: seconds(0) } }, [],
      'OBJECTIVE_UNREACHABLE: `recovery.objectives.application.time` is 0s, but point-in-time recovery may take a time that AWS does not say; pass what it may take'],
    ['a takeover without a reader', { zone: { point: seconds(0), time: minutes(1) } }, waive(Safeguard.HIGH_AVAILABILITY),
      'OBJECTIVE_CONTRADICTED: `recovery.objectives.zone` needs a reader in another zone, but Safeguard.HIGH_AVAILABILITY is waived; remove the waiver, or the objective'],
    ['backups that are waived', { application: { point: minutes(5) } }, waive(Safeguard.BACKUPS),
      'OBJECTIVE_CONTRADICTED: `recovery.objectives.application` needs point-in-time recovery, but Safeguard.BACKUPS is waived; remove the waiver, or the objective'],
  ])('a cluster: %s', (_name, objectives, waivers, problem) => {
    expect(thrown(() => auroraCluster(stacks, { recovery: { objectives }, waivers }, 'Refused')))
      .toBe(`SecureAuroraCluster 'Data/Refused' cannot be created, 1 problem:\n  ${problem}`);
  });
});

test('a table: what it cannot meet is refused', () => {
  const app = new App();
  const stack = new Stack(app, 'Data');
  expect(thrown(() => tableIn(stack, {
    recovery: { objectives: { application: { point: seconds(0) } } }, waivers: [Waiver.of(Safeguard.BACKUPS, REASON)],
  }))).toBe("SecureDynamoTable 'Data/Carts' cannot be created, 1 problem:\n"
    + '  OBJECTIVE_UNREACHABLE: `recovery.objectives.application.point` is 0s, but point-in-time recovery may lose 5m, and nothing else here loses less; '
    + 'pass Duration.seconds(300) or more');
  expect(thrown(() => tableIn(stack, {
    recovery: { objectives: { application: { point: minutes(5) } } }, waivers: [Waiver.of(Safeguard.BACKUPS, REASON)],
  }))).toBe("SecureDynamoTable 'Data/Carts' cannot be created, 1 problem:\n"
    + '  OBJECTIVE_CONTRADICTED: `recovery.objectives.application` needs point-in-time recovery, but Safeguard.BACKUPS is waived; remove the waiver, or the objective');
  expect(stack.node.children).toEqual([]);
});

const ALL: RecoveryObjectives = {
  application: { point: minutes(5), time: hours(4) }, zone: { point: seconds(0), time: minutes(2) }, region: { point: minutes(15), time: hours(1) },
};
const TAG = { Key: 'recovery-objectives', Value: 'application=5m/4h zone=0s/2m region=15m/1h' };

describe.each<[string, Environment | undefined]>([
  ['a region', ENV], ['any region', undefined], ['GovCloud', { account: '111111111111', region: 'us-gov-west-1' }], ['China', { account: '111111111111', region: 'cn-north-1' }],
])('what is stated in %s', (_name, env) => {
  const { region: _region, ...here } = ALL;
  let template: Template;
  beforeAll(() => {
    const stacks = twoStacks(env);
    rdsInstance(stacks, { recovery: { objectives: here } });
    auroraCluster(stacks, { recovery: { objectives: here } }, 'Ledger');
    tableIn(stacks.dataStack, { recovery: { objectives: here } });
    template = Template.fromStack(stacks.dataStack);
  });
  const stated = { Key: 'recovery-objectives', Value: 'application=5m/4h zone=0s/2m' };

  test('is one tag on the store, and on nothing else', () => {
    template.hasResourceProperties('AWS::RDS::DBInstance', { MultiAZ: true, BackupRetentionPeriod: 7, Tags: [stated] });
    template.hasResourceProperties('AWS::RDS::DBCluster', { Tags: [stated] });
    template.hasResourceProperties('AWS::DynamoDB::GlobalTable', { Replicas: [Match.objectLike({ Tags: [stated] })] });
    expect(JSON.stringify(template.toJSON()).split('recovery-objectives')).toHaveLength(4);
  });

  test('has restores tried, since AWS does not say how long they take', () => {
    const kinds = Object.values(template.findResources('AWS::Backup::RestoreTestingSelection'))
      .map(({ Properties }) => (Properties as { ProtectedResourceType: string }).ProtectedResourceType);
    expect(kinds.sort()).toEqual(['Aurora', 'DynamoDB', 'RDS']);
  });
});

test('without a time for restores none is tried, and without objectives nothing is tagged', () => {
  const stacks = twoStacks(ENV);
  rdsInstance(stacks, { recovery: { objectives: { application: { point: minutes(5) }, zone: { time: hours(1) } } } });
  rdsInstance(stacks, { recovery: { retention: Duration.days(8) } }, 'Plain');
  const template = Template.fromStack(stacks.dataStack);
  template.resourceCountIs('AWS::Backup::RestoreTestingPlan', 0);
  template.hasResourceProperties('AWS::RDS::DBInstance', { Tags: [{ Key: 'recovery-objectives', Value: 'application=5m/- zone=-/1h' }] });
  template.hasResourceProperties('AWS::RDS::DBInstance', { BackupRetentionPeriod: 8, Tags: Match.absent() });
});

test('a plan of the app that takes over tries the restores as well, as it is told to', () => {
  const stacks = twoStacks(ENV);
  const objectives = { application: { time: hours(4) } };
  new DatabaseBackupPlan(stacks.dataStack, 'Plan', { stores: [rdsInstance(stacks, { recovery: { objectives } }), tableIn(stacks.dataStack)] });
  new DatabaseBackupPlan(stacks.dataStack, 'Told', { stores: [auroraCluster(stacks, { recovery: { objectives } }, 'Ledger')], restoreTests: { selectionWindow: Duration.days(3) } });
  const template = Template.fromStack(stacks.dataStack);
  template.resourceCountIs('AWS::Backup::RestoreTestingPlan', 2);
  template.resourceCountIs('AWS::Backup::RestoreTestingSelection', 3);
  template.hasResourceProperties('AWS::Backup::RestoreTestingPlan', { RecoveryPointSelection: Match.objectLike({ SelectionWindowDays: 3 }) });
});

test('who says otherwise with a tag of the stack has the last word', () => {
  const stacks = twoStacks(ENV);
  rdsInstance(stacks, { recovery: { objectives: { zone: { time: hours(1) } } } });
  Tags.of(stacks.dataStack).add('recovery-objectives', 'zone=-/2h');
  Template.fromStack(stacks.dataStack).hasResourceProperties('AWS::RDS::DBInstance', { Tags: [{ Key: 'recovery-objectives', Value: 'zone=-/2h' }] });
});

describe('an objective against the loss of the region', () => {
  const region: RecoveryObjectives = { region: { point: minutes(15), time: hours(1) } };
  const synth = ({ app }: { readonly app: App }) => thrown(() => app.synth()).split('\n').filter((line) => line.includes('OBJECTIVE_')).map((line) => line.trim());
  const LENIENT = { recovery: { objectives: { region: { point: Duration.days(2) } } } };
  const NOTHING = 'OBJECTIVE_NOT_PREPARED: `recovery.objectives` states region=15m/1h, but nothing of the store lies in another region; ';

  test('fails the synth as long as nothing lies elsewhere', () => {
    const stacks = twoStacks(ENV);
    rdsInstance(stacks, { recovery: { objectives: region } });
    auroraCluster(stacks, { recovery: { objectives: region } }, 'Ledger');
    tableIn(stacks.dataStack, { recovery: { objectives: region } });
    expect(synth(stacks)).toEqual([
      `[Data/Orders] ${NOTHING}call \`replicateBackups\` for points of 5m or more, or make a \`SecureRdsReplica\` in another region`,
      `[Data/Ledger] ${NOTHING}make an \`AuroraGlobalDatabase\` of it, with a \`SecureAuroraSecondaryCluster\` in another region`,
      `[Data/Carts] ${NOTHING}add a replica in another region to \`replicas\``,
    ]);
  });

  test('fails the synth when what lies elsewhere may lose too much', () => {
    const stacks = twoStacks(ENV);
    rdsInstance(stacks, { recovery: { objectives: { region: { point: minutes(1) } } } })
      .replicateBackups({ region: ELSEWHERE.region!, encryptionKeyArn: KEY });
    expect(synth(stacks)).toEqual([
      '[Data/Orders] OBJECTIVE_NOT_PREPARED: `recovery.objectives` states region=1m/-, but automated backups that are replicated to another region cannot meet it; '
      + 'call `replicateBackups` for points of 5m or more, or make a `SecureRdsReplica` in another region',
    ]);
  });

  test('a replica in the same region is none', () => {
    const stacks = twoStacks(ENV);
    const source = rdsInstance(stacks, { engine: POSTGRES, ...IAM, recovery: { objectives: region } });
    new SecureRdsReplica(stacks.dataStack, 'Reports', { network: stacks.network, source });
    expect(synth(stacks)).toHaveLength(1);
  });

  test('a replica of a database whose name goes on is none', () => {
    const stacks = twoStacks(ENV);
    const there = new Stack(stacks.app, 'There', { env: ELSEWHERE });
    rdsInstance(stacks, { naming: { identifier: 'orders' }, recovery: { objectives: region } });
    const arn = (name: string) => `arn:aws:rds:${ENV.region}:${ENV.account}:db:${name}`;
    ['orders-archive', 'old-orders', 'orders2'].forEach((name) => new rds.CfnDBInstance(there, name, { sourceDbInstanceIdentifier: arn(name) }));
    expect(synth(stacks)).toEqual([
      `[Data/Orders] ${NOTHING}call \`replicateBackups\` for points of 5m or more, or make a \`SecureRdsReplica\` in another region`,
    ]);
  });

  test.each<[string, (stacks: TwoStacks, there: Stack) => void]>([
    ['replicated backups', (stacks) => rdsInstance(stacks, { recovery: { objectives: region } }).replicateBackups({ region: ELSEWHERE.region!, encryptionKeyArn: KEY })],
    ['a replica of an instance', (stacks, there) => new SecureRdsReplica(there, 'Copy', {
      network: new TieredNetwork(there, 'Network'), source: rdsInstance(stacks, { engine: POSTGRES, ...IAM, recovery: { objectives: region } }),
    })],
    ['a replica that somebody made by himself', (stacks, there) => {
      rdsInstance(stacks, { naming: { identifier: 'orders' }, recovery: { objectives: region } });
      new rds.CfnDBInstance(there, 'Copy', { sourceDbInstanceIdentifier: `arn:aws:rds:${ENV.region}:${ENV.account}:db:orders` });
    }],
    ['a global database', (stacks, there) => {
      const primary = auroraCluster(stacks, { ...IAM, recovery: { objectives: region } });
      const globalDatabase = new AuroraGlobalDatabase(stacks.dataStack, 'World', { primary });
      // what is asked of the secondary cluster is asked of one that has the primary one elsewhere
      new SecureAuroraSecondaryCluster(there, 'Copy', { network: new TieredNetwork(there, 'Network'), globalDatabase, recovery: { objectives: region } });
    }],
    ['a replica cluster', (stacks, there) => {
      auroraCluster(stacks, { engine: AURORA_MYSQL, naming: { identifier: 'ledger' }, recovery: { objectives: region } });
      new rds.CfnDBCluster(there, 'Copy', { engine: 'aurora-mysql', replicationSourceIdentifier: `arn:aws:rds:${ENV.region}:${ENV.account}:cluster:ledger` });
    }],
    ['replicas of a table', ({ dataStack }) => tableIn(dataStack, {
      recovery: { objectives: region }, replicas: [{ region: ELSEWHERE.region!, encryptionKeyArn: KEY }],
    })],
    ['a plan that copies backups elsewhere', (stacks) => new DatabaseBackupPlan(stacks.dataStack, 'Plan', {
      stores: [rdsInstance(stacks, LENIENT), auroraCluster(stacks, LENIENT, 'Ledger'), tableIn(stacks.dataStack, LENIENT)],
      copies: [{ vaultArn: VAULT, encryptionKeyArn: KEY }],
    })],
  ])('is prepared by %s', (_name, prepare) => {
    const stacks = twoStacks(ENV);
    prepare(stacks, new Stack(stacks.app, 'There', { env: ELSEWHERE }));
    expect(stacks.app.synth().stacks.length).toBeGreaterThanOrEqual(2);
  });

  test('copies in another account of the same region do not count, and a second plan does', () => {
    const stacks = twoStacks(ENV);
    const store = rdsInstance(stacks, { recovery: { objectives: { region: { point: Duration.days(2) } } } });
    new DatabaseBackupPlan(stacks.dataStack, 'Account', {
      stores: [store],
      copies: [{ vaultArn: VAULT.replace(ELSEWHERE.region!, ENV.region!), encryptionKeyArn: KEY.replace(ELSEWHERE.region!, ENV.region!) }],
    });
    expect(synth(stacks)).toHaveLength(1);
    new DatabaseBackupPlan(stacks.dataStack, 'Region', { stores: [store], copies: [{ vaultArn: VAULT, encryptionKeyArn: KEY }] });
    expect(() => stacks.app.synth()).not.toThrow();
  });
});

test('all three kinds of disaster stand in the tag', () => {
  const stacks = twoStacks(ENV);
  rdsInstance(stacks, { recovery: { objectives: ALL } }).replicateBackups({ region: ELSEWHERE.region!, encryptionKeyArn: KEY });
  Template.fromStack(stacks.dataStack).hasResourceProperties('AWS::RDS::DBInstance', { AutomaticBackupReplicationRegion: ELSEWHERE.region, Tags: [TAG] });
});
