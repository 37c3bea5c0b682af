import { notified } from './events';
import { fsbp, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { rule } from '../rule';

export const clusterEvents = rule({
  id: 'rds.cluster-events',
  title: 'Critical events of RDS clusters are notified',
  why: 'A failure or forced maintenance otherwise shows only to those who happen to look at the console.',
  fix: 'Add an `AWS::RDS::EventSubscription` for db-cluster whose `EventCategories` hold maintenance and failure, with an `AlertTopic`.',
  severity: 'low',
  safeguard: Safeguard.EVENT_NOTIFICATIONS,
  controls: [fsbp('RDS.19'), nist80053r5('CA-7'), nist80053r5('SI-2')],
  appliesTo: ['AWS::RDS::DBCluster'],
  check: (resource) => notified(resource, 'db-cluster', ['maintenance', 'failure']),
});
