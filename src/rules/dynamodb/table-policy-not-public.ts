import { everyTablePolicy } from './policies';
import { TABLES } from './replicas';
import { cisDatabase, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { policyAdmitsNobodyUnknown } from '../policy';
import { rule } from '../rule';

export const tablePolicyNotPublic = rule({
  id: 'dynamodb.table-policy-not-public',
  title: 'The policies of DynamoDB tables and their streams admit nobody without naming whom',
  why: 'A statement for everybody hands the items to any AWS account of the world.',
  fix: 'Replace the `*` in `Principal` of `ResourcePolicy` by roles, or add a condition on `aws:PrincipalOrgID`.',
  severity: 'critical',
  safeguard: Safeguard.TIERED_ACCESS,
  controls: [cisDatabase('4.1'), nist80053r5('AC-3'), nist80053r5('AC-6'), nist80053r5('AC-21'), pciDss('7.2.5')],
  appliesTo: TABLES,
  check: (table) => everyTablePolicy(table, policyAdmitsNobodyUnknown),
});
