import { Safeguard } from '../../core/safeguard';
import { textOf } from '../../model/value';
import { present } from '../expect';
import { rule } from '../rule';

export const subscriptionDeadLetters = rule({
  id: 'sns.subscription-dead-letters',
  title: 'Subscribed machines have a dead-letter queue',
  why: 'A queue, function or endpoint that is down for a day loses the alerts of that day. No published control asks for it.',
  fix: 'Set `RedrivePolicy` of the subscription to a queue. E-mail and text messages go to people, and need none.',
  severity: 'low',
  safeguard: Safeguard.ALERT_DELIVERY,
  controls: [],
  appliesTo: ['AWS::SNS::Subscription'],
  byDefault: false,
  only: (subscription) => ['http', 'https', 'lambda', 'sqs', 'firehose'].includes(textOf(subscription.get('Protocol')) ?? ''),
  check: (subscription) => present(subscription, 'RedrivePolicy'),
});
