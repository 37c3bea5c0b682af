import { CLUSTER, GROUP } from './scope';
import { cisDatabase, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { ResourceView } from '../../model/resource-view';
import { expectAt } from '../expect';
import { rule } from '../rule';
import { fail, PASS } from '../verdict';

const given = (cache: ResourceView) => cache.get('NotificationTopicArn').kind !== 'absent';

export const notificationsArrive = rule({
  id: 'elasticache.notifications-arrive',
  title: 'ElastiCache notifies topics that it can publish to',
  why: 'ElastiCache cannot publish to an encrypted topic: it counts the topic as inactive, and nobody is told of the next failover.',
  fix: 'Point `NotificationTopicArn` at a topic of its own without `KmsMasterKeyId`.',
  severity: 'medium',
  safeguard: Safeguard.ALERT_DELIVERY,
  controls: [cisDatabase('5.6'), nist80053r5('SI-4(5)')],
  appliesTo: [GROUP, CLUSTER],
  only: given,
  check: (cache) => expectAt(cache, 'NotificationTopicArn', (topic, where) => (
    topic.kind === 'reference' && topic.resource.get('KmsMasterKeyId').kind !== 'absent'
      ? fail(where, `${topic.resource.label} is encrypted, and ElastiCache cannot publish to it`) : PASS)),
});
