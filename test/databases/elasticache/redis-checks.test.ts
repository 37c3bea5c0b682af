import { Duration, Token } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sns from 'aws-cdk-lib/aws-sns';
import { DataClassification } from '../../../src/core/data-classification';
import { Safeguard } from '../../../src/core/safeguard';
import { Waiver } from '../../../src/core/waiver';
import { AccessString } from '../../../src/databases/elasticache/access-string';
import { RedisEngine } from '../../../src/databases/elasticache/redis-engine';
import { SecureRedisClusterProps } from '../../../src/databases/elasticache/redis-props';
import { RedisTopology } from '../../../src/databases/elasticache/redis-topology';
import { redisCluster, TwoStacks, twoStacks } from '../../support/fixtures';
import { thrown } from '../../support/thrown';

let stacks: TwoStacks;
let count = 0;
beforeAll(() => {
  stacks = twoStacks();
});

/** What a cache with these props says, without its name. */
function refusal(props: Partial<SecureRedisClusterProps>): string {
  return thrown(() => redisCluster(stacks, props, `Refused${count++}`)).replace(/^SecureRedisCluster 'Data\/Refused\d+' cannot be created, /, '');
}

const waive = (safeguard: Safeguard) => [Waiver.of(safeguard, 'preview environment, rebuilt nightly')];
const nothing = AccessString.onKeys('shop:*');
const REPLICAS_ADVICE = 'pass a number in that range, or waive Safeguard.HIGH_AVAILABILITY';
const NAME_ADVICE = 'allowed are 1 to 40 lower-case letters, digits and single hyphens, starting with a letter; rename it';
const IDENTIFIER_ADVICE = 'allowed are 1 to 40 lower-case letters, digits and single hyphens, starting with a letter; leave it out for a derived name';
const RETENTION_ADVICE = 'pass a duration in that range, or waive Safeguard.BACKUPS';

