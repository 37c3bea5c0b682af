import { nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { present } from '../expect';
import { rule } from '../rule';

export const eventsNotified = rule({
  id: 'dax.events-notified',
  title: 'DAX clusters tell a topic about failures and changes',
  why: 'A node that failed, was replaced or runs with other security groups is seen in no other place than the events of the cluster.',
  fix: 'Set `NotificationTopicARN` to a topic that people read, or use `SecureDaxCluster`.',
  severity: 'low',
  safeguard: Safeguard.EVENT_NOTIFICATIONS,
  controls: [nist80053r5('CA-7'), nist80053r5('SI-4(5)')],
  appliesTo: ['AWS::DAX::Cluster'],
  check: (cluster) => present(cluster, 'NotificationTopicARN'),
});
