import { Safeguard } from '../../core/safeguard';
import { present } from '../expect';
import { rule } from '../rule';

export const deliveryStatus = rule({
  id: 'sns.delivery-status',
  title: 'SNS topics log whether messages were delivered',
  why: 'A subscriber whose endpoint is gone loses alerts for weeks before anybody asks. No published control asks for it any longer.',
  fix: 'Set `DeliveryStatusLogging` for the protocols of the subscribers.',
  severity: 'low',
  safeguard: Safeguard.ALERT_DELIVERY,
  controls: [],
  appliesTo: ['AWS::SNS::Topic'],
  byDefault: false,
  check: (topic) => present(topic, 'DeliveryStatusLogging'),
});
