import { CLUSTER, GROUP, standsAlone } from './scope';
import { cisDatabase, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { present } from '../expect';
import { rule } from '../rule';

export const eventNotifications = rule({
  id: 'elasticache.event-notifications',
  title: 'ElastiCache clusters notify a topic of failovers and replaced nodes',
  why: 'Nobody learns otherwise why connections broke. Off by default: ElastiCache publishes to topics without encryption only.',
  fix: 'Set `NotificationTopicArn` to a topic of its own without encryption; `SecureRedisCluster` takes it as `options.notificationTopic`.',
  severity: 'low',
  safeguard: Safeguard.EVENT_NOTIFICATIONS,
  controls: [cisDatabase('5.6'), nist80053r5('SI-4(5)')],
  appliesTo: [GROUP, CLUSTER],
  byDefault: false,
  only: standsAlone,
  check: (cache) => present(cache, 'NotificationTopicArn'),
});
