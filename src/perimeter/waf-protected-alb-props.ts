import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import { DatabaseWebAcl } from './firewall/database-web-acl';
import { OriginLock } from './origin-lock';
import { ShieldAdvanced } from './shield-advanced';
import { DataClassification } from '../core/data-classification';
import { Waiver } from '../core/waiver';
import { ITieredNetwork } from '../foundation/network/network';

/** Properties of `WafProtectedAlb`. */
export interface WafProtectedAlbProps {
  /** The network: its web subnets (in at least two Availability Zones) and its web security group hold the load balancer. */
  readonly network: ITieredNetwork;

  /**
   * Certificates from ACM in the region of the load balancer; those of IAM are taken and reported, since nobody renews them. The first is for
   * clients that name no host, the others are chosen by host name. At least one; none when `ENCRYPTION_IN_TRANSIT` is waived.
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
   * A firewall with rules of your own: a regional web ACL of this app, which may protect other things too.
   *
   * @default - a new web ACL with AWS's managed rules and a rate limit, or `webAclArn`
   */
  readonly webAcl?: DatabaseWebAcl;

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
   * Authorities whose certificates clients must present (mutual TLS). Expired certificates are refused.
   *
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/mutual-authentication.html
   * @default - clients are not asked for certificates
   */
  readonly trustStore?: elbv2.ITrustStore;

  /**
   * Whether port 80 is opened to tell browsers to ask again over HTTPS (301).
   *
   * @default - port 80 is closed
   */
  readonly redirectHttp?: boolean;

  /**
   * Answer requests only that come through CloudFront.
   *
   * @default - whoever reaches the web security group of the network
   */
  readonly originLock?: OriginLock;

  /**
   * Protection against floods by Shield Advanced, which the account must be subscribed to: $3,000 a month.
   *
   * @see https://docs.aws.amazon.com/waf/latest/developerguide/ddos-advanced-summary.html
   * @default - Shield Standard, which every account has
   */
  readonly shield?: ShieldAdvanced;

  /**
   * Where alarms go.
   *
   * @default - an `AlertTopic` of its own, without subscribers; subscribe to `alerts`
   */
  readonly alerts?: sns.ITopic;

  /**
   * Safeguards that are deliberately left off: `WEB_FIREWALL`, `FIREWALL_LOGS`, `ACCESS_LOGS`, `REQUEST_HYGIENE`,
   * `ENCRYPTION_IN_TRANSIT`, `DELETION_PROTECTION`, `RETENTION`, `ALARMS`. For a firewall that only counts at first, pass a
   * `webAcl` with a waiver of its own.
   *
   * Without `ENCRYPTION_IN_TRANSIT` the listener speaks HTTP on port 80, which is opened to the internet. Without
   * `RETENTION` the logs go with the stack (CloudFormation refuses to delete a bucket that is not empty); a key
   * that was created for them stays.
   *
   * @default - every safeguard is on
   */
  readonly waivers?: Waiver[];
}
