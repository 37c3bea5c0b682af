import { GROUP, hasNoUsers, mayKeepData, SERVERLESS } from './scope';
import { cisDatabase, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { present } from '../expect';
import { rule } from '../rule';

export const usersRequired = rule({
  id: 'elasticache.users-required',
  title: 'Who uses an ElastiCache cache logs in as a user with rights of its own',
  why: 'Without users, whoever reaches the port reads and deletes everything; an AUTH token is one password for all, which nobody can take from one of them.',
  fix: 'Set `UserGroupIds` (serverless: `UserGroupId`) to a group of users with IAM authentication, or use `SecureRedisCluster` with `users`.',
  severity: 'medium',
  safeguard: Safeguard.IAM_AUTHENTICATION,
  controls: [cisDatabase('5.1'), cisDatabase('5.8'), nist80053r5('AC-3'), nist80053r5('AC-6')],
  appliesTo: [GROUP, SERVERLESS],
  only: (cache) => mayKeepData(cache) && !hasNoUsers(cache),
  check: (cache) => present(cache, cache.type === GROUP ? 'UserGroupIds' : 'UserGroupId'),
});
