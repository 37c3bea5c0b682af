import { expectOfCopies, TABLES } from './replicas';
import { cisDatabase, hipaa, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { isGiven } from '../expect';
import { isNoKeyOfAws } from '../expect-key';
import { rule } from '../rule';
import { fail } from '../verdict';

export const customerManagedKey = rule({
  id: 'dynamodb.customer-managed-key',
  title: 'DynamoDB tables are encrypted with a customer managed key, in every replica',
  why: 'Nobody can restrict, audit or revoke the use of a key of AWS; a key of its own is the last lock when a role may read too much.',
  fix: 'Set `KMSMasterKeyId` in `SSESpecification` of the table or of each replica, or use `SecureDynamoTable`.',
  severity: 'medium',
  safeguard: Safeguard.CUSTOMER_MANAGED_KEY,
  controls: [cisDatabase('4.3'), nist80053r5('SC-12'), nist80053r5('SC-28(1)'), nist80053r5('CM-3(6)'), pciDss('3.5.1'), hipaa('164.312(a)(2)(iv)')],
  appliesTo: TABLES,
  check: (table) => expectOfCopies(table, 'SSESpecification.KMSMasterKeyId', (key, at) => (isGiven(key) ? isNoKeyOfAws(key, at) : fail(at, 'it is not set'))),
});
