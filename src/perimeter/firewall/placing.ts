import { Names } from 'aws-cdk-lib';
import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import { IConstruct } from 'constructs';
import { UnplacedRule } from './render';

/** The stack name, the path and a hash of both. */
export function uniqueName(construct: IConstruct): string {
  return Names.uniqueResourceName(construct, { maxLength: 80, separator: '-', allowedSpecialCharacters: '-_' });
}

/** A metric name that no other web ACL of the account has, in at most 128 characters. */
export function metricName(construct: IConstruct, name: string): string {
  return `${uniqueName(construct)}-${name}`.slice(0, 128);
}

/**
 * Give rules their priorities and metrics.
 *
 * Priorities leave gaps: what belongs to a rule follows it at a distance of ten, and a rule between two does not renumber them.
 */
export function placed(construct: IConstruct, rules: readonly UnplacedRule[][]): wafv2.CfnWebACL.RuleProperty[] {
  return rules.flatMap((group, index) => group.map((rule, offset) => ({
    ...rule,
    priority: 100 * index + 10 * offset,
    visibilityConfig: { cloudWatchMetricsEnabled: true, sampledRequestsEnabled: true, metricName: metricName(construct, rule.name) },
  })));
}
