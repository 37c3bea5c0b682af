import { Annotations } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { PropProblems, quoted } from '../../core/check-props';
import { Hardening } from '../../core/hardening';
import { known } from '../../core/known';
import { Safeguard, safeguardName } from '../../core/safeguard';
import { EngineFamily } from '../../facts/rds-engine-facts';
import { ParameterFact } from '../../facts/rds-engines';
import { needingReboot } from '../../facts/static-parameters';

/** Parameters by name. */
export type Parameters = Readonly<Record<string, string>>;

/** What the facts about an engine say of its parameters. */
export interface ParameterFacts {
  readonly tls?: ParameterFact;
  readonly minimumTls?: ParameterFact;
  readonly weakProtocols?: readonly ParameterFact[];
  readonly logParameters: Parameters;
}

const PRELOAD = 'shared_preload_libraries';

/** The parameter group: the caller's parameters, then those of the safeguards, then those that other props decide. */
export function hardenedParameters(
  facts: ParameterFacts, hardening: Hardening, given: Parameters = {}, decided: Parameters = {},
): { [name: string]: string } {
  const own = ownParameters(facts, hardening);
  const merged: { [name: string]: string } = { ...given, ...own, ...decided };
  if (PRELOAD in own && PRELOAD in given) {
    merged[PRELOAD] = [...new Set([...own[PRELOAD].split(','), ...given[PRELOAD].split(',').map((name) => name.trim())])].join(',');
  }
  return merged;
}

/** What the caller gives a parameter, if it is a plain number; 0 is no limit. */
export function chosenNumber(parameter: string | undefined, given: Parameters = {}): number | undefined {
  const chosen = Number(known(parameter === undefined ? undefined : given[parameter]));
  return chosen > 0 ? chosen : undefined;
}

/** Say which parameters of the caller wait for a reboot when they change: RDS does not reboot for them. */
export function warnOfReboots(scope: Construct, family: EngineFamily, given: Parameters = {}): void {
  const names = needingReboot(family, Object.keys(given));
  if (names.length > 0) {
    Annotations.of(scope).addWarningV2('cdk-hardened-databases:parameters-need-reboot',
      `\`parameters\` sets ${names.join(', ')}, which the engine reads at start: a change takes effect at the next reboot, and RDS does not reboot for it. `
      + 'Reboot after a change, with a failover where there is a standby, and acknowledge this warning');
  }
}

/** Report parameters of the caller that belong to a safeguard or to another prop. */
export function checkParameters(
  facts: ParameterFacts, hardening: Hardening, given: Parameters, problems: PropProblems, decided: Parameters = {},
): void {
  const own = { ...ownParameters(facts, hardening), ...decided };
  for (const [name, value] of Object.entries(given)) {
    problems.mustBeKnown('parameters', name, 'PARAMETER_NAME_UNKNOWN', 'name each parameter in plain text');
    problems.when(name.trim() === '', 'PARAMETER_NAME_EMPTY', () => '`parameters` has an entry without a name; remove it');
    problems.when(name in own && name !== PRELOAD && known(value) !== own[name], 'PARAMETER_RESERVED',
      () => `\`parameters['${name}']\` is ${quoted(String(value))}, but the construct sets it to ${quoted(own[name])}; `
        + (name in decided ? 'remove it and use the other props' : `remove it, or waive ${safeguardName(safeguardOf(name, facts))}`));
  }
}

function ownParameters(facts: ParameterFacts, hardening: Hardening): Parameters {
  const { tls, minimumTls, weakProtocols = [], logParameters } = facts;
  const keeps = hardening.keeps(Safeguard.ENCRYPTION_IN_TRANSIT);
  const closing = keeps ? [...minimumTls ? [minimumTls] : [], ...weakProtocols] : [];
  return {
    // written in both cases: newer versions of some engines are on by default
    ...(tls ? { [tls.name]: keeps ? tls.value : tls.off ?? '0' } : {}),
    ...Object.fromEntries(closing.map(({ name, value }) => [name, value])),
    ...(hardening.keeps(Safeguard.LOG_EXPORTS) ? logParameters : {}),
  };
}

function safeguardOf(name: string, facts: ParameterFacts): Safeguard {
  return name in facts.logParameters ? Safeguard.LOG_EXPORTS : Safeguard.ENCRYPTION_IN_TRANSIT;
}
