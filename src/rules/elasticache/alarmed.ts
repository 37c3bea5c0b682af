import { CLUSTER, GROUP, SERVERLESS, standsAlone } from './scope';
import { isAbout, watchedMetrics } from './watched-metrics';
import { cisDatabase, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { rule } from '../rule';
import { fail, PASS, undecided } from '../verdict';

const ALARM = 'AWS::CloudWatch::Alarm';

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
  check: (cache, app) => {
    const { metrics, name } = WATCHED[cache.type];
    const found = watchedMetrics(app).filter((metric) => metrics.includes(metric.name))
      .map((metric) => ({ ...metric, about: isAbout(metric, cache, name) }));
    const missing = metrics.filter((metric) => !found.some((each) => each.name === metric && each.about === true));
    const hidden = found.find(({ name: metric, about }) => missing.includes(metric) && about === undefined);
    return hidden ? undecided(ALARM, `the cache that ${hidden.alarm.label} watches is only known at deployment`)
      : missing.length === 0 ? PASS : fail(ALARM, `no alarm of the app watches ${missing.join(', ')} of the cache`);
  },
});
