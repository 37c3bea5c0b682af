import { Duration, Lazy, Stack, Stage, Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { DataClassification } from '../../../src/core/data-classification';
import { ActivityStreamSource } from '../../../src/databases/activity-stream/activity-stream-source';
import { DatabaseActivityStream } from '../../../src/databases/activity-stream/database-activity-stream';
import { AuroraCapacity } from '../../../src/databases/aurora/aurora-capacity';
import { AuroraGlobalDatabase } from '../../../src/databases/aurora/aurora-global-database';
import { SecureAuroraClusterProps } from '../../../src/databases/aurora/aurora-props';
import { SecureAuroraCluster } from '../../../src/databases/aurora/secure-aurora-cluster';
import { SecureAuroraSecondaryCluster } from '../../../src/databases/aurora/secure-aurora-secondary-cluster';
import { EngineEncryption, MasterAuthentication } from '../../../src/databases/rds/rds-engine-options';
import { SecureRdsInstanceProps } from '../../../src/databases/rds/rds-props';
import { SecureRdsInstance } from '../../../src/databases/rds/secure-rds-instance';
import { SecureRdsReplica } from '../../../src/databases/rds/secure-rds-replica';
import { PrivateEndpoint } from '../../../src/foundation/network/private-endpoint';
import { TieredNetwork } from '../../../src/foundation/network/tiered-network';
import { AURORA_POSTGRESQL, ELSEWHERE, ENV, MYSQL, SQL_SERVER, twoStacks } from '../../support/fixtures';
import { thrown } from '../../support/thrown';

const RDS = PrivateEndpoint.of(ec2.InterfaceVpcEndpointAwsService.RDS);
const { app, dataStack: home, networkStack } = twoStacks(ENV);
const network = new TieredNetwork(networkStack, 'Wide', { endpoints: [...PrivateEndpoint.needed(), RDS] });
const far = new Stack(app, 'Far', { env: ELSEWHERE });
const farNetwork = new TieredNetwork(far, 'Network', { endpoints: [...PrivateEndpoint.needed(), RDS] });
const foreign = new Stack(app, 'Foreign', { env: { account: '222222222222', region: ENV.region } });
const foreignNetwork = new TieredNetwork(foreign, 'Network');

const farKey = kms.Key.fromKeyArn(home, 'FarKey', 'arn:aws:kms:eu-central-1:111111111111:key/11111111-2222-3333-4444-555555555555');
const homeKey = kms.Key.fromKeyArn(home, 'HomeKey', 'arn:aws:kms:eu-west-1:111111111111:key/11111111-2222-3333-4444-555555555555');
const farTopic = sns.Topic.fromTopicArn(home, 'FarTopic', 'arn:aws:sns:eu-central-1:111111111111:alerts');
const orderedTopic = sns.Topic.fromTopicArn(home, 'OrderedTopic', 'arn:aws:sns:eu-west-1:111111111111:alerts.fifo');
const farBucket = s3.Bucket.fromBucketAttributes(home, 'FarBucket', { bucketName: 'audits', region: 'eu-central-1' });
const farSecret = secretsmanager.Secret.fromSecretCompleteArn(home, 'FarSecret', 'arn:aws:secretsmanager:eu-central-1:111111111111:secret:app-AbCdEf');

const IAM = { engineOptions: { masterAuthentication: MasterAuthentication.IAM } };
const source = new SecureRdsInstance(home, 'Source', { network, engine: MYSQL, classification: DataClassification.PROTECTED, ...IAM });
const primary = new SecureAuroraCluster(home, 'Primary', { network, engine: AURORA_POSTGRESQL, classification: DataClassification.PROTECTED, ...IAM });
const world = new AuroraGlobalDatabase(home, 'World', { primary });

const number = () => Token.asNumber(Lazy.any({ produce: () => 1 }));
const text = () => Lazy.string({ produce: () => 'later' });
const type = (name: string) => new ec2.InstanceType(name);

/** What is wrong, after the name of the construct; whatever is refused leaves nothing behind. */
function refused(create: () => unknown): string {
  const before = app.node.findAll().length;
  const message = thrown(create);
  expect(app.node.findAll()).toHaveLength(before);
  expect(message).toMatch(/^[A-Z][A-Za-z ]+ '.*' cannot be created, 1 problem:\n {2}/);
  return message.split('\n  ')[1];
}

const mysql = (version: string, major: string) => rds.DatabaseInstanceEngine.mysql({ version: rds.MysqlEngineVersion.of(version, major) });

test.each<[string, Partial<SecureRdsInstanceProps>, string]>([
  ['a version that only deployment knows', { engine: mysql(text(), text()) },
    'ENGINE_VERSION_UNKNOWN: `engine` is only known at deployment (a token), but it decides what is built; name its major version in plain text, as the constants of the CDK do'],
  ['an empty version', { engine: mysql('', '') },
    "ENGINE_VERSION_INVALID: `engine` is '', allowed are versions whose major one is numbers between dots; pass for example '8.4'"],
  ['a class with its prefix', { instanceType: type('db.m6g.large') },
    "INSTANCE_CLASS_INVALID: `instanceType` is 'db.m6g.large', allowed are a family and a size, without `db.` before them; pass for example new ec2.InstanceType('r6i.large')"],
  ['an empty class', { instanceType: type('') },
    "INSTANCE_CLASS_INVALID: `instanceType` is '', allowed are a family and a size, without `db.` before them; pass for example new ec2.InstanceType('r6i.large')"],
  ['SQL Server on Graviton', { engine: SQL_SERVER, instanceType: type('r8gd.large') },
    "INSTANCE_CLASS_UNSUPPORTED: `instanceType` is 'r8gd.large', on whose processors sqlserver-se does not run; pass a class with those of Intel or AMD, such as r6i.large"],
  ['a port of SQL Server itself', { engine: SQL_SERVER, port: 1434 },
    'PORT_TAKEN: `port` is 1434, which sqlserver-se or RDS uses for itself, as 1234, 1434, 3260, 3343, 3389, 47001, 49152, 49153, 49154, 49155, 49156; '
    + 'pass another one, or leave it out for 1433'],
  ['a port that only deployment knows', { port: number() },
    'STORE_PORT_UNKNOWN: `port` is only known at deployment (a token), but it numbers the rules of the network ACL; pass a number, or waive Safeguard.NETWORK_ACL on the network'],
  ['days of backups counted in hours that nobody knows', { recovery: { retention: Duration.hours(number()) } },
    'BACKUP_RETENTION_OUT_OF_RANGE: `recovery.retention` is only known at deployment (a token) in hours, which cannot be converted; pass Duration.days() of it'],
  ['a snapshot with blanks', { encryptionKey: homeKey, storage: { snapshot: 'before the move' } },
    "SNAPSHOT_INVALID: `storage.snapshot` is 'before the move', allowed are a name and an ARN whose resource is snapshot; pass one of them"],
  ['a snapshot of a cluster', { encryptionKey: homeKey, storage: { snapshot: 'arn:aws:rds:eu-west-1:111111111111:cluster-snapshot:orders' } },
    "SNAPSHOT_INVALID: `storage.snapshot` is 'arn:aws:rds:eu-west-1:111111111111:cluster-snapshot:orders', allowed are a name and an ARN whose resource is snapshot; pass one of them"],
  ['a snapshot of another region', { encryptionKey: homeKey, storage: { snapshot: 'arn:aws:rds:eu-central-1:111111111111:snapshot:orders' } },
    'SNAPSHOT_ELSEWHERE: `storage.snapshot` lies in eu-central-1, but RDS restores in eu-west-1 what lies there; copy the snapshot to eu-west-1 first, and pass the copy'],
  ['a way to log in that there is not', { engineOptions: { masterAuthentication: 'kerberos' as MasterAuthentication } },
    "MASTER_AUTHENTICATION_UNKNOWN: `engineOptions.masterAuthentication` is 'kerberos', allowed are managed-password and iam-db-auth; pass a MasterAuthentication"],
  ['an encryption that there is not', { engineOptions: { encryption: 'rot13' as EngineEncryption } },
    "ENGINE_ENCRYPTION_UNKNOWN: `engineOptions.encryption` is 'rot13', allowed are volume and tde; pass an EngineEncryption"],
  ['an authority without a name', { engineOptions: { caCertificate: rds.CaCertificate.of('') } },
    "CA_CERTIFICATE_INVALID: `engineOptions.caCertificate` is '', allowed are names that begin with rds-ca-; leave it out for rds-ca-rsa2048-g1"],
  ['a parameter whose name only deployment knows', { parameters: { [text()]: '1' } },
    'PARAMETER_NAME_UNKNOWN: `parameters` is only known at deployment (a token), but it decides what is built; name each parameter in plain text'],
  ['a proxy that waits for minutes that nobody knows', { engineOptions: { proxy: { borrowTimeout: Duration.minutes(number()) } } },
    'PROXY_TIMEOUT_OUT_OF_RANGE: `proxy.borrowTimeout` is only known at deployment (a token) in minutes, which cannot be converted; pass Duration.seconds() of it'],
  ['a proxy that reads a secret of another region', { engineOptions: { proxy: { secrets: [farSecret] } } },
    'PROXY_SECRET_ELSEWHERE: `proxy.secrets` names secrets of eu-central-1, but the proxy reads those of eu-west-1 only; replicate them there'],
  ['a bucket of another region', { engine: SQL_SERVER, engineOptions: { auditBucket: farBucket } },
    'AUDIT_BUCKET_ELSEWHERE: `engineOptions.auditBucket` lies in eu-central-1, but the stack in eu-west-1; pass a bucket of the region of the stack'],
  ['a network of another region', { network: farNetwork },
    'NETWORK_ELSEWHERE: `network` lies in eu-central-1, but the stack in eu-west-1; pass a network of the region of the stack'],
  ['a key of another region', { encryptionKey: farKey },
    'ENCRYPTION_KEY_ELSEWHERE: `encryptionKey` lies in eu-central-1, but the stack in eu-west-1; pass a key of the region of the stack, or leave it out'],
  ['a topic of another region', { alerts: farTopic },
    'ALERTS_ELSEWHERE: `alerts` lies in eu-central-1, but the stack in eu-west-1; pass a topic of the region of the stack, or leave it out'],
  ['a topic that orders its messages', { alerts: orderedTopic },
    'ALERTS_FIFO: `alerts` is a FIFO topic, to which neither people nor on-call services can subscribe; pass a standard topic, or leave it out'],
])('SecureRdsInstance refuses %s', (_title, props, problem) => {
  expect(refused(() => new SecureRdsInstance(home, 'Refused', { network, engine: MYSQL, ...props }))).toBe(problem);
});

test.each<[string, Partial<SecureAuroraClusterProps>, string]>([
  ['capacity that only deployment knows', { capacity: AuroraCapacity.serverlessV2({ minAcus: number() }) },
    'ACUS_UNKNOWN: `capacity.minAcus` is only known at deployment (a token), but it decides what is built; pass a number'],
  ['a class that Aurora does not have', { capacity: AuroraCapacity.provisioned({ instanceType: type('m6g.large') }) },
    "INSTANCE_CLASS_UNSUPPORTED: `capacity.instanceType` is 'm6g.large', but Aurora runs on memory-optimized (r, x) and burstable classes (t) only; pass for example r6g.large"],
  ['a version of words', { engine: rds.DatabaseClusterEngine.auroraPostgres({ version: rds.AuroraPostgresEngineVersion.of('latest', 'latest') }) },
    "ENGINE_VERSION_INVALID: `engine` is 'latest', allowed are versions whose major one is numbers between dots; pass for example '8.4'"],
  ['a snapshot of another region', { recovery: { snapshot: 'arn:aws:rds:eu-central-1:111111111111:cluster-snapshot:orders' } },
    'SNAPSHOT_ELSEWHERE: `recovery.snapshot` lies in eu-central-1, but RDS restores in eu-west-1 what lies there; copy the snapshot to eu-west-1 first, and pass the copy'],
  ['a network of another region', { network: farNetwork },
    'NETWORK_ELSEWHERE: `network` lies in eu-central-1, but the stack in eu-west-1; pass a network of the region of the stack'],
  ['a key of another region', { encryptionKey: farKey },
    'ENCRYPTION_KEY_ELSEWHERE: `encryptionKey` lies in eu-central-1, but the stack in eu-west-1; pass a key of the region of the stack, or leave it out'],
  ['a topic that orders its messages', { alerts: orderedTopic },
    'ALERTS_FIFO: `alerts` is a FIFO topic, to which neither people nor on-call services can subscribe; pass a standard topic, or leave it out'],
])('SecureAuroraCluster refuses %s', (_title, props, problem) => {
  expect(refused(() => new SecureAuroraCluster(home, 'Refused', { network, engine: AURORA_POSTGRESQL, ...props }))).toBe(problem);
});

const LOWER = 'CLASSIFICATION_LOWER: `classification` is public, but the data is that of `KIND`, which is classified as protected; leave it out, or pass a higher one';

test.each<[string, (scope: Construct) => unknown, string]>([
  ['a replica in another account', () => new SecureRdsReplica(foreign, 'Refused', { network: foreignNetwork, source }),
    'REPLICA_ACCOUNT_DIFFERS: `source` belongs to account 111111111111, this stack to 222222222222, but RDS makes replicas within one account; move the replica'],
  ['a replica in the network of its source, which lies elsewhere', () => new SecureRdsReplica(far, 'Refused', { network, source }),
    'NETWORK_ELSEWHERE: `network` lies in eu-west-1, but the stack in eu-central-1; pass a network of the region of the stack'],
  ['a replica that guards its data less', () => new SecureRdsReplica(home, 'Refused', { network, source, classification: DataClassification.PUBLIC }),
    LOWER.replace('KIND', 'source')],
  ['a replica of a class with its prefix', () => new SecureRdsReplica(home, 'Refused', { network, source, instanceType: type('db.r6g.large') }),
    "INSTANCE_CLASS_INVALID: `instanceType` is 'db.r6g.large', allowed are a family and a size, without `db.` before them; pass for example new ec2.InstanceType('r6i.large')"],
  ['a second global database of one cluster', () => new AuroraGlobalDatabase(home, 'Refused', { primary }),
    "GLOBAL_PRIMARY_TAKEN: `primary` belongs to the global database 'Data/World' already, and a cluster belongs to one; add clusters to that one"],
  ['a secondary cluster that guards its data less',
    () => new SecureAuroraSecondaryCluster(far, 'Refused', { network: farNetwork, globalDatabase: world, classification: DataClassification.PUBLIC }),
    LOWER.replace('KIND', 'globalDatabase')],
  ['a secondary cluster with the key of the primary one', () => new SecureAuroraSecondaryCluster(far, 'Refused', { network: farNetwork, globalDatabase: world, encryptionKey: homeKey }),
    'ENCRYPTION_KEY_ELSEWHERE: `encryptionKey` lies in eu-west-1, but the stack in eu-central-1; pass a key of the region of the stack, or leave it out'],
  ['an activity stream in another region than its store', () => new DatabaseActivityStream(far, 'Refused', { network: farNetwork, source: ActivityStreamSource.cluster(primary) }),
    'SOURCE_ELSEWHERE: `source` lies in eu-west-1, but the stack in eu-central-1; create the stream in a stack of that region'],
  ['an activity stream with a key of another region', () => new DatabaseActivityStream(home, 'Refused', {
    network, source: ActivityStreamSource.cluster(primary), encryptionKey: farKey,
  }),
  'ENCRYPTION_KEY_ELSEWHERE: `encryptionKey` lies in eu-central-1, but the stack in eu-west-1; pass a key of the region of the stack, or leave it out'],
])('%s is refused', (_title, create, problem) => {
  expect(refused(() => create(home))).toBe(problem);
});

const NOTHING = undefined as never;
const missing = (name: string) => `PROP_MISSING: \`${name}\` is not set, but nothing can be made without it; pass it`;

test.each<[string, () => unknown, string]>([
  ['an instance without an engine', () => new SecureRdsInstance(home, 'Refused', { network, engine: NOTHING }), 'engine'],
  ['an instance without a network', () => new SecureRdsInstance(home, 'Refused', { network: NOTHING, engine: MYSQL }), 'network'],
  ['a replica without a source', () => new SecureRdsReplica(home, 'Refused', { network, source: NOTHING }), 'source'],
  ['a cluster without an engine', () => new SecureAuroraCluster(home, 'Refused', { network, engine: NOTHING }), 'engine'],
  ['a secondary cluster of nothing', () => new SecureAuroraSecondaryCluster(far, 'Refused', { network: farNetwork, globalDatabase: NOTHING }), 'globalDatabase'],
  ['a global database without a primary cluster', () => new AuroraGlobalDatabase(home, 'Refused', { primary: NOTHING }), 'primary'],
  ['an activity stream of nothing', () => new DatabaseActivityStream(home, 'Refused', { network, source: NOTHING }), 'source'],
])('plain JavaScript: %s is refused', (_title, create, name) => {
  expect(refused(create)).toBe(missing(name));
});

test('a global database with a lifecycle that there is not is refused', () => {
  const other = new SecureAuroraCluster(home, 'Other', { network, engine: AURORA_POSTGRESQL, ...IAM });
  expect(refused(() => new AuroraGlobalDatabase(home, 'Refused', { primary: other, engineLifecycleSupport: 'forever' as rds.EngineLifecycleSupport }))).toBe(
    "GLOBAL_LIFECYCLE_UNKNOWN: `engineLifecycleSupport` is 'forever', allowed are open-source-rds-extended-support and "
    + 'open-source-rds-extended-support-disabled; pass an rds.EngineLifecycleSupport');
});

test('a second activity stream of one store is refused', () => {
  const stream = () => new DatabaseActivityStream(home, 'Audit', { network, source: ActivityStreamSource.cluster(primary) });
  stream();
  expect(refused(stream)).toBe("STREAM_TWICE: `source` has the stream 'Data/Audit' already, and a store has one; let its readers share it");
});

/** A network of three zones that has admitted some ports already. */
function withPorts(name: string, count: number): TieredNetwork {
  const stack = new Stack(app, name, { env: ENV });
  const crowded = new TieredNetwork(stack, 'Network', { maxAzs: 3 });
  Array.from({ length: count }, (_, index) => crowded.createStoreSecurityGroup(new Construct(stack, `Store${index}`), 7000 + index));
  return crowded;
}

describe('what the network has against a store is said before anything is made', () => {
  test('a full network ACL', () => {
    const [crowded, stack] = [withPorts('Narrow', 6), new Stack(app, 'Second', { env: ENV })];
    expect(refused(() => new SecureRdsInstance(stack, 'Store', { network: crowded, engine: MYSQL, port: 3307 }))).toBe(
      'NETWORK_ACL_FULL: `port` is 3307, which makes 7 ports from 3 app subnets: 22 rules in the network ACL, 20 are allowed; '
      + 'let stores share ports, use fewer zones, or raise the quota of the account and pass `networkAclRules`');
  });

  test('another stage', () => {
    const stack = new Stack(new Stage(app, 'Production', { env: ENV }), 'Data');
    expect(refused(() => new SecureRdsInstance(stack, 'Store', { network, engine: MYSQL }))).toBe(
      "NETWORK_IN_OTHER_STAGE: the network 'Network/Wide' belongs to another stage, whose resources cannot be referenced; create both in the same stage");
  });

  test('a proxy whose port makes the network ACL full', () => {
    const [crowded, stack] = [withPorts('Proxied', 5), new Stack(app, 'BehindProxy', { env: ENV })];
    expect(refused(() => new SecureRdsInstance(stack, 'Store', { network: crowded, engine: MYSQL, engineOptions: { proxy: {} } }))).toBe(
      'NETWORK_ACL_FULL: a store behind a proxy adds 3 data subnets to 6 ports from 3 app subnets: 22 rules in the network ACL, 20 are allowed; '
      + 'let stores share ports, use fewer zones, or raise the quota of the account and pass `networkAclRules`');
  });
});

test.each<[string, (store: SecureRdsInstance) => unknown, string]>([
  ['notifyOfSnapshots', (store) => store.notifyOfSnapshots(), 'notifyOfSnapshots'],
  ['watchMasterSecret', (store) => store.watchMasterSecret(), 'watchMasterSecret'],
  ['alarmOnConnectionsFromOutside', (store) => store.alarmOnConnectionsFromOutside(['10.0.0.0/8']), 'alarmOnConnectionsFromOutside'],
])('%s is called once', (_name, call, method) => {
  const stack = new Stack(app, `Once-${method}`, { env: ENV });
  const store = new SecureRdsInstance(stack, 'Orders', { network, engine: MYSQL });
  call(store);
  expect(refused(() => call(store))).toBe(`CALLED_TWICE: \`${method}\` was called before on this store, once is enough; remove this call`);
});

const KEY = 'arn:aws:kms:us-east-1:111111111111:key/11111111-2222-3333-4444-555555555555';

test.each([
  ['what is no key', { region: 'us-east-1', encryptionKeyArn: 'alias/backups' },
    "BACKUP_COPY_KEY_INVALID: `encryptionKeyArn` is 'alias/backups', allowed are ARNs of KMS keys; pass for example 'arn:aws:kms:us-east-1:111122223333:key/...'"],
  ['another partition', { region: 'cn-north-1', encryptionKeyArn: KEY.replace('us-east-1', 'cn-north-1') },
    "BACKUP_COPY_PARTITION_DIFFERS: `region` is 'cn-north-1', but RDS copies backups within one partition of AWS only, that of eu-west-1; name a region of that"],
  ['hours that nobody knows', { region: 'us-east-1', encryptionKeyArn: KEY, retention: Duration.hours(number()) },
    'BACKUP_COPY_RETENTION_OUT_OF_RANGE: `retention` is only known at deployment (a token) in hours, which cannot be converted; pass Duration.days() of it'],
])('a copy of backups refuses %s', (_title, copy, problem) => {
  expect(refused(() => source.replicateBackups(copy))).toBe(problem);
});
