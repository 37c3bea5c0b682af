import { ALLOWED, Graded, greatest, least, NOT_ALLOWED, opposite } from './grade';
import { PolicySet, Principal } from './principals';
import { AccessRequest, AccessStatement, anyOf, Item, PolicyDocument, statementsIn } from './statements';
import { Answer } from '../answer';
import { RequestContext, Sender } from '../policy-conditions';
import { Carried, matchesText } from '../policy-patterns';

/** What a request is about. */
export interface AccessTarget {
  readonly action: string;
  readonly arn: string;

  /** The account of the resource. */
  readonly account: string;

  /** The policy of the resource itself. */
  readonly policy?: ResourcePolicy;
}

/** The policy of a resource. */
export interface ResourcePolicy {
  readonly statements: readonly AccessStatement[];

  /** Policies of identities count only where this one says so for their account: that is how keys are. */
  readonly decides: boolean;

  /** It may allow something to whom it names, and not to an account only. */
  readonly givesDirectly: boolean;
}

/** What the policy of a resource says; `decides` as keys do. */
export function resourcePolicy(policy: PolicyDocument, decides: boolean): ResourcePolicy {
  const statements = statementsIn([policy]);
  const givesDirectly = statements.some((statement) => statement.effect !== 'Deny' && (statement.principals('NotPrincipal') !== undefined
    || (statement.principals('Principal') ?? []).some(({ text }) => !ACCOUNT.test(text))));
  return { statements, decides, givesDirectly };
}

const ACCOUNT = /^(\d{12}|arn:.*:iam::(.+):root)$/;

/** What comes out for a principal. `with-mfa`: only for requests with multi-factor authentication. */
export type AccessAnswer = 'no' | 'unknown' | 'conditional' | 'with-mfa' | 'yes';

/** The answer, the statement that allows (`policy → statement`), and why it is not a plain yes. */
export interface AccessDecision extends Omit<Graded, 'grade'> {
  readonly answer: AccessAnswer;
}

type Situation = 'plain' | 'session' | 'mfa';

const MFA = 'aws:multifactorauthpresent';
const MFA_AGE = 'aws:multifactorauthage';

// Keys are there in the requests of sessions only: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent
const SITUATIONS: Readonly<Record<Situation, Readonly<Record<string, string>>>> = {
  plain: {},
  session: { [MFA]: 'false' },
  mfa: { [MFA]: 'true', [MFA_AGE]: '0' },
};

/** Whether a principal may do something: as AWS decides within one account. */
export function mayDo(principal: Principal, target: AccessTarget): AccessDecision {
  const plain = graded(principal, target, 'plain');
  if (plain.grade === 'yes' && principal.kind !== 'role') {
    return decisionOf(plain);
  }
  const session = mattersMfa(principal, target) ? graded(principal, target, 'session') : plain;
  return principal.kind === 'role' ? ofRole(principal, plain, session) : ofPeople(principal, target, greatest([plain, session]));
}

// no session of a role carries proof of MFA, not even one that was entered with it; whether the key is there at all is not documented
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html
function ofRole({ enteredWithMfa }: Principal, plain: Graded, session: Graded): AccessDecision {
  if (plain.grade !== session.grade) {
    return { answer: 'unknown', by: plain.by ?? session.by, because: 'whether sessions of roles say that they have no MFA is not documented' };
  }
  return enteredWithMfa && plain.grade === 'yes' ? { answer: 'with-mfa', by: plain.by, users: plain.users } : decisionOf(plain);
}

// people may choose between their keys and a session
function ofPeople(principal: Principal, target: AccessTarget, without: Graded): AccessDecision {
  if (without.grade !== 'no' || !mattersMfa(principal, target)) {
    return decisionOf(without);
  }
  const mfa = graded(principal, target, 'mfa');
  return mfa.grade === 'yes' ? { answer: 'with-mfa', by: mfa.by, users: mfa.users } : decisionOf(mfa);
}

function mattersMfa({ policies, boundary }: Principal, { policy }: AccessTarget): boolean {
  return [policies.statements, boundary?.statements, policy?.statements].some((statements) => statements !== undefined && asksForMfa(statements));
}

