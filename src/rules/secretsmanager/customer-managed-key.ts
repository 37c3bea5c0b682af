import { hipaa, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { hasCustomerKey } from '../expect-key';
import { rule } from '../rule';

export const customerManagedKey = rule({
  id: 'secretsmanager.customer-managed-key',
  title: 'Secrets are encrypted with a customer managed key',
  why: 'Under the key that AWS manages, everybody in the account who may read secrets reads this one; a key policy narrows it.',
  fix: 'Set `KmsKeyId` to a key of your own, such as a `DataKey`.',
  severity: 'medium',
  safeguard: Safeguard.CUSTOMER_MANAGED_KEY,
  controls: [nist80053r5('SC-28(1)'), nist80053r5('SC-13'), hipaa('164.312(a)(2)(iv)')],
  appliesTo: ['AWS::SecretsManager::Secret'],
  check: (resource) => hasCustomerKey(resource, 'KmsKeyId'),
});
