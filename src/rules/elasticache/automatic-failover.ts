import { GROUP } from './scope';
import { cisDatabase, fsbp, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { isTrue } from '../expect';
import { rule } from '../rule';

export const automaticFailover = rule({
  id: 'elasticache.automatic-failover',
  title: 'ElastiCache replication groups fail over automatically',
  why: 'Otherwise a failed primary takes no writes until somebody promotes a replica by hand.',
  fix: 'Set `AutomaticFailoverEnabled: true` with at least one replica, or use `SecureRedisCluster`.',
  severity: 'medium',
  safeguard: Safeguard.HIGH_AVAILABILITY,
  controls: [fsbp('ElastiCache.3'), cisDatabase('5.12'), nist80053r5('CP-10'), nist80053r5('SC-36'), nist80053r5('SI-13(5)')],
  appliesTo: [GROUP],
  check: (group) => isTrue(group, 'AutomaticFailoverEnabled'),
});
