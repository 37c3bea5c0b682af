import { IConstruct } from 'constructs';
import { PropProblems } from '../core/check-props';
import { isDeployTime } from '../core/known';
import { RULES } from '../rules';
import { DEFAULT_PARAMETERS, RuleParameters } from '../rules/parameters';
import { Rule } from '../rules/rule';

/** What a caller may set, checked. */
export interface PackSettings extends Partial<RuleParameters> {
  readonly additionalRules?: readonly string[];
}

interface Days {
  readonly code: string;
  readonly min: number;
  readonly max: number;
}

// ten years is the longest retention of log groups that is not "forever":
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
const LIMITS: Readonly<Record<keyof RuleParameters, Days>> = {
  minBackupDays: { code: 'PACK_BACKUP_DAYS', min: 1, max: 3653 },
  minLogRetentionDays: { code: 'PACK_LOG_RETENTION_DAYS', min: 1, max: 3653 },
  endOfLifeNoticeDays: { code: 'PACK_END_OF_LIFE_NOTICE', min: 0, max: 3653 },
};

/** The thresholds of a pack; throws one error with everything that is wrong with the settings. */
export function parametersOf(settings: PackSettings, scope?: IConstruct): RuleParameters {
  const problems = new PropProblems('DatabaseHardeningChecks', scope, '');
  const names = Object.keys(LIMITS) as (keyof RuleParameters)[];
  for (const name of names) {
    problems.when(isDeployTime(settings[name]), LIMITS[name].code,
      () => `\`${name}\` is only known at deployment (a token), but findings are judged at synth; pass a number`);
    problems.wholeNumber(name, settings[name], { ...LIMITS[name], unit: 'days', instead: `leave it out for ${DEFAULT_PARAMETERS[name]} days` });
  }
  for (const id of settings.additionalRules ?? []) {
    problems.when(findRule(id) === undefined, 'PACK_UNKNOWN_RULE',
      () => `\`additionalRules\` names '${id}', which is no rule; allowed are ${optionalRules()}; correct the id or remove it`);
  }
  problems.throwIfAny();
  return Object.fromEntries(names.map((name) => [name, settings[name] ?? DEFAULT_PARAMETERS[name]])) as unknown as RuleParameters;
}

/** The rules that are on by default and those that are asked for, in the order of the table. */
export function chooseRules(additional: readonly string[]): Rule[] {
  const asked = new Set(additional.map(findRule));
  return RULES.filter((rule) => rule.byDefault !== false || asked.has(rule));
}

function optionalRules(): string {
  return RULES.filter((rule) => rule.byDefault === false).map((rule) => rule.id).join(', ');
}

function findRule(id: string): Rule | undefined {
  return RULES.find((rule) => rule.id === id || rule.aliases?.includes(id));
}
