import { TABLES } from './replicas';
import { cisDatabase, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { isTrue } from '../expect';
import { rule } from '../rule';

export const kmsEncryption = rule({
  id: 'dynamodb.kms-encryption',
  title: 'DynamoDB tables are encrypted with a KMS key of the account',
  why: 'Without the setting a key decides that AWS owns and shares between customers: nobody sees its use in CloudTrail, nobody can withdraw it.',
  fix: 'Set `SSESpecification: { SSEEnabled: true, SSEType: KMS }`, or use `SecureDynamoTable`.',
  severity: 'medium',
  safeguard: Safeguard.ENCRYPTION_AT_REST,
  controls: [cisDatabase('4.3'), nist80053r5('CA-9(1)'), nist80053r5('CM-3(6)'), nist80053r5('SC-13'), nist80053r5('SC-28'), nist80053r5('SC-28(1)'),
    nist80053r5('SC-7(10)'), nist80053r5('SI-7(6)')],
  appliesTo: TABLES,
  check: (table) => isTrue(table, 'SSESpecification.SSEEnabled'),
});
