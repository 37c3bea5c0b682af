import { RedshiftTls } from './redshift-props';
import { PropProblems, quoted } from '../../core/check-props';
import { Hardening } from '../../core/hardening';
import { known } from '../../core/known';
import { Safeguard, safeguardName } from '../../core/safeguard';
import { REDSHIFT_MAX_PARAMETERS, REDSHIFT_PARAMETERS } from '../../facts/redshift';

/** Parameters by name. */
export type Parameters = Readonly<Record<string, string>>;

const SAFEGUARD_OF: Readonly<Record<string, Safeguard>> = {
  [REDSHIFT_PARAMETERS.tls]: Safeguard.ENCRYPTION_IN_TRANSIT,
  [REDSHIFT_PARAMETERS.activity]: Safeguard.LOG_EXPORTS,
};

/** Written in both cases: the default of `require_ssl` has changed before. */
function ownParameters(hardening: Hardening, tls = RedshiftTls.REQUIRED): Parameters {
  const encrypted = hardening.keeps(Safeguard.ENCRYPTION_IN_TRANSIT);
  return {
    [REDSHIFT_PARAMETERS.tls]: String(encrypted),
    [REDSHIFT_PARAMETERS.fips]: String(encrypted && tls === RedshiftTls.FIPS),
    [REDSHIFT_PARAMETERS.activity]: String(hardening.keeps(Safeguard.LOG_EXPORTS)),
  };
}

/** The caller's parameters, then those of the safeguards. */
export function redshiftParameters(hardening: Hardening, tls?: RedshiftTls, given: Parameters = {}): Parameters {
  return { ...given, ...ownParameters(hardening, tls) };
}

/** Report parameters of the caller that belong to a safeguard, or are too many. */
export function checkRedshiftParameters(hardening: Hardening, problems: PropProblems, tls?: RedshiftTls, given: Parameters = {}): void {
  const own = ownParameters(hardening, tls);
  for (const [name, value] of Object.entries(given)) {
    problems.when(name.trim() === '', 'PARAMETER_NAME_EMPTY', () => '`parameters` has an entry without a name; remove it');
    problems.when(name in own && known(value) !== own[name], 'PARAMETER_RESERVED',
      () => `\`parameters['${name}']\` is ${quoted(String(value))}, but the construct sets it to ${quoted(own[name])}; ${insteadOf(name)}`);
  }
  const count = Object.keys({ ...given, ...own }).length;
  problems.when(count > REDSHIFT_MAX_PARAMETERS, 'PARAMETERS_TOO_MANY',
    () => `\`parameters\` makes ${count} parameters with those of the construct, at most ${REDSHIFT_MAX_PARAMETERS} are allowed; remove those with default values`);
}

function insteadOf(name: string): string {
  return name === REDSHIFT_PARAMETERS.fips ? 'remove it and use `tls`' : `remove it, or waive ${safeguardName(SAFEGUARD_OF[name])}`;
}
