import { CLUSTER, mayRunMemcached } from './scope';
import { cisDatabase, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { atLeast, oneOf } from '../expect';
import { rule } from '../rule';
import { all } from '../verdict';

export const memcachedSpansZones = rule({
  id: 'elasticache.memcached-spans-zones',
  title: 'Memcached clusters have nodes in more than one Availability Zone',
  why: 'When their only zone fails the whole cache is cold at once, and every request falls onto the database behind it.',
  fix: 'Set `AZMode: cross-az` and at least two nodes in `NumCacheNodes`, or use `MemcachedCluster`.',
  severity: 'medium',
  safeguard: Safeguard.HIGH_AVAILABILITY,
  controls: [cisDatabase('5.12'), nist80053r5('CP-10'), nist80053r5('SC-36')],
  appliesTo: [CLUSTER],
  only: mayRunMemcached,
  check: (cluster) => all(oneOf(cluster, 'AZMode', ['cross-az']), atLeast(cluster, 'NumCacheNodes', 2, 'nodes')),
});
