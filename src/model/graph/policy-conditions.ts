import { Answer, every, not, some } from './answer';
import { Carried, matchesPattern } from './policy-patterns';
import { itemsOf, textOf, Value } from '../value';

/**
 * What a service sends with a request, by condition key in lower case.
 *
 * `undocumented` stands for keys of which AWS does not say whether they are sent; a key that is missing is not sent.
 */
export type RequestContext = ReadonlyMap<string, Carried | 'undocumented'>;

/** How the conditions of a statement come out; `because` names the first that does not hold, or cannot be seen. */
export interface ConditionOutcome {
  readonly answer: Answer;
  readonly because?: string;
}

// Keys that say something about a principal or a network, of which an AWS service that acts by itself has none:
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principal-properties
const NEVER_SENT_BY_SERVICES = ['aws:multifactorauthpresent', 'aws:multifactorauthage', 'aws:principalaccount', 'aws:principalarn', 'aws:principalorgid',
  'aws:principalorgpaths', 'aws:sourceip', 'aws:sourcevpc', 'aws:sourcevpce', 'aws:userid', 'aws:username', 'aws:viaawsservice'];

/** Keys that bind a statement to whom the service acts for. */
const SOURCE_KEYS = ['aws:sourceaccount', 'aws:sourcearn', 'aws:sourceorgid', 'aws:sourceorgpaths', 'aws:sourceowner'];

/** Whether the conditions of a statement hold for a request of a service. */
export function conditionsHold(condition: Value, context: RequestContext): ConditionOutcome {
  if (condition.kind === 'absent') {
    return { answer: 'yes' };
  }
  if (condition.kind !== 'map') {
    return { answer: 'unknown', because: 'its conditions are only known at deployment' };
  }
  const outcomes = condition.keys.flatMap((operator) => {
    const operands = condition.get(operator);
    return operands.kind === 'map' ? operands.keys.map((key) => outcomeOf(operator, key, operands.get(key), context))
      : [{ answer: 'unknown' as const, because: `\`${operator}\` is only known at deployment` }];
  });
  const answer = every(outcomes.map((outcome) => outcome.answer));
  return { answer, because: outcomes.find((outcome) => outcome.answer === answer)?.because };
}

function outcomeOf(operator: string, key: string, values: Value, context: RequestContext): ConditionOutcome {
  const name = key.toLowerCase();
  const carried = context.get(name);
  if (carried === undefined) {
    return SOURCE_KEYS.includes(name) || NEVER_SENT_BY_SERVICES.includes(name)
      ? { answer: withoutKey(operator, values), because: `it asks for \`${key}\`, which the service does not send` }
      : { answer: 'unknown', because: `whether the service sends \`${key}\` is not documented` };
  }
  if (carried === 'undocumented') {
    return { answer: 'unknown', because: `whether the service sends \`${key}\` is not documented` };
  }
  return { answer: compare(operator, values, carried), because: `it asks for another \`${key}\` than ${carried.text}` };
}

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
function withoutKey(operator: string, values: Value): Answer {
  if (/^Null$/i.test(operator)) {
    return itemsOf(values).some((value) => textOf(value)?.toLowerCase() === 'true') ? 'yes' : 'no';
  }
  return /IfExists$|Not(Equals|Like)|^ForAllValues:/i.test(operator) ? 'yes' : 'no';
}

function compare(operator: string, values: Value, carried: Carried): Answer {
  const name = operator.replace(/^For(All|Any)Values?:/i, '').replace(/IfExists$/i, '').toLowerCase();
  if (name === 'null') {
    return itemsOf(values).some((value) => textOf(value)?.toLowerCase() === 'false') ? 'yes' : 'no';
  }
  if (!/^(string|arn)(not)?(equals|like)(ignorecase)?$|^bool$/.test(name)) {
    return 'unknown';
  }
  // `ArnEquals` takes wildcards, too
  const wildcards = /like/.test(name) || name.startsWith('arn');
  const found = some(itemsOf(values).map((value) => matchesPattern(value, carried, wildcards)));
  return /not/.test(name) ? not(found) : found;
}
