import { isPrimary, STORES } from './scope';
import { hipaa, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { alternatives, booleanOf } from '../../model/value';
import { hasCustomerKey } from '../expect-key';
import { rule } from '../rule';

export const masterSecretCustomerKey = rule({
  id: 'rds.master-secret-customer-key',
  title: 'The secret of the master user is encrypted with a customer managed key',
  why: 'Under the key that AWS manages, everybody in the account who may read secrets reads the master password; a key policy narrows it.',
  fix: 'Set `MasterUserSecret.KmsKeyId` to the key of the database, or use `SecureRdsInstance`.',
  severity: 'medium',
  safeguard: Safeguard.CUSTOMER_MANAGED_KEY,
  controls: [nist80053r5('SC-12'), nist80053r5('SC-28(1)'), hipaa('164.312(a)(2)(iv)')],
  appliesTo: STORES,
  only: (resource) => isPrimary(resource) && alternatives(resource.get('ManageMasterUserPassword')).some((managed) => booleanOf(managed) === true),
  check: (resource) => hasCustomerKey(resource, 'MasterUserSecret.KmsKeyId'),
});
