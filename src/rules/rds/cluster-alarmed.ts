import { isAurora } from './scope';
import { cisDatabase, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { rule } from '../rule';
import { isWatched, named } from '../watched';

export const clusterAlarmed = rule({
  id: 'rds.cluster-alarmed',
  title: 'Aurora clusters have an alarm on load',
  why: 'A flood of queries makes the database useless; its storage grows by itself, its processors and connections do not.',
  fix: 'Add an `AWS::CloudWatch::Alarm` on CPUUtilization of the cluster, or use `SecureAuroraCluster` with `alerts`.',
  severity: 'low',
  safeguard: Safeguard.ALARMS,
  controls: [cisDatabase('3.9'), nist80053r5('CA-7'), nist80053r5('SI-4(5)')],
  appliesTo: ['AWS::RDS::DBCluster'],
  only: isAurora,
  check: (cluster, app) => isWatched(app, {
    metrics: ['CPUUtilization'], namespace: 'AWS/RDS', dimension: 'DBClusterIdentifier', noun: 'cluster', isIt: named(cluster, 'DBClusterIdentifier'),
  }),
});
