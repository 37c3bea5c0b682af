import { RemovalPolicy } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import { AppTargetsProps, forwardTo } from './app-targets';
import { admitLogDelivery, createLogBucket } from './log-bucket';
import { checkAlbProps } from './waf-protected-alb-checks';
import { WebAcl } from './web-acl';
import { PropProblems } from '../core/check-props';
import { DataClassification } from '../core/data-classification';
import { Hardening } from '../core/hardening';
import { Safeguard } from '../core/safeguard';
import { Waiver } from '../core/waiver';
import { DEFAULT_TLS_POLICY } from '../facts/tls-policies';
import { DataKey } from '../foundation/data-key';
import { ITieredNetwork, Tier } from '../foundation/network/network';

/** Properties of `WafProtectedAlb`. */
export interface WafProtectedAlbProps {
  /** The network: its web subnets (in at least two Availability Zones) and its web security group hold the load balancer. */
  readonly network: ITieredNetwork;

  /**
   * Certificates from ACM (or IAM) in the region of the load balancer. The first is for clients that name no host,
   * the others are chosen by host name. At least one; none when `ENCRYPTION_IN_TRANSIT` is waived.
   *
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/https-listener-certificates.html
   */
  readonly certificates: elbv2.IListenerCertificate[];

  /**
   * How much harm a leak or loss of the data would do; sets how long logs are kept (1 year, at Protected and Secret 6).
   *
   * @default DataClassification.CONFIDENTIAL
   */
  readonly classification?: DataClassification;

  /**
   * The key for the firewall logs. The policy of a key of this app is amended, so that CloudWatch Logs may use it;
   * the owner of an imported key must admit `logs.<region>.amazonaws.com`.
   *
   * @default - a new key with rotation and retention, unless there are no firewall logs
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * A bucket for access and connection logs: in the region of the load balancer and encrypted with SSE-S3, since
   * Elastic Load Balancing writes to no others. Logs lie below `access-logs/` and `connection-logs/`. The policy of
   * a bucket of this app is amended; the owner of an imported bucket must let `logdelivery.elasticloadbalancing.amazonaws.com`
   * put objects below `<prefix>/AWSLogs/<account>/`, else the deployment fails.
   *
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
   * @default - a new private, versioned bucket with retention, and another that records who reads it
   */
  readonly logBucket?: s3.IBucket;

  /**
   * The ARN of an existing regional web ACL (`arn:aws:wafv2:<region>:<account>:regional/webacl/...`) in the region of
   * the load balancer. It is used as it is: its rules and its logs are its owner's.
   *
   * @default - a new web ACL with AWS's managed rules and a rate limit
   */
  readonly webAclArn?: string;

  /**
   * Requests that one client address may send in five minutes before it is blocked: 10 to 2,000,000,000. WAF
   * enforces it approximately, within some tens of seconds. Offices and mobile networks share addresses.
   *
   * @see https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based-high-level-settings.html
   * @default 2000
   */
  readonly rateLimit?: number;

  /**
   * The TLS versions and ciphers that clients may use: one of the eight policies that Security Hub ELB.17 accepts.
   * `TLS13_13_PQ` refuses TLS 1.2; those with `FIPS` use validated cryptography.
   *
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
   * @default SslPolicy.TLS13_12_RES_PQ
   */
  readonly sslPolicy?: elbv2.SslPolicy;

  /**
   * Safeguards that are deliberately left off: `WEB_FIREWALL`, `FIREWALL_LOGS`, `ACCESS_LOGS`, `REQUEST_HYGIENE`,
   * `ENCRYPTION_IN_TRANSIT`, `DELETION_PROTECTION`, `RETENTION`.
   *
   * Without `ENCRYPTION_IN_TRANSIT` the listener speaks HTTP on port 80, which is opened to the internet. Without
   * `RETENTION` the logs go with the stack (CloudFormation refuses to delete a bucket that is not empty); a key
   * that was created for them stays.
   *
   * @default - every safeguard is on
   */
  readonly waivers?: Waiver[];
}

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
 *
 * Bodies of more than 8 KB are blocked by the managed rule `SizeRestrictions_BODY`, since a load balancer shows the
 * firewall no more than that. An app that takes uploads needs its own web ACL (`webAclArn`), or an override of this rule
 * on `.webAcl`.
 *
 * ### What this does not do
 *
 * - It does not listen on port 80, and so does not redirect from there.
 * - It raises no alarms.
 * - Query strings and bodies are not redacted: an app that puts secrets into URLs has them in its logs.
 * - Logs of the load balancer are encrypted with SSE-S3, not with a customer key: Elastic Load Balancing supports no other.
 * - Behind a CDN or proxy, the rate limit and the reputation list see the address of the proxy.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#load-balancer-attributes
 */
