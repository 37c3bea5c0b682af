import { Duration } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Settings } from './handler/learn';
import { PropProblems } from '../../core/check-props';
import { DataClassification } from '../../core/data-classification';
import { known } from '../../core/known';
import { WEB_ACL_LIMITS } from '../../facts/web-acl-limits';
import { checkHome, checkStage } from '../../foundation/home-region';
import { ITieredNetwork } from '../../foundation/network/network';
import { checkRanges } from '../firewall/addresses';
import { checkGlobal } from '../firewall/global-region';
import { WebAclScope } from '../firewall/web-acl-scope';

/** Properties of `AddressBlocklist`. */
export interface AddressBlocklistProps {
  /** The network whose app tier runs the function, in the region of the stack. */
  readonly network: ITieredNetwork;

  /**
   * What the web ACL that blocks the addresses protects. For CloudFront, stack and network are in us-east-1, where its sets and logs are.
   *
   * @see https://docs.aws.amazon.com/waf/latest/developerguide/cloudfront-features.html
   * @default WebAclScope.REGIONAL
   */
  readonly scope?: WebAclScope;

  /**
   * Ranges (CIDR) that are never blocked, whatever the logs say: offices, partners, health checks, proxies.
   *
   * @default - only private ranges are spared
   */
  readonly neverBlock?: string[];

  /**
   * How paths start that nobody is told of and the app does not have, such as `/wp-login.php`: who asks for one is blocked at the next run,
   * whatever `offences` says. `honeypotRule` refuses these requests, and is a rule of the web ACL from whose log the blocklist learns. 1 to 20.
   *
   * @default - no honeypots
   */
  readonly honeypots?: string[];

  /**
   * Blocked or failed requests in `blockFor` from which on a client is blocked: 10 to 1,000,000.
   *
   * @default 100
   */
  readonly offences?: number;

  /**
   * How long offences count, and so how long a block lasts after the last of them: 10 minutes to 24 hours. Each run reads the logs of
   * that time again, which CloudWatch Logs and S3 charge for.
   *
   * @default Duration.hours(1)
   */
  readonly blockFor?: Duration;

  /**
   * How often the logs are read: 5 to 60 minutes. Load balancers write theirs every five minutes.
   *
   * @default Duration.minutes(10)
   */
  readonly every?: Duration;

  /**
   * Addresses of each version that are blocked at once: 1 to 10,000. Of more, the worst are blocked.
   *
   * @see https://docs.aws.amazon.com/waf/latest/developerguide/limits.html
   * @default 1000
   */
  readonly maxAddresses?: number;

  /**
   * The prefix list of S3 in the region. With it, the function reaches nothing else outside the VPC.
   *
   * @default - the function reaches port 443 of any IPv4 address that its subnets have a route to
   */
  readonly s3PrefixList?: ec2.IPrefixList;

  /**
   * The key for the log of the function and for runs that failed. The policy of a key of this app is amended.
   *
   * @default - a new key with rotation and retention
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * How much harm a leak of the addresses would do; sets how long the log is kept.
   *
   * @default DataClassification.CONFIDENTIAL
   */
  readonly classification?: DataClassification;

  /**
   * Where alarms go.
   *
   * @default - an `AlertTopic` of its own, without subscribers; subscribe to `alerts`
   */
  readonly alerts?: sns.ITopic;
}

/** Each costs two WCUs, and is a line that somebody has to know about. */
const MAX_HONEYPOTS = 20;

/** The rules, by whose names the function knows what a line of the log is about. */
export const RULES = { ownRule: 'AddressBlocklist', honeypotRule: 'Honeypot' };

/** What the function is told. */
export function settingsOf(props: AddressBlocklistProps): Settings {
  return {
    ...RULES,
    offences: props.offences ?? 100,
    window: (props.blockFor ?? Duration.hours(1)).toMilliseconds(),
    maxAddresses: props.maxAddresses ?? 1_000,
    neverBlock: props.neverBlock ?? [],
  };
}

/** Collect what is wrong with the props of a blocklist. */
export function checkBlocklist(scope: Construct, props: AddressBlocklistProps, problems: PropProblems): void {
  checkStage(scope, props.network, problems);
  checkGlobal(scope, props.scope, problems);
  checkHome(scope, props, problems);
  checkRanges('neverBlock', props.neverBlock ?? [], problems);
  // the function is told both as numbers
  problems.mustBeKnown('offences', props.offences, 'OFFENCES_UNKNOWN', 'pass a plain number');
  problems.mustBeKnown('maxAddresses', props.maxAddresses, 'MAX_ADDRESSES_UNKNOWN', 'pass a plain number');
  problems.wholeNumber('offences', props.offences, { code: 'OFFENCES_OUT_OF_RANGE', min: 10, max: 1_000_000, instead: 'leave it out for 100' });
  problems.wholeNumber('maxAddresses', props.maxAddresses, {
    code: 'MAX_ADDRESSES_OUT_OF_RANGE', min: 1, max: WEB_ACL_LIMITS.addressesPerSet, instead: 'leave it out for 1000',
  });
  problems.minutes('blockFor', props.blockFor, 'BLOCK_FOR_UNKNOWN', { code: 'BLOCK_FOR_OUT_OF_RANGE', min: 10, max: 1_440, instead: 'leave it out for an hour' });
  problems.minutes('every', props.every, 'EVERY_UNKNOWN', { code: 'EVERY_OUT_OF_RANGE', min: 5, max: 60, instead: 'leave it out for 10 minutes' });
  checkHoneypots(props.honeypots, problems);
}

function checkHoneypots(honeypots: readonly string[] | undefined, problems: PropProblems): void {
  problems.mustBeKnown('honeypots', honeypots, 'HONEYPOTS_UNKNOWN', 'pass a list of plain texts');
  problems.when(honeypots?.length === 0 || (honeypots?.length ?? 0) > MAX_HONEYPOTS, 'HONEYPOTS_OUT_OF_RANGE', () => (
    `\`honeypots\` has ${honeypots!.length} paths, 1 to ${MAX_HONEYPOTS} are allowed; leave it out, or name a few that scanners ask for`));
  known(honeypots)?.forEach((path, index) => problems.text(`honeypots[${index}]`, path, {
    code: 'HONEYPOT_INVALID', pattern: /^\/\S{1,199}$/, allowed: '2 to 200 characters without spaces, starting with a slash', instead: 'pass a path that the app does not have, such as /wp-login.php',
  }));
}
