import { CLUSTER, GROUP, mayKeepData } from './scope';
import { cisDatabase, fsbp, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { isNotFalse } from '../expect';
import { rule } from '../rule';

export const automaticMinorUpgrades = rule({
  id: 'elasticache.automatic-minor-upgrades',
  title: 'ElastiCache installs minor versions of Redis OSS and Valkey automatically',
  why: 'Minor versions close known holes; a cluster that waits for somebody to remember stays open.',
  fix: 'Leave `AutoMinorVersionUpgrade` out or set it to true, or use `SecureRedisCluster`.',
  severity: 'high',
  safeguard: Safeguard.AUTOMATIC_PATCHING,
  controls: [fsbp('ElastiCache.2'), cisDatabase('5.4'), nist80053r5('SI-2')],
  appliesTo: [GROUP, CLUSTER],
  only: mayKeepData,
  check: (cache) => isNotFalse(cache, 'AutoMinorVersionUpgrade'),
});
