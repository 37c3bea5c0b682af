import { byEngine, mayRun } from './engine';
import { STORES, standsAlone } from './scope';
import { fsbp, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { DEFAULT_PORTS } from '../../facts/default-ports';
import { noneOf, present } from '../expect';
import { rule } from '../rule';
import { all } from '../verdict';

export const customPort = rule({
  id: 'rds.custom-port',
  title: 'RDS instances and clusters do not listen on the default port of their engine',
  why: 'Scanners try the default port first. A closed network protects far better, so this rule is off by default.',
  fix: 'Set `Port` to another port than the default of the engine; `SecureRdsInstance` takes it as `port`.',
  severity: 'low',
  safeguard: Safeguard.TIERED_ACCESS,
  controls: [fsbp('RDS.23'), nist80053r5('SC-7(16)')],
  appliesTo: STORES,
  byDefault: false,
  only: (resource) => standsAlone(resource) && mayRun(resource, Object.keys(DEFAULT_PORTS)),
  check: (resource) => byEngine(resource, (engine) => all(present(resource, 'Port'), noneOf(resource, 'Port', [String(DEFAULT_PORTS[engine])]))),
});
