import { isOff, isPasswordless } from './user-access';
import { cisDatabase, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { DEFAULT_USER } from '../../facts/cache-engines';
import { itemsOf, textOf, Value } from '../../model/value';
import { rule } from '../rule';
import { all, fail, PASS, undecided, Verdict } from '../verdict';

const WHERE = 'Properties.UserIds';

export const defaultUserDisabled = rule({
  id: 'elasticache.default-user-disabled',
  title: 'The user groups of ElastiCache replace the user `default`',
  why: 'Everybody who does not log in is the user `default`, and the one that ElastiCache provides may run every command on every key.',
  fix: 'Put a user whose `UserName` is default and whose `AccessString` is off into the group, as `SecureRedisCluster` does.',
  severity: 'high',
  safeguard: Safeguard.IAM_AUTHENTICATION,
  controls: [cisDatabase('5.1'), cisDatabase('5.8'), nist80053r5('AC-3')],
  appliesTo: ['AWS::ElastiCache::UserGroup'],
  check: (group) => all(...itemsOf(group.get('UserIds')).map(judge)),
});

function judge(member: Value): Verdict {
  if (member.kind === 'unknown') {
    return undecided(WHERE, `a member is only known at deployment (${member.because})`);
  }
  if (textOf(member) === DEFAULT_USER) {
    return fail(WHERE, 'it has the user `default` that ElastiCache provides, which is open to everybody');
  }
  const user = member.kind === 'reference' ? member.resource : undefined;
  const open = user !== undefined && textOf(user.get('UserName')) === DEFAULT_USER && isOff(user) !== true && isPasswordless(user) !== false;
  return open ? fail(WHERE, `${user.label} is the user \`default\`, is not switched off and may need no password`) : PASS;
}
