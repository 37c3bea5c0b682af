import { ResourceView } from '../../model/resource-view';
import { at, itemsOf, textOf, Value } from '../../model/value';
import { fail, PASS, undecided, Verdict } from '../verdict';

const RULE = 'AWS::Events::Rule';

/** Enabled rules with targets that match calls of CloudTrail itself, together every one of the names. */
export function notified(rules: readonly ResourceView[], names: readonly string[]): Verdict {
  const on = rules.filter((rule) => textOf(rule.get('State')) !== 'DISABLED' && itemsOf(rule.get('Targets')).length > 0);
  const missing = names.filter((name) => !on.some((rule) => matches(at(rule.get('EventPattern'), 'detail'), name)));
  const hidden = on.find((rule) => rule.get('EventPattern').kind === 'unknown');
  return missing.length === 0 ? PASS
    : hidden !== undefined ? undecided(RULE, `the pattern of ${hidden.label} is only known at deployment`)
      : fail(RULE, `no enabled rule of the app sends ${missing.join(', ')} to a target`);
}

function matches(detail: Value, name: string): boolean {
  return texts(at(detail, 'eventSource')).includes('cloudtrail.amazonaws.com') && (named(detail, name) ?? branches(detail).some((branch) => named(branch, name) === true));
}

/** Whether a pattern names the call; undefined when it says nothing about names and has no branches. */
function named(pattern: Value, name: string): boolean | undefined {
  const names = at(pattern, 'eventName');
  return names.kind !== 'absent' ? texts(names).includes(name) : branches(pattern).length === 0 ? true : undefined;
}

const branches = (pattern: Value) => itemsOf(at(pattern, '$or'));
const texts = (value: Value) => itemsOf(value).map(textOf);
