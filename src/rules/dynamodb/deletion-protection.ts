import { isTrueInCopies, TABLES } from './replicas';
import { cisDatabase, fsbp, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { rule } from '../rule';

export const deletionProtection = rule({
  id: 'dynamodb.deletion-protection',
  title: 'DynamoDB tables have deletion protection, in every replica',
  why: 'Without it one API call, one console click or one replaced resource deletes the table with all its items.',
  fix: 'Set `DeletionProtectionEnabled: true` on the table or on each of its `Replicas`, or use `SecureDynamoTable`.',
  severity: 'medium',
  safeguard: Safeguard.DELETION_PROTECTION,
  controls: [fsbp('DynamoDB.6'), cisDatabase('4.8'), nist80053r5('CA-9(1)'), nist80053r5('CM-2'), nist80053r5('CM-2(2)'), nist80053r5('CM-3'),
    nist80053r5('SC-5(2)')],
  appliesTo: TABLES,
  check: (table) => isTrueInCopies(table, 'DeletionProtectionEnabled'),
});
