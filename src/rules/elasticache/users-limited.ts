import { accessOf, isUnlimited } from './user-access';
import { cisDatabase, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { expectAt } from '../expect';
import { rule } from '../rule';
import { fail, PASS } from '../verdict';

export const usersLimited = rule({
  id: 'elasticache.users-limited',
  title: 'No ElastiCache user may run every command on every key',
  why: 'Such a user empties the cache with one command, reads what others cached, and makes the users of the group pointless.',
  fix: 'Name keys and commands in `AccessString`, as `AccessString.onKeys(...).allowReading()` does.',
  severity: 'medium',
  safeguard: Safeguard.IAM_AUTHENTICATION,
  controls: [cisDatabase('5.8'), nist80053r5('AC-6')],
  appliesTo: ['AWS::ElastiCache::User'],
  check: (user) => expectAt(user, 'AccessString', (_value, where) => {
    const access = accessOf(user) ?? [];
    return access.includes('on') && isUnlimited(access) ? fail(where, `it is ${access.join(' ')}, which allows every command on every key`) : PASS;
  }),
});
