import { TABLE_ITEM_ACTIONS } from './access';
import { isUsedByWebUsers } from './web-users';
import { cisDatabase, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { ITEM_READS, ITEM_WRITES } from '../../facts/dynamodb-rights';
import { at } from '../../model/value';
import { everyAllow, POLICIES } from '../iam/statements';
import { coversAction, Statement } from '../policy';
import { rule } from '../rule';
import { fail, PASS } from '../verdict';

export const webUsersOwnItems = rule({
  id: 'dynamodb.web-users-own-items',
  title: 'Users who reach a DynamoDB table from the web see their own items only',
  why: 'Everybody who signs in gets credentials of this role, and calls the table with what they like: without a leading key they read all items.',
  fix: 'Add a `ForAllValues:StringEquals` condition on `dynamodb:LeadingKeys` and leave out scans, PartiQL and exports, or use `DynamoWebIdentityRole`.',
  severity: 'high',
  safeguard: Safeguard.TIERED_ACCESS,
  controls: [cisDatabase('4.2'), nist80053r5('AC-3'), nist80053r5('AC-6'), pciDss('7.2.5')],
  appliesTo: POLICIES,
  only: isUsedByWebUsers,
  check: (policy) => everyAllow(policy, (statement, where) => (
    TABLE_ITEM_ACTIONS.some((action) => coversAction(statement, action) && !isKeyed(statement, action))
      ? fail(where, `${statement.label} lets every user reach the items of all users`) : PASS)),
});

/** `ForAllValues` holds for requests that name no key, which these always do; others may where `Null` does not refuse it. */
const KEYED_ACTIONS = [...ITEM_READS, ...ITEM_WRITES];

function isKeyed(statement: Statement, action: string): boolean {
  return tests(statement, /^ForAllValues:String(Equals|Like)/i) && (KEYED_ACTIONS.includes(action) || tests(statement, /^Null$/i));
}

function tests({ body }: Statement, operators: RegExp): boolean {
  const conditions = at(body, 'Condition');
  return conditions.kind === 'map' && conditions.keys.filter((operator) => operators.test(operator)).map((operator) => conditions.get(operator))
    .some((operands) => operands.kind === 'map' && operands.keys.some((key) => key.toLowerCase() === 'dynamodb:leadingkeys'));
}
