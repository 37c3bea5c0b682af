import { IConstruct } from 'constructs';
import { PropProblems } from '../core/check-props';
import { RULES } from '../rules';
import { DEFAULT_PARAMETERS, RuleParameters } from '../rules/parameters';
import { Rule } from '../rules/rule';

/** What a caller may set, checked. */
export interface PackSettings {
  readonly minBackupDays?: number;
  readonly minLogRetentionDays?: number;
  readonly endOfLifeNoticeDays?: number;
  readonly additionalRules?: readonly string[];
}

// ten years, the longest retention of log groups that is not "forever":
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
const TEN_YEARS = 3653;

/** The thresholds of a pack; throws one error with everything that is wrong with the settings. */
export function parametersOf(settings: PackSettings, scope?: IConstruct): RuleParameters {
  const problems = new PropProblems('DatabaseHardeningChecks', scope, '');
  const days = (name: keyof RuleParameters, code: string, min: number) => problems.wholeNumber(name, settings[name], {
    code, min, max: TEN_YEARS, unit: 'days', instead: `leave it out for ${DEFAULT_PARAMETERS[name]} days`,
  });
  days('minBackupDays', 'PACK_BACKUP_DAYS', 1);
  days('minLogRetentionDays', 'PACK_LOG_RETENTION_DAYS', 1);
  days('endOfLifeNoticeDays', 'PACK_END_OF_LIFE_NOTICE', 0);
  for (const id of settings.additionalRules ?? []) {
    problems.when(findRule(id) === undefined, 'PACK_UNKNOWN_RULE',
      () => `\`additionalRules\` names '${id}', which is no rule; allowed are ${optional().map((rule) => rule.id).join(', ')}; correct the id or remove it`);
  }
  problems.throwIfAny();
  return {
    minBackupDays: settings.minBackupDays ?? DEFAULT_PARAMETERS.minBackupDays,
    minLogRetentionDays: settings.minLogRetentionDays ?? DEFAULT_PARAMETERS.minLogRetentionDays,
    endOfLifeNoticeDays: settings.endOfLifeNoticeDays ?? DEFAULT_PARAMETERS.endOfLifeNoticeDays,
  };
}

/** The rules that are on by default and those that are asked for, in the order of the table. */
export function chooseRules(additional: readonly string[]): Rule[] {
  const asked = new Set(additional.map(findRule));
  return RULES.filter((rule) => rule.byDefault !== false || asked.has(rule));
}

function optional(): Rule[] {
  return RULES.filter((rule) => rule.byDefault === false);
}

function findRule(id: string): Rule | undefined {
  return RULES.find((rule) => rule.id === id || rule.aliases?.includes(id));
}
