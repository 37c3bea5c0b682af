import { Annotations, IResource, Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as appsync from 'aws-cdk-lib/aws-appsync';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import { Construct, IConstruct } from 'constructs';
import { BodyInspection } from './body-inspection';
import { checkAssociation, checkWebAcl, countsOnly, hardeningFor, SECRET_HEADERS } from './database-web-acl-checks';
import { DatabaseWebAclProps } from './database-web-acl-props';
import { FirewallAction } from './firewall-action';
import { FirewallRule } from './firewall-rule';
import { assertGlobal } from './global-region';
import { ManagedRuleGroup } from './managed-rule-group';
import { metricName, placed } from './placing';
import { FirewallBinding } from './render';
import { webAclAlarms } from './web-acl-alarms';
import { logDecisions } from './web-acl-logs';
import { WebAclScope } from './web-acl-scope';
import { PropProblems } from '../../core/check-props';
import { Safeguard } from '../../core/safeguard';
import { WEB_ACL_CAPACITY } from '../../facts/web-acl-limits';
import { AlertTopic } from '../../foundation/alerts/alert-topic';
import { storeAlarms } from '../../foundation/alerts/store-alarms';

/**
 * A web application firewall for what stands in front of a database: load balancers, APIs, user pools, CloudFront.
 *
 * - Without further ado it blocks what AWS's managed rules know (malicious addresses, common attacks, known exploits, SQL injection)
 *   and addresses that send too many requests. None of these costs more than the web ACL and its requests.
 * - Every decision is logged, without credentials: the headers authorization, cookie and x-api-key are replaced in logs and samples.
 * - Surges of blocked or counted requests notify `alerts`.
 * - The capacity (WCUs) of all rules is added up at synth from the figures that AWS publishes. Over 1,500 WAF charges for
 *   each request: a warning says so. Over 5,000 is refused.
 * - A waiver of `WEB_FIREWALL` starts a rollout that only watches: whatever would be blocked or challenged is counted, or, by `rollout`,
 *   only what says so. The reports show it, with the reason, until the waiver goes.
 *
 * ```ts
 * import { DatabaseWebAcl, FirewallAction, FirewallRule, ManagedRuleGroup, RequestMatch } from 'cdk-hardened-databases';
 *
 * const firewall = new DatabaseWebAcl(this, 'Firewall', {
 *   rules: [
 *     FirewallRule.of('Partners', RequestMatch.addresses(['192.0.2.0/24']), FirewallAction.allow()),
 *     FirewallRule.rate('RateLimit', 500),
 *     FirewallRule.managed(ManagedRuleGroup.CORE, { overrides: { NoUserAgent_HEADER: FirewallAction.count() } }),
 *     FirewallRule.managed(ManagedRuleGroup.KNOWN_BAD_INPUTS),
 *     FirewallRule.managed(ManagedRuleGroup.SQL_DATABASE),
 *   ],
 * });
 * ```
 *
 * ### What this does not do
 *
 * - Sums of capacity are upper bounds: WAF shares text transformations between rules.
 * - Query strings and bodies are not redacted: an app that puts secrets into URLs has them in its logs.
 * - It cannot change the web ACL that a resource has already: WAF replaces the association.
 * - CloudFront is served from us-east-1 only; WAF for CloudFront does not exist in AWS GovCloud (US).
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/web-acl.html
 */
export class DatabaseWebAcl extends Construct {
  /**
   * What stands in front of a database at least: a rate limit for each address, and the managed groups for bad addresses,
   * common attacks, known exploits and SQL injection; 1,127 WCUs.
   *
   * @param rateLimit requests that one address may send in five minutes, 10 to 2,000,000,000; 2000 when left out
   */
  public static baseline(rateLimit?: number): FirewallRule[] {
    return [
      FirewallRule.rate('RateLimit', rateLimit ?? DEFAULT_RATE_LIMIT),
      ...[ManagedRuleGroup.IP_REPUTATION, ManagedRuleGroup.CORE, ManagedRuleGroup.KNOWN_BAD_INPUTS, ManagedRuleGroup.SQL_DATABASE]
        .map((group) => FirewallRule.managed(group)),
    ];
  }

  /** The web ACL. */
  public readonly resource: wafv2.CfnWebACL;

  /** Its ARN; what CloudFront takes as `webAclId`. */
  public readonly webAclArn: string;

  /** The WCUs of all rules, at most. */
  public readonly capacity: number;

  /** Where alarms go. */
  public readonly alerts: sns.ITopic;

  /** The log group of its decisions: none for other destinations, or when `FIREWALL_LOGS` is waived. */
  public readonly logGroup?: logs.LogGroup;

  /** The bucket of its decisions: only with `FirewallLogs.s3()`. */
  public readonly logBucket?: s3.IBucket;

  /** What it can be associated with. */
  public readonly scope: WebAclScope;

  /**
   * Throws `CAPACITY_EXCEEDED`, `BASELINE_MISSING`, `RULE_NAME_REPEATED`, `UPLOADS_WITHOUT_CORE`, `CLOUDFRONT_REGION`, `DEFAULT_ACTION_INVALID`,
   * `SECRET_HEADERS_INVALID`, `SECRET_HEADERS_TOO_MANY`, `SECRET_HEADERS_UNKNOWN`, `SURGE_OUT_OF_RANGE`, `ENCRYPTION_KEY_UNUSED`,
   * `ENCRYPTION_KEY_ELSEWHERE`, `ALERTS_ELSEWHERE`, `ROLLOUT_UNUSED`, `RATE_LIMITS_TOO_MANY`, `RULE_GROUP_SCOPE`, `RULE_GROUP_ELSEWHERE`, `STREAM_ELSEWHERE`, and the `WAIVER_` codes.
   */
  public constructor(scope: Construct, id: string, props: DatabaseWebAclProps = {}) {
    const problems = new PropProblems('DatabaseWebAcl', scope, id);
    const hardening = hardeningFor(props, problems);
    const rules = props.rules ?? DatabaseWebAcl.baseline();
    const bodies = props.bodies ?? BodyInspection.refuseLarge();
    const capacity = rules.reduce((sum, rule) => sum + rule.capacity, bodies._capacity);
    checkWebAcl(scope, { props, rules, bodies, capacity, hardening }, problems);
    problems.throwIfAny();

    super(scope, id);
    const { classification } = hardening;
    const secretHeaders = [...new Set([...SECRET_HEADERS, ...props.secretHeaders ?? []].map((header) => header.toLowerCase()))];
    this.scope = props.scope ?? WebAclScope.REGIONAL;
    this.capacity = capacity;
    this.resource = this.createWebAcl(props, rules, bodies, { countsOnly: countsOnly(props, hardening), secretHeaders });
    this.webAclArn = this.resource.attrArn;
    if (hardening.keeps(Safeguard.FIREWALL_LOGS)) {
      const kept = logDecisions(this, this.resource, { destination: props.logs, key: props.encryptionKey, classification, secretHeaders });
      this.logGroup = kept.logGroup;
      this.logBucket = kept.bucket;
    }
    this.alerts = props.alerts ?? new AlertTopic(this, 'Alerts', { classification }).topic;
    if (hardening.keeps(Safeguard.ALARMS)) {
      storeAlarms(this, this.alerts, webAclAlarms(this, this.scope, props.surge));
    }
    this.reportCosts();
    hardening.recordOn(this);
  }

  /** Inspect what a load balancer receives. Throws `SCOPE_MISMATCH` for a web ACL of CloudFront, `ASSOCIATION_REPEATED`, `RESOURCE_ELSEWHERE`. */
  public protectLoadBalancer(loadBalancer: elbv2.IApplicationLoadBalancer): void {
    this.protect(loadBalancer, loadBalancer.loadBalancerArn);
  }

  /** Inspect what a stage of a REST API receives. Throws what `protectLoadBalancer` throws. */
  public protectApiStage(stage: apigateway.IStage): void {
    const { partition, region } = Stack.of(stage);
    this.protect(stage, `arn:${partition}:apigateway:${region}::/restapis/${stage.restApi.restApiId}/stages/${stage.stageName}`);
  }

  /** Inspect what a GraphQL API receives. Throws what `protectLoadBalancer` throws. */
  public protectGraphqlApi(api: appsync.IGraphqlApi): void {
    this.protect(api, api.arn);
  }

  /** Inspect what a user pool receives. Throws what `protectLoadBalancer` throws. */
  public protectUserPool(pool: cognito.IUserPool): void {
    this.protect(pool, pool.userPoolArn);
  }

  /** Allow what no rule blocks (or the other way round), with metrics and samples of every rule. */
  private createWebAcl(props: DatabaseWebAclProps, rules: readonly FirewallRule[], bodies: BodyInspection, how: Rendering): wafv2.CfnWebACL {
    const binding = new FirewallBinding(this, this.scope, how.countsOnly);
    const rendered = rules.map((rule) => bodies._apply(rule._render(binding), binding));
    const defaultAction = (props.defaultAction ?? FirewallAction.allow())._renderDefault(binding);
    assertGlobal(this, this.scope);
    return new wafv2.CfnWebACL(this, 'Resource', {
      scope: this.scope,
      description: 'Managed rules and a rate limit in front of a database',
      defaultAction,
      rules: placed(this, rendered),
      customResponseBodies: Object.keys(binding.bodies).length === 0 ? undefined : binding.bodies,
      associationConfig: bodies._association(this.scope),
      visibilityConfig: { cloudWatchMetricsEnabled: true, sampledRequestsEnabled: true, metricName: metricName(this, 'WebAcl') },
      // redaction alone would leave sampled requests as they are
      dataProtectionConfig: { dataProtections: [{ field: { fieldType: 'SINGLE_HEADER', fieldKeys: how.secretHeaders }, action: 'SUBSTITUTION' }] },
    });
  }

  /** In the stack of the resource, which so depends on that of the web ACL, and never the other way round. */
  private protect(owner: IResource, resourceArn: string): void {
    const id = 'WebAclAssociation';
    checkAssociation(this, owner, id);
    new wafv2.CfnWebACLAssociation(owner as IConstruct as Construct, id, { resourceArn, webAclArn: this.webAclArn });
  }

  private reportCosts(): void {
    const { included } = WEB_ACL_CAPACITY;
    if (this.capacity > included) {
      Annotations.of(this).addWarningV2('cdk-hardened-databases:web-acl-capacity', (
        `the rules take up to ${this.capacity} WCUs: over ${included}, WAF charges for each request in steps of 500 WCUs`));
    }
  }
}

interface Rendering {
  readonly countsOnly: boolean;
  readonly secretHeaders: string[];
}

/** In five minutes: about seven requests a second, more than one person's browser causes and less than a flood. */
export const DEFAULT_RATE_LIMIT = 2_000;
