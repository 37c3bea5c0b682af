import { Duration } from 'aws-cdk-lib';
import { LEFT_OF_EVERY_STORE, ofEveryStore, ofWaivers } from './relational';
import { change, KEY_ARN, Study } from './study';
import { RedshiftAuditLog } from '../../src/databases/redshift/redshift-audit-log';
import { REDSHIFT_SAFEGUARDS } from '../../src/databases/redshift/redshift-checks';
import { RedshiftNodes } from '../../src/databases/redshift/redshift-nodes';
import { RedshiftTls, RedshiftTrack, SecureRedshiftClusterProps } from '../../src/databases/redshift/redshift-props';
import { SecureRedshiftCluster } from '../../src/databases/redshift/secure-redshift-cluster';
import { SecureRedshiftServerless } from '../../src/databases/redshift/secure-redshift-serverless';
import { SERVERLESS_SAFEGUARDS } from '../../src/databases/redshift/serverless-checks';
import { SecureRedshiftServerlessProps } from '../../src/databases/redshift/serverless-props';

const STATE = ['AWS::Redshift::Cluster', 'AWS::RedshiftServerless::Namespace', 'AWS::KMS::Key', 'AWS::Logs::LogGroup', 'AWS::SNS::Topic'];
const LEFT = { ...LEFT_OF_EVERY_STORE, usageLimits: 'limits lie beside the store' };

type ClusterProps = Omit<SecureRedshiftClusterProps, 'network'>;

/** What happens to a cluster. */
export const REDSHIFT_CLUSTER: Study<ClusterProps> = {
  construct: 'SecureRedshiftCluster',
  advice: 'CloudFormation refuses to replace a cluster that keeps its identifier: such a change fails before anything is lost, until another `naming.identifier` states that '
    + 'a new one is meant. It comes empty; the old one is retained with its data, but leaves the stack. Plan such a change as a move: take a snapshot, and create '
    + 'a new cluster from it with `recovery.restoredFrom`. Another key, and another number or type of nodes, make Redshift copy the data: the cluster is read-only meanwhile.',
  docs: ['databases/data-store.ts', 'databases/redshift/redshift-props.ts'],
  stateful: STATE,
  left: LEFT,
  create: ({ stack, network }, props) => void new SecureRedshiftCluster(stack, 'Warehouse', { network, ...props }),
  changes: [
    change('nodes', { nodes: RedshiftNodes.xlplus(4) }),
    ...ofEveryStore<ClusterProps>(),
    change('naming.identifier', { naming: { identifier: 'sales' } }),
    change('naming.databaseName', { naming: { databaseName: 'sales' } }),
    change('naming.masterUsername', { naming: { masterUsername: 'keeper' } }),
    change('port', { port: 8200 }),
    change('recovery.retention', { recovery: { retention: Duration.days(14) } }),
    change('recovery.manualRetention', { recovery: { manualRetention: Duration.days(90) } }),
    change('recovery.objectives', { recovery: { objectives: { application: { point: Duration.hours(8) } } } }),
    change('recovery.copyTo', { recovery: { copyTo: { region: 'eu-central-1', grantName: 'dr' } } }),
    change('recovery.restoredFrom', { recovery: { restoredFrom: 'before-the-move' } }),
    change('maintenance.window', { maintenance: { window: 'mon:05:00-mon:06:00' } }),
    change('maintenance.track', { maintenance: { track: RedshiftTrack.TRAILING } }),
    change('auditLog', { auditLog: RedshiftAuditLog.s3() }),
    change('tls', { tls: RedshiftTls.FIPS }),
    change('parameters', { parameters: { statement_timeout: '60000' } }),
    ...ofWaivers<ClusterProps>(REDSHIFT_SAFEGUARDS),
  ],
};

type ServerlessProps = Omit<SecureRedshiftServerlessProps, 'network'>;

/** What happens to a namespace, which holds the data, and its workgroup. */
export const REDSHIFT_SERVERLESS: Study<ServerlessProps> = {
  construct: 'SecureRedshiftServerless',
  advice: 'A replaced namespace comes empty; the old one is retained with its data, but leaves the stack. Plan such a change as a move: take a snapshot, and restore it '
    + 'into the new namespace.',
  docs: ['databases/data-store.ts', 'databases/redshift/redshift-props.ts', 'databases/redshift/serverless-props.ts'],
  stateful: STATE,
  left: LEFT,
  create: ({ stack, network }, props) => void new SecureRedshiftServerless(stack, 'Warehouse', { network, ...props }),
  changes: [
    change('capacity.baseRpus', { capacity: { baseRpus: 64 } }),
    change('capacity.maxRpus', { capacity: { maxRpus: 512 } }),
    ...ofEveryStore<ServerlessProps>(),
    change('naming.identifier', { naming: { identifier: 'sales' } }),
    change('naming.databaseName', { naming: { databaseName: 'sales' } }),
    change('naming.masterUsername', { naming: { masterUsername: 'keeper' } }),
    change('port', { port: 8200 }),
    change('tls', { tls: RedshiftTls.FIPS }),
    change('track', { track: RedshiftTrack.TRAILING }),
    change('parameters', { parameters: { max_query_execution_time: '3600' } }),
    change('snapshotCopy', { snapshotCopy: { region: 'eu-central-1', encryptionKeyArn: KEY_ARN.replace('eu-west-1', 'eu-central-1') } }),
    ...ofWaivers<ServerlessProps>(SERVERLESS_SAFEGUARDS),
  ],
};
