import { Duration, Stack } from 'aws-cdk-lib';
import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import { checkForwarded } from './addresses';
import { FirewallAction } from './firewall-action';
import type { FirewallRuleGroup } from './firewall-rule-group';
import { ManagedRuleGroup } from './managed-rule-group';
import { FirewallBinding, UnplacedRule } from './render';
import { RequestMatch } from './request-match';
import { RequestPart } from './request-part';
import { WebAclScope } from './web-acl-scope';
import { PropProblems, quoted } from '../../core/check-props';
import { known } from '../../core/known';
import { LOG4J_RULES } from '../../facts/managed-rule-groups';
import { RATE_RULE, STATEMENT_CAPACITY, WEB_ACL_LIMITS } from '../../facts/web-acl-limits';

/** Options of a rule; not every kind of rule takes each. */
export interface FirewallRuleOptions {
  /**
   * What happens to a request that matches.
   *
   * For managed groups and rule groups: every rule of the group counts (`FirewallAction.count()`). For groups of AWS without
   * a fee also every other action: the group counts, and a rule behind it acts on its labels. `allow()` then lets through what the group objects to, past
   * all later rules, and is meant for a group that says who a client is, such as `ANONYMOUS_IP` for a path that everybody may use. Groups with a fee label
   * harmless requests, too.
   *
   * @default - rate limits block, groups do what each of their rules says
   */
  readonly action?: FirewallAction;

  /**
   * Other actions for single rules of a managed group, by their name: `SizeRestrictions_BODY`.
   *
   * @see https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html
   * @default - each rule does what the group says
   */
  readonly overrides?: { [rule: string]: FirewallAction };

  /**
   * Which requests the rule looks at; for rate limits and managed groups.
   *
   * @see https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-scope-down-statements.html
   * @default - all requests
   */
  readonly scopedTo?: RequestMatch;

  /**
   * Labels that a matching request gets, for later rules and logs; for rate limits and own matches.
   *
   * @default - no labels
   */
  readonly labels?: string[];

  /**
   * Over how much time a rate is counted: 1, 2, 5 or 10 minutes.
   *
   * @default Duration.minutes(5)
   */
  readonly window?: Duration;

  /**
   * Count a rate for each combination of the client address with these parts, 30 WCUs each and for the address: up to four.
   *
   * @default - by the client address alone
   */
  readonly ratePerParts?: RequestPart[];

  /**
   * The header whose first address is the client's, behind a proxy. Anybody may write into it before the proxy does. A
   * request without it counts as over the limit.
   *
   * @default - the address that connects
   */
  readonly forwardedHeader?: string;
}

/** What a web ACL needs to know of a rule. */
interface RuleFacts {
  readonly name: string;

  /** The names of all the rules that it becomes. */
  readonly names: readonly string[];
  readonly capacity: number;
  readonly charged?: boolean;

  /** `rate`, a managed group or `own`: what the baseline is judged by. */
  readonly guards: string;

  /** Whether it does more than count. */
  readonly acts: boolean;
  readonly inGroups: boolean;

  /** What a rule group is for, and where it is. */
  readonly scope?: WebAclScope;
  readonly region?: string;
  readonly render: (binding: FirewallBinding) => UnplacedRule[];
}

/**
 * One rule of a web ACL or of a rule group. Rules are asked in order, until one decides.
 *
 * Names have 1 to 40 letters, digits, underscores and hyphens, are known at synth and unique in a web ACL; `NAME_INVALID`, `NAME_UNKNOWN`
 * otherwise.
 */
