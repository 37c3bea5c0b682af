import { CLUSTER, GROUP, standsAlone } from './scope';
import { nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { DEFAULT_CACHE_PORTS } from '../../facts/cache-engines';
import { noneOf, present } from '../expect';
import { rule } from '../rule';
import { all } from '../verdict';

export const customPort = rule({
  id: 'elasticache.custom-port',
  title: 'ElastiCache clusters do not listen on a default port',
  why: 'Scanners try the default port first. A closed network protects far better, so this rule is off by default.',
  fix: 'Set `Port` to another port than 6379 and 11211; `SecureRedisCluster` and `MemcachedCluster` do.',
  severity: 'low',
  safeguard: Safeguard.TIERED_ACCESS,
  controls: [nist80053r5('SC-7(16)')],
  appliesTo: [GROUP, CLUSTER],
  byDefault: false,
  only: standsAlone,
  check: (cache) => all(present(cache, 'Port'), noneOf(cache, 'Port', [...new Set(Object.values(DEFAULT_CACHE_PORTS))].map(String))),
});
