import { Aws, Duration, Lazy, Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as rds from 'aws-cdk-lib/aws-rds';
import { DataClassification } from '../../../src/core/data-classification';
import { Safeguard } from '../../../src/core/safeguard';
import { Waiver } from '../../../src/core/waiver';
import { SecureRdsInstanceProps } from '../../../src/databases/rds/rds-props';
import { ITieredNetwork } from '../../../src/foundation/network/network';
import { DB2, ENV, MARIADB, MYSQL, POSTGRES, rdsInstance, TwoStacks, twoStacks } from '../../support/fixtures';

// one network serves all tests: a refused store creates nothing
let stacks: TwoStacks;
beforeAll(() => {
  stacks = twoStacks(ENV);
});

/** The message with which a store is refused. */
function refusal(props: Partial<SecureRdsInstanceProps>): string {
  const before = stacks.dataStack.node.children.length;
  try {
    rdsInstance(stacks, props, 'Refused');
  } catch (error) {
    expect(stacks.dataStack.node.children).toHaveLength(before);
    return (error as Error).message;
  }
  throw new Error('the store was created');
}

const OLD = Waiver.of(Safeguard.SUPPORTED_ENGINE, 'the vendor of the application certifies no later one');

const IBM = { ibmCustomerId: '1234567', ibmSiteId: '7654321' };

const one = (problem: string) => `SecureRdsInstance 'Data/Refused' cannot be created, 1 problem:\n  ${problem}`;

test.each<[string, Partial<SecureRdsInstanceProps>, string]>([
  ['an engine of clusters', { engine: { ...MYSQL, engineType: 'aurora-mysql' } as rds.IInstanceEngine },
    'ENGINE_UNSUPPORTED: `engine` is aurora-mysql, allowed are mysql, mariadb, postgres, oracle-ee, oracle-ee-cdb, oracle-se2, oracle-se2-cdb, '
    + 'sqlserver-ee, sqlserver-se, sqlserver-web, sqlserver-ex, db2-se, db2-ae; pass one of them'],
  ['a version past its support', { engine: rds.DatabaseInstanceEngine.mysql({ version: rds.MysqlEngineVersion.VER_8_0_43 }) },
    'ENGINE_OUT_OF_SUPPORT: `engine` is mysql 8.0, whose standard support ended on 2026-07-31; take mysql 8.4 or later, or waive Safeguard.SUPPORTED_ENGINE'],
  ['a version that RDS has given up', { engine: rds.DatabaseInstanceEngine.oracleSe2({ version: rds.OracleEngineVersion.VER_12_2 }) },
    'ENGINE_NOT_OFFERED: `engine` is oracle-se2 12.2, but RDS offers oracle-se2 19 and later; upgrade the engine'],
  ['an engine without a version', { engine: rds.DatabaseInstanceEngine.MARIADB },
    'ENGINE_WITHOUT_VERSION: `engine` is mariadb without a version, but the safeguards depend on it; pass rds.DatabaseInstanceEngine.mariaDb({ version })'],
  ['a MariaDB without IAM authentication',
    { engine: rds.DatabaseInstanceEngine.mariaDb({ version: rds.MariaDbEngineVersion.VER_10_5 }), waivers: [OLD] },
    'ENGINE_TOO_OLD: `engine` is mariadb 10.5, but iam-authentication needs mariadb 10.6 or later; upgrade the engine, or waive Safeguard.IAM_AUTHENTICATION'],
  ['a SQL Server Web without a standby',
    { engine: rds.DatabaseInstanceEngine.sqlServerWeb({ version: rds.SqlServerEngineVersion.VER_15 }) },
    'ENGINE_TOO_OLD: `engine` is sqlserver-web 15.00, but high-availability needs sqlserver-web 16 or later; upgrade the engine, or waive Safeguard.HIGH_AVAILABILITY'],
  ['an empty database name', { naming: { databaseName: '' } },
    "DATABASE_NAME_INVALID: `naming.databaseName` is '', allowed are 1 to 64 letters, digits and underscores, starting with a letter; leave it out to create no database"],
  ['a database name of 65 characters', { naming: { databaseName: 'a'.repeat(65) } },
    `DATABASE_NAME_INVALID: \`naming.databaseName\` is '${'a'.repeat(65)}', allowed are 1 to 64 letters, digits and underscores, starting with a letter; leave it out to create no database`],
  ['a PostgreSQL database name of 64 characters', { engine: POSTGRES, naming: { databaseName: 'a'.repeat(64) } },
    `DATABASE_NAME_INVALID: \`naming.databaseName\` is '${'a'.repeat(64)}', allowed are 1 to 63 letters, digits and underscores, starting with a letter; leave it out to create no database`],
  ['a master user called Admin', { naming: { masterUsername: 'Admin' } },
    "MASTER_USERNAME_GUESSABLE: `naming.masterUsername` is 'Admin', a name that attackers try first; leave it out for a derived name"],
  ['a master user name of 17 characters', { naming: { masterUsername: 'k'.repeat(17) } },
    "MASTER_USERNAME_INVALID: `naming.masterUsername` is 'kkkkkkkkkkkkkkkkk', allowed are 1 to 16 letters, digits and underscores, starting with a letter; leave it out for a derived name"],
  ['an identifier with two hyphens', { naming: { identifier: 'a--b' } },
    "IDENTIFIER_INVALID: `naming.identifier` is 'a--b', allowed are 1 to 63 lower-case letters, digits and single hyphens, starting with a letter; leave it out for a derived name"],
  ['an identifier that is a token', { naming: { identifier: Aws.STACK_NAME } },
    'IDENTIFIER_UNKNOWN: `naming.identifier` is only known at deployment (a token), but it decides what is built; pass plain text, since log groups are named after it'],
  ['a port below the range', { port: 1149 },
    'PORT_OUT_OF_RANGE: `port` is 1149, a whole number from 1150 to 65535 is allowed; leave it out for the default port of the engine'],
  ['a negative port', { port: -1 },
    'PORT_OUT_OF_RANGE: `port` is -1, a whole number from 1150 to 65535 is allowed; leave it out for the default port of the engine'],
  ['a huge port', { port: 65_536 },
    'PORT_OUT_OF_RANGE: `port` is 65536, a whole number from 1150 to 65535 is allowed; leave it out for the default port of the engine'],
  ['half a port', { port: 3306.5 },
    'PORT_OUT_OF_RANGE: `port` is 3306.5, a whole number from 1150 to 65535 is allowed; leave it out for the default port of the engine'],
  ['six days of backups', { recovery: { retention: Duration.days(6) } },
    'BACKUP_RETENTION_OUT_OF_RANGE: `recovery.retention` is 6 days, a whole number from 7 to 35 days is allowed; pass a duration in that range, or waive Safeguard.BACKUPS'],
  ['36 days of backups', { recovery: { retention: Duration.days(36) } },
    'BACKUP_RETENTION_OUT_OF_RANGE: `recovery.retention` is 36 days, a whole number from 7 to 35 days is allowed; pass a duration in that range, or waive Safeguard.BACKUPS'],
  ['a day and a half of backups', { classification: DataClassification.PUBLIC, recovery: { retention: Duration.hours(36) } },
    'BACKUP_RETENTION_OUT_OF_RANGE: `recovery.retention` is 1.5 days, a whole number from 1 to 35 days is allowed; pass a duration in that range, or waive Safeguard.BACKUPS'],
  ['34 days of backups of protected data', { classification: DataClassification.PROTECTED, recovery: { retention: Duration.days(34) } },
    'BACKUP_RETENTION_OUT_OF_RANGE: `recovery.retention` is 34 days, a whole number from 35 to 35 days is allowed; pass a duration in that range, or waive Safeguard.BACKUPS'],
  ['no storage', { storage: { allocatedGib: 0, maxAllocatedGib: 100 } },
    'STORAGE_OUT_OF_RANGE: `storage.allocatedGib` is 0 GiB, a whole number from 20 to 65536 GiB is allowed; pass a size in that range'],
  ['too little storage for io2', { storage: { allocatedGib: 99, storageType: rds.StorageType.IO2 } },
    'STORAGE_OUT_OF_RANGE: `storage.allocatedGib` is 99 GiB, a whole number from 100 to 65536 GiB is allowed; pass a size in that range'],
  ['magnetic storage', { storage: { storageType: rds.StorageType.STANDARD } },
    'STORAGE_TYPE_MAGNETIC: `storage.storageType` is standard (magnetic), allowed are gp2, gp3, io1 and io2; leave it out for gp3'],
  ['a maximum below the size', { storage: { allocatedGib: 100, maxAllocatedGib: 109 } },
    'MAX_STORAGE_TOO_SMALL: `storage.maxAllocatedGib` is 109 GiB, at least 110 GiB (10 percent more than `allocatedGib`) are needed; raise it, or waive Safeguard.STORAGE_AUTOSCALING'],
  ['a volume that cannot grow', { storage: { allocatedGib: 65_536 } },
    'MAX_STORAGE_TOO_SMALL: `storage.maxAllocatedGib` is 65536 GiB, at least 72090 GiB (10 percent more than `allocatedGib`) are needed; raise it, or waive Safeguard.STORAGE_AUTOSCALING'],
  ['a maximum above the limit', { storage: { maxAllocatedGib: 65_537 } },
    'MAX_STORAGE_OUT_OF_RANGE: `storage.maxAllocatedGib` is 65537 GiB, a whole number from 20 to 65536 GiB is allowed; pass a size in that range'],
  ['operations on a small gp3', { storage: { iops: 5001 } },
    'IOPS_UNSUPPORTED: `storage.iops` is 5001, but a gp3 volume of 100 GiB of mysql takes none; leave it out for the baseline, or take at least 400 GiB or io2'],
  ['too few operations on a large gp3', { storage: { allocatedGib: 400, iops: 11_999 } },
    'IOPS_OUT_OF_RANGE: `storage.iops` is 11999, a whole number from 12000 to 64000 is allowed; '
    + 'a gp3 volume of 400 GiB of mysql that may grow takes 0 to 500 operations for each GiB; leave it out, or change the size'],
  ['too many operations on io1', { storage: { storageType: rds.StorageType.IO1, iops: 5001 } },
    'IOPS_OUT_OF_RANGE: `storage.iops` is 5001, a whole number from 1000 to 5000 is allowed; '
    + 'a io1 volume of 100 GiB of mysql that may grow takes 0.5 to 50 operations for each GiB; leave it out, or change the size'],
  ['too few operations for the size that io2 grows to', { storage: { storageType: rds.StorageType.IO2, allocatedGib: 2000, iops: 1999 } },
    'IOPS_OUT_OF_RANGE: `storage.iops` is 1999, a whole number from 2000 to 256000 is allowed; '
    + 'a io2 volume of 2000 GiB of mysql that may grow takes 0.5 to 1000 operations for each GiB; leave it out, or change the size'],
  ['operations on gp2', { storage: { storageType: rds.StorageType.GP2, iops: 3000 } },
    'IOPS_UNSUPPORTED: `storage.iops` is 3000, but a gp2 volume of 100 GiB of mysql takes none; leave it out, or choose another type'],
  ['throughput of gp2', { storage: { storageType: rds.StorageType.GP2, throughput: 125 } },
    'THROUGHPUT_UNSUPPORTED: `storage.throughput` is 125 MiB per second, but a gp2 volume of 100 GiB of mysql takes none; leave it out, or choose another type'],
  ['throughput above a quarter of the operations', { storage: { allocatedGib: 400, iops: 12_000, throughput: 3001 } },
    'THROUGHPUT_TOO_HIGH: `storage.throughput` is 3001 MiB per second, at most a quarter of `iops` (3000) is allowed; lower it or raise `iops`'],
  ['throughput above a quarter of the baseline', { storage: { allocatedGib: 400, throughput: 3001 } },
    'THROUGHPUT_TOO_HIGH: `storage.throughput` is 3001 MiB per second, at most a quarter of `iops` (3000) is allowed; lower it or raise `iops`'],
  ['half a MiB of throughput', { storage: { allocatedGib: 400, throughput: 500.5 } },
    'THROUGHPUT_OUT_OF_RANGE: `storage.throughput` is 500.5 MiB per second, a whole number from 500 to 4000 MiB per second is allowed; '
    + 'that is what a gp3 volume of 400 GiB of mysql takes; leave it out for the baseline'],
  ['gp2 of Db2', { engine: DB2, engineOptions: IBM, storage: { storageType: rds.StorageType.GP2 } },
    "STORAGE_TYPE_UNSUPPORTED: `storage.storageType` is 'gp2', allowed for db2-se are gp3, io1, io2; leave it out for gp3"],
  ['a size that only deployment knows, and none to grow to', { storage: { allocatedGib: Token.asNumber({ Ref: 'Size' }) } },
    'MAX_STORAGE_UNKNOWN: `storage.allocatedGib` is only known at deployment (a token), so that nobody can say how far the volume grows; '
    + 'pass `storage.maxAllocatedGib` too, or waive Safeguard.STORAGE_AUTOSCALING'],
  ['a size to grow to without growth', { storage: { maxAllocatedGib: 200 }, waivers: [Waiver.of(Safeguard.STORAGE_AUTOSCALING, 'the disk is watched by hand')] },
    'MAX_STORAGE_WITHOUT_GROWTH: `storage.maxAllocatedGib` is set, but Safeguard.STORAGE_AUTOSCALING is waived; remove one of the two'],
  ['a malformed backup window', { windows: { backup: '25:00-26:00' } },
    "BACKUP_WINDOW_INVALID: `windows.backup` is '25:00-26:00', allowed are hh:mm-hh:mm in UTC of at least 30 minutes; pass for example '02:00-03:00'"],
  ['a backup window of 29 minutes', { windows: { backup: '02:00-02:29' } },
    "BACKUP_WINDOW_INVALID: `windows.backup` is '02:00-02:29', allowed are hh:mm-hh:mm in UTC of at least 30 minutes; pass for example '02:00-03:00'"],
  ['an empty maintenance window', { windows: { maintenance: '' } },
    "MAINTENANCE_WINDOW_INVALID: `windows.maintenance` is '', allowed are ddd:hh:mm-ddd:hh:mm in UTC of at least 30 minutes; pass for example 'sun:04:00-sun:05:00'"],
  ['windows that overlap past midnight', { windows: { backup: '23:30-00:30', maintenance: 'mon:00:00-mon:01:00' } },
    "WINDOWS_OVERLAP: `windows.backup` '23:30-00:30' and `windows.maintenance` 'mon:00:00-mon:01:00' overlap, but RDS demands that they do not; move one of them"],
  ['a parameter of a safeguard', { parameters: { require_secure_transport: 'OFF' } },
    "PARAMETER_RESERVED: `parameters['require_secure_transport']` is 'OFF', but the construct sets it to '1'; remove it, or waive Safeguard.ENCRYPTION_IN_TRANSIT"],
  ['a parameter of the logs', { engine: POSTGRES, parameters: { log_connections: '0' } },
    "PARAMETER_RESERVED: `parameters['log_connections']` is '0', but the construct sets it to '1'; remove it, or waive Safeguard.LOG_EXPORTS"],
  ['a parameter without a name', { parameters: { ' ': '1' } },
    'PARAMETER_NAME_EMPTY: `parameters` has an entry without a name; remove it'],
  ['a class that Database Insights does not know', { engine: MARIADB, instanceType: ec2.InstanceType.of(ec2.InstanceClass.T4G, ec2.InstanceSize.MICRO) },
    'INSTANCE_CLASS_WITHOUT_INSIGHTS: `instanceType` is t4g.micro, which mariadb cannot observe with Database Insights; choose a larger class, or waive Safeguard.PERFORMANCE_INSIGHTS'],
  ['a waiver of something it does not provide', { waivers: [Waiver.of(Safeguard.FLOW_LOGS, 'the network team keeps them')] },
    'WAIVER_UNKNOWN_HERE: Safeguard.FLOW_LOGS is waived, but SecureRdsInstance does not provide it; allowed are only Safeguard.ENCRYPTION_IN_TRANSIT, '
    + 'Safeguard.IAM_AUTHENTICATION, Safeguard.DELETION_PROTECTION, Safeguard.RETENTION, Safeguard.BACKUPS, Safeguard.BACKUP_PLAN, Safeguard.HIGH_AVAILABILITY, '
    + 'Safeguard.STORAGE_AUTOSCALING, Safeguard.LOG_EXPORTS, Safeguard.ENHANCED_MONITORING, Safeguard.PERFORMANCE_INSIGHTS, Safeguard.ALARMS, '
    + 'Safeguard.EVENT_NOTIFICATIONS, Safeguard.AUTOMATIC_PATCHING, Safeguard.SUPPORTED_ENGINE'],
  ['a waiver of protected data', { classification: DataClassification.PROTECTED, waivers: [Waiver.of(Safeguard.BACKUPS, 'restored from the source system')] },
    'WAIVER_FORBIDDEN: Safeguard.BACKUPS is waived, but data classified as protected allows only Safeguard.BACKUP_PLAN, Safeguard.HIGH_AVAILABILITY, Safeguard.STORAGE_AUTOSCALING, '
    + 'Safeguard.ENHANCED_MONITORING, Safeguard.PERFORMANCE_INSIGHTS, Safeguard.ALARMS, Safeguard.EVENT_NOTIFICATIONS, Safeguard.AUTOMATIC_PATCHING; '
    + 'remove the waiver or lower `classification`'],
  ['a waiver of secret data', { classification: DataClassification.SECRET, waivers: [Waiver.of(Safeguard.ALARMS, 'watched by another system')] },
    'WAIVER_FORBIDDEN: Safeguard.ALARMS is waived, but data classified as secret allows no waiver; remove the waiver or lower `classification`'],
  ['a classification from plain JavaScript', { classification: 'top-secret' as DataClassification },
    "CLASSIFICATION_UNKNOWN: `classification` is 'top-secret', allowed are public, confidential, protected, secret; pass a DataClassification"],
  ['the same waiver twice', { waivers: [Waiver.of(Safeguard.ALARMS, 'watched by another system'), Waiver.of(Safeguard.ALARMS, 'watched by yet another')] },
    'WAIVER_REPEATED: Safeguard.ALARMS is waived twice; keep the waiver whose reason is right'],
])('%s is refused', (_title, props, problem) => {
  expect(refusal(props)).toBe(one(problem));
});

test('public data subnets are refused', () => {
  const open = { ...stacks.network, vpc: stacks.network.vpc, subnets: () => stacks.network.vpc.publicSubnets } as unknown as ITieredNetwork;
  const names = stacks.network.vpc.publicSubnets.map(({ node }) => node.path).join(', ');
  expect(refusal({ network: open })).toBe(one(
    `PUBLIC_SUBNETS: \`network\` puts the data tier into public subnets (${names}), only subnets without a route to the internet are allowed; choose isolated subnets`));
});

test('all problems come in one error', () => {
  expect(refusal({ port: 0, recovery: { retention: Duration.days(40) }, naming: { masterUsername: 'root' } })).toBe([
    "SecureRdsInstance 'Data/Refused' cannot be created, 3 problems:",
    '  BACKUP_RETENTION_OUT_OF_RANGE: `recovery.retention` is 40 days, a whole number from 7 to 35 days is allowed; pass a duration in that range, or waive Safeguard.BACKUPS',
    '  PORT_OUT_OF_RANGE: `port` is 0, a whole number from 1150 to 65535 is allowed; leave it out for the default port of the engine',
    "  MASTER_USERNAME_GUESSABLE: `naming.masterUsername` is 'root', a name that attackers try first; leave it out for a derived name",
  ].join('\n'));
});

describe('values at the edge of what is allowed', () => {
  test.each<[string, Partial<SecureRdsInstanceProps>]>([
    ['the lowest port', { port: 1150 }],
    ['the highest port', { port: 65_535 }],
    ['seven days of backups', { recovery: { retention: Duration.days(7) } }],
    ['35 days of backups', { recovery: { retention: Duration.days(35) } }],
    ['one day of backups of public data', { classification: DataClassification.PUBLIC, recovery: { retention: Duration.days(1) } }],
    ['the smallest volume', { storage: { allocatedGib: 20 } }],
    ['the largest volume that grows', { storage: { allocatedGib: 59_578, maxAllocatedGib: 65_536 } }],
    ['a database name of 64 characters', { naming: { databaseName: 'a'.repeat(64) } }],
    ['a master user name of 16 characters', { naming: { masterUsername: 'k'.repeat(16) } }],
    ['an identifier of 63 characters', { naming: { identifier: `a${'b'.repeat(62)}` } }],
    ['windows that touch', { windows: { backup: '03:00-04:00', maintenance: 'sun:04:00-sun:05:00' } }],
    ['a window of 30 minutes', { windows: { backup: '02:00-02:30' } }],
    ['a token as a password-free user name', { naming: { masterUsername: Lazy.string({ produce: () => 'keeper' }) } }],
    ['a token as storage', { storage: { allocatedGib: Token.asNumber({ Ref: 'Size' }), maxAllocatedGib: Token.asNumber({ Ref: 'Max' }) } }],
    ['backups that are off when they are waived', { recovery: { retention: Duration.days(0) }, waivers: [Waiver.of(Safeguard.BACKUPS, 'restored from the source system')] }],
  ])('%s is accepted', (title, props) => {
    expect(() => rdsInstance(stacks, { engine: MYSQL, ...props }, `Accepted ${title}`.replace(/\W/g, ''))).not.toThrow();
  });
});

test.each<[string, string]>([
  ['', "DATABASE_USER_INVALID: `databaseUser` is '', 1 to 63 characters without wildcards or blanks are allowed; name one user"],
  ['*', "DATABASE_USER_INVALID: `databaseUser` is '*', 1 to 63 characters without wildcards or blanks are allowed; name one user"],
  ['app_?', "DATABASE_USER_INVALID: `databaseUser` is 'app_?', 1 to 63 characters without wildcards or blanks are allowed; name one user"],
])('connect refuses the user name %p', (user, problem) => {
  const store = rdsInstance(twoStacks(ENV));
  expect(() => store.grants.connect(store.securityGroup as never, user)).toThrow(
    `Grant on 'Data/Orders/Instance/connect('${user}')' cannot be created, 1 problem:\n  ${problem}`);
});
