import { cisDatabase, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { present } from '../expect';
import { rule } from '../rule';

export const eventNotifications = rule({
  id: 'memorydb.event-notifications',
  title: 'MemoryDB clusters notify a topic of failovers and replaced nodes',
  why: 'Nobody learns otherwise why connections broke, or that a node was replaced.',
  fix: 'Set `SnsTopicArn` to the topic of those who run the database.',
  severity: 'low',
  safeguard: Safeguard.EVENT_NOTIFICATIONS,
  controls: [cisDatabase('6.6'), nist80053r5('SI-4(5)')],
  appliesTo: ['AWS::MemoryDB::Cluster'],
  check: (cluster) => present(cluster, 'SnsTopicArn'),
});
