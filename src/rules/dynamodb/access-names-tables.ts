import { isWideOnTables } from './access';
import { cisDatabase, hipaa, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { ResourceView } from '../../model/resource-view';
import { at } from '../../model/value';
import { makesCopies } from '../iam/recovery-points';
import { everyAllow, POLICIES } from '../iam/statements';
import { Statement, textsAt } from '../policy';
import { rule } from '../rule';
import { fail, PASS } from '../verdict';

export const accessNamesTables = rule({
  id: 'dynamodb.access-names-tables',
  title: 'Whoever may read or change DynamoDB tables is named the tables',
  why: 'A role that may use every table reads, with one faulty expression or one takeover, what belongs to every other application of the account.',
  fix: 'Name the tables in `Resource`, as `table.grantReadData(role)` and the grants of `SecureDynamoTable` do; an index is named below its table.',
  severity: 'medium',
  safeguard: Safeguard.TIERED_ACCESS,
  controls: [cisDatabase('4.1'), cisDatabase('4.2'), nist80053r5('AC-3'), nist80053r5('AC-6'), pciDss('7.2.5'), hipaa('164.308(a)(4)(ii)(B)')],
  appliesTo: POLICIES,
  check: (policy) => everyAllow(policy, (statement, where) => (isWideOnTables(statement) && !isExcepted(statement, policy)
    ? fail(where, `${statement.label} reaches more tables than it names`) : PASS)),
});

function isExcepted(statement: Statement, policy: ResourceView): boolean {
  return isEverything(statement) || goesByTags(statement) || makesCopies(statement, policy);
}

/** Said by iam.no-administrator-policy. */
function isEverything(statement: Statement): boolean {
  return textsAt(statement, 'Action').includes('*');
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/attribute-based-access-control.html */
function goesByTags({ body }: Statement): boolean {
  const conditions = at(body, 'Condition');
  return conditions.kind === 'map' && conditions.keys.map((operator) => conditions.get(operator))
    .some((operands) => operands.kind === 'map' && operands.keys.some((key) => key.toLowerCase().startsWith('aws:resourcetag/')));
}
