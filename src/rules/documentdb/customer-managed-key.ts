import { cisDatabase, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { hasCustomerKey } from '../expect-key';
import { unlessInherited } from '../rds/inherited';
import { rule } from '../rule';

export const customerManagedKey = rule({
  id: 'documentdb.customer-managed-key',
  title: 'DocumentDB clusters encrypt their storage with a customer managed key',
  why: 'Nobody can restrict, audit or revoke the use of the key that AWS manages, and its snapshots cannot be shared with a backup account.',
  fix: 'Set `KmsKeyId` to a key of your own before the first deployment.',
  severity: 'medium',
  safeguard: Safeguard.CUSTOMER_MANAGED_KEY,
  controls: [cisDatabase('7.3'), nist80053r5('SC-12'), nist80053r5('SC-28(1)'), nist80053r5('CM-3(6)')],
  appliesTo: ['AWS::DocDB::DBCluster'],
  check: (cluster) => unlessInherited(cluster, 'KmsKeyId', () => hasCustomerKey(cluster, 'KmsKeyId')),
});
