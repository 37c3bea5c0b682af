import { FirewallAction } from './firewall-action';
import { PropProblems } from '../../core/check-props';
import { known } from '../../core/known';
import { WAF_LOG_PREFIX } from '../../facts/web-acl-limits';

type Destination = 'logs' | 's3' | 'firehose';

/**
 * Where a web ACL logs its decisions. Credentials in headers are never logged.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/logging-destinations.html
 */
export class FirewallLogs {
  /** An encrypted log group, which is created. */
  public static cloudWatch(): FirewallLogs {
    return new FirewallLogs('logs');
  }

  /** A private, versioned bucket that is encrypted with a key, both of which are created, and a second one that records who reads it. Cheaper than a log group. */
  public static s3(): FirewallLogs {
    return new FirewallLogs('s3');
  }

  /**
   * A delivery stream of Firehose that exists, in the account and region of the web ACL (for CloudFront, us-east-1), whose name
   * starts with `aws-waf-logs-` and whose source is direct put.
   *
   * Throws `STREAM_INVALID`.
   */
  public static firehose(deliveryStreamArn: string): FirewallLogs {
    const problems = new PropProblems('FirewallLogs', undefined, 'firehose');
    problems.text('deliveryStreamArn', known(deliveryStreamArn), {
      code: 'STREAM_INVALID',
      pattern: new RegExp(`^arn:[^:]+:firehose:[^:]+:\\d{12}:deliverystream/${WAF_LOG_PREFIX}[\\w.-]+$`),
      allowed: `ARNs of delivery streams whose name starts with ${WAF_LOG_PREFIX}`,
      instead: 'WAF writes to no others; rename the stream',
    });
    problems.throwIfAny();
    return new FirewallLogs('firehose', deliveryStreamArn);
  }

  private constructor(private readonly destination: Destination, private readonly arn?: string, private readonly kept?: readonly string[]) {}

  /**
   * Log only requests that met one of these actions, whether they ended with it or were counted on the way. The others are dropped:
   * nobody can tell later what an attack that was let through looked like.
   *
   * Throws `ACTIONS_EMPTY`.
   */
  public only(...actions: FirewallAction[]): FirewallLogs {
    const problems = new PropProblems('FirewallLogs', undefined, 'only');
    problems.when(actions.length === 0, 'ACTIONS_EMPTY', () => '`actions` is empty, so that nothing would be logged; name at least one action');
    problems.throwIfAny();
    return new FirewallLogs(this.destination, this.arn, [...new Set(actions.map((action) => action._kind.toUpperCase()))]);
  }

  /** @internal */
  public get _destination(): Destination {
    return this.destination;
  }

  /** @internal */
  public get _streamArn(): string | undefined {
    return this.arn;
  }

  /** Rendered as it is, hence capital letters. @internal */
  public get _filter(): object | undefined {
    return this.kept && {
      DefaultBehavior: 'DROP',
      Filters: [{ Behavior: 'KEEP', Requirement: 'MEETS_ANY', Conditions: this.kept.map((Action) => ({ ActionCondition: { Action } })) }],
    };
  }
}
