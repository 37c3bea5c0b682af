import { Aws } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { RedshiftDatabaseGrants } from '../../../src/databases/redshift/redshift-database-grants';
import { RedshiftGroupRight } from '../../../src/databases/redshift/redshift-group-right';
import { RedshiftLoads } from '../../../src/databases/redshift/redshift-loads';
import { RedshiftSnapshotCopyGrant, RedshiftSnapshotCopyGrantProps } from '../../../src/databases/redshift/redshift-snapshot-copy-grant';
import { RedshiftWarehouse } from '../../../src/databases/redshift/redshift-warehouse';
import { SecureRedshiftCluster } from '../../../src/databases/redshift/secure-redshift-cluster';
import { PrivateEndpoint } from '../../../src/foundation/network/private-endpoint';
import { TieredNetwork } from '../../../src/foundation/network/tiered-network';
import { ENV, TwoStacks, twoStacks } from '../../support/fixtures';
import { thrown } from '../../support/thrown';

const { REDSHIFT, REDSHIFT_DATA } = ec2.InterfaceVpcEndpointAwsService;

// one network and one cluster serve all tests: what is refused creates nothing
let stacks: TwoStacks;
let network: TieredNetwork;
let cluster: SecureRedshiftCluster;
let role: iam.Role;
let bucket: s3.IBucket;
beforeAll(() => {
  stacks = twoStacks(ENV);
  network = new TieredNetwork(stacks.networkStack, 'Wide', {
    endpoints: [PrivateEndpoint.s3Interface(), PrivateEndpoint.of(REDSHIFT), PrivateEndpoint.of(REDSHIFT_DATA)],
  });
  cluster = new SecureRedshiftCluster(stacks.dataStack, 'Warehouse', { network });
  role = new iam.Role(stacks.dataStack, 'Role', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
  const encryptionKey = kms.Key.fromKeyArn(stacks.dataStack, 'Key', 'arn:aws:kms:eu-west-1:111111111111:key/1');
  bucket = s3.Bucket.fromBucketAttributes(stacks.dataStack, 'Landing', { bucketName: 'landing', encryptionKey });
});

/** The only problem with which something is refused; nothing of it is left. */
function problem(create: () => unknown): string {
  const before = stacks.dataStack.node.findAll().length;
  const [, ...problems] = thrown(create).split('\n  ');
  expect(problems).toHaveLength(1);
  expect(stacks.dataStack.node.findAll()).toHaveLength(before);
  return problems[0];
}

const USER = '1 to 127 characters without wildcards, blanks, slashes and colons are allowed; name one';

test.each<[string, () => RedshiftLoads, string]>([
  ['nothing', () => ({}), 'LOADS_EMPTY: `copyFrom` and `unloadTo` are empty; name what is read or written'],
  ['empty lists', () => ({ copyFrom: [], unloadTo: [] }), 'LOADS_EMPTY: `copyFrom` and `unloadTo` are empty; name what is read or written'],
  ['nobody', () => ({ copyFrom: [{ bucket }], databaseUsers: [] }),
    'LOAD_USERS_EMPTY: `databaseUsers` is empty, so that nobody could load; name the users, or leave it out'],
  ...['', 'a b', 'a/b', 'a:b', 'load*', 'u'.repeat(128)].map((user): [string, () => RedshiftLoads, string] => [`the user '${user}'`,
    () => ({ copyFrom: [{ bucket }], databaseUsers: [user] }),
    `LOAD_USER_INVALID: \`databaseUsers[0]\` is ${user.length > 80 ? `'${user.slice(0, 77)}...' (128 characters)` : `'${user}'`}, ${USER}`]),
  ['a wildcard', () => ({ unloadTo: [{ bucket, prefix: 'reports/?' }] }),
    "LOAD_PREFIX_INVALID: `unloadTo[0].prefix` is 'reports/?', which holds wildcards; name what the files start with"],
])('a role that loads with %s is refused', (_what, loads, expected) => {
  expect(problem(() => cluster.addLoadRole('Refused', loads()))).toBe(expected);
});

test('a role loads for a user of 127 characters, and for one that only deployment knows', () => {
  expect(() => cluster.addLoadRole('Loads', { copyFrom: [{ bucket }], databaseUsers: ['u'.repeat(127), Aws.STACK_NAME] })).not.toThrow();
});

const NAME = 'characters without wildcards, blanks, slashes and colons are allowed; name one';

test.each([
  ['no user', '', undefined, `DATABASE_USER_INVALID: \`databaseUser\` is '', 1 to 64 ${NAME}`],
  ['a user of 65 characters', 'u'.repeat(65), undefined, `DATABASE_USER_INVALID: \`databaseUser\` is '${'u'.repeat(65)}', 1 to 64 ${NAME}`],
  ['a group with a wildcard', 'reports', ['analysts', '*'], `DATABASE_GROUP_INVALID: \`groups[1]\` is '*', 1 to 64 ${NAME}`],
  ['a group of 65 characters', 'reports', ['g'.repeat(65)], `DATABASE_GROUP_INVALID: \`groups[0]\` is '${'g'.repeat(65)}', 1 to 64 ${NAME}`],
])('a connection as %s is refused', (_what, user, groups, expected) => {
  expect(problem(() => cluster.grants.connect(role, user, groups))).toBe(expected);
});

test('a role connects as a user of 64 characters in a group of 64', () => {
  expect(() => cluster.grants.connect(role, 'u'.repeat(64), ['g'.repeat(64)])).not.toThrow();
});

const GRANT = 'allowed are 1 to 63 lower-case letters, digits and single hyphens, starting with a letter; leave it out for a derived name';

test.each<[string, Partial<RedshiftSnapshotCopyGrantProps>, string]>([
  ...['', 'DR', '-dr', 'dr-', 'd--r', 'd'.repeat(64)].map((grantName): [string, Partial<RedshiftSnapshotCopyGrantProps>, string] => [
    `the name '${grantName}'`, { grantName }, `GRANT_NAME_INVALID: \`grantName\` is '${grantName}', ${GRANT}`,
  ]),
  ['a name that only deployment knows', { grantName: Aws.STACK_NAME },
    'GRANT_NAME_UNKNOWN: `grantName` is only known at deployment (a token), but it decides what is built; pass plain text, since a stack of another region names it'],
])('a snapshot copy grant with %s is refused', (_what, props, expected) => {
  expect(problem(() => new RedshiftSnapshotCopyGrant(stacks.dataStack, 'Refused', { network, ...props }))).toBe(expected);
});

test.each(['d', 'd'.repeat(63)])('a snapshot copy grant takes the name %p', (grantName) => {
  expect(new RedshiftSnapshotCopyGrant(stacks.dataStack, `Grant${grantName.length}`, { network, grantName, encryptionKey: cluster.encryptionKey, alerts: cluster.alerts }).grantName)
    .toBe(grantName);
});

test.each<[string, string, RedshiftGroupRight[], string]>([
  ['a group that only deployment knows', Aws.STACK_NAME, [RedshiftGroupRight.reader('sales')],
    'NAME_UNKNOWN: a name among `groups` is only known at deployment (a token), but it is checked and quoted; pass plain text'],
  ['a schema that only deployment knows', 'analysts', [RedshiftGroupRight.reader(Aws.STACK_NAME)],
    'NAME_UNKNOWN: a name among `groups` is only known at deployment (a token), but it is checked and quoted; pass plain text'],
  ['everybody', 'public', [RedshiftGroupRight.reader('sales')], 'GROUP_INVALID: the group "public" is everybody; name a group of your own'],
])('grants to %s are refused', (_what, name, rights, expected) => {
  const warehouse = RedshiftWarehouse.cluster(cluster);
  expect(problem(() => new RedshiftDatabaseGrants(stacks.dataStack, 'Refused', { network, warehouse, groups: [{ name, rights }] }))).toBe(expected);
});

test('a declaration that fits into no request is refused', () => {
  const groups = Array.from({ length: 1200 }, (_, index) => ({ name: `group-${index}`, rights: [RedshiftGroupRight.reader('s'.repeat(60))] }));
  expect(problem(() => new RedshiftDatabaseGrants(stacks.dataStack, 'Refused', { network, warehouse: RedshiftWarehouse.cluster(cluster), groups })))
    .toMatch(/^DECLARATION_TOO_LARGE: `groups` makes a declaration of \d{6} bytes, at most 90000 fit into one request; divide the groups among several RedshiftDatabaseGrants$/);
});
