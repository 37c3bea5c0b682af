import { CLUSTER, GROUP, mayKeepData, standsAlone } from './scope';
import { cisDatabase, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { CACHE_LOGS } from '../../facts/cache-engines';
import { at, itemsOf, textOf } from '../../model/value';
import { rule } from '../rule';
import { fail, PASS, undecided } from '../verdict';

const WHERE = 'Properties.LogDeliveryConfigurations';

export const logDelivery = rule({
  id: 'elasticache.log-delivery',
  title: 'ElastiCache delivers the slow log and the engine log of Redis OSS and Valkey',
  why: 'A node keeps its logs for itself, overwrites the slow log, and takes both with it when it is replaced.',
  fix: 'List slow-log and engine-log in `LogDeliveryConfigurations`, or use `SecureRedisCluster`.',
  severity: 'medium',
  safeguard: Safeguard.LOG_EXPORTS,
  controls: [cisDatabase('5.6'), cisDatabase('5.9'), nist80053r5('AU-2'), nist80053r5('AU-12')],
  appliesTo: [GROUP, CLUSTER],
  only: (cache) => standsAlone(cache) && mayKeepData(cache),
  check: (cache) => {
    const types = itemsOf(cache.get('LogDeliveryConfigurations')).map((item) => (item.kind === 'unknown' ? item : at(item, 'LogType')));
    const missing = CACHE_LOGS.filter((log) => !types.some((type) => textOf(type) === log));
    const hidden = types.find(({ kind }) => kind === 'unknown');
    if (missing.length > 0 && hidden?.kind === 'unknown') {
      return undecided(WHERE, `a log is only known at deployment (${hidden.because})`);
    }
    return missing.length === 0 ? PASS : fail(WHERE, `it lacks ${missing.join(', ')}`);
  },
});
