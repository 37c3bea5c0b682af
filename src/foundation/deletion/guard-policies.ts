import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { known } from '../../core/known';

/** Some actions on some resources. */
export interface Grip {
  readonly arns: readonly string[];
  readonly actions: readonly string[];
}

/** How many characters a managed policy holds, without white space: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const MAX_CHARACTERS = 6144;

/** How many managed policies an identity takes: same page, the default quota. */
export const MAX_POLICIES = 10;

/** Version and brackets of the document. */
const DOCUMENT_CHARACTERS = 60;

/** Sid, effect, condition and punctuation of one statement. */
const STATEMENT_CHARACTERS = 220;

/** An ARN that is only known at deployment is counted as the longest that its kind can be (`snapshot:rds:<63 characters>-...`). */
const DEPLOY_TIME_ARN_CHARACTERS = 160;

/**
 * One policy in as many documents as it needs: actions on resources, one statement per set of actions and condition.
 *
 * Documents are filled in order and never rearranged, so that a store added later changes only the last one.
 */
export class GuardPolicies {
  public readonly policies: iam.ManagedPolicy[] = [];
  private readonly roles: iam.IRole[] = [];
  private readonly users: iam.IUser[] = [];
  private readonly groups: iam.IGroup[] = [];
  private statements = new Map<string, iam.PolicyStatement[]>();
  private characters = 0;

  /**
   * @param scope where the policies are created
   * @param id of the first policy; the others get a number
   * @param description of each policy
   * @param effect of every statement
   * @param conditions one statement is written for each
   */
  public constructor(
    private readonly scope: Construct,
    private readonly id: string,
    private readonly description: string,
    private readonly effect: iam.Effect,
    private readonly conditions: readonly { readonly sid: string; readonly condition?: { [operator: string]: { [key: string]: string } } }[],
  ) {}

  /** How many policies there would be with this grip; `undefined` if it fits into no policy. */
  public countWith(grip: Grip): number | undefined {
    if (this.cost(grip, true) + DOCUMENT_CHARACTERS > MAX_CHARACTERS) {
      return undefined;
    }
    return this.fits(grip) ? this.policies.length : this.policies.length + 1;
  }

  /** Write a grip into the last policy, or into a new one. */
  public add(grip: Grip): void {
    if (!this.fits(grip)) {
      this.open();
    }
    const key = keyOf(grip);
    this.characters += this.cost(grip, !this.statements.has(key));
    const statements = this.statements.get(key) ?? this.write(grip);
    this.statements.set(key, statements);
    statements.forEach((statement) => statement.addResources(...grip.arns));
  }

  /** Attach all policies, those to come too. The policies name the identity, so that its stack never depends on them. */
  public attachToRole(role: iam.IRole): void {
    this.roles.push(role);
    this.policies.forEach((policy) => policy.attachToRole(role));
  }

  /** As `attachToRole`. */
  public attachToUser(user: iam.IUser): void {
    this.users.push(user);
    this.policies.forEach((policy) => policy.attachToUser(user));
  }

  /** As `attachToRole`. */
  public attachToGroup(group: iam.IGroup): void {
    this.groups.push(group);
    this.policies.forEach((policy) => policy.attachToGroup(group));
  }

  private open(): void {
    const number = this.policies.length === 0 ? '' : String(this.policies.length + 1);
    this.policies.push(new iam.ManagedPolicy(this.scope, `${this.id}${number}`, {
      description: this.description,
      roles: this.roles,
      users: this.users,
      groups: this.groups,
    }));
    this.statements = new Map();
    this.characters = DOCUMENT_CHARACTERS;
  }

  private write(grip: Grip): iam.PolicyStatement[] {
    const number = this.statements.size === 0 ? '' : String(this.statements.size + 1);
    const statements = this.conditions.map(({ sid, condition }) => new iam.PolicyStatement({
      sid: `${sid}${number}`,
      effect: this.effect,
      actions: [...grip.actions],
      conditions: condition,
    }));
    this.policies[this.policies.length - 1].addStatements(...statements);
    return statements;
  }

  private fits(grip: Grip): boolean {
    return this.policies.length > 0 && this.characters + this.cost(grip, !this.statements.has(keyOf(grip))) <= MAX_CHARACTERS;
  }

  private cost(grip: Grip, newStatement: boolean): number {
    const quoted = (text: string) => (known(text) === undefined ? Math.max(DEPLOY_TIME_ARN_CHARACTERS, text.length) : text.length) + 3;
    const sum = (texts: readonly string[]) => texts.reduce((total, text) => total + quoted(text), 0);
    const statement = newStatement ? STATEMENT_CHARACTERS + sum(grip.actions) : 0;
    return this.conditions.length * (statement + sum(grip.arns));
  }
}

function keyOf(grip: Grip): string {
  return [...grip.actions].sort().join();
}
