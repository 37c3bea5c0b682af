import { Aws, Duration, Lazy, Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { DataClassification } from '../../../src/core/data-classification';
import { Safeguard } from '../../../src/core/safeguard';
import { Waiver } from '../../../src/core/waiver';
import { RedshiftAuditLog } from '../../../src/databases/redshift/redshift-audit-log';
import { RedshiftNodes } from '../../../src/databases/redshift/redshift-nodes';
import { SecureRedshiftClusterProps } from '../../../src/databases/redshift/redshift-props';
import { RedshiftUsageLimit } from '../../../src/databases/redshift/redshift-usage-limit';
import { SecureRedshiftCluster } from '../../../src/databases/redshift/secure-redshift-cluster';
import { SecureRedshiftServerless } from '../../../src/databases/redshift/secure-redshift-serverless';
import { SecureRedshiftServerlessProps } from '../../../src/databases/redshift/serverless-props';
import { PrivateEndpoint } from '../../../src/foundation/network/private-endpoint';
import { TieredNetwork } from '../../../src/foundation/network/tiered-network';
import { ENV, TwoStacks, twoStacks } from '../../support/fixtures';
import { thrown } from '../../support/thrown';

// one network serves all tests: a refused store creates nothing
let stacks: TwoStacks;
let accepted = 0;
// room for the ports of all that is accepted, and what every store would make again
let wide: TieredNetwork;
let around: { readonly alerts: sns.ITopic; readonly encryptionKey: kms.IKey };
beforeAll(() => {
  stacks = twoStacks(ENV);
  wide = new TieredNetwork(stacks.networkStack, 'Wide', { networkAclRules: 40 });
  around = { alerts: new sns.Topic(stacks.networkStack, 'Alerts'), encryptionKey: new kms.Key(stacks.networkStack, 'Key') };
});

const SINGLE_ZONE = [Waiver.of(Safeguard.HIGH_AVAILABILITY, 'a warehouse for experiments')];
const NO_BACKUPS = [Waiver.of(Safeguard.BACKUPS, 'the data is loaded anew each night')];

function cluster(props: Partial<SecureRedshiftClusterProps>, id = 'Refused'): SecureRedshiftCluster {
  return new SecureRedshiftCluster(stacks.dataStack, id, { network: stacks.network, ...props });
}

function serverless(props: Partial<SecureRedshiftServerlessProps>, id = 'Refused'): SecureRedshiftServerless {
  return new SecureRedshiftServerless(stacks.dataStack, id, { network: stacks.network, ...props });
}

/** The message with which a warehouse is refused; nothing of it is left. */
function refusal(create: () => unknown): string {
  const before = stacks.dataStack.node.children.length;
  const message = thrown(create);
  expect(stacks.dataStack.node.children).toHaveLength(before);
  return message;
}

const one = (kind: string, problem: string) => `${kind} 'Data/Refused' cannot be created, 1 problem:\n  ${problem}`;

const RETENTION = 'a whole number from 7 to 35 days is allowed; pass a duration in that range, or waive Safeguard.BACKUPS';
const PORT = 'a whole number from 5431 to 5455 or from 8191 to 8215 is allowed; leave it out for 5440';
const IDENTIFIER = 'allowed are 1 to 63 lower-case letters, digits and single hyphens, starting with a letter; leave it out for a derived name';
const DATABASE = "allowed are 1 to 64 lower-case letters and digits, starting with a letter; leave it out for 'warehouse'";
const MASTER = 'allowed are 1 to 128 lower-case letters, digits and _ + . @ -, starting with a letter; leave it out for a derived name';
const TWO_ZONES = 'pass a number in that range; a cluster in two zones needs two nodes in each';

test.each<[string, Partial<SecureRedshiftClusterProps>, string]>([
  ...[5430, 5456, 8190, 8216, 5440.5].map((port): [string, Partial<SecureRedshiftClusterProps>, string] => (
    [`port ${port}`, { port }, `PORT_OUT_OF_RANGE: \`port\` is ${port}, ${PORT}`])),
  ['a port known at deployment', { port: Token.asNumber(Lazy.number({ produce: () => 5440 })) },
    'PORT_UNKNOWN: `port` is only known at deployment (a token), but it decides what is built; pass a number, since security groups and the network ACL name it'],
  ['one node in two zones', { nodes: RedshiftNodes.large(1) },
    `NODES_OUT_OF_RANGE: \`nodes\` is 1 nodes of type ra3.large, a whole number from 2 to 100 nodes of type ra3.large is allowed; ${TWO_ZONES}`],
  ['101 nodes of ra3.large', { nodes: RedshiftNodes.large(101) },
    `NODES_OUT_OF_RANGE: \`nodes\` is 101 nodes of type ra3.large, a whole number from 2 to 100 nodes of type ra3.large is allowed; ${TWO_ZONES}`],
  ['33 nodes of ra3.xlplus', { nodes: RedshiftNodes.xlplus(33) },
    `NODES_OUT_OF_RANGE: \`nodes\` is 33 nodes of type ra3.xlplus, a whole number from 2 to 32 nodes of type ra3.xlplus is allowed; ${TWO_ZONES}`],
  ['65 nodes of ra3.4xlarge', { nodes: RedshiftNodes.fourXlarge(65) },
    `NODES_OUT_OF_RANGE: \`nodes\` is 65 nodes of type ra3.4xlarge, a whole number from 2 to 64 nodes of type ra3.4xlarge is allowed; ${TWO_ZONES}`],
  ['129 nodes of ra3.16xlarge', { nodes: RedshiftNodes.sixteenXlarge(129) },
    `NODES_OUT_OF_RANGE: \`nodes\` is 129 nodes of type ra3.16xlarge, a whole number from 2 to 128 nodes of type ra3.16xlarge is allowed; ${TWO_ZONES}`],
  ['one node of a type that has no single-node clusters', { nodes: RedshiftNodes.fourXlarge(1), waivers: SINGLE_ZONE },
    'NODES_OUT_OF_RANGE: `nodes` is 1 nodes of type ra3.4xlarge, a whole number from 2 to 64 nodes of type ra3.4xlarge is allowed; pass a number in that range'],
  ['snapshots of 6 days', { recovery: { retention: Duration.days(6) } }, `BACKUP_RETENTION_OUT_OF_RANGE: \`recovery.retention\` is 6 days, ${RETENTION}`],
  ['snapshots of 36 days', { recovery: { retention: Duration.days(36) } }, `BACKUP_RETENTION_OUT_OF_RANGE: \`recovery.retention\` is 36 days, ${RETENTION}`],
  ['no snapshots at all', { recovery: { retention: Duration.days(0) }, waivers: NO_BACKUPS },
    'BACKUP_RETENTION_OUT_OF_RANGE: `recovery.retention` is 0 days, a whole number from 1 to 35 days is allowed; pass a duration in that range'],
  ['snapshots of 34 days for protected data', { recovery: { retention: Duration.days(34) }, classification: DataClassification.PROTECTED },
    'BACKUP_RETENTION_OUT_OF_RANGE: `recovery.retention` is 34 days, a whole number from 35 to 35 days is allowed; pass a duration in that range, or waive Safeguard.BACKUPS'],
  ['manual snapshots of 0 days', { recovery: { manualRetention: Duration.days(0) } },
    'MANUAL_RETENTION_OUT_OF_RANGE: `recovery.manualRetention` is 0 days, a whole number from 1 to 3653 days is allowed; leave it out to keep them until somebody deletes them'],
  ['manual snapshots of 3654 days', { recovery: { manualRetention: Duration.days(3654) } },
    'MANUAL_RETENTION_OUT_OF_RANGE: `recovery.manualRetention` is 3654 days, a whole number from 1 to 3653 days is allowed; leave it out to keep them until somebody deletes them'],
  ['a copy in the own region', { recovery: { copyTo: { region: 'eu-west-1', grantName: 'dr' } } },
    "SNAPSHOT_COPY_REGION_INVALID: `recovery.copyTo.region` is 'eu-west-1', allowed are regions of the same partition other than eu-west-1; name one in plain text, such as 'eu-central-1'"],
  ['a copy in a region that is a token', { recovery: { copyTo: { region: Aws.REGION, grantName: 'dr' } } },
    "SNAPSHOT_COPY_REGION_INVALID: `recovery.copyTo.region` is 'a token', allowed are regions of the same partition other than eu-west-1; name one in plain text, such as 'eu-central-1'"],
  ...['cn-north-1', 'us-gov-west-1', '', 'europe'].map((region): [string, Partial<SecureRedshiftClusterProps>, string] => [`a copy in '${region}'`,
    { recovery: { copyTo: { region, grantName: 'dr' } } }, `SNAPSHOT_COPY_REGION_INVALID: \`recovery.copyTo.region\` is '${region}', allowed are regions of the same `
    + "partition other than eu-west-1; name one in plain text, such as 'eu-central-1'"]),
  ['a number of nodes that is a token', { nodes: RedshiftNodes.large(Token.asNumber({ Ref: 'Nodes' })) },
    'NODES_UNKNOWN: `nodes` is only known at deployment (a token), but it decides what is built; pass a number'],
  ...[-1, 0, 2.5, 1e9].map((nodes): [string, Partial<SecureRedshiftClusterProps>, string] => [`${nodes} nodes`, { nodes: RedshiftNodes.large(nodes) },
    `NODES_OUT_OF_RANGE: \`nodes\` is ${nodes} nodes of type ra3.large, a whole number from 2 to 100 nodes of type ra3.large is allowed; ${TWO_ZONES}`]),
  ['a grant with capital letters', { recovery: { copyTo: { region: 'eu-central-1', grantName: 'DR' } } },
    "SNAPSHOT_COPY_GRANT_INVALID: `recovery.copyTo.grantName` is 'DR', allowed are 1 to 63 lower-case letters, digits and single hyphens, starting with a letter; "
    + 'pass `grantName` of a RedshiftSnapshotCopyGrant in that region'],
  ['copies of 36 days', { recovery: { copyTo: { region: 'eu-central-1', grantName: 'dr', retention: Duration.days(36) } } },
    'SNAPSHOT_COPY_RETENTION_OUT_OF_RANGE: `recovery.copyTo.retention` is 36 days, a whole number from 1 to 35 days is allowed; pass a duration in that range'],
  ['an empty snapshot', { recovery: { restoredFrom: ' ' } },
    'SNAPSHOT_EMPTY: `recovery.restoredFrom` is empty; pass the name of a snapshot, or leave it out'],
  ['an identifier with two hyphens', { naming: { identifier: 'a--b' } }, `IDENTIFIER_INVALID: \`naming.identifier\` is 'a--b', ${IDENTIFIER}`],
  ['an identifier of 64 characters', { naming: { identifier: 'a'.repeat(64) } },
    `IDENTIFIER_INVALID: \`naming.identifier\` is '${'a'.repeat(64)}', ${IDENTIFIER}`],
  ['a database name of 65 characters', { naming: { databaseName: 'a'.repeat(65) } },
    `DATABASE_NAME_INVALID: \`naming.databaseName\` is '${'a'.repeat(65)}', ${DATABASE}`],
  ['a database called dev', { naming: { databaseName: 'dev' } },
    "DATABASE_NAME_DEFAULT: `naming.databaseName` is 'dev', the name that everybody expects; leave it out for 'warehouse'"],
  ['a database called like a word of SQL', { naming: { databaseName: 'table' } },
    "NAME_RESERVED: `naming.databaseName` is 'table', a word that Redshift reserves; choose another one"],
  ['an administrator called awsuser', { naming: { masterUsername: 'awsuser' } },
    "MASTER_USERNAME_GUESSABLE: `naming.masterUsername` is 'awsuser', a name that attackers try first; leave it out for a derived name"],
  ['an administrator with a slash', { naming: { masterUsername: 'a/b' } }, `MASTER_USERNAME_INVALID: \`naming.masterUsername\` is 'a/b', ${MASTER}`],
  ['a window of 29 minutes', { maintenance: { window: 'sun:04:00-sun:04:29' } },
    "MAINTENANCE_WINDOW_INVALID: `maintenance.window` is 'sun:04:00-sun:04:29', allowed are ddd:hh:mm-ddd:hh:mm in UTC of at least 30 minutes; "
    + "pass for example 'sun:04:00-sun:05:00'"],
  ['a prefix with a blank', { auditLog: RedshiftAuditLog.s3(undefined, 'my logs') },
    "AUDIT_LOG_PREFIX_INVALID: `auditLog` is 'my logs', allowed are 1 to 512 characters of ASCII without blanks, quotes and backslashes; "
    + "pass another prefix, or leave it out for 'redshift'"],
  ['a prefix of 513 characters', { auditLog: RedshiftAuditLog.s3(undefined, 'p'.repeat(513)) },
    `AUDIT_LOG_PREFIX_INVALID: \`auditLog\` is '${'p'.repeat(77)}...' (513 characters), allowed are 1 to 512 characters of ASCII without blanks, quotes and backslashes; `
    + "pass another prefix, or leave it out for 'redshift'"],
  ['plain connections by a parameter', { parameters: { require_ssl: 'false' } },
    "PARAMETER_RESERVED: `parameters['require_ssl']` is 'false', but the construct sets it to 'true'; remove it, or waive Safeguard.ENCRYPTION_IN_TRANSIT"],
  ['FIPS by a parameter', { parameters: { use_fips_ssl: 'true' } },
    "PARAMETER_RESERVED: `parameters['use_fips_ssl']` is 'true', but the construct sets it to 'false'; remove it and use `tls`"],
  ['21 parameters', { parameters: Object.fromEntries(Array.from({ length: 18 }, (_, i) => [`p${i}`, '1'])) },
    'PARAMETERS_TOO_MANY: `parameters` makes 21 parameters with those of the construct, at most 20 are allowed; remove those with default values'],
])('a cluster with %s is refused', (_what, props, problem) => {
  expect(refusal(() => cluster(props))).toBe(one('SecureRedshiftCluster', problem));
});

test.each<[string, Partial<SecureRedshiftClusterProps>]>([
  ...[5431, 5455, 8191, 8215].map((port): [string, Partial<SecureRedshiftClusterProps>] => [`port ${port}`, { port }]),
  ['100 nodes of ra3.large', { nodes: RedshiftNodes.large(100) }],
  ['32 nodes of ra3.xlplus', { nodes: RedshiftNodes.xlplus(32) }],
  ['64 nodes of ra3.4xlarge', { nodes: RedshiftNodes.fourXlarge(64) }],
  ['128 nodes of ra3.16xlarge', { nodes: RedshiftNodes.sixteenXlarge(128) }],
  ['one node in one zone', { nodes: RedshiftNodes.xlplus(1), waivers: SINGLE_ZONE }],
  ['snapshots of 7 days', { recovery: { retention: Duration.days(7) } }],
  ['snapshots of 35 days, manual ones of 3653', { recovery: { retention: Duration.days(35), manualRetention: Duration.days(3653) } }],
  ['a day of snapshots where they are waived', { recovery: { retention: Duration.days(1), manualRetention: Duration.days(1) }, waivers: NO_BACKUPS }],
  ['names as long as they may be', { naming: { identifier: `a${'b'.repeat(62)}`, databaseName: 'd'.repeat(64), masterUsername: 'm'.repeat(128) } }],
  ['a prefix of 512 characters', { auditLog: RedshiftAuditLog.s3(undefined, 'p'.repeat(512)) }],
  ['20 parameters', { parameters: Object.fromEntries(Array.from({ length: 17 }, (_, i) => [`p${i}`, '1'])) }],
])('a cluster with %s is accepted', (_what, props) => {
  expect(() => cluster({ network: wide, ...around, ...props }, `Accepted${accepted++}`)).not.toThrow();
});

const RPUS = (value: number) => (
  `CAPACITY_OUT_OF_RANGE: \`capacity.baseRpus\` is ${value}, allowed are 4, 8 to 512 in steps of 8, and 512 to 1024 in steps of 32; pass one of them`);

test.each<[string, Partial<SecureRedshiftServerlessProps>, string]>([
  ...[-8, 0, 3, 6, 12, 520, 1056, 8.5].map((baseRpus): [string, Partial<SecureRedshiftServerlessProps>, string] => (
    [`${baseRpus} units`, { capacity: { baseRpus } }, RPUS(baseRpus)])),
  ...[3, 5633, 64.5].map((maxRpus): [string, Partial<SecureRedshiftServerlessProps>, string] => [`growth to ${maxRpus} units`, { capacity: { maxRpus } },
    `CAPACITY_OUT_OF_RANGE: \`capacity.maxRpus\` is ${maxRpus}, a whole number from 4 to 5632 is allowed; pass a number in that range`]),
  ['a start that only deployment knows', { capacity: { baseRpus: Token.asNumber({ Ref: 'Units' }) } },
    'CAPACITY_UNKNOWN: `capacity.baseRpus` is only known at deployment (a token), so that `capacity.maxRpus` cannot be derived from it; pass `maxRpus` too'],
  ['copies in another partition', { snapshotCopy: { region: 'cn-north-1', encryptionKeyArn: 'arn:aws-cn:kms:cn-north-1:111111111111:key/1' } },
    "SNAPSHOT_COPY_REGION_INVALID: `snapshotCopy.region` is 'cn-north-1', allowed are regions of the same partition other than eu-west-1; "
    + "name one in plain text, such as 'eu-central-1'"],
  ...[-1, 0, 1.5].map((amount): [string, Partial<SecureRedshiftServerlessProps>, string] => [
    `a limit of ${amount}`, { usageLimits: [RedshiftUsageLimit.serverlessCompute(amount)] },
    `USAGE_LIMIT_OUT_OF_RANGE: \`usageLimits[0]\` is ${amount}, a whole number of at least 1 is allowed; raise it`,
  ]),
  ['a limit that is a token', { usageLimits: [RedshiftUsageLimit.serverlessCompute(Token.asNumber({ Ref: 'Hours' }))] },
    'USAGE_LIMIT_UNKNOWN: `usageLimits[0]` is only known at deployment (a token), but it decides what is built; pass a number'],
  ['the same limit twice', { usageLimits: [RedshiftUsageLimit.serverlessCompute(1), RedshiftUsageLimit.serverlessCompute(2)] },
    'USAGE_LIMIT_REPEATED: `usageLimits[1]` limits serverless-compute monthly a second time; remove one of the two'],
  ['less at most than at first', { capacity: { baseRpus: 64, maxRpus: 32 } },
    'CAPACITY_CONTRADICTORY: `capacity.baseRpus` is 64, more than `capacity.maxRpus` (32); lower it or raise `maxRpus`'],
  ['a namespace of two characters', { naming: { identifier: 'ab' } },
    "IDENTIFIER_INVALID: `naming.identifier` is 'ab', allowed are 3 to 64 lower-case letters, digits and hyphens; leave it out for a derived name"],
  ['a limit of clusters', { usageLimits: [RedshiftUsageLimit.spectrum(1)] },
    'USAGE_LIMIT_UNSUPPORTED: `usageLimits[0]` limits spectrum, which this warehouse does not have; allowed are serverless-compute, cross-region-datasharing'],
  ['copies of no day', {
    snapshotCopy: { region: 'eu-central-1', encryptionKeyArn: 'arn:aws:kms:eu-central-1:111111111111:key/1', retention: Duration.days(0) },
  }, 'SNAPSHOT_COPY_RETENTION_OUT_OF_RANGE: `snapshotCopy.retention` is 0 days, a whole number of at least 1 days is allowed; '
    + 'leave it out to keep them until somebody deletes them'],
  ['a key of another region', { snapshotCopy: { region: 'eu-central-1', encryptionKeyArn: 'arn:aws:kms:eu-west-1:111111111111:key/1' } },
    'SNAPSHOT_COPY_KEY_ELSEWHERE: `snapshotCopy.encryptionKeyArn` lies in eu-west-1, but the copies lie in eu-central-1; pass a key of eu-central-1'],
])('a workgroup with %s is refused', (_what, props, problem) => {
  const message = refusal(() => serverless(props));
  expect(message.split('\n  ')[1]).toBe(problem);
});

test.each<[string, Partial<SecureRedshiftServerlessProps>]>([
  ...[4, 8, 16, 544, 1024].map((baseRpus): [string, Partial<SecureRedshiftServerlessProps>] => [`${baseRpus} units`, { capacity: { baseRpus } }]),
  ['512 units that grow to 5632', { capacity: { baseRpus: 512, maxRpus: 5632 } }],
  ['a namespace of 64 characters', { naming: { identifier: 'n'.repeat(64) } }],
])('a workgroup with %s is accepted', (_what, props) => {
  expect(() => serverless({ ...around, ...props }, `Serverless${accepted++}`)).not.toThrow();
});

test.each<[string, string[], string]>([
  ['no entry', [], 'SCHEDULE_EMPTY: `recovery.schedule` is empty; name a time, or leave it out for the schedule of Redshift'],
  ...['', 'rate(0 hours)', 'rate(-1 hours)', 'rate(30 minutes)', 'every day'].map((entry): [string, string[], string] => [`'${entry}'`, [entry],
    `SCHEDULE_INVALID: \`recovery.schedule[0]\` is '${entry}', allowed are rate(1 hour) to rate(24 hours) and cron(...) in plain text; write for example 'rate(12 hours)'`]),
  ['every 25 hours', ['rate(25 hours)'],
    "SCHEDULE_INVALID: `recovery.schedule[0]` is 'rate(25 hours)', allowed are rate(1 hour) to rate(24 hours) and cron(...) in plain text; write for example 'rate(12 hours)'"],
])('a schedule with %s is refused, and so is a network without a way to Redshift', (_what, schedule, problem) => {
  const lines = refusal(() => cluster({ recovery: { schedule } })).split('\n  ');
  expect(lines.slice(1)).toEqual([problem, 'ENDPOINT_MISSING: the network has neither an endpoint for redshift nor NAT gateways, so that the function could not call it; '
    + 'add PrivateEndpoint.of(ec2.InterfaceVpcEndpointAwsService.REDSHIFT) to its `endpoints`']);
});

test('limits and a schedule are made by a function, where the network leads to Redshift', () => {
  const own = twoStacks(ENV);
  const network = new TieredNetwork(own.dataStack, 'Wide', { endpoints: [...PrivateEndpoint.needed(), PrivateEndpoint.of(ec2.InterfaceVpcEndpointAwsService.REDSHIFT)] });
  const store = new SecureRedshiftCluster(own.dataStack, 'Store', {
    network, recovery: { schedule: ['rate(1 hour)', 'rate(24 hours)', 'cron(30 12 *)'] }, usageLimits: [RedshiftUsageLimit.spectrum(1)],
  });
  expect(store.node.findChild('Settings').node.children.map(({ node }) => node.id)).toEqual(expect.arrayContaining(['Handler', 'Limit-spectrum-monthly', 'Schedule']));
});
