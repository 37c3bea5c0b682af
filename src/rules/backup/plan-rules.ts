import { ResourceView } from '../../model/resource-view';
import { alternatives, itemsOf, Value } from '../../model/value';
import { all, any, fail, undecided, Verdict } from '../verdict';

const RULES = 'BackupPlan.BackupPlanRule';

/** Every rule of a plan holds. */
export function eachRule(plan: ResourceView, judge: (body: Value, where: string) => Verdict): Verdict {
  return all(...judged(plan, judge));
}

/** Some rule of a plan holds. */
export function someRule(plan: ResourceView, judge: (body: Value, where: string) => Verdict): Verdict {
  return any(...judged(plan, judge));
}

function judged(plan: ResourceView, judge: (body: Value, where: string) => Verdict): Verdict[] {
  const hidden = alternatives(plan.get(RULES)).find(({ kind }) => kind === 'unknown');
  if (hidden?.kind === 'unknown') {
    return [undecided(`Properties.${RULES}`, `the rules are only known at deployment (${hidden.because})`)];
  }
  const rules = itemsOf(plan.get(RULES));
  return rules.length === 0 ? [fail(`Properties.${RULES}`, 'the plan has no rule')] : rules.map((body, index) => (body.kind === 'unknown'
    ? undecided(`Properties.${RULES}`, `rule ${index + 1} is only known at deployment (${body.because})`)
    : judge(body, `Properties.${RULES}[${index}]`)));
}
