import { openTextOf, namesResource } from './arns';
import { Graded, NOT_ALLOWED } from './grade';
import { TemplateView } from '../../template-view';
import { at, textOf, Value } from '../../value';
import { Answer, every, not, some } from '../answer';
import { conditionsHold, RequestContext, Sender } from '../policy-conditions';
import { glob } from '../policy-patterns';

/** One text of a statement; not `sure` where an `Fn::If` may leave it out. */
export interface Item {
  readonly text: string;
  readonly sure: boolean;
}

/** A policy document, and where it stands. */
export interface PolicyDocument {
  readonly label: string;
  readonly document: Value;
  readonly template: TemplateView;

  /** It exists, and is attached, whatever conditions of the template come true. */
  readonly sure: boolean;
}

/** What is asked about one resource. */
export interface AccessRequest {
  readonly action: string;
  readonly arn: string;
  readonly context: RequestContext;
  readonly sender: Sender;
}

/** One statement, read once and held against many requests. */
export class AccessStatement {
  /** `Allow` or `Deny`; undefined where only deployment knows. */
  public readonly effect?: string;

  /** `policy → statement`. */
  public readonly label: string;
  private readonly actions: readonly Item[];
  private readonly notActions?: readonly Item[];
  private readonly resources: readonly Item[];
  private readonly notResources?: readonly Item[];
  private readonly condition: Value;
  private readonly covered = new Map<string, Answer>();

  public constructor(private readonly body: Value, index: number, private readonly policy: PolicyDocument, private readonly sure: boolean) {
    const effect = textOf(at(body, 'Effect'));
    this.effect = effect === 'Allow' || effect === 'Deny' ? effect : undefined;
    this.label = `${policy.label} → ${textOf(at(body, 'Sid')) ?? `statement ${index + 1}`}`;
    this.actions = this.itemsAt('Action') ?? [];
    this.notActions = this.itemsAt('NotAction');
    this.resources = this.itemsAt('Resource') ?? [];
    this.notResources = this.itemsAt('NotResource');
    this.condition = at(body, 'Condition');
  }

  /** Whether anything that it asks for may be about multi-factor authentication. */
  public get asksForMfa(): boolean {
    const { condition } = this;
    return condition.kind === 'map' ? condition.keys.some((operator) => {
      const operands = condition.get(operator);
      return operands.kind !== 'map' || operands.keys.some((key) => /multifactor/i.test(key));
    }) : condition.kind !== 'absent';
  }

  /** Whether the statement is about an action. */
  public covers(action: string): Answer {
    const known = this.covered.get(action) ?? this.coverOf(action);
    this.covered.set(action, known);
    return known;
  }

  /** How far the statement does what it does for a request. */
  public bearing({ action, arn, context, sender }: AccessRequest, denies: boolean, principal: Answer = 'yes'): Graded {
    const named = principal === 'yes' ? this.covers(action) : every([this.covers(action), principal]);
    const about = named === 'no' ? 'no' : every([named, this.isAbout(arn, !denies)]);
    if (about === 'no') {
      return NOT_ALLOWED;
    }
    const conditions = conditionsHold(this.condition, context, sender);
    if (conditions.answer === 'no') {
      return { grade: 'no', by: this.label, because: conditions.because };
    }
    if (about === 'unknown' || !this.sure) {
      return { grade: 'unknown', by: this.label, because: 'whom or what it is about is only known at deployment' };
    }
    const undecided = conditions.perRequest === true ? 'conditional' : 'unknown';
    return { grade: conditions.answer === 'yes' ? 'yes' : undecided, by: this.label, because: conditions.because, users: this.usersOf(arn) };
  }

  /** The database users that the statement names for logins to a store; none where it is about all that exists. */
  private usersOf(arn: string): readonly string[] | undefined {
    if (!arn.endsWith('/${any}') || !arn.includes(':dbuser:')) {
      return undefined;
    }
    const above = arn.slice(0, -'${any}'.length);
    const users = this.resources.filter(({ text }) => text.startsWith(above)).map(({ text }) => text.slice(above.length));
    return users.length === 0 ? undefined : users;
  }

  /** Whom a statement of a resource policy is about: ARNs, accounts, `*`; `Principal` or `NotPrincipal`. */
  public principals(property: string): readonly Item[] | undefined {
    const value = at(this.body, property);
    const listed = value.kind === 'map' ? at(value, 'AWS') : value;
    return value.kind === 'absent' ? undefined : this.textsOf(listed);
  }

  private coverOf(action: string): Answer {
    const matches = (items: readonly Item[]) => anyOf(items, (pattern) => (
      pattern.includes('${') ? 'unknown' : glob(pattern, 'i').test(action) ? 'yes' : 'no'));
    return this.notActions === undefined ? matches(this.actions) : not(matches(this.notActions));
  }

  /** Whether the statement is about a resource; a resource policy that names none is about its own. */
  private isAbout(arn: string, anyOne: boolean): Answer {
    if (this.notResources !== undefined) {
      return not(anyOf(this.notResources, (pattern) => namesResource(pattern, arn, false)));
    }
    return this.resources.length === 0 ? 'yes' : anyOf(this.resources, (pattern) => namesResource(pattern, arn, anyOne));
  }

  private itemsAt(property: string): readonly Item[] | undefined {
    const value = at(this.body, property);
    return value.kind === 'absent' ? undefined : this.textsOf(value);
  }

  private textsOf(value: Value): readonly Item[] {
    return withDoubt(value).map((item) => ({ text: openTextOf(item.value, this.policy.template), sure: item.sure }));
  }
}

/** Whether one of the items matches; one that may be left out is no certain match. */
export function anyOf(items: readonly Item[], matches: (text: string) => Answer): Answer {
  let answer: Answer = 'no';
  for (const { text, sure } of items) {
    const found = matches(text);
    if (found === 'yes' && sure) {
      return 'yes';
    }
    answer = found === 'no' ? answer : 'unknown';
  }
  return answer;
}

/** The items of a list; those of an `Fn::If` only may be there. */
export function withDoubt(value: Value, sure = true): readonly { readonly value: Value; readonly sure: boolean }[] {
  switch (value.kind) {
    case 'absent': return [];
    case 'list': return value.items.flatMap((item) => withDoubt(item, sure));
    case 'either': return value.branches.flatMap((branch) => withDoubt(branch, false));
    default: return [{ value, sure }];
  }
}

/** The statements of policies. */
export function statementsIn(policies: readonly PolicyDocument[]): readonly AccessStatement[] {
  return policies.flatMap((policy) => withDoubt(at(policy.document, 'Statement'))
    .map(({ value, sure }, index) => new AccessStatement(value, index, policy, sure && policy.sure)));
}

/** Whether one of the statements that allow may be about an action. */
export function mayCover(statements: readonly AccessStatement[], action: string): boolean {
  return some(statements.map((statement) => (statement.effect === 'Deny' ? 'no' : statement.covers(action)))) !== 'no';
}
