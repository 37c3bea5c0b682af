import { byEngine, mayRun } from './engine';
import { standsAlone, STORES } from './scope';
import { cisDatabase, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { endedSupport, RDS_ENGINES } from '../../facts/rds-engines';
import { AURORA_ENGINES } from '../../facts/rds-engines-aurora';
import { textOf } from '../../model/value';
import { expectAt } from '../expect';
import { rule } from '../rule';
import { fail, PASS } from '../verdict';

const SUPPORT = new Map([...Object.values(RDS_ENGINES), ...Object.values(AURORA_ENGINES)].map(({ engine, supportEnds }) => [engine, supportEnds]));

export const supportedEngine = rule({
  id: 'rds.supported-engine',
  title: 'RDS instances and clusters run a major version in standard support',
  why: 'After the end of standard support the community repairs nothing any more; RDS either charges for its own patches or upgrades by force.',
  fix: 'Set `EngineVersion` to a supported major version; `SecureRdsInstance` refuses one whose support has ended.',
  severity: 'high',
  safeguard: Safeguard.SUPPORTED_ENGINE,
  controls: [cisDatabase('3.8'), nist80053r5('SI-2'), pciDss('6.3.3')],
  appliesTo: STORES,
  only: (resource) => standsAlone(resource) && mayRun(resource, [...SUPPORT.keys()]),
  check: (resource) => byEngine(resource, (engine) => expectAt(resource, 'EngineVersion', (value, at) => {
    const version = textOf(value);
    const ended = version === undefined ? undefined : endedSupport(SUPPORT.get(engine) ?? {}, version);
    return ended === undefined ? PASS : fail(at, `it is ${version}, whose standard support ended on ${ended}`);
  })),
});
