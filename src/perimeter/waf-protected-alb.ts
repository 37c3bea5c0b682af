import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import { balancerAlarms, targetAlarms } from './alb-alarms';
import { AppTargetsProps, forwardTo } from './app-targets';
import { DatabaseWebAcl, DEFAULT_RATE_LIMIT } from './firewall/database-web-acl';
import { FirewallRule } from './firewall/firewall-rule';
import { shieldAdvanced } from './shield-advanced';
import { checkAlbProps } from './waf-protected-alb-checks';
import { createListener, createLoadBalancer, hardeningFor, logRequests, removalPolicy } from './waf-protected-alb-parts';
import { WafProtectedAlbProps } from './waf-protected-alb-props';
import { PropProblems } from '../core/check-props';
import { Hardening } from '../core/hardening';
import { Safeguard } from '../core/safeguard';
import { AlertTopic } from '../foundation/alerts/alert-topic';
import { storeAlarms } from '../foundation/alerts/store-alarms';
import { DataKey } from '../foundation/data-key';

/**
 * An internet-facing Application Load Balancer behind a web application firewall.
 *
 * - HTTPS on port 443 only, with TLS 1.2 or 1.3 and a post-quantum key exchange. Clients that are limited to
 *   older versions are refused.
 * - The firewall blocks what AWS's managed rules know (malicious addresses, common attacks, known exploits, SQL
 *   injection) and addresses that send too many requests. If it cannot be asked, requests are refused.
 * - Every request is logged by the firewall (without credentials) and by the load balancer.
 * - Requests that do not comply with HTTP (RFC 7230) are refused, malformed headers are dropped. Old or homemade clients may
 *   notice: the metric `DesyncMitigationMode_NonCompliant_Request_Count` counts them.
 * - Requests that no target claims get the answer 404.
 * - Failing requests, unhealthy targets and surges of blocked requests notify `alerts`.
 *
 * Bodies of more than 8 KB are blocked by the managed rule `SizeRestrictions_BODY`, since a load balancer shows the
 * firewall no more than that. An app that takes uploads passes a `webAcl` with `BodyInspection.acceptUploads`.
 *
 * ### What this does not do
 *
 * - Query strings and bodies are not redacted: an app that puts secrets into URLs has them in its logs.
 * - Logs of the load balancer are encrypted with SSE-S3, not with a customer key: Elastic Load Balancing supports no other.
 * - Behind a CDN or proxy, the reputation list sees the address of the proxy, and so does the rate limit without `originLock`.
 * - With `originLock`, the rate limit takes the first address of `X-Forwarded-For`, into which clients may write: limit rates where the clients
 *   connect, by a web ACL of CloudFront.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#load-balancer-attributes
 */
export class WafProtectedAlb extends Construct {
  /** The load balancer. */
  public readonly loadBalancer: elbv2.ApplicationLoadBalancer;

  /** The listener; `addAppTargets` attaches targets to it. */
  public readonly listener: elbv2.ApplicationListener;

  /** The web ACL that was created or given: none for `webAclArn` or when `WEB_FIREWALL` is waived. */
  public readonly webAcl?: wafv2.CfnWebACL;

  /** The log group of the firewall: none without `webAcl` or when `FIREWALL_LOGS` is waived. */
  public readonly firewallLogGroup?: logs.ILogGroup;

  /** Where access and connection logs go: none when `ACCESS_LOGS` is waived. */
  public readonly logBucket?: s3.IBucket;

  /** Where alarms go. */
  public readonly alerts: sns.ITopic;

  private readonly props: WafProtectedAlbProps;
  private readonly alarmed: boolean;
  private readonly priorities = new Set<number>();

