import { byEngine, mayRun } from './engine';
import { standsAlone, STORES } from './scope';
import { fsbp, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { LOG_EXPORTS } from '../../facts/log-exports';
import { contains } from '../expect';
import { rule } from '../rule';

export const allLogExports = rule({
  id: 'rds.all-log-exports',
  title: 'RDS instances and clusters export every log of their engine',
  why: 'Security Hub counts an instance as logged only when every log type is exported, the general log of MySQL included.',
  fix: 'List every log of the engine in `EnableCloudwatchLogsExports`; mind that the general log repeats statements and the secrets in them.',
  severity: 'medium',
  safeguard: Safeguard.LOG_EXPORTS,
  controls: [fsbp('RDS.9'), fsbp('RDS.40'), pciDss('10.2.1')],
  appliesTo: STORES,
  byDefault: false,
  only: (resource) => standsAlone(resource) && mayRun(resource, Object.keys(LOG_EXPORTS)),
  check: (resource) => byEngine(resource, (engine) => contains(resource, 'EnableCloudwatchLogsExports', LOG_EXPORTS[engine])),
});
