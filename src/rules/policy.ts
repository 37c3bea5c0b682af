import { all, fail, PASS, undecided, Verdict } from './verdict';
import { glob } from '../model/graph/policy-patterns';
import { ResourceView } from '../model/resource-view';
import { at, Dictionary, itemsOf, literalOf, textOf, Unknown, Value } from '../model/value';

/** One statement of a policy. */
export interface Statement {
  readonly effect: string | undefined;
  readonly body: Value;

  /** How messages name it: its `Sid`, or its place. */
  readonly label: string;
}

// Keys that bind a statement to one caller, source or network:
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
const NARROWING = ['aws:principalaccount', 'aws:principalarn', 'aws:principalorgid', 'aws:principalorgpaths', 'aws:sourceaccount', 'aws:sourcearn',
  'aws:sourceorgid', 'aws:sourceorgpaths', 'aws:sourceowner', 'aws:sourcevpc', 'aws:sourcevpce', 'kms:calleraccount', 's3:dataaccesspointaccount'];

/** The statements of a policy document, whichever branch of an `Fn::If` comes true. */
export function statementsOf(policy: Value): readonly Statement[] {
  return itemsOf(at(policy, 'Statement')).map((body, index) => ({
    body, effect: textOf(at(body, 'Effect')), label: textOf(at(body, 'Sid')) ?? `statement ${index + 1}`,
  }));
}

/** Every statement of a policy holds; a document or a statement that only deployment decides is undecided. */
export function everyStatement(policy: Value, where: string, judge: (statement: Statement) => Verdict): Verdict {
  return policy.kind === 'unknown' ? hiddenBy(policy, where) : all(...statementsOf(policy).map((statement) => (
    statement.body.kind === 'unknown' ? undecided(where, `${statement.label} is only known at deployment (${statement.body.because})`) : judge(statement))));
}

function hiddenBy({ because }: Unknown, where: string): Verdict {
  return undecided(where, `it is only known at deployment (${because})`);
}

/** The texts at a path of a statement: its actions, its resources. */
export function textsAt({ body }: Statement, path: string): readonly string[] {
  return itemsOf(at(body, path)).flatMap((item) => textOf(item) ?? []);
}

/** The same with `${}` where deployment fills something in. */
export function literalsAt({ body }: Statement, path: string): readonly string[] {
  return itemsOf(at(body, path)).map(literalOf);
}

/** Whether a statement is about everybody: `"Principal": "*"` or `{ "AWS": "*" }`. */
export function isForEverybody(statement: Statement): boolean {
  return [...textsAt(statement, 'Principal'), ...textsAt(statement, 'Principal.AWS')].includes('*');
}

/** Whether a statement covers an action: by name, by wildcard, or by leaving it out of `NotAction`. */
export function coversAction(statement: Statement, action: string): boolean {
  const excepted = textsAt(statement, 'NotAction');
  return textsAt(statement, 'Action').some((pattern) => glob(pattern, 'i').test(action))
    || (excepted.length > 0 && !excepted.some((pattern) => glob(pattern, 'i').test(action)));
}

/** Whether a condition binds the statement to a caller, a source or a network, or by one of `more` keys in lower case. */
export function isNarrowed({ body }: Statement, more: readonly string[] = []): boolean {
  const keys = [...NARROWING, ...more];
  const conditions = at(body, 'Condition');
  return conditions.kind === 'map' && conditions.keys
    .filter((operator) => !/^(String|Arn)Not|IfExists$|^(Null|Bool)/i.test(operator))
    .map((operator) => conditions.get(operator))
    .filter((operands): operands is Dictionary => operands.kind === 'map')
    .some((operands) => operands.keys.some((key) => keys.includes(key.toLowerCase()) && !itemsOf(operands.get(key)).some((value) => textOf(value) === '*')));
}

/** The texts of a condition: `conditionOf(statement, 'Bool', 'aws:SecureTransport')`. */
export function conditionOf({ body }: Statement, operator: string, key: string): readonly string[] {
  return itemsOf(at(at(at(body, 'Condition'), operator), key)).flatMap((value) => textOf(value) ?? []);
}

/** No statement of the policy at a path allows everybody without a condition that narrows it. */
export function admitsNobodyUnknown(resource: ResourceView, path: string): Verdict {
  return policyAdmitsNobodyUnknown(resource.get(path), `Properties.${path}`);
}

/** The same for a policy that stands elsewhere: in one replica of a table. */
export function policyAdmitsNobodyUnknown(policy: Value, where: string): Verdict {
  return everyStatement(policy, where, (statement) => namesWhom(statement, where));
}

/** A statement does not allow everybody without a condition that narrows it. */
export function namesWhom(statement: Statement, where: string): Verdict {
  if (statement.effect !== 'Allow' || isNarrowed(statement)) {
    return PASS;
  }
  const allButSome = at(statement.body, 'NotPrincipal').kind === 'absent' ? undefined : 'everybody but a few (`NotPrincipal`)';
  const open = isForEverybody(statement) ? 'everybody' : allButSome;
  return open === undefined ? PASS : fail(where, `${statement.label} allows ${open} without a condition that names an account, a source or a network`);
}

/** Which action a policy must deny without TLS, and how messages name its place and its resource. */
export interface TlsQuestion {
  readonly where: string;
  readonly of: string;
  readonly action: string;
}

/** Some statement of the policy at a path denies an action to everybody who comes without TLS. */
export function deniesWithoutTls(resource: ResourceView, path: string, action: string): Verdict {
  return policyDeniesWithoutTls(resource.get(path), { where: `Properties.${path}`, of: resource.label, action });
}

/** The same for a policy that stands elsewhere: in one replica of a table. */
export function policyDeniesWithoutTls(policy: Value, { where, of, action }: TlsQuestion): Verdict {
  const denied = statementsOf(policy).some((statement) => statement.effect === 'Deny' && isForEverybody(statement) && coversAction(statement, action)
    && conditionOf(statement, 'Bool', 'aws:SecureTransport').includes('false'));
  if (denied) {
    return PASS;
  }
  return policy.kind === 'unknown'
    ? hiddenBy(policy, where)
    : fail(where, `no statement of ${of} denies ${action} without TLS (\`aws:SecureTransport\`)`);
}

/** The actions that no statement of a policy denies to everybody who comes without multi-factor authentication. */
export function undeniedWithoutMfa(policy: Value, actions: readonly string[]): readonly string[] {
  const denying = statementsOf(policy).filter((statement) => statement.effect === 'Deny' && isForEverybody(statement)
    && ['BoolIfExists', 'Bool'].some((operator) => conditionOf(statement, operator, 'aws:MultiFactorAuthPresent').includes('false')));
  return actions.filter((action) => !denying.some((statement) => coversAction(statement, action)));
}

/** Some statement denies an action to everybody, or to all but some principals. */
export function deniedTo(policy: Value, action: string): boolean {
  return statementsOf(policy).some((statement) => {
    const condition = at(statement.body, 'Condition');
    const operators = condition.kind === 'map' ? condition.keys : [];
    return statement.effect === 'Deny' && isForEverybody(statement) && coversAction(statement, action)
      && operators.every((operator) => /^(Arn|String)Not(Equals|Like)(IfExists)?$/i.test(operator));
  });
}
