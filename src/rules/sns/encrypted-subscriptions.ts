import { nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { noneOf } from '../expect';
import { rule } from '../rule';

export const encryptedSubscriptions = rule({
  id: 'sns.encrypted-subscriptions',
  title: 'SNS subscriptions do not deliver over plain HTTP',
  why: 'The alert leaves AWS in the clear, however well the topic is encrypted.',
  fix: 'Set `Protocol` of the subscription to https, or use another protocol with `AlertTopic.subscribe`.',
  severity: 'medium',
  safeguard: Safeguard.ENCRYPTION_IN_TRANSIT,
  controls: [nist80053r5('SC-8'), pciDss('4.2.1')],
  appliesTo: ['AWS::SNS::Subscription'],
  check: (resource) => noneOf(resource, 'Protocol', ['http']),
});
