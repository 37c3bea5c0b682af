import { Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { metricName } from './placing';
import { WebAclScope } from './web-acl-scope';
import { ALARM_PERIOD, StoreAlarm } from '../../foundation/alerts/store-alarms';

/** In five minutes: more than scanners cause that try every address of the internet. */
const DEFAULT_SURGE = 1_000;

/** Alarms on surges of blocked and counted requests. */
export function webAclAlarms(scope: Construct, webAclScope: WebAclScope, surge = DEFAULT_SURGE): StoreAlarm[] {
  const alarm = (id: string, metric: string, description: string): StoreAlarm => (
    { id, metric: webAclMetric(scope, webAclScope, metric), threshold: surge, when: 'above', description });
  return [
    alarm('BlockedHigh', 'BlockedRequests', `more than ${surge} requests were blocked in each of three times five minutes: an attack, or a rule that blocks `
      + 'customers; look in the log which rule and which addresses, then block the addresses or correct the rule'),
    alarm('CountedHigh', 'CountedRequests', `more than ${surge} requests matched rules that only count in each of three times five minutes: look in the log `
      + 'whether these are attacks; if so, let the rule block'),
  ];
}

/**
 * A metric of the web ACL over all its rules. The dimension `WebACL` is the metric name of the web ACL, not its name; the metrics
 * of CloudFront have no region.
 *
 * https://docs.aws.amazon.com/waf/latest/developerguide/waf-metrics.html
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-wafv2-webacl-visibilityconfig.html
 */
function webAclMetric(scope: Construct, webAclScope: WebAclScope, name: string): cloudwatch.Metric {
  const region: { [dimension: string]: string } = webAclScope === WebAclScope.CLOUDFRONT ? {} : { Region: Stack.of(scope).region };
  return new cloudwatch.Metric({
    namespace: 'AWS/WAFV2',
    metricName: name,
    dimensionsMap: { WebACL: metricName(scope, 'WebAcl'), Rule: 'ALL', ...region },
    period: ALARM_PERIOD,
    statistic: 'Sum',
  });
}
