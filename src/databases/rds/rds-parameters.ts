import { PropProblems, quoted } from '../../core/check-props';
import { Hardening } from '../../core/hardening';
import { known } from '../../core/known';
import { Safeguard, safeguardName } from '../../core/safeguard';
import { RdsEngineFacts } from '../../facts/rds-engines';

/** Parameters by name. */
export type Parameters = Readonly<Record<string, string>>;

const PRELOAD = 'shared_preload_libraries';

/** The parameter group: the caller's parameters, then those of the safeguards. */
export function hardenedParameters(facts: RdsEngineFacts, hardening: Hardening, given: Parameters = {}): { [name: string]: string } {
  const own = ownParameters(facts, hardening);
  const merged: { [name: string]: string } = { ...given, ...own };
  if (PRELOAD in own && PRELOAD in given) {
    merged[PRELOAD] = [...new Set([...own[PRELOAD].split(','), ...given[PRELOAD].split(',').map((name) => name.trim())])].join(',');
  }
  return merged;
}

/** Report parameters of the caller that belong to a safeguard. */
export function checkParameters(facts: RdsEngineFacts, hardening: Hardening, given: Parameters, problems: PropProblems): void {
  const own = ownParameters(facts, hardening);
  for (const [name, value] of Object.entries(given)) {
    problems.when(name.trim() === '', 'PARAMETER_NAME_EMPTY', () => '`parameters` has an entry without a name; remove it');
    problems.when(name in own && name !== PRELOAD && known(value) !== own[name], 'PARAMETER_RESERVED',
      () => `\`parameters['${name}']\` is ${quoted(String(value))}, but the construct sets it to ${quoted(own[name])}; `
        + `remove it, or waive ${safeguardName(safeguardOf(name, facts))}`);
  }
}

function ownParameters(facts: RdsEngineFacts, hardening: Hardening): Parameters {
  const tls = hardening.keeps(Safeguard.ENCRYPTION_IN_TRANSIT);
  return {
    // written in both cases: newer versions of some engines are on by default
    [facts.tls.name]: tls ? facts.tls.value : '0',
    ...(tls ? { [facts.minimumTls.name]: facts.minimumTls.value } : {}),
    ...(hardening.keeps(Safeguard.LOG_EXPORTS) ? facts.logParameters : {}),
  };
}

function safeguardOf(name: string, facts: RdsEngineFacts): Safeguard {
  return name in facts.logParameters ? Safeguard.LOG_EXPORTS : Safeguard.ENCRYPTION_IN_TRANSIT;
}
