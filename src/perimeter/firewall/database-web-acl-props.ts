import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { BodyInspection } from './body-inspection';
import { FirewallAction } from './firewall-action';
import { FirewallLogs } from './firewall-logs';
import { FirewallRollout } from './firewall-rollout';
import { FirewallRule } from './firewall-rule';
import { WebAclScope } from './web-acl-scope';
import { DataClassification } from '../../core/data-classification';
import { Waiver } from '../../core/waiver';

/** Properties of `DatabaseWebAcl`. */
export interface DatabaseWebAclProps {
  /**
   * What it can be associated with. Changing it replaces the web ACL.
   *
   * @default WebAclScope.REGIONAL
   */
  readonly scope?: WebAclScope;

  /**
   * The rules, in the order in which they are asked. They must hold a rate limit, the group for known bad inputs and one
   * against SQL injection that do more than count, unless `WEB_FIREWALL` is waived.
   *
   * @default - `DatabaseWebAcl.baseline()`
   */
  readonly rules?: FirewallRule[];

  /**
   * What happens to requests that no rule decides: `allow()`, `block()` or `respond()`.
   *
   * @default FirewallAction.allow()
   */
  readonly defaultAction?: FirewallAction;

  /**
   * What happens to bodies over 8 KB, and how much of a body is inspected.
   *
   * @default BodyInspection.refuseLarge()
   */
  readonly bodies?: BodyInspection;

  /**
   * Where decisions are logged.
   *
   * @default FirewallLogs.cloudWatch()
   */
  readonly logs?: FirewallLogs;

  /**
   * Headers of yours that carry credentials: replaced in logs and samples, like authorization, cookie and x-api-key.
   *
   * @default - only authorization, cookie and x-api-key
   */
  readonly secretHeaders?: string[];

  /**
   * Requests in five minutes, blocked or counted, over which an alarm fires when it lasts for 15 minutes: at least 1.
   *
   * @default 1000
   */
  readonly surge?: number;

  /**
   * What is counted while `WEB_FIREWALL` is waived; without that waiver it is refused.
   *
   * @default FirewallRollout.COUNT_EVERYTHING
   */
  readonly rollout?: FirewallRollout;

  /**
   * How much harm a leak or loss of the data would do; sets how long logs are kept (1 year, at Protected and Secret 6).
   *
   * @default DataClassification.CONFIDENTIAL
   */
  readonly classification?: DataClassification;

  /**
   * The key for the log group or bucket. The policy of a key of this app is amended, so that the service that writes may use it; the owner of an
   * imported key must admit `logs.<region>.amazonaws.com` for a log group, `delivery.logs.amazonaws.com` for a bucket.
   *
   * @see https://docs.aws.amazon.com/waf/latest/developerguide/logging-s3.html
   * @default - a new key with rotation and retention, for a log group or bucket
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * Where alarms go.
   *
   * @default - an `AlertTopic` of its own, without subscribers; subscribe to `alerts`
   */
  readonly alerts?: sns.ITopic;

  /**
   * Safeguards that are deliberately left off: `WEB_FIREWALL` (`rollout` says what is counted), `FIREWALL_LOGS`, `ALARMS`.
   *
   * @default - every safeguard is on
   */
  readonly waivers?: Waiver[];
}
