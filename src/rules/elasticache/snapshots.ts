import { CLUSTER, GROUP, mayKeepData, SERVERLESS, standsAlone } from './scope';
import { cisDatabase, fsbp, hipaa, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { atLeast } from '../expect';
import { rule } from '../rule';

export const snapshots = rule({
  id: 'elasticache.snapshots',
  title: 'ElastiCache takes snapshots of Redis OSS and Valkey caches, and keeps them long enough',
  why: 'What a cache holds is lost with its nodes, and with a wrong command; by default there is no snapshot.',
  fix: 'Set `SnapshotRetentionLimit` to at least the days that the pack asks for, or use `SecureRedisCluster`.',
  severity: 'high',
  safeguard: Safeguard.BACKUPS,
  controls: [fsbp('ElastiCache.1'), cisDatabase('5.13'), nist80053r5('CP-9'), nist80053r5('SI-12'), hipaa('164.308(a)(7)(ii)(A)')],
  appliesTo: [GROUP, CLUSTER, SERVERLESS],
  only: (cache) => standsAlone(cache) && mayKeepData(cache),
  check: (cache, _app, { minBackupDays }) => atLeast(cache, 'SnapshotRetentionLimit', minBackupDays, 'days'),
});
