import { RDS_ENGINES } from './rds-engines';
import { AURORA_ENGINES } from './rds-engines-aurora';

/** The log of Oracle's management agent, which only instances with the agent write; the control does not ask for it. */
const OPTIONAL = 'oemagent';

/** Every log that Security Hub RDS.9 wants exported, by `Engine`: https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-9 */
export const LOG_EXPORTS: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  [...Object.values(AURORA_ENGINES), ...Object.values(RDS_ENGINES)]
    .map(({ engine, logExports }) => [engine, logExports.filter((log) => log !== OPTIONAL)]),
);

// the general log repeats statements with their literals, passwords included; the others help to operate, not to audit
const NOT_FOR_SECURITY = ['agent', 'general', 'trace', 'upgrade'];

/** The logs of an engine that tell who did what and what failed. */
export function securityLogs(engine: string): readonly string[] {
  return (LOG_EXPORTS[engine] ?? []).filter((log) => !NOT_FOR_SECURITY.includes(log));
}
