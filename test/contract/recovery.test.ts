import { App, CfnResource, Duration, Stack } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import { IConstruct } from 'constructs';
import { restorable } from './restorable';
import { RecoveryObjectives } from '../../src/core/recovery-objectives';
import { AuroraGlobalDatabase } from '../../src/databases/aurora/aurora-global-database';
import { SecureAuroraCluster } from '../../src/databases/aurora/secure-aurora-cluster';
import { SecureAuroraSecondaryCluster } from '../../src/databases/aurora/secure-aurora-secondary-cluster';
import { DynamoReplicaAlarms } from '../../src/databases/dynamodb/dynamo-replica-alarms';
import { SecureDynamoTable } from '../../src/databases/dynamodb/secure-dynamo-table';
import { MasterAuthentication } from '../../src/databases/rds/rds-engine-options';
import { SecureRdsInstance } from '../../src/databases/rds/secure-rds-instance';
import { SecureRdsReplica } from '../../src/databases/rds/secure-rds-replica';
import { TieredNetwork } from '../../src/foundation/network/tiered-network';
import { CUSTOMER } from '../databases/dynamodb/fixture';
import { findingsOf, listed, ruleIds } from '../support/findings';
import { AURORA_POSTGRESQL, ELSEWHERE, ENV, POSTGRES } from '../support/fixtures';
import { subscribed } from '../support/subscribed';

/** What can be met without a trial. */
const OBJECTIVES: RecoveryObjectives = {
  application: { point: Duration.minutes(5), time: Duration.hours(4) },
  zone: { point: Duration.seconds(0), time: Duration.minutes(2) },
  region: { point: Duration.minutes(15), time: Duration.hours(1) },
};
const IAM = { masterAuthentication: MasterAuthentication.IAM };
const KEY = `arn:aws:kms:${ELSEWHERE.region}:${ELSEWHERE.account}:key/one`;

interface Place {
  readonly here: Stack;
  readonly there: Stack;
  readonly networks: readonly [TieredNetwork, TieredNetwork];
}

/** Stores that state all objectives, with what these need. */
const STORES: Readonly<Record<string, (place: Place) => void>> = {
  SecureRdsInstance: ({ here, there, networks }) => {
    const source = new SecureRdsInstance(here, 'Store', { network: networks[0], engine: POSTGRES, engineOptions: IAM, recovery: { objectives: OBJECTIVES } });
    new SecureRdsReplica(there, 'Copy', { network: networks[1], source });
  },
  SecureAuroraCluster: ({ here, there, networks }) => {
    const primary = new SecureAuroraCluster(here, 'Store', { network: networks[0], engine: AURORA_POSTGRESQL, engineOptions: IAM, recovery: { objectives: OBJECTIVES } });
    const globalDatabase = new AuroraGlobalDatabase(here, 'World', { primary });
    const { zone, region } = OBJECTIVES;
    new SecureAuroraSecondaryCluster(there, 'Copy', { network: networks[1], globalDatabase, recovery: { objectives: { zone, region } } });
  },
  SecureDynamoTable: ({ here, there }) => {
    const table = new SecureDynamoTable(here, 'Store', {
      partitionKey: CUSTOMER, replicas: [{ region: ELSEWHERE.region!, encryptionKeyArn: KEY }], recovery: { objectives: OBJECTIVES },
    });
    new DynamoReplicaAlarms(there, 'Copy', { table });
  },
};

interface Built {
  readonly app: App;
  restore(): void;
}

/** Built once, and restored after every sabotage. */
const BUILT = new Map<string, Built>();

function build(store: string): Built {
  const known = BUILT.get(store) ?? fresh(store);
  BUILT.set(store, known);
  return known;
}

function fresh(store: string): Built {
  const app = new App();
  const here = new Stack(app, 'Here', { env: ENV });
  const there = new Stack(app, 'There', { env: ELSEWHERE });
  STORES[store]({ here, there, networks: [new TieredNetwork(here, 'Network'), new TieredNetwork(there, 'Network')] });
  subscribed(app);
  return { app, restore: restorable(app) };
}

