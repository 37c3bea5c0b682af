import { ArnFormat, Aws, Fn, Names, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import { PropProblems } from '../core/check-props';
import { DataClassification } from '../core/data-classification';
import { BASELINE_RULE_GROUPS, ManagedRuleGroup, RATE_RULE, WAF_LOG_PREFIX, WEB_ACL_CAPACITY } from '../facts/managed-rule-groups';
import { encryptedLogGroup } from '../foundation/logs/encrypted-log-group';

/** Properties of `WebAcl`. */
export interface WebAclProps {
  /** Requests that one client address may send in five minutes. */
  readonly rateLimit: number;

  /** Managed rule groups in the order of evaluation; the baseline if left out. */
  readonly ruleGroups?: readonly ManagedRuleGroup[];
}

/** What the logs of a web ACL need. */
export interface WebAclLogOptions {
  readonly key: kms.IKey;
  readonly classification: DataClassification;
  readonly removalPolicy: RemovalPolicy;
}

/** Headers that carry credentials. */
const SECRET_HEADERS = ['authorization', 'cookie', 'x-api-key'];

/**
 * A regional web ACL that allows what no rule blocks, with metrics on every rule.
 *
 * Credentials in headers are replaced in sampled requests and in logs alike. (Redaction alone is not
 * enough: it leaves sampled requests as they are.)
 */
export class WebAcl extends Construct {
  /** The web ACL. */
  public readonly resource: wafv2.CfnWebACL;

  /** The WCUs of all rules. */
  public readonly capacity: number;

  /** Throws `CAPACITY_NOT_INCLUDED`. */
  public constructor(scope: Construct, id: string, props: WebAclProps) {
    const groups = props.ruleGroups ?? BASELINE_RULE_GROUPS;
    const capacity = capacityOf(groups);
    const problems = new PropProblems('WebAcl', scope, id);
    problems.when(capacity > WEB_ACL_CAPACITY.included, 'CAPACITY_NOT_INCLUDED', () => (
      `the rules take ${capacity} WCUs, ${WEB_ACL_CAPACITY.included} are included in the price of a web ACL; leave rule groups out`));
    problems.throwIfAny();

    super(scope, id);
    this.capacity = capacity;
    this.resource = new wafv2.CfnWebACL(this, 'Resource', {
      scope: 'REGIONAL',
      description: 'Managed rules and a rate limit in front of a load balancer',
      defaultAction: { allow: {} },
      rules: [rateRule(props.rateLimit, this.metric('RateLimit')), ...groups.map((group, index) => groupRule(group, index, this.metric(group.name)))],
      visibilityConfig: visible(this.metric('WebAcl')),
      dataProtectionConfig: { dataProtections: [{ field: { fieldType: 'SINGLE_HEADER', fieldKeys: SECRET_HEADERS }, action: 'SUBSTITUTION' }] },
    });
  }

  /**
   * Log every request to an encrypted log group.
   *
   * WAF adds the resource policy that lets the delivery service write:
   * https://docs.aws.amazon.com/waf/latest/APIReference/API_LoggingConfiguration.html
   */
  public logTo(options: WebAclLogOptions): logs.LogGroup {
    const logGroup = encryptedLogGroup(this, 'Logs', {
      logGroupName: this.logGroupName(options.key),
      key: options.key,
      classification: options.classification,
    });
    logGroup.applyRemovalPolicy(options.removalPolicy);
    new wafv2.CfnLoggingConfiguration(this, 'Logging', {
      resourceArn: this.resource.attrArn,
      // `logGroupArn` ends with `:*`, the ARN of a destination does not: https://github.com/aws/aws-cdk/issues/18253
      logDestinationConfigs: [Stack.of(this).formatArn({
        service: 'logs', resource: 'log-group', resourceName: logGroup.logGroupName, arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      })],
      // rendered as it is, hence `Name` and not `name`
      redactedFields: SECRET_HEADERS.map((header) => ({ singleHeader: { Name: header } })),
    });
    return logGroup;
  }

  /**
   * Unique for each deployed stack, so that a retained log group never stands in the way of the next deployment.
   *
   * The key policy names the log group. In another stack, `AWS::StackId` would be another stack's.
   */
  private logGroupName(key: kms.IKey): string {
    const name = `${WAF_LOG_PREFIX}${this.uniqueName()}`;
    return Stack.of(key) === Stack.of(this) ? `${name}-${Fn.select(2, Fn.split('/', Aws.STACK_ID))}` : name;
  }

  /** A metric name that no other web ACL of the account has, in at most 128 characters. */
  private metric(name: string): string {
    return `${this.uniqueName()}-${name}`;
  }

  /** The stack name, the path and a hash of both. */
  private uniqueName(): string {
    return Names.uniqueResourceName(this, { maxLength: 80, separator: '-', allowedSpecialCharacters: '-_' });
  }
}

function capacityOf(groups: readonly ManagedRuleGroup[]): number {
  return groups.reduce((sum, { capacity }) => sum + capacity, RATE_RULE.capacity);
}

/** First, so that it also counts the requests that later rules block. */
function rateRule(limit: number, metricName: string): wafv2.CfnWebACL.RuleProperty {
  return {
    name: 'RateLimit',
    priority: 0,
    action: { block: {} },
    statement: { rateBasedStatement: { limit, aggregateKeyType: 'IP', evaluationWindowSec: RATE_RULE.windowSeconds } },
    visibilityConfig: visible(metricName),
  };
}

/** Priorities leave gaps, so that a rule between two groups does not renumber them. */
function groupRule({ vendor, name }: ManagedRuleGroup, index: number, metricName: string): wafv2.CfnWebACL.RuleProperty {
  return {
    name,
    priority: 100 * (index + 1),
    overrideAction: { none: {} },
    statement: { managedRuleGroupStatement: { vendorName: vendor, name } },
    visibilityConfig: visible(metricName),
  };
}

function visible(metricName: string): wafv2.CfnWebACL.VisibilityConfigProperty {
  return { cloudWatchMetricsEnabled: true, sampledRequestsEnabled: true, metricName };
}