const ASKING = new WeakMap<readonly AccessStatement[], boolean>();

function asksForMfa(statements: readonly AccessStatement[]): boolean {
  const known = ASKING.get(statements) ?? statements.some((statement) => statement.asksForMfa);
  ASKING.set(statements, known);
  return known;
}

function decisionOf({ grade, by, because, users }: Graded): AccessDecision {
  return grade === 'yes' || grade === 'no' ? { answer: grade, by, users } : { answer: grade, by, because, users };
}

function graded(principal: Principal, target: AccessTarget, situation: Situation): Graded {
  const { action, arn } = target;
  const request: AccessRequest = { action, arn, context: contextIn(principal, situation), sender: SENDERS[principal.kind] };
  const { policies, boundary } = principal;
  const limit = boundary === undefined ? ALLOWED : allowed(boundary, request);
  const own = least(allowed(policies, request), limit);
  const granted = target.policy === undefined ? own : throughResource(principal, { own, limit, policy: target.policy }, request);
  if (granted.grade === 'no') {
    return NOT_ALLOWED;
  }
  const denials = [denied(policies, request), ...boundary ? [denied(boundary, request)] : [],
    ...target.policy ? [deniedBy(target.policy, principal, request)] : []];
  const result = least(granted, sameAccount(principal, target, granted), ...denials.map(named).map(opposite));
  // what allows is named, whatever else makes it less than a yes
  return result === granted ? granted : { ...result, by: granted.by, users: granted.users };
}

function named(denial: Graded): Graded {
  return denial.by === undefined ? denial : { ...denial, because: `${denial.by} may deny it${denial.because === undefined ? '' : `: ${denial.because}`}` };
}

function allowed({ statements, unseen }: PolicySet, request: AccessRequest): Graded {
  const seen = greatest(about(statements, request.action).allowing.map((statement) => hedged(statement, statement.bearing(request, false))));
  return seen.grade !== 'no' || unseen.length === 0
    ? seen : { grade: 'unknown', by: unseen[0].label, because: `what ${unseen[0].label} allows is not part of the app` };
}

function denied({ statements, unseen }: PolicySet, request: AccessRequest): Graded {
  const seen = greatest(about(statements, request.action).denying.map((statement) => hedged(statement, statement.bearing(request, true))));
  const hidden = unseen.find(({ mayDeny }) => mayDeny);
  return seen.grade === 'no' && hidden !== undefined ? { grade: 'unknown', because: `what ${hidden.label} denies is not part of the app` } : seen;
}

/** The statements that may be about an action; those whose effect nobody sees may be of either effect. */
interface Bearing {
  readonly allowing: readonly AccessStatement[];
  readonly denying: readonly AccessStatement[];
}

// what a policy says about an action is asked for every store
const BEARING = new WeakMap<readonly AccessStatement[], Map<string, Bearing>>();

function about(statements: readonly AccessStatement[], action: string): Bearing {
  const byAction = BEARING.get(statements) ?? new Map<string, Bearing>();
  BEARING.set(statements, byAction);
  const covering = byAction.has(action) ? [] : statements.filter((statement) => statement.covers(action) !== 'no');
  const bearing = byAction.get(action)
    ?? { allowing: covering.filter(({ effect }) => effect !== 'Deny'), denying: covering.filter(({ effect }) => effect !== 'Allow') };
  byAction.set(action, bearing);
  return bearing;
}

function hedged({ effect }: AccessStatement, result: Graded): Graded {
  return effect === undefined && result.grade !== 'no' ? { ...result, grade: 'unknown', because: 'its effect is only known at deployment' } : result;
}

