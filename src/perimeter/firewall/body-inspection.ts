import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import { FirewallAction } from './firewall-action';
import { ManagedRuleGroup } from './managed-rule-group';
import { FirewallBinding, UnplacedRule } from './render';
import { RequestMatch } from './request-match';
import { RequestPart } from './request-part';
import { WebAclScope } from './web-acl-scope';
import { PropProblems, quoted } from '../../core/check-props';
import { BODY_INSPECTION } from '../../facts/web-acl-limits';

const SIZE_RULE = 'SizeRestrictions_BODY';

/** The rule that refuses large bodies elsewhere. */
const LARGE_BODIES = 'LargeBodies';

/** https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html */
const SIZE_LABEL = 'awswaf:managed:aws:core-rule-set:SizeRestrictions_Body';

/**
 * What happens to request bodies that are larger than 8 KB, and how much of a body the firewall sees.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/waf-oversize-request-components.html
 */
export class BodyInspection {
  /** Bodies over 8 KB are refused by the core rule set: what a load balancer does not show to the firewall never reaches the app. */
  public static refuseLarge(): BodyInspection {
    return new BodyInspection([]);
  }

  /**
   * Bodies over 8 KB are accepted below these paths, and refused elsewhere. What lies behind the first 8 KB (or
   * `inspectingUpTo`) is not inspected: let only people who are logged in upload, and treat what they send as hostile.
   *
   * Needs `ManagedRuleGroup.CORE` among the rules. Throws `PATHS_EMPTY`, `PATH_INVALID`.
   *
   * @param paths how the paths start, such as `/upload`; each costs 2 WCUs, and one more for all
   */
  public static acceptUploads(...paths: string[]): BodyInspection {
    const problems = new PropProblems('BodyInspection', undefined, 'acceptUploads');
    problems.when(paths.length === 0, 'PATHS_EMPTY', () => '`paths` is empty, at least one is needed; use refuseLarge if there are no uploads');
    paths.forEach((path) => problems.when(!/^\/\S{1,199}$/.test(path), 'PATH_INVALID',
      () => `\`paths\` has ${quoted(path)}, allowed are 2 to 200 characters without spaces, starting with a slash; pass the path that takes uploads`));
    problems.throwIfAny();
    return new BodyInspection(paths);
  }

  private constructor(private readonly paths: readonly string[], private readonly kib?: number) {}

  /**
   * How much of a body CloudFront, API Gateway and Cognito show to the firewall: 16, 32, 48 or 64 KB. More than 16 costs a fee
   * for each request. Load balancers and AppSync always show 8 KB.
   *
   * Throws `BODY_LIMIT_INVALID`.
   */
  public inspectingUpTo(kib: number): BodyInspection {
    const problems = new PropProblems('BodyInspection', undefined, 'inspectingUpTo');
    problems.when(!BODY_INSPECTION.kib.includes(kib), 'BODY_LIMIT_INVALID', () => `\`kib\` is ${kib}, allowed are ${BODY_INSPECTION.kib.join(', ')}; pass one of them`);
    problems.throwIfAny();
    return new BodyInspection(this.paths, kib);
  }

  /** The WCUs of the rule that refuses large bodies elsewhere. @internal */
  public get _capacity(): number {
    return this.paths.length === 0 ? 0 : this.match().capacity;
  }

  /** The rules that it adds. @internal */
  public get _names(): string[] {
    return this.paths.length === 0 ? [] : [LARGE_BODIES];
  }

  /** @internal */
  public _association(scope: WebAclScope): wafv2.CfnWebACL.AssociationConfigProperty | undefined {
    const kinds = BODY_INSPECTION.resizable[scope === WebAclScope.CLOUDFRONT ? 'cloudfront' : 'regional'];
    return this.kib === undefined ? undefined : {
      requestBody: Object.fromEntries(kinds.map((kind) => [kind, { defaultSizeInspectionLimit: `KB_${this.kib}` }])),
    };
  }

  /**
   * Let the core rule set count large bodies, and refuse those that are no upload.
   *
   * @internal
   */
  public _apply(rules: UnplacedRule[], binding: FirewallBinding): UnplacedRule[] {
    const isCore = ({ name }: UnplacedRule) => name === ManagedRuleGroup.CORE.name;
    const replaced = (rule: UnplacedRule) => (isCore(rule) ? [this.counting(rule, binding), this.refusing(binding)] : [rule]);
    return this.paths.length === 0 ? rules : rules.flatMap(replaced);
  }

  private counting(rule: UnplacedRule, binding: FirewallBinding): UnplacedRule {
    const { managedRuleGroupStatement } = rule.statement as { managedRuleGroupStatement: wafv2.CfnWebACL.ManagedRuleGroupStatementProperty };
    const others = managedRuleGroupStatement.ruleActionOverrides as wafv2.CfnWebACL.RuleActionOverrideProperty[] | undefined ?? [];
    const counted = { name: SIZE_RULE, actionToUse: FirewallAction.count()._render(binding) };
    const ruleActionOverrides = [...others.filter(({ name }) => name !== SIZE_RULE), counted];
    return { ...rule, statement: { managedRuleGroupStatement: { ...managedRuleGroupStatement, ruleActionOverrides } } };
  }

  private refusing(binding: FirewallBinding): UnplacedRule {
    return { name: LARGE_BODIES, action: FirewallAction.block()._render(binding), statement: this.match()._render(binding.of(LARGE_BODIES)) };
  }

  private match(): RequestMatch {
    const uploads = this.paths.map((path) => RequestMatch.textStartsWith(RequestPart.uriPath(), path));
    const upload = uploads.length === 1 ? uploads[0] : RequestMatch.anyOf(...uploads);
    return RequestMatch.allOf(RequestMatch.label(SIZE_LABEL), RequestMatch.noneOf(upload));
  }
}
