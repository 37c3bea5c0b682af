import { GROUP, hasNoUsers } from './scope';
import { cisDatabase, fsbp, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { present } from '../expect';
import { rule } from '../rule';

export const authToken = rule({
  id: 'elasticache.auth-token',
  title: 'ElastiCache replication groups below Redis OSS 6 ask for an AUTH token',
  why: 'These versions know no users: without a token whoever reaches the port reads and deletes everything.',
  fix: 'Upgrade to a version with users, as `SecureRedisCluster` has; until then set `AuthToken` to a reference to a secret.',
  severity: 'medium',
  safeguard: Safeguard.IAM_AUTHENTICATION,
  controls: [fsbp('ElastiCache.6'), cisDatabase('5.1'), nist80053r5('AC-3')],
  appliesTo: [GROUP],
  only: hasNoUsers,
  check: (group) => present(group, 'AuthToken'),
});