export class WafProtectedAlb extends Construct {
  /** The load balancer. */
  public readonly loadBalancer: elbv2.ApplicationLoadBalancer;

  /** The listener; `addAppTargets` attaches targets to it. */
  public readonly listener: elbv2.ApplicationListener;

  /** The web ACL that was created: none for `webAclArn` or when `WEB_FIREWALL` is waived. */
  public readonly webAcl?: wafv2.CfnWebACL;

  /** The log group of the firewall: none without `webAcl` or when `FIREWALL_LOGS` is waived. */
  public readonly firewallLogGroup?: logs.ILogGroup;

  /** Where access and connection logs go: none when `ACCESS_LOGS` is waived. */
  public readonly logBucket?: s3.IBucket;

  private readonly network: ITieredNetwork;

  /**
   * Throws `CERTIFICATES_MISSING`, `CERTIFICATES_UNKNOWN`, `CERTIFICATES_UNUSED`, `CERTIFICATE_INVALID`, `CERTIFICATE_REGION`,
   * `CERTIFICATE_REPEATED`, `NETWORK_IN_OTHER_STAGE`, `WEB_SUBNETS_TOO_FEW`, `LOG_BUCKET_ENCRYPTION`, `LOG_BUCKET_REGION`, `LOG_BUCKET_UNUSED`,
   * `WEB_ACL_INVALID`, `WEB_ACL_REGION`, `WEB_ACL_UNUSED`, `RATE_LIMIT_OUT_OF_RANGE`, `RATE_LIMIT_UNUSED`, `SSL_POLICY_WEAK`,
   * and the `WAIVER_` codes.
   */
  public constructor(scope: Construct, id: string, props: WafProtectedAlbProps) {
    const problems = new PropProblems('WafProtectedAlb', scope, id);
    const hardening = hardeningFor(props, problems);
    checkAlbProps(scope, props, hardening, problems);
    problems.throwIfAny();

    super(scope, id);
    this.network = props.network;
    this.loadBalancer = createLoadBalancer(this, props, hardening);
    this.logBucket = logRequests(this, this.loadBalancer, props, hardening);
    this.listener = createListener(this, this.loadBalancer, props, hardening);
    if (hardening.keeps(Safeguard.WEB_FIREWALL)) {
      const acl = props.webAclArn === undefined ? new WebAcl(this, 'WebAcl', { rateLimit: props.rateLimit ?? DEFAULT_RATE_LIMIT }) : undefined;
      this.webAcl = acl?.resource;
      this.firewallLogGroup = acl && logDecisions(this, acl, props, hardening);
      new wafv2.CfnWebACLAssociation(this, 'WebAclAssociation', {
        resourceArn: this.loadBalancer.loadBalancerArn,
        webAclArn: acl?.resource.attrArn ?? props.webAclArn!,
      });
    }
    hardening.recordOn(this);
  }

  /**
   * Forward requests to the app tier, on the network's `appPort`.
   *
   * Throws `TARGETS_MISSING`, `TARGETS_UNKNOWN`, `CONDITIONS_EMPTY`, `PRIORITY_MISSING`, `PRIORITY_OUT_OF_RANGE` and
   * `HEALTH_CHECK_PATH_INVALID`.
   *
   * @param id unique among the targets of this load balancer
   * @param props the targets, and which requests they get
   */
  public addAppTargets(id: string, props: AppTargetsProps): elbv2.ApplicationTargetGroup {
    return forwardTo(this.listener, this.network, this, id, props);
  }
}

/** In five minutes: about seven requests a second, more than one person's browser causes and less than a flood. */
const DEFAULT_RATE_LIMIT = 2_000;

function createLoadBalancer(scope: Construct, { network }: WafProtectedAlbProps, hardening: Hardening): elbv2.ApplicationLoadBalancer {
  const hygiene = hardening.keeps(Safeguard.REQUEST_HYGIENE);
  const loadBalancer = new elbv2.ApplicationLoadBalancer(scope, 'LoadBalancer', {
    vpc: network.vpc,
    vpcSubnets: { subnets: network.subnets(Tier.WEB) },
    securityGroup: network.webSecurityGroup,
    internetFacing: true,
    deletionProtection: hardening.keeps(Safeguard.DELETION_PROTECTION),
    dropInvalidHeaderFields: hygiene ? true : undefined,
    // https://aws.github.io/aws-elb-best-practices/security/vulnerability_management
    desyncMitigationMode: hygiene ? elbv2.DesyncMitigationMode.STRICTEST : undefined,
    // the address that the load balancer saw comes last; whatever a client claims stands before it
    xffHeaderProcessingMode: hygiene ? elbv2.XffHeaderProcessingMode.APPEND : undefined,
  });
  if (hardening.keeps(Safeguard.WEB_FIREWALL)) {
    // written out, since the L2 leaves `false` out, and a change by hand would stay
    loadBalancer.setAttribute('waf.fail_open.enabled', 'false');
  }
  return loadBalancer;
}