const REFUSED: readonly (readonly [string, Partial<SecureRedisClusterProps>, string])[] = [
  ['no shard', { topology: RedisTopology.sharded(0, 1) }, 'SHARDS_OUT_OF_RANGE: `topology.shards` is 0, a whole number from 1 to 500 is allowed; pass a number in that range'],
  ['501 shards', { topology: RedisTopology.sharded(501, 0), waivers: waive(Safeguard.HIGH_AVAILABILITY) },
    'SHARDS_OUT_OF_RANGE: `topology.shards` is 501, a whole number from 1 to 500 is allowed; pass a number in that range'],
  ['no replica', { topology: RedisTopology.sharded(1, 0) }, `REPLICAS_OUT_OF_RANGE: \`topology.replicas\` is 0, a whole number from 1 to 5 is allowed; ${REPLICAS_ADVICE}`],
  ['six replicas', { topology: RedisTopology.singleShard(6) }, `REPLICAS_OUT_OF_RANGE: \`topology.replicas\` is 6, a whole number from 1 to 5 is allowed; ${REPLICAS_ADVICE}`],
  ['501 nodes', { topology: RedisTopology.sharded(167, 2) }, 'NODES_TOO_MANY: `topology` has 501 nodes, at most 500 are allowed; take fewer shards or replicas, or larger nodes'],
  ['a class of another service', { nodeType: 'db.r6g.large' },
    "NODE_TYPE_INVALID: `nodeType` is 'db.r6g.large', allowed are classes such as cache.r7g.large; correct it, or leave it out"],
  ...[-1, 6380.5, Number.NaN].map((port): [string, Partial<SecureRedisClusterProps>, string] => [`port ${port}`, { port },
    `PORT_OUT_OF_RANGE: \`port\` is ${port}, a whole number from 1024 to 65535 is allowed; leave it out for 6380`]),
  ['half a shard', { topology: RedisTopology.sharded(0.5, 1) }, 'SHARDS_OUT_OF_RANGE: `topology.shards` is 0.5, a whole number from 1 to 500 is allowed; pass a number in that range'],
  ['snapshots that only deployment counts', { recovery: { retention: Duration.days(Token.asNumber({ Ref: 'Days' })) } },
    'SNAPSHOT_RETENTION_UNKNOWN: `recovery.retention` is only known at deployment (a token), but it decides what is built; pass a Duration of whole days'],
  ['an identifier without a character', { options: { identifier: '' } }, `IDENTIFIER_INVALID: \`options.identifier\` is '', ${IDENTIFIER_ADVICE}`],
  ['port 1023', { port: 1023 }, 'PORT_OUT_OF_RANGE: `port` is 1023, a whole number from 1024 to 65535 is allowed; leave it out for 6380'],
  ['port 65536', { port: 65_536 }, 'PORT_OUT_OF_RANGE: `port` is 65536, a whole number from 1024 to 65535 is allowed; leave it out for 6380'],
  ['six days of snapshots', { recovery: { retention: Duration.days(6) } },
    `SNAPSHOT_RETENTION_OUT_OF_RANGE: \`recovery.retention\` is 6 days, a whole number from 7 to 35 days is allowed; ${RETENTION_ADVICE}`],
  ['36 days of snapshots', { recovery: { retention: Duration.days(36) } },
    `SNAPSHOT_RETENTION_OUT_OF_RANGE: \`recovery.retention\` is 36 days, a whole number from 7 to 35 days is allowed; ${RETENTION_ADVICE}`],
  ['34 days of snapshots of protected data', { recovery: { retention: Duration.days(34) }, classification: DataClassification.PROTECTED },
    `SNAPSHOT_RETENTION_OUT_OF_RANGE: \`recovery.retention\` is 34 days, a whole number from 35 to 35 days is allowed; ${RETENTION_ADVICE}`],
  ['no snapshots of public data', { recovery: { retention: Duration.days(0) }, classification: DataClassification.PUBLIC },
    `SNAPSHOT_RETENTION_OUT_OF_RANGE: \`recovery.retention\` is 0 days, a whole number from 1 to 35 days is allowed; ${RETENTION_ADVICE}`],
  ['a snapshot window of 59 minutes', { windows: { backup: '02:00-02:59' } },
    "BACKUP_WINDOW_INVALID: `windows.backup` is '02:00-02:59', allowed are hh:mm-hh:mm in UTC of at least 60 minutes; pass for example '02:00-03:00'"],
  ['a maintenance window of 59 minutes', { windows: { maintenance: 'sun:04:00-sun:04:59' } },
    "MAINTENANCE_WINDOW_INVALID: `windows.maintenance` is 'sun:04:00-sun:04:59', allowed are ddd:hh:mm-ddd:hh:mm in UTC of at least 60 minutes; "
    + "pass for example 'sun:04:00-sun:05:00'"],
  ['windows that overlap', { windows: { backup: '04:30-05:30' } },
    "WINDOWS_OVERLAP: `windows.backup` '04:30-05:30' and `windows.maintenance` 'sun:04:00-sun:05:00' overlap, but maintenance would cut the snapshot short; move one of them"],
  ['an identifier of 41 characters', { options: { identifier: 'a'.repeat(41) } }, `IDENTIFIER_INVALID: \`options.identifier\` is '${'a'.repeat(41)}', ${IDENTIFIER_ADVICE}`],
  ['an identifier that ends with a hyphen', { options: { identifier: 'sessions-' } }, `IDENTIFIER_INVALID: \`options.identifier\` is 'sessions-', ${IDENTIFIER_ADVICE}`],
  ['a parameter that the topology decides', { options: { parameters: { 'cluster-enabled': 'no' } } },
    "PARAMETER_RESERVED: `options.parameters['cluster-enabled']` is 'no', but the topology decides; remove it and pass `topology`"],
  ['a parameter without a name', { options: { parameters: { ' ': 'a' } } }, 'PARAMETER_NAME_EMPTY: `options.parameters` has an entry without a name; remove it'],
  ['an empty snapshot', { options: { snapshot: '' } }, 'SNAPSHOT_EMPTY: `options.snapshot` is empty; pass the name of a snapshot, or leave it out'],
  ['a user in capitals', { users: { Shop: nothing } }, `USER_NAME_INVALID: the user is named 'Shop', ${NAME_ADVICE}`],
  ['a user with 41 characters', { users: { ['a'.repeat(41)]: nothing } }, `USER_NAME_INVALID: the user is named '${'a'.repeat(41)}', ${NAME_ADVICE}`],
  ['the default user', { users: { default: nothing } },
    "USER_NAME_RESERVED: the user is named 'default', as which every client counts that does not log in, and which is switched off; rename it"],
  ['a login without a password', { waivers: waive(Safeguard.IAM_AUTHENTICATION) },
    'LOGIN_WITHOUT_PASSWORD: Safeguard.IAM_AUTHENTICATION is waived without `authToken`: everybody in the network could use the cache without a password; '
    + 'pass `authToken`, or remove the waiver'],
];

test.each(REFUSED)('%s is refused', (_name, props, message) => {
  expect(refusal(props)).toBe(`1 problem:\n  ${message}`);
});

const ACCEPTED: readonly (readonly [string, Partial<SecureRedisClusterProps>])[] = [
  ['port 1024', { port: 1024 }],
  ['port 65535', { port: 65_535 }],
  ['five replicas', { topology: RedisTopology.singleShard(5) }],
  ['a week of snapshots', { recovery: { retention: Duration.days(7) } }],
  ['35 days of snapshots', { recovery: { retention: Duration.days(35) } }],
  ['one day of snapshots of public data', { recovery: { retention: Duration.days(1) }, classification: DataClassification.PUBLIC }],
  ['windows of an hour', { windows: { backup: '02:00-03:00', maintenance: 'mon:23:30-tue:00:30' } }],
  ['an identifier of 40 characters', { options: { identifier: 'a'.repeat(40) } }],
  ['a user with 40 characters', { users: { ['a'.repeat(40)]: nothing } }],
  ['a user with one character', { users: { a: nothing } }],
  ['a class that only deployment decides', { nodeType: Token.asString({ Ref: 'NodeType' }) }],
];