export class FirewallRule {
  /**
   * Ask a group that AWS or a seller keeps current.
   *
   * Throws `GROUP_ACTION_IMPOSSIBLE`, `OVERRIDE_INVALID`, `OVERRIDES_TOO_MANY`, `OPTION_UNUSED`.
   */
  public static managed(group: ManagedRuleGroup, options: FirewallRuleOptions = {}): FirewallRule {
    checkManaged(group, options);
    const deferred = actsOnLabels(options.action);
    return new FirewallRule({
      name: group.name,
      names: [group.name, ...deferred ? [labelled(group)] : []],
      capacity: group.capacity + (options.scopedTo?.capacity ?? 0) + (deferred ? STATEMENT_CAPACITY.label : 0),
      charged: group.charged,
      guards: `${group.vendor}:${group.name}`,
      acts: options.action === undefined && keepsLog4j(options),
      inGroups: false,
      render: (binding) => [managedRule(group, options, binding), ...deferred ? [labelRule(group, options.action!, binding)] : []],
    });
  }

  /**
   * A match of your own.
   *
   * Throws `NAME_INVALID`, `LABEL_INVALID`.
   *
   * @param name of the rule
   * @param match what a request must be
   * @param action what happens to it
   * @param labels that it gets
   */
  public static of(name: string, match: RequestMatch, action: FirewallAction, ...labels: string[]): FirewallRule {
    checkOwn(name, labels);
    return new FirewallRule({
      name,
      names: [name],
      capacity: match.capacity,
      guards: 'own',
      acts: action._kind !== 'count',
      inGroups: true,
      render: (binding) => [{ name, action: action._render(binding), statement: match._render(binding.of(name)), ruleLabels: asLabels(labels) }],
    });
  }

  /**
   * Limit how many requests one client sends. WAF enforces it approximately, within some tens of seconds.
   *
   * Throws `NAME_INVALID`, `LABEL_INVALID`, `RATE_LIMIT_OUT_OF_RANGE`, `RATE_WINDOW_INVALID`, `RATE_WINDOW_UNKNOWN`, `RATE_PARTS_TOO_MANY`, `RATE_PART_IMPOSSIBLE`,
   * `RATE_ACTION_IMPOSSIBLE`, `HEADER_INVALID`, `OPTION_UNUSED`.
   *
   * @see https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based.html
   * @param name of the rule
   * @param requests that one client may send in the window, 10 to 2,000,000,000
   * @param options window, parts, what it looks at, what happens
   */
  public static rate(name: string, requests: number, options: FirewallRuleOptions = {}): FirewallRule {
    checkOwn(name, options.labels ?? []);
    checkRate(name, requests, options);
    const action = options.action ?? FirewallAction.block();
    const keys = options.ratePerParts === undefined ? 0 : options.ratePerParts.length + 1;
    return new FirewallRule({
      name,
      names: [name],
      capacity: STATEMENT_CAPACITY.rate + keys * STATEMENT_CAPACITY.rateKey + (options.scopedTo?.capacity ?? 0),
      guards: 'rate',
      acts: action._kind !== 'count',
      inGroups: true,
      render: (binding) => [{
        name,
        action: action._render(binding),
        statement: rateStatement(name, requests, options, binding),
        ruleLabels: asLabels(options.labels ?? []),
      }],
    });
  }

  /**
   * Ask a rule group of this app.
   *
   * Throws `GROUP_ACTION_IMPOSSIBLE`, `OPTION_UNUSED`, `NAME_INVALID`.
   *
   * @param name of the rule
   * @param group the group; of the same scope as the web ACL
   * @param options only `action`: whether its rules only count
   */
  public static group(name: string, group: FirewallRuleGroup, options: FirewallRuleOptions = {}): FirewallRule {
    checkOwn(name, []);
    checkGroup(name, options);
    return new FirewallRule({
      name,
      names: [name],
      capacity: group.capacity,
      guards: 'own',
      acts: options.action === undefined,
      inGroups: false,
      scope: group.scope,
      region: Stack.of(group).region,
      render: (binding) => [{
        name,
        overrideAction: binding.countsOnly || options.action ? { count: {} } : { none: {} },
        statement: { ruleGroupReferenceStatement: { arn: group.resource.attrArn } },
      }],
    });
  }

  /** The name, unique in a web ACL. */
  public readonly name: string;

