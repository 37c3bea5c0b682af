import { GROUP, SERVERLESS } from './scope';
import { cisDatabase, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { hasCustomerKey } from '../expect-key';
import { rule } from '../rule';

export const customerManagedKey = rule({
  id: 'elasticache.customer-managed-key',
  title: 'ElastiCache replication groups and serverless caches are encrypted with a customer managed key',
  why: 'Nobody can restrict, audit or revoke the use of the key that AWS manages, and the key of a cache cannot be changed later.',
  fix: 'Set `KmsKeyId` to a key of your own before the first deployment, or use `SecureRedisCluster`, which makes a `DataKey`.',
  severity: 'medium',
  safeguard: Safeguard.CUSTOMER_MANAGED_KEY,
  controls: [cisDatabase('5.3'), nist80053r5('SC-12'), nist80053r5('SC-28')],
  appliesTo: [GROUP, SERVERLESS],
  check: (cache) => hasCustomerKey(cache, 'KmsKeyId'),
});
