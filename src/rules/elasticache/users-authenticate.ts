import { isOff, isPasswordless } from './user-access';
import { cisDatabase, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { rule } from '../rule';
import { fail, PASS, undecided } from '../verdict';

export const usersAuthenticate = rule({
  id: 'elasticache.users-authenticate',
  title: 'ElastiCache users that are switched on prove who they are',
  why: 'A user without a password is a door for whoever knows its name, and everybody knows the name `default`.',
  fix: 'Set `AuthenticationMode: { Type: iam }`, or switch the user off with an `AccessString` that begins with off; `SecureRedisCluster` does both.',
  severity: 'high',
  safeguard: Safeguard.IAM_AUTHENTICATION,
  controls: [cisDatabase('5.1'), cisDatabase('5.8'), nist80053r5('AC-3')],
  appliesTo: ['AWS::ElastiCache::User'],
  check: (user) => {
    const where = 'Properties.AuthenticationMode';
    const [off, passwordless] = [isOff(user), isPasswordless(user)];
    if (off === true || passwordless === false) {
      return PASS;
    }
    return off === undefined || passwordless === undefined
      ? undecided(where, 'whether it logs in without a password is only known at deployment')
      : fail(where, 'the user is on and needs no password, expected iam or passwords');
  },
});
