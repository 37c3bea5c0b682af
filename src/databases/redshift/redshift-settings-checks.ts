import { RedshiftUsageLimit } from './redshift-usage-limit';
import { PropProblems } from '../../core/check-props';

/** Report usage limits that Redshift does not take. */
export function checkUsageLimits(limits: readonly RedshiftUsageLimit[] | undefined, features: readonly string[], problems: PropProblems): void {
  const seen = new Set<string>();
  limits?.forEach(({ feature, amount, _period: period }, index) => {
    const name = `usageLimits[${index}]`;
    problems.when(!features.includes(feature), 'USAGE_LIMIT_UNSUPPORTED',
      () => `\`${name}\` limits ${feature}, which this warehouse does not have; allowed are ${features.join(', ')}`);
    problems.mustBeKnown(name, amount, 'USAGE_LIMIT_UNKNOWN', 'pass a number');
    problems.wholeNumber(name, amount, { code: 'USAGE_LIMIT_OUT_OF_RANGE', min: 1, instead: 'raise it' });
    problems.when(seen.has(`${feature} ${period}`), 'USAGE_LIMIT_REPEATED', () => `\`${name}\` limits ${feature} ${period} a second time; remove one of the two`);
    seen.add(`${feature} ${period}`);
  });
}
