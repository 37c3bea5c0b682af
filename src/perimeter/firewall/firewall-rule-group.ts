import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import type { FirewallRule } from './firewall-rule';
import { assertGlobal, checkGlobal } from './global-region';
import { metricName, placed } from './placing';
import { FirewallBinding } from './render';
import { WebAclScope } from './web-acl-scope';
import { PropProblems } from '../../core/check-props';
import { Hardening } from '../../core/hardening';
import { known } from '../../core/known';
import { RATE_RULE, WEB_ACL_CAPACITY } from '../../facts/web-acl-limits';

/** Properties of `FirewallRuleGroup`. */
export interface FirewallRuleGroupProps {
  /**
   * The WCUs that are set aside, 1 to 5000: what the rules take, and room for those to come. It counts in every web ACL
   * that asks the group. **Changing it replaces the group.**
   *
   * @see https://docs.aws.amazon.com/waf/latest/developerguide/aws-waf-capacity-units.html
   */
  readonly capacity: number;

  /** The rules, in the order in which they are asked: own matches and rate limits. At least one. */
  readonly rules: FirewallRule[];

  /**
   * What the web ACLs that ask the group protect. Changing it replaces the group.
   *
   * @default WebAclScope.REGIONAL
   */
  readonly scope?: WebAclScope;
}

/**
 * Firewall rules that several web ACLs share.
 *
 * WAF fixes the capacity when the group is created, so that a change of its rules never breaks the web ACLs that ask it. The
 * sum of the rules is checked against it at synth.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/waf-user-created-rule-groups.html
 */
export class FirewallRuleGroup extends Construct {
  /** The rule group. */
  public readonly resource: wafv2.CfnRuleGroup;

  /** The WCUs that it counts in a web ACL. */
  public readonly capacity: number;

  /** What it can be asked for. */
  public readonly scope: WebAclScope;

  /** Throws `CAPACITY_UNKNOWN`, `CAPACITY_OUT_OF_RANGE`, `CAPACITY_TOO_SMALL`, `RULES_MISSING`, `RULE_NAME_REPEATED`, `RULE_NOT_IN_GROUPS`, `RATE_LIMITS_TOO_MANY`, `CLOUDFRONT_REGION`. */
  public constructor(scope: Construct, id: string, props: FirewallRuleGroupProps) {
    const problems = new PropProblems('FirewallRuleGroup', scope, id);
    const hardening = new Hardening({ construct: 'FirewallRuleGroup', safeguards: [] }, problems);
    check(props, problems);
    checkGlobal(scope, props.scope, problems);
    problems.throwIfAny();

    super(scope, id);
    this.capacity = props.capacity;
    this.scope = props.scope ?? WebAclScope.REGIONAL;
    assertGlobal(this, this.scope);
    const binding = new FirewallBinding(this, this.scope);
    const rules = placed(this, props.rules.map((rule) => rule._render(binding)));
    this.resource = new wafv2.CfnRuleGroup(this, 'Resource', {
      scope: this.scope,
      capacity: props.capacity,
      description: 'Rules that several web ACLs share',
      rules,
      customResponseBodies: Object.keys(binding.bodies).length === 0 ? undefined : binding.bodies,
      visibilityConfig: { cloudWatchMetricsEnabled: true, sampledRequestsEnabled: true, metricName: metricName(this, 'RuleGroup') },
    });
    hardening.recordOn(this);
  }
}

function check({ capacity, rules }: FirewallRuleGroupProps, problems: PropProblems): void {
  const { max } = WEB_ACL_CAPACITY;
  problems.mustBeKnown('capacity', capacity, 'CAPACITY_UNKNOWN', 'pass a plain number');
  problems.wholeNumber('capacity', capacity, { code: 'CAPACITY_OUT_OF_RANGE', min: 1, max, unit: 'WCUs', instead: 'pass what the rules take, and some room' });
  const needed = rules.reduce((sum, rule) => sum + rule.capacity, 0);
  problems.when(needed > (known(capacity) ?? Infinity), 'CAPACITY_TOO_SMALL', () => (
    `\`capacity\` is ${capacity} WCUs, the rules take ${needed}; a larger capacity replaces a group that is deployed`));
  problems.when(rules.length === 0, 'RULES_MISSING', () => '`rules` is empty, at least one rule is needed; pass it');
  checkRates(rules, RATE_RULE.perGroup, problems);
  checkNames(rules.flatMap(({ _facts }) => _facts.names), problems);
  rules.filter((rule) => !rule._facts.inGroups).forEach(({ name }) => problems.add('RULE_NOT_IN_GROUPS',
    `\`rules\` has ${name}, but rule groups hold only own matches and rate limits; name it in the web ACL`));
}

/** WAF asks so many rate limits. */
export function checkRates(rules: readonly FirewallRule[], max: number, problems: PropProblems): void {
  const count = rules.filter(({ _facts }) => _facts.guards === 'rate').length;
  problems.when(count > max, 'RATE_LIMITS_TOO_MANY', () => `\`rules\` has ${count} rate limits, at most ${max} are allowed; leave some out`);
}

/** Names are unique. */
export function checkNames(names: readonly string[], problems: PropProblems): void {
  new Set(names.filter((name, index) => names.indexOf(name) < index)).forEach((name) => problems.add('RULE_NAME_REPEATED',
    `\`rules\` has several rules named '${name}', each name may be there once; rename or remove one`));
}
