import { nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { hasCustomerKey } from '../expect-key';
import { rule } from '../rule';

export const customerManagedKey = rule({
  id: 'redshift.customer-managed-key',
  title: 'Redshift clusters are encrypted with a customer managed key',
  why: 'Nobody can restrict, audit or revoke the use of the key that AWS manages, and its snapshots cannot be shared with a backup account.',
  fix: 'Set `KmsKeyId` to a key of your own, or use `SecureRedshiftCluster`, which makes a `DataKey`.',
  severity: 'medium',
  safeguard: Safeguard.CUSTOMER_MANAGED_KEY,
  controls: [nist80053r5('SC-12'), nist80053r5('SC-28(1)'), nist80053r5('CM-3(6)')],
  appliesTo: ['AWS::Redshift::Cluster'],
  check: (cluster) => hasCustomerKey(cluster, 'KmsKeyId'),
});