const ofRule = (app: App, rule: string) => findingsOf(app).filter((finding) => finding.rule.id === rule);

test.each(Object.keys(STORES))('%s: what is stated is met, as the rules see it', (store) => {
  const { app } = build(store);
  const rule = store === 'SecureDynamoTable' ? 'dynamodb.recovery-objectives' : 'rds.recovery-objectives';
  expect(listed(ofRule(app, rule), 'fail', 'unknown')).toEqual([]);
  expect(listed(ofRule(app, rule), 'pass').length).toBe(store === 'SecureAuroraCluster' ? 2 : 1);
  expect(listed(findingsOf(app), 'fail')).toEqual([]);
});

function resources(app: App, type: string, path = 'Here/Store'): CfnResource[] {
  return app.node.findAll().filter(CfnResource.isCfnResource)
    .filter(({ cfnResourceType, node }) => cfnResourceType === type && node.path.startsWith(path));
}

const set = (type: string, path: string, value: unknown) => (app: App) => (
  resources(app, type).forEach((each) => each.addPropertyOverride(path, value)));
const remove = (type: string, where?: string) => (app: App) => (
  resources(app, type, where).forEach(({ node }) => (node.scope as IConstruct).node.tryRemoveChild(node.id)));

test.each<[string, string, (app: App) => void, string[], string[]]>([
  ['SecureRdsInstance', 'the standby', set('AWS::RDS::DBInstance', 'MultiAZ', false), ['rds.multi-az', 'rds.recovery-objectives'], []],
  ['SecureRdsInstance', 'the backups', set('AWS::RDS::DBInstance', 'BackupRetentionPeriod', 0),
    ['rds.backup-retention', 'rds.recovery-objectives'], []],
  ['SecureRdsInstance', 'the replica', remove('AWS::RDS::DBInstance', 'There/Copy'), ['rds.recovery-objectives'], []],
  ['SecureRdsInstance', 'the restore tests', remove('AWS::Backup::RestoreTestingSelection'), [], ['rds.recovery-objectives']],
  ['SecureAuroraCluster', 'the reader', remove('AWS::RDS::DBInstance', 'Here/Store/Cluster/Reader1'),
    ['rds.cluster-spans-zones', 'rds.recovery-objectives'], []],
  ['SecureAuroraCluster', 'the global database', remove('AWS::RDS::GlobalCluster', 'Here/World'), ['rds.recovery-objectives'], []],
  ['SecureAuroraCluster', 'the restore tests', remove('AWS::Backup::RestoreTestingSelection'), [], ['rds.recovery-objectives']],
  ['SecureDynamoTable', 'point-in-time recovery', set('AWS::DynamoDB::GlobalTable', 'Replicas.0.PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled', false),
    ['dynamodb.point-in-time-recovery', 'dynamodb.recovery-objectives'], []],
  ['SecureDynamoTable', 'the replica', (app) => {
    const [table] = resources(app, 'AWS::DynamoDB::GlobalTable') as dynamodb.CfnGlobalTable[];
    table.replicas = [(Stack.of(table).resolve(table.replicas) as dynamodb.CfnGlobalTable.ReplicaSpecificationProperty[])[0]];
  }, ['dynamodb.recovery-objectives'], []],
  ['SecureDynamoTable', 'the restore tests', remove('AWS::Backup::RestoreTestingSelection'), [], ['dynamodb.recovery-objectives']],
])('%s without %s: exactly the rules about it object', (store, _what, sabotage, failed, undecided) => {
  const { app, restore } = build(store);
  sabotage(app);
  const findings = findingsOf(app);
  restore();
  expect(ruleIds(findings, 'fail')).toEqual(failed);
  expect(ruleIds(findings, 'unknown')).toEqual(undecided);
});

test('what was taken away came back', () => {
  expect(Object.keys(STORES).flatMap((store) => listed(findingsOf(build(store).app), 'fail', 'unknown'))).toEqual([]);
});
