import { Duration, IResource } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import { AddressBlocklistProps, checkBlocklist, RULES, settingsOf } from './address-blocklist-props';
import { blocklistAlarms } from './blocklist-alarms';
import { blocklistFunction, BlocklistFunction, readsAccessLogs, readsFirewallLogs } from './blocklist-function';
import { PropProblems } from '../../core/check-props';
import { DataClassification } from '../../core/data-classification';
import { HardeningError, subjectOf } from '../../core/errors';
import { Hardening } from '../../core/hardening';
import { Safeguard } from '../../core/safeguard';
import { AlertTopic } from '../../foundation/alerts/alert-topic';
import { storeAlarms } from '../../foundation/alerts/store-alarms';
import { DataKey } from '../../foundation/data-key';
import { checkRegion } from '../../foundation/home-region';
import { FirewallAction } from '../firewall/firewall-action';
import { FirewallRule } from '../firewall/firewall-rule';
import { assertGlobal } from '../firewall/global-region';
import { RequestMatch } from '../firewall/request-match';
import { RequestPart } from '../firewall/request-part';
import { WebAclScope } from '../firewall/web-acl-scope';

/**
 * Blocks addresses that the logs speak against, for a while.
 *
 * - A function reads the logs of the firewall (blocked requests) and of load balancers (requests that failed with 400, 401, 403, 404 or 405)
 *   every few minutes. Whoever offended often enough in the last hour is put into an IP set that a rule of the firewall blocks;
 *   whoever has not, is taken out. Being blocked by that rule is no offence, so that every block ends.
 * - Whoever asks for one of the `honeypots` is put there at the next run, whatever `offences` says.
 * - It never blocks the ranges that you name, nor private ones, and no more addresses at once than you say.
 * - A client of IPv6 is blocked with its /64 network, in which it moves freely.
 * - The function runs in the app tier, may read these logs and write these two sets, and nothing else.
 *
 * ```ts
 * import { AddressBlocklist, DatabaseWebAcl, FirewallRule, ManagedRuleGroup, TieredNetwork } from 'cdk-hardened-databases';
 *
 * const network = new TieredNetwork(this, 'Network');
 * const blocklist = new AddressBlocklist(this, 'Blocklist', { network, neverBlock: ['192.0.2.0/24'] });
 * const firewall = new DatabaseWebAcl(this, 'Firewall', {
 *   rules: [
 *     blocklist.rule(),
 *     FirewallRule.rate('RateLimit', 2000),
 *     FirewallRule.managed(ManagedRuleGroup.KNOWN_BAD_INPUTS),
 *     FirewallRule.managed(ManagedRuleGroup.SQL_DATABASE),
 *   ],
 * });
 * blocklist.learnFromFirewall(firewall.logGroup!);
 * ```
 *
 * ### What this does not do
 *
 * - Behind a proxy, the logs of a load balancer or of a regional web ACL know the proxy only: name its addresses in `neverBlock`, or leave it out.
 *   Behind CloudFront, let the web ACL of the distribution block, which sees the clients: `scope: WebAclScope.CLOUDFRONT`, and learn from its log.
 * - The network needs a way to CloudWatch Logs, WAF (the endpoint `wafv2`) and S3: endpoints or a NAT gateway.
 * - It reads the log of a firewall in a log group, not in a bucket or delivery stream.
 * - CloudFormation takes the addresses out when it updates the set itself; the next run puts them in again.
 * - One run reads at most 300 MB of blocked requests and 500 files of access logs; its log says when there were more.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/waf-ip-set-managing.html
 */
export class AddressBlocklist extends Construct {
  /** The blocked IPv4 addresses. */
  public readonly ipv4Set: wafv2.CfnIPSet;

  /** The blocked IPv6 networks. */
  public readonly ipv6Set: wafv2.CfnIPSet;

  /** The function that reads the logs. */
  public readonly handler: lambda.Function;

  /** Where alarms go. */
  public readonly alerts: sns.ITopic;

