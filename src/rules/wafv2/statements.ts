import { ResourceView } from '../../model/resource-view';
import { at, Dictionary, itemsOf, textOf, Value } from '../../model/value';
import { fail, PASS, undecided, Verdict } from '../verdict';

export const WEB_ACL = 'AWS::WAFv2::WebACL';

/** Some rule of a web ACL, at any depth of its statement, is what is looked for, and does not merely count. */
export function hasRule(acl: ResourceView, isIt: (statement: Dictionary) => boolean, missing: string): Verdict {
  const rules = itemsOf(acl.get('Rules'));
  if (rules.some((one) => !countsOnly(one) && contains(at(one, 'Statement'), isIt))) {
    return PASS;
  }
  const hidden = rules.find(({ kind }) => kind === 'unknown');
  const counted = rules.some((one) => contains(at(one, 'Statement'), isIt));
  return hidden?.kind === 'unknown'
    ? undecided('Properties.Rules', `a rule is only known at deployment (${hidden.because})`)
    : fail('Properties.Rules', counted ? `${missing}: the one that it has only counts` : missing);
}

/** A statement of a managed rule group of AWS. */
export function isManagedGroup(name: string): (statement: Dictionary) => boolean {
  return (statement) => textOf(statement.get('ManagedRuleGroupStatement.Name')) === name;
}

function countsOnly(one: Value): boolean {
  return ['OverrideAction.Count', 'Action.Count'].some((action) => at(one, action).kind !== 'absent');
}

function contains(statement: Value, isIt: (statement: Dictionary) => boolean): boolean {
  return statement.kind === 'map' && (isIt(statement) || ['And', 'Or', 'Not', 'RateBased'].some((kind) => (
    [...itemsOf(statement.get(`${kind}Statement.Statements`)), statement.get(`${kind}Statement.Statement`),
      statement.get(`${kind}Statement.ScopeDownStatement`)].some((inner) => contains(inner, isIt)))));
}
