import { hipaa, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { hasCustomerKey } from '../expect-key';
import { rule } from '../rule';

export const customerManagedKey = rule({
  id: 'logs.customer-managed-key',
  title: 'Log groups are encrypted with a customer managed key',
  why: 'Logs of databases and firewalls hold statements, addresses and names; a key of their own limits who reads them, besides IAM.',
  fix: 'Set `KmsKeyId` to a key that admits CloudWatch Logs; our constructs do so with a `DataKey`.',
  severity: 'medium',
  safeguard: Safeguard.LOG_EXPORTS,
  controls: [nist80053r5('SC-28(1)'), nist80053r5('SC-12(2)'), nist80053r5('AU-9'), pciDss('10.3.2'), hipaa('164.312(a)(2)(iv)')],
  appliesTo: ['AWS::Logs::LogGroup'],
  check: (resource) => hasCustomerKey(resource, 'KmsKeyId'),
});