/** Access and connection logs. `logAccessLogs` of the L2 refuses stacks without a region. */
function logRequests(
  scope: Construct, loadBalancer: elbv2.ApplicationLoadBalancer, props: WafProtectedAlbProps, hardening: Hardening,
): s3.IBucket | undefined {
  if (!hardening.keeps(Safeguard.ACCESS_LOGS)) {
    return undefined;
  }
  const bucket = props.logBucket ?? createLogBucket(scope, { classification: hardening.classification, removalPolicy: removalPolicy(hardening) });
  const kinds = [{ attribute: 'access_logs', prefix: 'access-logs' }, { attribute: 'connection_logs', prefix: 'connection-logs' }];
  admitLogDelivery(scope, bucket, kinds.map(({ prefix }) => prefix));
  for (const { attribute, prefix } of kinds) {
    loadBalancer.setAttribute(`${attribute}.s3.enabled`, 'true');
    loadBalancer.setAttribute(`${attribute}.s3.bucket`, bucket.bucketName);
    loadBalancer.setAttribute(`${attribute}.s3.prefix`, prefix);
  }
  if (bucket.policy) {
    // Elastic Load Balancing writes a test file when logs are switched on
    loadBalancer.node.addDependency(bucket.policy);
  }
  return bucket;
}

function createListener(
  scope: Construct, loadBalancer: elbv2.ApplicationLoadBalancer, props: WafProtectedAlbProps, hardening: Hardening,
): elbv2.ApplicationListener {
  const defaultAction = elbv2.ListenerAction.fixedResponse(404, { contentType: 'text/plain', messageBody: 'Not found' });
  // the web security group opens the port, hence `open: false`
  if (hardening.keeps(Safeguard.ENCRYPTION_IN_TRANSIT)) {
    return loadBalancer.addListener('Listener', {
      protocol: elbv2.ApplicationProtocol.HTTPS,
      port: 443,
      certificates: props.certificates,
      sslPolicy: props.sslPolicy ?? DEFAULT_TLS_POLICY as elbv2.SslPolicy,
      open: false,
      defaultAction,
    });
  }
  new ec2.CfnSecurityGroupIngress(scope, 'PlainHttp', {
    groupId: props.network.webSecurityGroup.securityGroupId,
    ipProtocol: 'tcp',
    fromPort: 80,
    toPort: 80,
    cidrIp: '0.0.0.0/0',
    description: 'HTTP without TLS from the internet: ENCRYPTION_IN_TRANSIT is waived',
  });
  return loadBalancer.addListener('Listener', { protocol: elbv2.ApplicationProtocol.HTTP, port: 80, open: false, defaultAction });
}

function logDecisions(scope: Construct, acl: WebAcl, props: WafProtectedAlbProps, hardening: Hardening): logs.LogGroup | undefined {
  if (!hardening.keeps(Safeguard.FIREWALL_LOGS)) {
    return undefined;
  }
  const { classification } = hardening;
  const key = props.encryptionKey ?? new DataKey(scope, 'Key', { classification }).key;
  return acl.logTo({ key, classification, removalPolicy: removalPolicy(hardening) });
}

function removalPolicy(hardening: Hardening): RemovalPolicy {
  return hardening.keeps(Safeguard.RETENTION) ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
}

function hardeningFor(props: WafProtectedAlbProps, problems: PropProblems): Hardening {
  const waives = (safeguard: Safeguard) => (props.waivers ?? []).some((waiver) => waiver.safeguard === safeguard);
  // the logs of somebody else's web ACL are not ours to provide; a firewall that is not there has none
  const decisionsAreOurs = props.webAclArn === undefined && (!waives(Safeguard.WEB_FIREWALL) || waives(Safeguard.FIREWALL_LOGS));
  return new Hardening({
    construct: 'WafProtectedAlb',
    classification: props.classification,
    safeguards: [
      Safeguard.ENCRYPTION_IN_TRANSIT, Safeguard.REQUEST_HYGIENE, Safeguard.WEB_FIREWALL, ...(decisionsAreOurs ? [Safeguard.FIREWALL_LOGS] : []),
      Safeguard.ACCESS_LOGS, Safeguard.DELETION_PROTECTION, Safeguard.RETENTION,
    ],
    waivers: props.waivers,
  }, problems);
}