  /** The key of its log and of its failed runs. */
  public readonly encryptionKey: kms.IKey;

  private readonly parts: BlocklistFunction;
  private readonly webAclScope: WebAclScope;
  private readonly honeypots: readonly string[];
  private readonly sources = new Set<string>();
  private baited = false;

  /**
   * Throws `NETWORK_IN_OTHER_STAGE`, `ADDRESSES_TOO_MANY`, `ADDRESS_INVALID`, `OFFENCES_OUT_OF_RANGE`, `BLOCK_FOR_OUT_OF_RANGE`, `EVERY_OUT_OF_RANGE`,
   * `MAX_ADDRESSES_OUT_OF_RANGE`, the same with `_UNKNOWN`, `HONEYPOT_INVALID`, `HONEYPOTS_OUT_OF_RANGE`, `HONEYPOTS_UNKNOWN`, `CLOUDFRONT_REGION`,
   * `ENCRYPTION_KEY_ELSEWHERE`, `ALERTS_ELSEWHERE`; at synth `SOURCE_MISSING`, `HONEYPOTS_UNUSED`.
   */
  public constructor(scope: Construct, id: string, props: AddressBlocklistProps) {
    const problems = new PropProblems('AddressBlocklist', scope, id);
    const { classification = DataClassification.CONFIDENTIAL } = props;
    const safeguards = [Safeguard.CUSTOMER_MANAGED_KEY];
    const hardening = new Hardening({ construct: 'AddressBlocklist', classification: props.classification, safeguards }, problems);
    checkBlocklist(scope, props, problems);
    problems.throwIfAny();

    super(scope, id);
    this.honeypots = props.honeypots ?? [];
    this.webAclScope = props.scope ?? WebAclScope.REGIONAL;
    assertGlobal(this, this.webAclScope);
    this.ipv4Set = this.createSet('IPV4');
    this.ipv6Set = this.createSet('IPV6');
    this.encryptionKey = props.encryptionKey ?? new DataKey(this, 'Key', { classification }).key;
    this.parts = blocklistFunction(this, {
      network: props.network,
      s3PrefixList: props.s3PrefixList,
      key: this.encryptionKey,
      classification,
      settings: settingsOf(props),
      sets: { IPV4: this.ipv4Set, IPV6: this.ipv6Set },
    });
    this.handler = this.parts.handler;
    new events.Rule(this, 'Schedule', {
      description: `Reads the logs for ${this.node.path}`,
      schedule: events.Schedule.rate(props.every ?? Duration.minutes(10)),
      targets: [new targets.LambdaFunction(this.handler, { deadLetterQueue: this.parts.failures, retryAttempts: 1 })],
    });
    this.alerts = props.alerts ?? new AlertTopic(this, 'Alerts', { classification }).topic;
    storeAlarms(this, this.alerts, blocklistAlarms(this.parts));
    this.node.addValidation({ validate: () => this.missing() });
    hardening.recordOn(this);
  }

  /** The rule that blocks the addresses, for the rules of a `DatabaseWebAcl`; 2 WCUs. Put it first. */
  public rule(): FirewallRule {
    const listed = RequestMatch.anyOf(RequestMatch.addressSet(this.ipv4Set.attrArn), RequestMatch.addressSet(this.ipv6Set.attrArn));
    return FirewallRule.of(RULES.ownRule, listed, FirewallAction.block());
  }

  /**
   * The rule that refuses requests for the `honeypots`, and by which the blocklist knows them; 2 WCUs for each. Put it into the web ACL itself, before rules
   * that would refuse such requests, too. Throws `HONEYPOTS_MISSING`.
   */
  public honeypotRule(): FirewallRule {
    const problems = new PropProblems('AddressBlocklist', this, 'honeypotRule');
    problems.when(this.honeypots.length === 0, 'HONEYPOTS_MISSING', () => 'no `honeypots` are named; name some, or leave the rule out');
    problems.throwIfAny();
    this.baited = true;
    const [first, ...more] = this.honeypots.map((path) => RequestMatch.textStartsWith(RequestPart.uriPath(), path));
    return FirewallRule.of(RULES.honeypotRule, more.length === 0 ? first : RequestMatch.anyOf(first, ...more), FirewallAction.block());
  }

