import { Answer, every, not, some } from './answer';
import { Carried, matchesPattern } from './policy-patterns';
import { itemsOf, numberOf, textOf, Value } from '../value';

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

  /** Each request comes out by itself: nothing is hidden, the key decides. */
  readonly perRequest?: boolean;
}

/** Who sends a request, as far as that says which condition keys are missing in it. */
export interface Sender {
  /** Keys that are surely not sent, in lower case. */
  readonly neverSends: readonly string[];

  /** Whether other keys that are not carried are sent with some requests, and not with others. */
  readonly varies: boolean;
}

// Keys that say something about a principal or a network, of which an AWS service that acts by itself has none:
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principal-properties
const NEVER_SENT_BY_SERVICES = ['aws:multifactorauthpresent', 'aws:multifactorauthage', 'aws:principalaccount', 'aws:principalarn', 'aws:principalorgid',
  'aws:principalorgpaths', 'aws:sourceip', 'aws:sourcevpc', 'aws:sourcevpce', 'aws:userid', 'aws:username', 'aws:viaawsservice'];

/** Keys that bind a statement to whom the service acts for. */
const SOURCE_KEYS = ['aws:sourceaccount', 'aws:sourcearn', 'aws:sourceorgid', 'aws:sourceorgpaths', 'aws:sourceowner'];

const SERVICE: Sender = { neverSends: [...SOURCE_KEYS, ...NEVER_SENT_BY_SERVICES], varies: false };

/** Whether the conditions of a statement hold for a request, of a service where nobody else is named. */
export function conditionsHold(condition: Value, context: RequestContext, sender: Sender = SERVICE): ConditionOutcome {
  if (condition.kind === 'absent') {
    return { answer: 'yes' };
  }
  if (condition.kind !== 'map') {
    return { answer: 'unknown', because: 'its conditions are only known at deployment' };
  }
  const outcomes = condition.keys.flatMap((operator) => {
    const operands = condition.get(operator);
    return operands.kind === 'map' ? operands.keys.map((key) => outcomeOf(operator, { key, values: operands.get(key) }, context, sender))
      : [{ answer: 'unknown' as const, because: `\`${operator}\` is only known at deployment` }];
  });
  const answer = every(outcomes.map((outcome) => outcome.answer));
  const deciding = outcomes.filter((outcome) => outcome.answer === answer);
  return { answer, because: deciding[0]?.because, perRequest: deciding.every(({ perRequest }) => perRequest) };
}

interface Operand {
  readonly key: string;
  readonly values: Value;
}

function outcomeOf(operator: string, { key, values }: Operand, context: RequestContext, { neverSends, varies }: Sender): ConditionOutcome {
  const name = key.toLowerCase();
  const carried = context.get(name);
  if (carried === undefined) {
    if (varies && !neverSends.includes(name)) {
      return { answer: 'unknown', because: `it depends on \`${key}\``, perRequest: true };
    }
    return neverSends.includes(name)
      ? { answer: withoutKey(operator, values), because: `it asks for \`${key}\`, which ${varies ? 'is not sent' : 'the service does not send'}` }
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
    return isOneOf('true', values);
  }
  return /IfExists$|^ForAllValues:|^(?!ForAnyValue:).*Not(Equals|Like)/i.test(operator) ? 'yes' : 'no';
}

function isOneOf(text: string, values: Value): Answer {
  return some(itemsOf(values).map((value): Answer => (textOf(value) === undefined ? 'unknown' : textOf(value)!.toLowerCase() === text ? 'yes' : 'no')));
}

function compare(operator: string, values: Value, carried: Carried): Answer {
  const name = operator.replace(/^For(All|Any)Values?:/i, '').replace(/IfExists$/i, '').toLowerCase();
  if (name === 'null') {
    return isOneOf('false', values);
  }
  if (name.startsWith('numeric')) {
    return compareNumbers(name, values, carried);
  }
  if (!/^(string|arn)(not)?(equals|like)(ignorecase)?$|^bool$/.test(name)) {
    return 'unknown';
  }
  // `ArnEquals` takes wildcards, too
  const wildcards = /like/.test(name) || name.startsWith('arn');
  const found = some(itemsOf(values).map((value) => matchesPattern(value, carried, wildcards)));
  return /not/.test(name) ? not(found) : found;
}

function compareNumbers(name: string, values: Value, carried: Carried): Answer {
  const [one, operator] = [Number(carried.text), name.replace('numeric', '').replace('not', '')];
  const holds = (other: number): boolean => {
    switch (operator) {
      case 'lessthan': return one < other;
      case 'lessthanequals': return one <= other;
      case 'greaterthan': return one > other;
      case 'greaterthanequals': return one >= other;
      default: return one === other;
    }
  };
  const found = some(itemsOf(values).map((value): Answer => {
    const other = numberOf(value);
    return other === undefined || Number.isNaN(one) ? 'unknown' : holds(other) ? 'yes' : 'no';
  }));
  return name === 'numericnotequals' ? not(found) : found;
}
