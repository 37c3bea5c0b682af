import { nist80053r5, securityHub } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { hasCustomerKey } from '../expect-key';
import { rule } from '../rule';

export const eventStoreCustomerKey = rule({
  id: 'cloudtrail.event-store-customer-key',
  title: 'Event data stores are encrypted with a customer managed key',
  why: 'With a key of AWS, whoever may query the store may read everything; a customer key is a second lock.',
  fix: 'Set `KmsKeyId` to a key that admits cloudtrail.amazonaws.com.',
  severity: 'medium',
  safeguard: Safeguard.CUSTOMER_MANAGED_KEY,
  controls: [securityHub('CloudTrail.10'), nist80053r5('SC-28(1)')],
  appliesTo: ['AWS::CloudTrail::EventDataStore'],
  check: (store) => hasCustomerKey(store, 'KmsKeyId'),
});
