import { cisDatabase, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { hasCustomerKey } from '../expect-key';
import { rule } from '../rule';

export const customerManagedKey = rule({
  id: 'memorydb.customer-managed-key',
  title: 'MemoryDB clusters are encrypted with a customer managed key',
  why: 'MemoryDB always encrypts, but nobody can restrict, audit or revoke the use of the key that AWS manages.',
  fix: 'Set `KmsKeyId` to a key of your own before the first deployment, such as the one of a `DataKey`.',
  severity: 'medium',
  safeguard: Safeguard.CUSTOMER_MANAGED_KEY,
  controls: [cisDatabase('6.2'), nist80053r5('SC-12'), nist80053r5('SC-28')],
  appliesTo: ['AWS::MemoryDB::Cluster'],
  check: (cluster) => hasCustomerKey(cluster, 'KmsKeyId'),
});