  /**
   * Throws `CERTIFICATES_MISSING`, `CERTIFICATES_UNKNOWN`, `CERTIFICATES_UNUSED`, `CERTIFICATE_INVALID`, `CERTIFICATE_REGION`,
   * `CERTIFICATE_REPEATED`, `ENCRYPTION_KEY_ELSEWHERE`, `ALERTS_ELSEWHERE`, `LOG_BUCKET_ENCRYPTION`, `LOG_BUCKET_ELSEWHERE`, `LOG_BUCKET_UNUSED`, `NETWORK_IN_OTHER_STAGE`, `NETWORK_ELSEWHERE`, `ALERTS_FIFO`, `WEB_ACL_ELSEWHERE`, `TRUST_STORE_ELSEWHERE`, `SECRETS_ELSEWHERE`, `ORIGIN_LOCK_WITH_HTTP`, `ORIGIN_LOCK_ENVIRONMENT`,
   * `RATE_LIMIT_OUT_OF_RANGE`, `RATE_LIMIT_UNUSED`, `REDIRECT_UNUSED`, `SSL_POLICY_WEAK`, `TRUST_STORE_UNUSED`, `WEB_ACL_INVALID`, `WEB_ACL_REGION`,
   * `WEB_ACL_SCOPE`, `WEB_ACL_TWICE`, `WEB_ACL_UNUSED`, `WEB_SUBNETS_TOO_FEW`, and the `WAIVER_` codes.
   */
  public constructor(scope: Construct, id: string, props: WafProtectedAlbProps) {
    const problems = new PropProblems('WafProtectedAlb', scope, id);
    const hardening = hardeningFor(props, problems);
    checkAlbProps(scope, props, hardening, problems);
    problems.throwIfAny();

    super(scope, id);
    this.props = props;
    this.alarmed = hardening.keeps(Safeguard.ALARMS);
    this.alerts = props.alerts ?? new AlertTopic(this, 'Alerts', { classification: hardening.classification }).topic;
    this.loadBalancer = createLoadBalancer(this, props, hardening);
    this.logBucket = logRequests(this, this.loadBalancer, props, hardening);
    this.listener = createListener(this, this.loadBalancer, props, hardening);
    if (hardening.keeps(Safeguard.WEB_FIREWALL)) {
      const acl = props.webAcl ?? (props.webAclArn === undefined ? this.createFirewall(hardening) : undefined);
      this.webAcl = acl?.resource;
      this.firewallLogGroup = acl?.logGroup;
      new wafv2.CfnWebACLAssociation(this, 'WebAclAssociation', {
        resourceArn: this.loadBalancer.loadBalancerArn,
        webAclArn: acl?.webAclArn ?? props.webAclArn!,
      });
    }
    if (this.alarmed) {
      storeAlarms(this, this.alerts, balancerAlarms(this.loadBalancer));
    }
    if (props.shield !== undefined) {
      shieldAdvanced(this, this.loadBalancer, props.shield, this.alerts);
    }
    hardening.recordOn(this);
  }

  /**
   * Forward requests to the app tier, on the network's `appPort`.
   *
   * Throws `TARGETS_MISSING`, `TARGETS_UNKNOWN`, `CONDITIONS_EMPTY`, `PRIORITY_MISSING`, `PRIORITY_OUT_OF_RANGE`, `PRIORITY_REPEATED` and
   * `HEALTH_CHECK_PATH_INVALID`.
   *
   * @param id unique among the targets of this load balancer
   * @param props the targets, and which requests they get
   */
  public addAppTargets(id: string, props: AppTargetsProps): elbv2.ApplicationTargetGroup {
    const { network, originLock } = this.props;
    const group = forwardTo(this.listener, { network, originLock, scope: this, id, priorities: this.priorities }, props);
    if (this.alarmed) {
      storeAlarms(group, this.alerts, targetAlarms(this.loadBalancer, group));
    }
    return group;
  }

  /** A firewall of its own; what is waived here is waived there. */
  private createFirewall(hardening: Hardening): DatabaseWebAcl {
    const { classification } = hardening;
    const { encryptionKey, originLock, rateLimit, waivers } = this.props;
    const [limit, ...groups] = DatabaseWebAcl.baseline(rateLimit);
    // CloudFront stands between: its addresses are few, and each sends the requests of many clients
    const behindProxy = originLock && FirewallRule.rate(limit.name, rateLimit ?? DEFAULT_RATE_LIMIT, { forwardedHeader: 'X-Forwarded-For' });
    const logged = hardening.keeps(Safeguard.FIREWALL_LOGS);
    const acl = new DatabaseWebAcl(this, 'WebAcl', {
      rules: [behindProxy ?? limit, ...groups],
      classification,
      encryptionKey: logged ? encryptionKey ?? new DataKey(this, 'Key', { classification }).key : undefined,
      alerts: this.alerts,
      secretHeaders: originLock && [originLock.headerName],
      waivers: waivers?.filter(({ safeguard }) => [Safeguard.FIREWALL_LOGS, Safeguard.ALARMS].includes(safeguard)),
    });
    acl.logGroup?.applyRemovalPolicy(removalPolicy(hardening));
    return acl;
  }
}
