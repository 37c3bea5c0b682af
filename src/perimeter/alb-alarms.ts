import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { ALARM_PERIOD, StoreAlarm } from '../foundation/alerts/store-alarms';

/** In five minutes; a deployment that goes well causes none, and no three periods in a row. */
const MANY_ERRORS = 50;

/**
 * A sum over a load balancer.
 *
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 */
export function balancerMetric(loadBalancer: elbv2.ApplicationLoadBalancer, metricName: string, period = ALARM_PERIOD): cloudwatch.Metric {
  return new cloudwatch.Metric({
    namespace: 'AWS/ApplicationELB', metricName, dimensionsMap: { LoadBalancer: loadBalancer.loadBalancerFullName }, period, statistic: 'Sum',
  });
}

/** Alarms on what clients notice. */
export function balancerAlarms(loadBalancer: elbv2.ApplicationLoadBalancer): StoreAlarm[] {
  const above = (id: string, metric: string, threshold: number, description: string): StoreAlarm => (
    { id, metric: balancerMetric(loadBalancer, metric), threshold, when: 'above', description });
  return [
    above('BalancerErrorsHigh', 'HTTPCode_ELB_5XX_Count', MANY_ERRORS,
      `the load balancer itself failed more than ${MANY_ERRORS} requests in each of three times five minutes: no target is healthy or fast enough, or the firewall cannot be asked; look at the health of the targets`),
    above('AppErrorsHigh', 'HTTPCode_Target_5XX_Count', MANY_ERRORS,
      `the application failed more than ${MANY_ERRORS} requests in each of three times five minutes; look into its log, and whether the database answers`),
    above('ConnectionsRejected', 'RejectedConnectionCount', 0, 'connections are refused since the load balancer is at its limit; look for a flood, else ask AWS to raise the limit'),
  ];
}

/** An alarm on targets that fail their health check. */
export function targetAlarms(loadBalancer: elbv2.ApplicationLoadBalancer, group: elbv2.ApplicationTargetGroup): StoreAlarm[] {
  const metric = new cloudwatch.Metric({
    namespace: 'AWS/ApplicationELB',
    metricName: 'UnHealthyHostCount',
    dimensionsMap: { LoadBalancer: loadBalancer.loadBalancerFullName, TargetGroup: group.targetGroupFullName },
    period: Duration.minutes(5),
    statistic: 'Maximum',
  });
  return [{ id: 'TargetsUnhealthy', metric, threshold: 0, when: 'above', description: 'targets fail their health check for 15 minutes; look into the log of the application' }];
}
