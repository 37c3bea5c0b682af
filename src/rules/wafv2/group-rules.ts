import { at, Dictionary, itemsOf, textOf, Value } from '../../model/value';

/** A managed group does by its rules of a prefix what it is made for: none of them is excluded, or overridden to anything but block. */
export function keeps(statement: Dictionary, prefix: string): boolean {
  const group = statement.get('ManagedRuleGroupStatement');
  const named = (rule: Value) => textOf(at(rule, 'Name'))?.startsWith(prefix) === true;
  return !itemsOf(at(group, 'ExcludedRules')).some(named)
    && !itemsOf(at(group, 'RuleActionOverrides')).some((each) => named(each) && at(each, 'ActionToUse.Block').kind === 'absent');
}
