import { ResourceView } from '../../model/resource-view';
import { alternatives, Json, textOf } from '../../model/value';
import { rawText } from '../raw-text';
import { all, undecided, Verdict } from '../verdict';

/** Encryption and network policies, which apply to collections by the pattern of their names. */
export const SECURITY_POLICY = 'AWS::OpenSearchServerless::SecurityPolicy';

/** Where the rules stand. */
export const AT = 'Properties.Policy';

type PolicyRule = { readonly [key: string]: Json };

/** Whether a policy is, or may be, of a type. */
export function isOfType(policy: ResourceView, type: string): boolean {
  return alternatives(policy.get('Type')).some((value) => textOf(value) === type);
}

/** Every rule of a policy holds. The policy is a text of JSON: what deployment fills in stands in texts, as ARNs and ids do. */
export function judgeRules(policy: ResourceView, judge: (rule: PolicyRule) => Verdict): Verdict {
  const rules = parse(rawText(policy, 'Policy'));
  return rules === undefined ? undecided(AT, 'it cannot be read at synth') : all(...rules.map(judge));
}

function parse(text: string): PolicyRule[] | undefined {
  try {
    const found = [JSON.parse(text)].flat() as Json[];
    const rules = found.filter((rule): rule is PolicyRule => typeof rule === 'object' && rule !== null && !Array.isArray(rule));
    return rules.length === 0 ? undefined : rules;
  } catch {
    return undefined;
  }
}
