import { GROUP, SERVERLESS } from './scope';
import { nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { keptOnRemoval } from '../expect';
import { rule } from '../rule';

export const retained = rule({
  id: 'elasticache.retained',
  title: 'ElastiCache replication groups and serverless caches outlive their stack',
  why: 'Removing a stack, renaming a construct or changing a property that replaces the cache deletes what it holds; a last snapshot brings the data back hours later.',
  fix: 'Set `DeletionPolicy` and `UpdateReplacePolicy` to Retain, or use `SecureRedisCluster`.',
  severity: 'low',
  safeguard: Safeguard.RETENTION,
  controls: [nist80053r5('CP-9'), nist80053r5('SI-12')],
  appliesTo: [GROUP, SERVERLESS],
  check: (cache) => keptOnRemoval(cache, ['Retain', 'RetainExceptOnCreate']),
});
