import { encryption } from './inherited';
import { standsAlone, STORES } from './scope';
import { cisDatabase, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { hasCustomerKey } from '../expect-key';
import { rule } from '../rule';

export const customerManagedKey = rule({
  id: 'rds.customer-managed-key',
  title: 'RDS instances and clusters encrypt their storage with a customer managed key',
  why: 'Nobody can restrict, audit or revoke the use of the key that AWS manages, and its snapshots cannot be shared with a backup account.',
  fix: 'Set `KmsKeyId` to a key of your own before the first deployment, or use `SecureRdsInstance`, which makes a `DataKey`.',
  severity: 'medium',
  safeguard: Safeguard.CUSTOMER_MANAGED_KEY,
  controls: [cisDatabase('3.5'), cisDatabase('2.2'), nist80053r5('SC-12'), nist80053r5('SC-28(1)'), nist80053r5('CM-3(6)')],
  appliesTo: STORES,
  only: standsAlone,
  check: (resource) => encryption(resource, 'KmsKeyId', (store) => hasCustomerKey(store, 'KmsKeyId')),
});