interface OwnRights {
  readonly own: Graded;
  readonly limit: Graded;
  readonly policy: ResourcePolicy;
}

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics-sce.html
function throughResource(principal: Principal, { own, limit, policy }: OwnRights, request: AccessRequest): Graded {
  const allows = about(policy.statements, request.action).allowing;
  const by = (whom: Whom) => greatest(allows.map((statement) => hedged(statement, statement.bearing(request, false, whom(statement, principal)))));
  const direct = by(namesPrincipal);
  // what is given to the ARN of a role is limited by its boundary; of what is given to everybody that is not documented
  const limited = principal.kind !== 'role' || limit.grade === 'yes' ? direct : greatest([least(by(namesByArn), limit), least(direct, UNDOCUMENTED)]);
  return greatest([limited, policy.decides ? least(own, by(namesAccount)) : own]);
}

const UNDOCUMENTED: Graded = { grade: 'unknown', because: 'whether a permissions boundary limits what a resource gives to everybody is not documented' };

function deniedBy({ statements }: ResourcePolicy, principal: Principal, request: AccessRequest): Graded {
  return greatest(about(statements, request.action).denying.map((statement) => {
    const [one, other] = [namesPrincipal(statement, principal), namesAccount(statement, principal)];
    const whom = one === 'yes' || other === 'yes' ? 'yes' : one === 'no' && other === 'no' ? 'no' : 'unknown';
    return hedged(statement, statement.bearing(request, true, whom));
  }));
}

type Whom = (statement: AccessStatement, principal: Principal) => Answer;

/** Whether a statement of a resource policy is about a principal by name, or about everybody. */
function namesPrincipal(statement: AccessStatement, { arn }: Principal): Answer {
  const excepted = statement.principals('NotPrincipal');
  if (excepted === undefined) {
    return among(statement.principals('Principal') ?? [], arn);
  }
  // the account of a principal, and its session, must be excepted with it
  return among(excepted, arn) === 'yes' ? 'no' : 'unknown';
}

function namesByArn(statement: AccessStatement, { arn }: Principal): Answer {
  return among((statement.principals('Principal') ?? []).filter(({ text }) => text !== '*'), arn);
}

function namesAccount(statement: AccessStatement, { account }: Principal): Answer {
  const accounts = (statement.principals('Principal') ?? []).map(({ text, sure }) => ({ text: ACCOUNT.exec(text)?.[2] ?? text, sure }));
  return among(accounts, account);
}

function among(items: readonly Item[], text: string): Answer {
  return anyOf(items, (item) => (item === '*' ? 'yes' : matchesText(item, text, false)));
}

// identities of another account need a policy of the resource, too
function sameAccount(principal: Principal, { account, policy }: AccessTarget, { by }: Graded): Graded {
  if (principal.account === account) {
    return ALLOWED;
  }
  const open = [principal.account, account].some((each) => each.includes('${')) || policy !== undefined;
  return { grade: open ? 'unknown' : 'no', by, because: 'whether both are in one account is only known at deployment' };
}

const PEOPLE: Sender = { neverSends: [MFA, MFA_AGE], varies: true };
const SENDERS: Readonly<Record<Principal['kind'], Sender>> = {
  user: PEOPLE, group: PEOPLE, role: { neverSends: [MFA, MFA_AGE, 'aws:username'], varies: true },
};

// a principal is asked about many actions on many stores
const CONTEXTS = new WeakMap<Principal, Map<Situation, RequestContext>>();

function contextIn(principal: Principal, situation: Situation): RequestContext {
  const known = CONTEXTS.get(principal) ?? new Map<Situation, RequestContext>();
  CONTEXTS.set(principal, known);
  const context = known.get(situation) ?? contextOf(principal, SITUATIONS[situation]);
  known.set(situation, context);
  return context;
}

function contextOf({ kind, arn, account, resource }: Principal, keys: Readonly<Record<string, string>>): RequestContext {
  const carried: readonly [string, Carried][] = Object.entries(keys).map(([key, text]) => [key, { text }]);
  const own: readonly [string, Carried][] = kind === 'group' ? [] : [['aws:principalarn', { text: arn, resource }]];
  const always: readonly [string, string][] = [['aws:principalaccount', account], ['aws:securetransport', 'true'], ['aws:principalisawsservice', 'false']];
  return new Map([...carried, ...own, ...always.map(([key, text]): [string, Carried] => [key, { text }])]);
}