  /** The WCUs that it takes at most. */
  public readonly capacity: number;

  private constructor(private readonly facts: RuleFacts) {
    this.name = facts.name;
    this.capacity = facts.capacity;
  }

  /** @internal */
  public get _facts(): RuleFacts {
    return this.facts;
  }

  /** @internal */
  public _render(binding: FirewallBinding): UnplacedRule[] {
    return this.facts.render(binding);
  }
}

function managedRule(group: ManagedRuleGroup, { action, overrides, scopedTo }: FirewallRuleOptions, binding: FirewallBinding): UnplacedRule {
  return {
    name: group.name,
    overrideAction: binding.countsOnly || action ? { count: {} } : { none: {} },
    statement: {
      managedRuleGroupStatement: {
        vendorName: group.vendor,
        name: group.name,
        managedRuleGroupConfigs: group._configs,
        scopeDownStatement: scopedTo?._render(binding.of(group.name)),
        ruleActionOverrides: overrides && Object.entries(overrides).map(([name, other]) => ({ name, actionToUse: other._render(binding) })),
      },
    },
  };
}

function labelled({ name }: ManagedRuleGroup): string {
  return `${name}-Labelled`;
}

/** What the baseline is there for blocks; the names of these rules are in no other group. */
function keepsLog4j({ overrides = {} }: FirewallRuleOptions): boolean {
  return Object.entries(overrides).every(([name, other]) => !name.startsWith(LOG4J_RULES) || other._kind === 'block');
}

/** Behind a group that only counts: what its labels say leads to another action. */
function labelRule(group: ManagedRuleGroup, action: FirewallAction, binding: FirewallBinding): UnplacedRule {
  return {
    name: labelled(group),
    action: action._render(binding),
    statement: { labelMatchStatement: { scope: 'NAMESPACE', key: group._labels! } },
  };
}

function rateStatement(name: string, limit: number, options: FirewallRuleOptions, binding: FirewallBinding): wafv2.CfnWebACL.StatementProperty {
  const { forwardedHeader, ratePerParts, scopedTo, window } = options;
  const address = forwardedHeader === undefined ? 'IP' : 'FORWARDED_IP';
  return {
    rateBasedStatement: {
      limit,
      aggregateKeyType: ratePerParts === undefined ? address : 'CUSTOM_KEYS',
      customKeys: ratePerParts && [forwardedHeader === undefined ? { ip: {} } : { forwardedIp: {} }, ...ratePerParts.map((part) => part._rateKey()!)],
      forwardedIpConfig: forwardedHeader === undefined ? undefined : { headerName: forwardedHeader, fallbackBehavior: 'MATCH' },
      evaluationWindowSec: window?.toSeconds() ?? RATE_RULE.windowSeconds,
      scopeDownStatement: scopedTo?._render(binding.of(name)),
    },
  };
}

function asLabels(labels: readonly string[]): { name: string }[] | undefined {
  return labels.length === 0 ? undefined : labels.map((name) => ({ name }));
}

function actsOnLabels(action: FirewallAction | undefined): boolean {
  return action !== undefined && action._kind !== 'count';
}

function checkManaged(group: ManagedRuleGroup, options: FirewallRuleOptions): void {
  const problems = new PropProblems('FirewallRule', undefined, group.name);
  const kind = options.action?._kind;
  problems.when(actsOnLabels(options.action) && group._labels === undefined, 'GROUP_ACTION_IMPOSSIBLE', () => (
    `\`action\` is ${kind}, ${group.name} allows only count; use \`overrides\` for single rules, or a rule of your own on a label (RequestMatch.label)`));
  const names = Object.keys(options.overrides ?? {});
  // https://docs.aws.amazon.com/waf/latest/APIReference/API_RuleActionOverride.html
  names.forEach((name) => problems.when(!/^[\w-]{1,128}$/.test(name), 'OVERRIDE_INVALID', () => (
    `\`overrides\` names ${quoted(name)}, allowed are 1 to 128 letters, digits, underscores and hyphens; pass the name of a rule of the group`)));
  problems.when(names.length > 100, 'OVERRIDES_TOO_MANY', () => `\`overrides\` has ${names.length} entries, at most 100 are allowed; leave some out`);
  unused(options, ['labels', 'window', 'ratePerParts', 'forwardedHeader'], 'managed groups', problems);
  problems.throwIfAny();
}

