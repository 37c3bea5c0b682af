import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as rds from 'aws-cdk-lib/aws-rds';
import { AuroraCapacity } from '../../../src/databases/aurora/aurora-capacity';
import { SecureAuroraCluster } from '../../../src/databases/aurora/secure-aurora-cluster';
import { MasterAuthentication } from '../../../src/databases/rds/rds-engine-options';
import { SecureRdsInstanceProps } from '../../../src/databases/rds/rds-props';
import { SecureRdsInstance } from '../../../src/databases/rds/secure-rds-instance';
import { SecureRdsReplica } from '../../../src/databases/rds/secure-rds-replica';
import { AURORA_POSTGRESQL, DB2, ENV, MARIADB, MYSQL, ORACLE, POSTGRES, SQL_SERVER, twoStacks } from '../../support/fixtures';

const MEMORY = 8 * 1024 ** 3;
const OF_DB2 = { engine: DB2, engineOptions: { ibmCustomerId: '1', ibmSiteId: '2' } };

type Props = Partial<SecureRdsInstanceProps>;

// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html#RDS_Limits.MaxConnections
const CONNECTIONS: readonly (readonly [string, Props, number])[] = [
  ['MariaDB, which takes half as many as MySQL', { engine: MARIADB }, Math.floor(Math.floor(MEMORY / 25_165_760) * 0.8)],
  ['Oracle', { engine: ORACLE }, Math.floor(Math.floor(MEMORY / 9_868_951) * 0.8)],
  ['SQL Server, whose limit is that of the engine', { engine: SQL_SERVER }, Math.floor(32_767 * 0.8)],
  ['Db2, whose limit is that of the engine', OF_DB2, 51_200],
  ['PostgreSQL on a large class, whose limit is that of the engine', { engine: POSTGRES, instanceType: new ec2.InstanceType('r6g.16xlarge') }, 4000],
  ['MySQL on a large class, which has no such limit', { instanceType: new ec2.InstanceType('r6g.16xlarge') }, Math.floor(Math.floor((64 * MEMORY) / 12_582_880) * 0.8)],
  ['a number of the caller', { parameters: { max_connections: '200' } }, 160],
  ['a formula of the caller, which is not reckoned', { parameters: { max_connections: '{DBInstanceClassMemory/1}' } }, Math.floor(Math.floor(MEMORY / 12_582_880) * 0.8)],
  ['no limit of the caller', { engine: SQL_SERVER, parameters: { 'user connections': '0' } }, Math.floor(32_767 * 0.8)],
];

const VOLUMES: readonly (readonly [string, Props, Record<string, unknown>])[] = [
  ['io2 of 100 GiB the least that it takes', { storage: { storageType: rds.StorageType.IO2 } }, { Iops: 1000, MaxAllocatedStorage: 200 }],
  ['io1 of 4000 GiB what it needs at the size that it may grow to', { storage: { storageType: rds.StorageType.IO1, allocatedGib: 4000 } },
    { Iops: 4000, MaxAllocatedStorage: 8000 }],
  ['io1 of SQL Server one operation for each GiB', { engine: SQL_SERVER, storage: { storageType: rds.StorageType.IO1, allocatedGib: 2000 } }, { Iops: 4000 }],
  ['gp3 of 400 GiB what is asked for', { storage: { allocatedGib: 400, iops: 64_000, throughput: 4000 } }, { Iops: 64_000, StorageThroughput: 4000 }],
  ['gp3 nothing but its baseline', {}, { Iops: Match.absent(), StorageThroughput: Match.absent() }],
];

const { app, network } = twoStacks(ENV);
const stackOf = (title: string) => new Stack(app, title.replace(/\W/g, ''), { env: ENV });
const made = new Map<string, Stack>();
let replicated: Stack;
let cluster: Stack;

beforeAll(() => {
  for (const [title, props] of [...CONNECTIONS, ...VOLUMES]) {
    const stack = stackOf(title);
    new SecureRdsInstance(stack, 'Orders', { network, engine: MYSQL, ...props });
    made.set(title, stack);
  }
  replicated = stackOf('Replicated');
  const source = new SecureRdsInstance(stackOf('Source'), 'Orders', {
    network,
    engine: MYSQL,
    storage: { allocatedGib: 400, iops: 20_000, throughput: 800 },
    engineOptions: { masterAuthentication: MasterAuthentication.IAM },
  });
  new SecureRdsReplica(replicated, 'Reports', { network, source, parameters: { max_connections: '100' } });
  cluster = stackOf('Cluster');
  new SecureAuroraCluster(cluster, 'Orders', {
    network, engine: AURORA_POSTGRESQL, capacity: AuroraCapacity.serverlessV2(), parameters: { max_connections: '100' },
  });
});

function thresholds(stack: Stack): number[] {
  const alarms = Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm', { Properties: { MetricName: 'DatabaseConnections' } });
  return Object.values(alarms).map(({ Properties }) => (Properties as { Threshold: number }).Threshold);
}

test.each(CONNECTIONS)('the alarm on connections counts for %s', (title, _props, threshold) => {
  expect(thresholds(made.get(title)!)).toEqual([threshold]);
});

test('the alarms of replicas and clusters count what the caller allows, those of writers and of readers', () => {
  expect([thresholds(replicated), thresholds(cluster)]).toEqual([[80], [80, 80]]);
});

test.each(VOLUMES)('gives %s', (title, _props, expected) => {
  Template.fromStack(made.get(title)!).hasResourceProperties('AWS::RDS::DBInstance', expected);
});

test.each([
  ['Oracle', '"<Returncode>1017</Returncode>"'],
  ['SQL Server, whose limit is that of the engine', '"Login failed for user"'],
])('refused logins of %s are counted', (title, pattern) => {
  Template.fromStack(made.get(title)!).hasResourceProperties('AWS::Logs::MetricFilter', { FilterPattern: pattern });
});

test('a replica is as fast as its source', () => {
  Template.fromStack(replicated).hasResourceProperties('AWS::RDS::DBInstance', { StorageType: 'gp3', Iops: 20_000, StorageThroughput: 800, MaxAllocatedStorage: 800 });
});