  /**
   * Count the requests that a firewall blocked. Throws `SOURCE_REPEATED` for a second log group, `LOG_GROUP_ELSEWHERE` for one of another region.
   *
   * @param logGroup the log group of the web ACL
   */
  public learnFromFirewall(logGroup: logs.ILogGroup): void {
    this.learnsFrom('learnFromFirewall', 'logGroup', logGroup);
    readsFirewallLogs(this.parts, logGroup);
  }

  /**
   * Count the requests that failed, by the access logs of load balancers of this account. Throws `ACCESS_LOGS_OF_PROXY` in a blocklist for CloudFront,
   * where what stands behind it sees its addresses only, `SOURCE_REPEATED` for a second bucket, `BUCKET_ELSEWHERE` for one of another region, `PREFIX_INVALID`.
   *
   * @param bucket where they are, such as `WafProtectedAlb.logBucket`
   * @param prefix below which they are, without a slash at either end; `access-logs` when left out, an empty text for none
   */
  public learnFromAccessLogs(bucket: s3.IBucket, prefix?: string): void {
    const problems = new PropProblems('AddressBlocklist', this, 'learnFromAccessLogs');
    problems.when(this.webAclScope === WebAclScope.CLOUDFRONT, 'ACCESS_LOGS_OF_PROXY', () => (
      'the load balancer is asked by CloudFront, whose addresses would be blocked; learn from the log of the web ACL'));
    problems.text('prefix', prefix, {
      code: 'PREFIX_INVALID', pattern: /^(?!\/)(?!.*\/$)\S{0,512}$/, allowed: 'at most 512 characters without spaces, with no slash at either end', instead: 'pass the prefix of the load balancer',
    });
    problems.throwIfAny();
    this.learnsFrom('learnFromAccessLogs', 'bucket', bucket);
    readsAccessLogs(this.parts, bucket, prefix ?? 'access-logs');
  }

  /** Each kind of log comes from one place. */
  private learnsFrom(method: string, name: string, source: IResource): void {
    const problems = new PropProblems('AddressBlocklist', this, method);
    problems.when(this.sources.has(method), 'SOURCE_REPEATED', () => (
      `\`${name}\` is the second one, and the function reads one; create a blocklist of its own for each web ACL, or remove the call`));
    checkRegion(this, name, source, 'create the blocklist there', problems);
    problems.throwIfAny();
    this.sources.add(method);
  }

  /** Empty when it is created; whatever the function writes, CloudFormation leaves alone until the template changes. */
  private createSet(ipAddressVersion: 'IPV4' | 'IPV6'): wafv2.CfnIPSet {
    return new wafv2.CfnIPSet(this, `Set${ipAddressVersion}`, {
      scope: this.webAclScope, ipAddressVersion, addresses: [], description: 'Addresses that the logs speak against, blocked for a while',
    });
  }

  /** What would make it useless without a trace. */
  private missing(): string[] {
    const problem = (code: string, message: string) => new HardeningError(subjectOf('AddressBlocklist', undefined, this.node.path), [{ code, message }]).message;
    const baitless = this.honeypots.length > 0 && !(this.baited && this.sources.has('learnFromFirewall'));
    return [
      ...this.sources.size > 0 ? [] : [problem('SOURCE_MISSING', 'it reads no log, and so would never block anybody; call learnFromFirewall or learnFromAccessLogs')],
      ...baitless ? [problem('HONEYPOTS_UNUSED', '`honeypots` are named, but nobody would fall into them; put honeypotRule() into the web ACL, and call learnFromFirewall with its log')] : [],
    ];
  }
}
