import { Duration, Lazy, Stack, Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { DataClassification } from '../../../src/core/data-classification';
import { Safeguard } from '../../../src/core/safeguard';
import { Waiver } from '../../../src/core/waiver';
import { AuroraCapacity } from '../../../src/databases/aurora/aurora-capacity';
import { SecureAuroraClusterProps } from '../../../src/databases/aurora/aurora-props';
import { MasterAuthentication } from '../../../src/databases/rds/rds-engine-options';
import { ITieredNetwork, Tier } from '../../../src/foundation/network/network';
import { AURORA_MYSQL, auroraCluster, ENV, TwoStacks, twoStacks } from '../../support/fixtures';

// one network serves all tests: a refused cluster creates nothing
let stacks: TwoStacks;
beforeAll(() => {
  stacks = twoStacks(ENV);
});

/** The message with which a cluster is refused. */
function refusal(props: Partial<SecureAuroraClusterProps>, into: TwoStacks = stacks): string {
  const before = into.dataStack.node.children.length;
  try {
    auroraCluster(into, props, 'Refused');
  } catch (error) {
    expect(into.dataStack.node.children).toHaveLength(before);
    return (error as Error).message;
  }
  throw new Error('the cluster was created');
}

const REASON = 'preview environment, rebuilt nightly';
const one = (problem: string) => `SecureAuroraCluster 'Data/Refused' cannot be created, 1 problem:\n  ${problem}`;

test.each<[string, Partial<SecureAuroraClusterProps>, string]>([
  ['an engine that is no Aurora', { engine: { ...AURORA_MYSQL, engineType: 'neptune' } as rds.IClusterEngine },
    'ENGINE_UNSUPPORTED: `engine` is neptune, allowed are aurora-mysql, aurora-postgresql; pass one of them'],
  ['Aurora MySQL without a version', { engine: rds.DatabaseClusterEngine.AURORA_MYSQL },
    'ENGINE_WITHOUT_VERSION: `engine` is aurora-mysql without a version, but the safeguards depend on it; pass rds.DatabaseClusterEngine.auroraMysql({ version })'],
  ['Aurora PostgreSQL without a version', { engine: rds.DatabaseClusterEngine.AURORA_POSTGRESQL },
    'ENGINE_WITHOUT_VERSION: `engine` is aurora-postgresql without a version, but the safeguards depend on it; '
    + 'pass rds.DatabaseClusterEngine.auroraPostgres({ version })'],
  ['Aurora MySQL 2, whose end is waived', {
    engine: rds.DatabaseClusterEngine.auroraMysql({ version: rds.AuroraMysqlEngineVersion.VER_2_12_5 }),
    waivers: [Waiver.of(Safeguard.SUPPORTED_ENGINE, REASON)],
  },
  'ENGINE_TOO_OLD: `engine` is aurora-mysql 5.7, but the safeguards need aurora-mysql 8.0 or later; upgrade the engine'],
  ['Aurora PostgreSQL 13, whose support has ended', { engine: rds.DatabaseClusterEngine.auroraPostgres({ version: rds.AuroraPostgresEngineVersion.VER_13_22 }) },
    'ENGINE_OUT_OF_SUPPORT: `engine` is aurora-postgresql 13.22, whose standard support ended on 2026-02-28; '
    + 'take aurora-postgresql 14 or later, or waive Safeguard.SUPPORTED_ENGINE'],
  ['no reader', { capacity: AuroraCapacity.provisioned({ readers: 0 }) },
    'READERS_OUT_OF_RANGE: `capacity.readers` is 0, a whole number from 1 to 15 is allowed; pass a number in that range, or waive Safeguard.HIGH_AVAILABILITY'],
  ['16 readers', { capacity: AuroraCapacity.serverlessV2({ readers: 16 }), waivers: [Waiver.of(Safeguard.HIGH_AVAILABILITY, REASON)] },
    'READERS_OUT_OF_RANGE: `capacity.readers` is 16, a whole number from 0 to 15 is allowed; pass a number in that range'],
  ['readers that only deployment knows', { capacity: AuroraCapacity.provisioned({ readers: Token.asNumber(Lazy.any({ produce: () => 1 })) }) },
    'READERS_UNKNOWN: `capacity.readers` is only known at deployment (a token), but it decides what is built; pass a number'],
  ['capacity units in quarters', { capacity: AuroraCapacity.serverlessV2({ minAcus: 0.75 }) },
    'ACUS_OUT_OF_RANGE: `capacity.minAcus` is 0.75, a number from 0 to 256 in steps of 0.5 is allowed; pass a number in that range'],
  ['negative capacity units', { capacity: AuroraCapacity.serverlessV2({ minAcus: -0.5 }) },
    'ACUS_OUT_OF_RANGE: `capacity.minAcus` is -0.5, a number from 0 to 256 in steps of 0.5 is allowed; pass a number in that range'],
  ['a ceiling below one unit', { capacity: AuroraCapacity.serverlessV2({ minAcus: 0.5, maxAcus: 0.5 }) },
    'ACUS_OUT_OF_RANGE: `capacity.maxAcus` is 0.5, a number from 1 to 256 in steps of 0.5 is allowed; pass a number in that range'],
  ['a ceiling above the service', { capacity: AuroraCapacity.serverlessV2({ maxAcus: 256.5 }) },
    'ACUS_OUT_OF_RANGE: `capacity.maxAcus` is 256.5, a number from 1 to 256 in steps of 0.5 is allowed; pass a number in that range'],
  ['a floor above the ceiling', { capacity: AuroraCapacity.serverlessV2({ minAcus: 8, maxAcus: 4 }) },
    'ACUS_CONTRADICTORY: `capacity.minAcus` is 8, more than `capacity.maxAcus` (4); lower it or raise `maxAcus`'],
  ['backups for six days', { recovery: { retention: Duration.days(6) } },
    'BACKUP_RETENTION_OUT_OF_RANGE: `recovery.retention` is 6 days, a whole number from 7 to 35 days is allowed; pass a duration in that range, or waive Safeguard.BACKUPS'],
  ['no backups, even when they are waived', { recovery: { retention: Duration.days(0) }, waivers: [Waiver.of(Safeguard.BACKUPS, REASON)] },
    'BACKUP_RETENTION_OUT_OF_RANGE: `recovery.retention` is 0 days, a whole number from 1 to 35 days is allowed; pass a duration in that range'],
  ['protected data with backups for 34 days', { classification: DataClassification.PROTECTED, recovery: { retention: Duration.days(34) } },
    'BACKUP_RETENTION_OUT_OF_RANGE: `recovery.retention` is 34 days, a whole number from 35 to 35 days is allowed; pass a duration in that range, or waive Safeguard.BACKUPS'],
  ['backtracking by 73 hours', { engine: AURORA_MYSQL, recovery: { backtrackWindow: Duration.hours(73) } },
    'BACKTRACK_OUT_OF_RANGE: `recovery.backtrackWindow` is 73 hours, a whole number from 0 to 72 hours is allowed; leave it out for 24 hours'],
  ['backtracking by half an hour', { engine: AURORA_MYSQL, recovery: { backtrackWindow: Duration.minutes(30) } },
    'BACKTRACK_OUT_OF_RANGE: `recovery.backtrackWindow` is 0.5 hours, a whole number from 0 to 72 hours is allowed; leave it out for 24 hours'],
  ['an empty snapshot', { recovery: { snapshot: ' ' } },
    'SNAPSHOT_EMPTY: `recovery.snapshot` is empty; pass the name or the ARN of a snapshot, or leave it out'],
  ['a database name beside a snapshot', { naming: { databaseName: 'shop' }, recovery: { snapshot: 'before-the-move' } },
    "SNAPSHOT_DECIDES_NAME: `naming.databaseName` is 'shop', but it comes from `recovery.snapshot`; remove it"],
  ['backtracking of Aurora PostgreSQL', { recovery: { backtrackWindow: Duration.hours(1) } },
    'BACKTRACK_UNSUPPORTED: `recovery.backtrackWindow` is 1 hours, but only Aurora MySQL can be rewound; remove it'],
  ['a port below the range', { port: 1149 },
    'PORT_OUT_OF_RANGE: `port` is 1149, a whole number from 1150 to 65535 is allowed; leave it out for the default port of the engine'],
  ['an identifier without room for the members', { naming: { identifier: 'a'.repeat(61) } },
    `IDENTIFIER_INVALID: \`naming.identifier\` is '${'a'.repeat(61)}', allowed are 1 to 60 lower-case letters, digits and single hyphens, starting with a letter; leave it out for a derived name`],
  ['a master user called postgres', { naming: { masterUsername: 'postgres' } },
    "MASTER_USERNAME_GUESSABLE: `naming.masterUsername` is 'postgres', a name that attackers try first; leave it out for a derived name"],
  ['TLS switched off by a parameter', { parameters: { 'rds.force_ssl': '0' } },
    "PARAMETER_RESERVED: `parameters['rds.force_ssl']` is '0', but the construct sets it to '1'; remove it, or waive Safeguard.ENCRYPTION_IN_TRANSIT"],
  ['windows that overlap', { windows: { backup: '04:30-05:30' } },
    "WINDOWS_OVERLAP: `windows.backup` '04:30-05:30' and `windows.maintenance` 'sun:04:00-sun:05:00' overlap, but RDS demands that they do not; move one of them"],
  ['a master user who could not log in', { engineOptions: { masterAuthentication: MasterAuthentication.IAM }, waivers: [Waiver.of(Safeguard.IAM_AUTHENTICATION, REASON)] },
    'MASTER_AUTHENTICATION_WAIVED: `engineOptions.masterAuthentication` is iam-db-auth, but IAM authentication is waived, so that nobody could log in; remove one of the two'],
  ['a proxy without IAM authentication', { engineOptions: { proxy: {} }, waivers: [Waiver.of(Safeguard.IAM_AUTHENTICATION, REASON)] },
    'PROXY_NEEDS_IAM: Safeguard.IAM_AUTHENTICATION is waived, but the proxy logs in to the database with IAM tokens; remove the waiver or `proxy`'],
  ['a proxy that disconnects after a second', { engineOptions: { proxy: { idleClientTimeout: Duration.seconds(1) } } },
    'PROXY_TIMEOUT_OUT_OF_RANGE: `proxy.idleClientTimeout` is 1 seconds, a whole number from 60 to 28800 seconds is allowed; leave it out for 30 minutes'],
  ['a proxy that lets clients wait for six minutes', { engineOptions: { proxy: { borrowTimeout: Duration.minutes(6) } } },
    'PROXY_TIMEOUT_OUT_OF_RANGE: `proxy.borrowTimeout` is 360 seconds, a whole number from 0 to 300 seconds is allowed; leave it out for 2 minutes'],
  ['a proxy without connections', { engineOptions: { proxy: { maxConnectionsPercent: 0 } } },
    'PROXY_CONNECTIONS_OUT_OF_RANGE: `proxy.maxConnectionsPercent` is 0 percent, a whole number from 1 to 100 percent is allowed; leave it out for 90 percent'],
  ['a waiver of what Aurora does by itself', { waivers: [Waiver.of(Safeguard.STORAGE_AUTOSCALING, REASON)] },
    'WAIVER_UNKNOWN_HERE: Safeguard.STORAGE_AUTOSCALING is waived, but SecureAuroraCluster does not provide it; allowed are only '
    + 'Safeguard.ENCRYPTION_IN_TRANSIT, Safeguard.IAM_AUTHENTICATION, Safeguard.DELETION_PROTECTION, Safeguard.RETENTION, Safeguard.BACKUPS, '
    + 'Safeguard.BACKUP_PLAN, Safeguard.HIGH_AVAILABILITY, Safeguard.LOG_EXPORTS, Safeguard.ENHANCED_MONITORING, Safeguard.PERFORMANCE_INSIGHTS, Safeguard.ALARMS, '
    + 'Safeguard.EVENT_NOTIFICATIONS, Safeguard.AUTOMATIC_PATCHING, Safeguard.SUPPORTED_ENGINE'],
])('refuses %s', (_title, props, problem) => {
  expect(refusal(props)).toBe(one(problem));
});

test('refuses more secrets than a proxy takes', () => {
  const secret = secretsmanager.Secret.fromSecretCompleteArn(stacks.networkStack, 'Secret', 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:app-AbCdEf');
  expect(refusal({ engineOptions: { proxy: { secrets: Array.from({ length: 201 }, () => secret) } } })).toBe(
    one('PROXY_SECRETS_TOO_MANY: `proxy.secrets` has 201 secrets, at most 200 are allowed; let users log in with IAM tokens'));
});

test('refuses backtracking in a region that does not have it', () => {
  const stockholm = twoStacks({ account: '111111111111', region: 'eu-north-1' });
  expect(refusal({ engine: AURORA_MYSQL, recovery: { backtrackWindow: Duration.hours(1) } }, stockholm)).toBe(
    one('BACKTRACK_NOT_IN_REGION: `recovery.backtrackWindow` is 1 hours, but eu-north-1 does not have it; remove it'));
});

test('refuses a data tier in one zone', () => {
  const subnet = ec2.Subnet.fromSubnetAttributes(stacks.networkStack, 'OnlySubnet', { subnetId: 'subnet-1', availabilityZone: 'eu-west-1a' });
  const network = { vpc: stacks.network.vpc, subnets: () => [subnet] } as unknown as ITieredNetwork;
  expect(refusal({ network })).toBe(one('DATA_TIER_IN_ONE_ZONE: `network` has its data tier in one Availability Zone, but the reader needs another one; '
    + 'add subnets, or waive Safeguard.HIGH_AVAILABILITY'));
});

test('refuses public subnets', () => {
  const network = { vpc: stacks.network.vpc, subnets: () => stacks.network.vpc.publicSubnets } as unknown as ITieredNetwork;
  expect(refusal({ network })).toContain('PUBLIC_SUBNETS: `network` puts the data tier into public subnets (Network/Network/Vpc/WebSubnet1, ');
});

test('reports all problems at once', () => {
  const proxy = { maxConnectionsPercent: 101 };
  expect(refusal({ port: 1, capacity: AuroraCapacity.serverlessV2({ maxAcus: 300 }), engineOptions: { proxy } })).toMatch(
    /^SecureAuroraCluster 'Data\/Refused' cannot be created, 3 problems:\n  ACUS_OUT_OF_RANGE.*\n  PORT_OUT_OF_RANGE.*\n  PROXY_CONNECTIONS_OUT_OF_RANGE.*$/);
});

test.each<[string, Partial<SecureAuroraClusterProps>]>([
  ['15 readers', { capacity: AuroraCapacity.provisioned({ readers: 15 }) }],
  ['the least and most capacity units', { capacity: AuroraCapacity.serverlessV2({ minAcus: 0, maxAcus: 256 }) }],
  ['an identifier of 60 characters', { naming: { identifier: 'a'.repeat(60) } }],
  ['backtracking by 72 hours', { engine: AURORA_MYSQL, recovery: { backtrackWindow: Duration.hours(72) } }],
  ['no backtracking', { engine: AURORA_MYSQL, recovery: { backtrackWindow: Duration.hours(0) } }],
  ['a proxy at its limits', { engineOptions: { proxy: { idleClientTimeout: Duration.hours(8), borrowTimeout: Duration.minutes(5), maxConnectionsPercent: 100 } } }],
  ['values that only deployment knows', { port: Token.asNumber(Lazy.any({ produce: () => 5433 })) }],
])('accepts %s', (title, props) => {
  // a network without an ACL: the port may be a token
  const { vpc } = stacks.network;
  const network = {
    vpc,
    subnets: (tier: Tier) => stacks.network.subnets(tier),
    createStoreSecurityGroup: (store: Stack) => new ec2.SecurityGroup(store, 'SecurityGroup', { vpc, allowAllOutbound: false }),
  } as unknown as ITieredNetwork;
  expect(() => auroraCluster(stacks, { ...props, network }, title.replace(/\W/g, ''))).not.toThrow();
});
