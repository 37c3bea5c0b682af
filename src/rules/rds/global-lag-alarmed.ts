import { isSecondary } from './global';
import { isAurora } from './scope';
import { nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { rule } from '../rule';
import { isWatched, named } from '../watched';

// https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-monitoring.html
const LAGS = ['AuroraGlobalDBReplicationLag', 'AuroraGlobalDBRPOLag', 'AuroraGlobalDBProgressLag'];

export const globalLagAlarmed = rule({
  id: 'rds.global-lag-alarmed',
  title: 'Secondary clusters of Aurora global databases have an alarm on their lag',
  why: 'A failover to a region that lags loses what has not arrived, and until then its readers answer with old data; nobody else tells.',
  fix: 'Add an `AWS::CloudWatch::Alarm` on AuroraGlobalDBReplicationLag of the cluster, by a query so that it survives a switchover, or use `SecureAuroraSecondaryCluster`.',
  severity: 'low',
  safeguard: Safeguard.ALARMS,
  controls: [nist80053r5('CA-7'), nist80053r5('SI-4(5)')],
  appliesTo: ['AWS::RDS::DBCluster'],
  only: (cluster) => isAurora(cluster) && isSecondary(cluster),
  check: (cluster, app) => isWatched(app, {
    metrics: [LAGS], namespace: 'AWS/RDS', dimension: 'DBClusterIdentifier', noun: 'cluster', isIt: named(cluster, 'DBClusterIdentifier'),
  }),
});
