import { DOMAINS } from './scope';
import { nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { hasCustomerKey } from '../expect-key';
import { rule } from '../rule';

export const customerManagedKey = rule({
  id: 'opensearch.customer-managed-key',
  title: 'OpenSearch domains encrypt their storage with a customer managed key',
  why: 'Nobody can restrict, audit or revoke the use of the key that AWS manages, and the key of a living domain can hardly be changed.',
  fix: 'Set `EncryptionAtRestOptions.KmsKeyId` to a key of your own, or use `SecureOpenSearchDomain`, which makes a `DataKey`.',
  severity: 'medium',
  safeguard: Safeguard.CUSTOMER_MANAGED_KEY,
  controls: [nist80053r5('SC-12'), nist80053r5('SC-28(1)'), nist80053r5('CM-3(6)')],
  appliesTo: DOMAINS,
  check: (domain) => hasCustomerKey(domain, 'EncryptionAtRestOptions.KmsKeyId'),
});
