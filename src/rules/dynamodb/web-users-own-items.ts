import { TABLE_ITEM_ACTIONS } from './access';
import { isUsedByWebUsers } from './web-users';
import { cisDatabase, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { at } from '../../model/value';
import { everyAllow, POLICIES } from '../iam/statements';
import { coversAction, Statement } from '../policy';
import { rule } from '../rule';
import { fail, PASS } from '../verdict';

export const webUsersOwnItems = rule({
  id: 'dynamodb.web-users-own-items',
  title: 'Users who reach a DynamoDB table from the web see their own items only',
  why: 'Everybody who signs in gets credentials of this role, and calls the table with what they like: without a leading key they read all items.',
  fix: 'Add a `ForAllValues:StringEquals` condition on `dynamodb:LeadingKeys` to the statement, as the web-identity role of `SecureDynamoTable` does.',
  severity: 'high',
  safeguard: Safeguard.TIERED_ACCESS,
  controls: [cisDatabase('4.2'), nist80053r5('AC-3'), nist80053r5('AC-6'), pciDss('7.2.5')],
  appliesTo: POLICIES,
  only: isUsedByWebUsers,
  check: (policy) => everyAllow(policy, (statement, where) => (
    TABLE_ITEM_ACTIONS.some((action) => coversAction(statement, action)) && !hasLeadingKeys(statement)
      ? fail(where, `${statement.label} lets every user reach the items of all users`) : PASS)),
});

function hasLeadingKeys({ body }: Statement): boolean {
  const conditions = at(body, 'Condition');
  return conditions.kind === 'map' && conditions.keys.filter((operator) => /^ForAllValues:String(Equals|Like)/i.test(operator))
    .map((operator) => conditions.get(operator))
    .some((operands) => operands.kind === 'map' && operands.keys.some((key) => key.toLowerCase() === 'dynamodb:leadingkeys'));
}
