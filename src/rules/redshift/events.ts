import { nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { notified } from '../notified';
import { rule } from '../rule';

export const events = rule({
  id: 'redshift.events',
  title: 'Events of Redshift clusters are notified',
  why: 'A failure, a changed setting or forced maintenance otherwise shows only to those who happen to look at the console.',
  fix: 'Add an `AWS::Redshift::EventSubscription` for cluster whose `EventCategories` hold management, monitoring and security, with an `AlertTopic`.',
  severity: 'low',
  safeguard: Safeguard.EVENT_NOTIFICATIONS,
  controls: [nist80053r5('CA-7'), nist80053r5('SI-4(5)')],
  appliesTo: ['AWS::Redshift::Cluster'],
  check: (cluster) => notified(cluster, { type: 'AWS::Redshift::EventSubscription', sourceType: 'cluster' }, ['management', 'monitoring', 'security']),
});
