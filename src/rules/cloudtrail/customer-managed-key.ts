import { cisFoundations, fsbp, hipaa, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { hasCustomerKey } from '../expect-key';
import { rule } from '../rule';

export const customerManagedKey = rule({
  id: 'cloudtrail.customer-managed-key',
  title: 'Trails encrypt their files with a customer managed key',
  why: 'Records name users, addresses and resources; with a customer key, reading them needs a second permission, which is recorded itself.',
  fix: 'Set `KMSKeyId` to a key that admits cloudtrail.amazonaws.com, or use `AuditTrail`.',
  severity: 'medium',
  safeguard: Safeguard.CUSTOMER_MANAGED_KEY,
  controls: [fsbp('CloudTrail.2'), cisFoundations('3.5'), nist80053r5('AU-9(3)'), nist80053r5('SC-28(1)'), hipaa('164.312(a)(2)(iv)')],
  appliesTo: ['AWS::CloudTrail::Trail'],
  check: (trail) => hasCustomerKey(trail, 'KMSKeyId'),
});
