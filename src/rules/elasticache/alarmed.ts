import { CLUSTER, GROUP, SERVERLESS, standsAlone } from './scope';
import { cisDatabase, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { ResourceView } from '../../model/resource-view';
import { textOf } from '../../model/value';
import { rule } from '../rule';
import { isWatched, Watch } from '../watched';

/** What must be watched, and the property that names the cache in dimensions. */
const WATCHED: Readonly<Record<string, { readonly metrics: readonly string[]; readonly name: string }>> = {
  [GROUP]: { metrics: ['EngineCPUUtilization', 'DatabaseMemoryUsagePercentage'], name: 'ReplicationGroupId' },
  [CLUSTER]: { metrics: ['CPUUtilization', 'Evictions'], name: 'ClusterName' },
  [SERVERLESS]: { metrics: ['ThrottledCmds'], name: 'ServerlessCacheName' },
};

export const alarmed = rule({
  id: 'elasticache.alarmed',
  title: 'ElastiCache caches have alarms on load and memory',
  why: 'A cache that is full or overloaded fails slowly: first it evicts, then it refuses, and the database behind it is overrun.',
  fix: 'Add an `AWS::CloudWatch::Alarm` on the metrics that are missing, or use `SecureRedisCluster` with `alerts`.',
  severity: 'low',
  safeguard: Safeguard.ALARMS,
  controls: [cisDatabase('5.6'), nist80053r5('CA-7'), nist80053r5('SI-4(5)')],
  appliesTo: [GROUP, CLUSTER, SERVERLESS],
  only: standsAlone,
  check: (cache, app) => isWatched(app, { metrics: WATCHED[cache.type].metrics, noun: 'cache', isIt: named(cache, WATCHED[cache.type].name) }),
});

/** A dimension refers to the cache, or names it or one of its nodes. */
function named(cache: ResourceView, property: string): Watch['isIt'] {
  const name = textOf(cache.get(property))?.toLowerCase();
  return (value) => {
    switch (value.kind) {
      case 'reference': return value.resource === cache;
      // `${Sessions}-0001-001`
      case 'unknown': return value.because.includes(`Ref ${cache.logicalId}`) || undefined;
      default: return name !== undefined && `${textOf(value)?.toLowerCase()}-`.startsWith(`${name}-`);
    }
  };
}