test.each(ACCEPTED)('%s is accepted', (_name, props) => {
  const { network, app, dataStack, networkStack } = twoStacks();
  expect(() => redisCluster({ network, app, dataStack, networkStack }, props)).not.toThrow();
});

test.each([[500, 0], [250, 1], [83, 5]])('%d shards with %d replicas each are within the limits', (shards, replicas) => {
  const topology = RedisTopology.sharded(shards, replicas);
  expect(topology._nodes('sessions')).toHaveLength(shards * (replicas + 1));
});

test('a token is refused without a reason', () => {
  const authToken = secretsmanager.Secret.fromSecretNameV2(stacks.dataStack, 'Token', 'sessions/token');
  expect(refusal({ authToken })).toBe('1 problem:\n  AUTH_TOKEN_UNEXPLAINED: `authToken` is set, which gives everybody who knows it every right; remove it, '
    + 'or waive Safeguard.IAM_AUTHENTICATION and say why users cannot be had');
  expect(refusal({ authToken, users: { shop: nothing }, waivers: waive(Safeguard.IAM_AUTHENTICATION) })).toBe(
    '1 problem:\n  USERS_WITH_TOKEN: `users` and `authToken` are both set, but a cache has either; remove one of them');
});

test('an encrypted topic is refused, since ElastiCache cannot publish to it', () => {
  const key = kms.Key.fromKeyArn(stacks.dataStack, 'Key', 'arn:aws:kms:eu-west-1:111111111111:key/11111111-2222-3333-4444-555555555555');
  const notificationTopic = new sns.Topic(stacks.dataStack, 'Encrypted', { masterKey: key });
  expect(refusal({ options: { notificationTopic } })).toBe("1 problem:\n  NOTIFICATION_TOPIC_ENCRYPTED: `options.notificationTopic` is 'Data/Encrypted', which is encrypted, "
    + 'but ElastiCache publishes to topics without encryption only; pass one of its own for this, or leave it out');
});

test('what names log groups and nodes must be known', () => {
  expect(refusal({ options: { identifier: Token.asString({ Ref: 'Name' }) }, topology: RedisTopology.sharded(Token.asNumber({ Ref: 'Shards' }), 1) })).toBe([
    '2 problems:',
    '  TOPOLOGY_UNKNOWN: `topology` is only known at deployment (a token), but it decides what is built; pass numbers, since the alarms name each node',
    '  IDENTIFIER_UNKNOWN: `options.identifier` is only known at deployment (a token), but it decides what is built; pass plain text, since log groups and alarms are named after it',
  ].join('\n'));
});

test('public subnets, and all other problems, are reported at once', () => {
  expect(refusal({ port: 1, nodeType: 'large', recovery: { retention: Duration.days(50) } }).split('\n')).toHaveLength(4);
});

test.each([
  ['valkey', '7.1', "ENGINE_TOO_OLD: `version` is '7.1', at least 7.2 is needed, since older versions take no IAM tokens; pass a later one"],
  ['valkey', '10.0', "ENGINE_UNKNOWN: `version` is '10.0', allowed are the major versions 7, 8, 9; pass one of them"],
  ['valkey', '8', "ENGINE_VERSION_INVALID: `version` is '8', allowed are a major and a minor version as plain text; pass for example '7.2'"],
  ['redis', '6.2', "ENGINE_TOO_OLD: `version` is '6.2', at least 7.0 is needed, since older versions take no IAM tokens; pass a later one"],
  ['redis', '8.0', "ENGINE_UNKNOWN: `version` is '8.0', allowed are the major versions 7; pass one of them"],
])('%s %s is refused', (engine, version, message) => {
  const make = engine === 'valkey' ? RedisEngine.valkey : RedisEngine.redisOss;
  expect(thrown(() => make(version))).toBe(`RedisEngine of ${engine} cannot be created, 1 problem:\n  ${message}`);
});

test.each([['valkey', '7.2', 'valkey7'], ['valkey', '8.2', 'valkey8'], ['valkey', '9.0', 'valkey9'], ['redis', '7.0', 'redis7']])('%s %s has the family %s', (engine, version, family) => {
  expect((engine === 'valkey' ? RedisEngine.valkey(version) : RedisEngine.redisOss(version)).parameterGroupFamily).toBe(family);
});