function checkGroup(name: string, options: FirewallRuleOptions): void {
  const problems = new PropProblems('FirewallRule', undefined, name);
  problems.when(actsOnLabels(options.action), 'GROUP_ACTION_IMPOSSIBLE', () => (
    `\`action\` is ${options.action!._kind}, a rule group allows only count; change the actions of its rules`));
  unused(options, ['overrides', 'scopedTo', 'labels', 'window', 'ratePerParts', 'forwardedHeader'], 'rule groups', problems);
  problems.throwIfAny();
}

function checkRate(name: string, requests: number, options: FirewallRuleOptions): void {
  const problems = new PropProblems('FirewallRule', undefined, name);
  problems.wholeNumber('requests', requests, { code: 'RATE_LIMIT_OUT_OF_RANGE', ...RATE_RULE.requests, unit: 'requests', instead: 'pass what one client may send in the window' });
  problems.mustBeKnown('window', options.window, 'RATE_WINDOW_UNKNOWN', 'pass a Duration');
  const seconds = known(options.window)?.toSeconds({ integral: false });
  problems.when(seconds !== undefined && !RATE_RULE.windows.includes(seconds), 'RATE_WINDOW_INVALID',
    () => `\`window\` is ${seconds} seconds, allowed are ${RATE_RULE.windows.join(', ')} seconds; leave it out for 300`);
  const parts = options.ratePerParts;
  problems.when(parts !== undefined && (parts.length === 0 || parts.length >= WEB_ACL_LIMITS.rateKeys), 'RATE_PARTS_TOO_MANY',
    () => `\`ratePerParts\` has ${parts!.length} entries, 1 to ${WEB_ACL_LIMITS.rateKeys - 1} are allowed; leave out what matters least`);
  problems.when(parts?.some((part) => part._rateKey() === undefined), 'RATE_PART_IMPOSSIBLE',
    () => '`ratePerParts` has a part that no rate can be counted by, allowed are path, method, query string, single headers and single query arguments; pass one of these');
  problems.when(options.action?._kind === 'allow', 'RATE_ACTION_IMPOSSIBLE', () => '`action` is allow, which a rate limit cannot do; leave it out to block');
  checkForwarded(options.forwardedHeader, problems);
  unused(options, ['overrides'], 'rate limits', problems);
  problems.throwIfAny();
}

function unused(options: FirewallRuleOptions, names: readonly (keyof FirewallRuleOptions)[], kind: string, problems: PropProblems): void {
  for (const name of names) {
    problems.when(options[name] !== undefined, 'OPTION_UNUSED', () => `\`${name}\` is given, but ${kind} do not take it; remove it`);
  }
}

function checkOwn(name: string, labels: readonly string[]): void {
  const problems = new PropProblems('FirewallRule', undefined, known(name) ?? '');
  problems.mustBeKnown('name', name, 'NAME_UNKNOWN', 'pass plain text');
  problems.when(!/^[\w-]{1,40}$/.test(known(name) ?? 'x'), 'NAME_INVALID', () => (
    `\`name\` is ${quoted(name)}, allowed are 1 to 40 letters, digits, underscores and hyphens; shorten or correct it`));
  labels.forEach((label) => problems.text('labels', label, {
    code: 'LABEL_INVALID', pattern: /^([\w-]{1,128}:)*[\w-]{1,128}$/, allowed: 'words of letters, digits, _ and -, joined by colons', instead: 'correct it',
  }));
  problems.throwIfAny();
}
