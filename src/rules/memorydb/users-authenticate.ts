import { cisDatabase, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { oneOf } from '../expect';
import { rule } from '../rule';

export const usersAuthenticate = rule({
  id: 'memorydb.users-authenticate',
  title: 'MemoryDB users prove who they are',
  why: 'A user without authentication is a door for whoever knows its name.',
  fix: 'Set `AuthenticationMode: { Type: iam }`, or passwords that stand in a secret.',
  severity: 'high',
  safeguard: Safeguard.IAM_AUTHENTICATION,
  controls: [cisDatabase('6.3'), nist80053r5('AC-3')],
  appliesTo: ['AWS::MemoryDB::User'],
  check: (user) => oneOf(user, 'AuthenticationMode.Type', ['iam', 'password']),
});
