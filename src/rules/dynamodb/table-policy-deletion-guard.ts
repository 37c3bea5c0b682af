import { expectOfCopies, TABLES } from './replicas';
import { Safeguard } from '../../core/safeguard';
import { TABLE_POLICY_GUARDED_ACTIONS } from '../../facts/destructive-actions';
import { undeniedWithoutMfa } from '../policy';
import { rule } from '../rule';
import { fail, PASS } from '../verdict';

export const tablePolicyDeletionGuard = rule({
  id: 'dynamodb.table-policy-deletion-guard',
  title: 'The policy of a DynamoDB table refuses its deletion without multi-factor authentication, in every replica',
  why: 'A leaked access key of an administrator takes the protection off and deletes the table; a policy of the table binds whoever comes. '
    + 'No published control asks for it.',
  fix: 'Deny `dynamodb:DeleteTable` and `dynamodb:DeleteResourcePolicy` in `ResourcePolicy` unless `aws:MultiFactorAuthPresent`, or use `SecureDynamoTable`.',
  severity: 'low',
  safeguard: Safeguard.MFA_DELETION,
  controls: [],
  appliesTo: TABLES,
  check: (table) => expectOfCopies(table, 'ResourcePolicy.PolicyDocument', (policy, at) => {
    const open = undeniedWithoutMfa(policy, TABLE_POLICY_GUARDED_ACTIONS);
    return open.length === 0 ? PASS : fail(at, `no statement of ${table.label} denies ${open.join(', ')} without MFA`);
  }),
});
