import { Answer, every, some } from './answer';
import { conditionsHold, RequestContext } from './policy-conditions';
import { Carried, glob, matchesPattern } from './policy-patterns';
import { at, itemsOf, textOf, Value } from '../value';

/** One call of an AWS service that acts by itself. */
export interface ServiceRequest {
  /** Its principal: `events.amazonaws.com`. */
  readonly service: string;
  readonly action: string;

  /** On what; left out where a policy can be about one resource only, as that of a key. */
  readonly resource?: Carried;
  readonly context: RequestContext;
}

/** What a resource policy says about a request. */
export interface Access {
  readonly answer: Answer;

  /** Why it is refused, or why nobody can tell. */
  readonly because?: string;
}

/** Whether a resource policy admits a service: an allowing statement matches, and no denying one. */
export function serviceAccess(policy: Value, request: ServiceRequest): Access {
  if (policy.kind === 'unknown') {
    return { answer: 'unknown', because: `it is only known at deployment (${policy.because})` };
  }
  const found = itemsOf(at(policy, 'Statement')).map((statement, index) => judge(statement, index, request));
  const [denied, allowed] = ['Deny', 'Allow'].map((effect) => found.filter((each) => each.effect === effect || each.effect === undefined));
  const denial = denied.find(({ answer }) => answer === 'yes') ?? denied.find(({ answer }) => answer === 'unknown');
  if (denial?.answer === 'yes') {
    return { answer: 'no', because: `${denial.label} denies ${request.service} ${request.action}` };
  }
  const permission = allowed.find(({ answer }) => answer === 'yes') ?? allowed.find(({ answer }) => answer === 'unknown');
  if (permission?.answer === 'yes') {
    return denial === undefined ? { answer: 'yes' } : { answer: 'unknown', because: `${denial.label} may deny it: ${denial.because}` };
  }
  if (permission !== undefined) {
    return { answer: 'unknown', because: `${permission.label} may admit it: ${permission.because}` };
  }
  const nearest = allowed.find(({ named }) => named !== 'no');
  return {
    answer: 'no',
    because: nearest?.because === undefined
      ? `no statement admits ${request.service} to ${request.action}`
      : `${nearest.label} does not admit ${request.service} to ${request.action}: ${nearest.because}`,
  };
}

/** How one statement bears on a request. */
interface Bearing {
  readonly label: string;

  /** Absent while only deployment knows the statement. */
  readonly effect?: string;
  readonly answer: Answer;

  /** Whether it is about the service and the action at all. */
  readonly named: Answer;
  readonly because?: string;
}

function judge(statement: Value, index: number, request: ServiceRequest): Bearing {
  const label = textOf(at(statement, 'Sid')) ?? `statement ${index + 1}`;
  if (statement.kind !== 'map') {
    return { label, answer: 'unknown', named: 'no', because: 'it is only known at deployment' };
  }
  const effect = textOf(at(statement, 'Effect'));
  const named = every([isAbout(statement, request), covers(statement, request.action)]);
  if (named === 'no') {
    return { label, effect, answer: 'no', named };
  }
  const resource = request.resource === undefined ? 'yes' : resources(statement, request.resource);
  const conditions = conditionsHold(at(statement, 'Condition'), request.context);
  const answer = every([named, resource, conditions.answer]);
  const because = resource === 'no' ? 'it is about another resource' : conditions.answer === 'yes' ? 'whom or what it is about is only known at deployment'
    : conditions.because;
  return { label, effect, answer, named, because };
}

function isAbout(statement: Value, { service }: ServiceRequest): Answer {
  const names = [...itemsOf(at(statement, 'Principal.Service'))];
  const everybody = [at(statement, 'Principal'), at(statement, 'Principal.AWS')].some((value) => itemsOf(value).some((item) => textOf(item) === '*'));
  if (everybody || names.some((name) => textOf(name) === service || textOf(name) === '*')) {
    return 'yes';
  }
  const hidden = [...names, ...itemsOf(at(statement, 'NotPrincipal'))].some(({ kind }) => kind !== 'known') || at(statement, 'NotPrincipal').kind !== 'absent';
  return hidden ? 'unknown' : 'no';
}

function covers(statement: Value, action: string): Answer {
  const listed = (property: string) => some(itemsOf(at(statement, property)).map((item): Answer => {
    const pattern = textOf(item);
    return pattern === undefined ? 'unknown' : glob(pattern, 'i').test(action) ? 'yes' : 'no';
  }));
  if (at(statement, 'NotAction').kind === 'absent') {
    return listed('Action');
  }
  const excepted = listed('NotAction');
  return excepted === 'unknown' ? 'unknown' : excepted === 'yes' ? 'no' : 'yes';
}

function resources(statement: Value, resource: Carried): Answer {
  const named = itemsOf(at(statement, 'Resource'));
  return named.length === 0 ? 'yes' : some(named.map((pattern) => matchesPattern(pattern, resource, true)));
}
