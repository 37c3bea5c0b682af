import { nist80053r5, securityHub } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { hasCustomerKey } from '../expect-key';
import { rule } from '../rule';

export const customerManagedKey = rule({
  id: 'redshiftserverless.customer-managed-key',
  title: 'Namespaces of Redshift Serverless are encrypted with a customer managed key',
  why: 'Nobody can restrict, audit or revoke the use of the key that AWS owns; a key of your own limits who reads the data.',
  fix: 'Set `KmsKeyId` to a key of your own, or use `SecureRedshiftServerless`, which makes a `DataKey`.',
  severity: 'medium',
  safeguard: Safeguard.CUSTOMER_MANAGED_KEY,
  controls: [securityHub('RedshiftServerless.4'), nist80053r5('SC-12'), nist80053r5('SC-28(1)')],
  appliesTo: ['AWS::RedshiftServerless::Namespace'],
  check: (namespace) => hasCustomerKey(namespace, 'KmsKeyId'),
});
