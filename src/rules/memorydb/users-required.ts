import { cisDatabase, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { itemsOf, textOf } from '../../model/value';
import { expectAt } from '../expect';
import { rule } from '../rule';
import { fail, PASS } from '../verdict';

/** The list that MemoryDB provides: everybody may do everything, without a login. */
const OPEN = 'open-access';

export const usersRequired = rule({
  id: 'memorydb.users-required',
  title: 'Who uses a MemoryDB cluster logs in as a user of its access control list',
  why: 'The list `open-access` lets whoever reaches the port read and delete everything.',
  fix: 'Set `ACLName` to an `AWS::MemoryDB::ACL` whose users log in with IAM tokens or passwords.',
  severity: 'high',
  safeguard: Safeguard.IAM_AUTHENTICATION,
  controls: [cisDatabase('6.3'), nist80053r5('AC-3'), nist80053r5('AC-6')],
  appliesTo: ['AWS::MemoryDB::Cluster'],
  check: (cluster) => expectAt(cluster, 'ACLName', (acl, where) => {
    if (textOf(acl) === OPEN) {
      return fail(where, `it is ${OPEN}, which needs no login`);
    }
    const users = acl.kind === 'reference' ? itemsOf(acl.resource.get('UserNames')) : [];
    return users.some((user) => textOf(user) === 'default') ? fail(where, 'its list has the user `default`, which needs no login') : PASS;
  }),
});
