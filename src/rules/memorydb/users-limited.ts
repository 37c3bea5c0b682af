import { cisDatabase, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { accessOf, isUnlimited } from '../elasticache/user-access';
import { expectAt } from '../expect';
import { rule } from '../rule';
import { fail, PASS } from '../verdict';

export const usersLimited = rule({
  id: 'memorydb.users-limited',
  title: 'No MemoryDB user may run every command on every key',
  why: 'Such a user empties the database with one command, and makes the other users of the list pointless.',
  fix: 'Name keys and commands in `AccessString`.',
  severity: 'medium',
  safeguard: Safeguard.IAM_AUTHENTICATION,
  controls: [cisDatabase('6.3'), nist80053r5('AC-6')],
  appliesTo: ['AWS::MemoryDB::User'],
  check: (user) => expectAt(user, 'AccessString', (_value, where) => {
    const access = accessOf(user) ?? [];
    return access.includes('on') && isUnlimited(access) ? fail(where, `it is ${access.join(' ')}, which allows every command on every key`) : PASS;
  }),
});
