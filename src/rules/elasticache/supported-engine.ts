import { CLUSTER, GROUP, mayKeepData, standsAlone } from './scope';
import { cisDatabase, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { CACHE_ENGINES } from '../../facts/cache-engines';
import { endedSupport } from '../../facts/rds-engines';
import { textOf } from '../../model/value';
import { expectAt } from '../expect';
import { rule } from '../rule';
import { fail, PASS } from '../verdict';

export const supportedEngine = rule({
  id: 'elasticache.supported-engine',
  title: 'ElastiCache clusters run a major version in standard support',
  why: 'After the end of standard support ElastiCache charges for its own patches, and later upgrades by force; before Redis OSS 4 there are none at all.',
  fix: 'Set `EngineVersion` to a supported major version; `SecureRedisCluster` takes Valkey from 7.2 and Redis OSS from 7.0 on.',
  severity: 'high',
  safeguard: Safeguard.SUPPORTED_ENGINE,
  controls: [cisDatabase('5.4'), nist80053r5('SI-2'), pciDss('6.3.3')],
  appliesTo: [GROUP, CLUSTER],
  only: (cache) => standsAlone(cache) && mayKeepData(cache),
  check: (cache) => expectAt(cache, 'Engine', (engine) => expectAt(cache, 'EngineVersion', (value, at) => {
    const version = textOf(value);
    if (version === undefined || textOf(engine) === 'valkey') {
      return PASS;
    }
    const ended = Number(version.split('.')[0]) < 4 ? 'long ago' : endedSupport(CACHE_ENGINES.redis.supportEnds, version);
    return ended === undefined ? PASS : fail(at, `it is ${version}, whose standard support ended ${ended === 'long ago' ? ended : `on ${ended}`}`);
  })),
});
