import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { ALARM_PERIOD, StoreAlarm } from '../../foundation/alerts/store-alarms';

/** Failed requests in five minutes, above which somebody should look. */
const MAX_FAILURES = 10;

/** What makes a metric of the cluster. */
export type MetricOf = (metricName: string, options: cloudwatch.MetricOptions) => cloudwatch.Metric;

/**
 * Alarms on load and failing requests.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/dax-metrics-dimensions-dax.html
 */
export function daxAlarms(metric: MetricOf, burstable: boolean): StoreAlarm[] {
  const alarm = (id: string, metricName: string, statistic: string, when: StoreAlarm['when'], threshold: number, description: string): StoreAlarm => ({
    id, when, threshold, description, metric: metric(metricName, { period: ALARM_PERIOD, statistic }),
  });
  return [
    // of the busiest node: the primary takes all writes
    alarm('CpuHigh', 'CPUUtilization', 'Maximum', 'above', 90, 'a node is above 90 percent CPU for 15 minutes; add nodes for reads, take a larger class for writes'),
    alarm('MemoryHigh', 'CacheMemoryUtilization', 'Maximum', 'above', 95, 'the memory of a node is full, and writes are throttled soon; take a larger class'),
    alarm('Throttled', 'ThrottledRequestCount', 'Sum', 'above', MAX_FAILURES, 'the cluster refuses requests because it is overloaded; add nodes or take a larger class'),
    alarm('Faults', 'FaultRequestCount', 'Sum', 'above', MAX_FAILURES, 'requests fail within the cluster; clients should fall back to the table, look at its events'),
    ...(burstable ? [
      alarm('CpuCreditsLow', 'CPUCreditBalance', 'Minimum', 'below', 30, 'a burstable node runs out of CPU credits; take a class that does not burst'),
    ] : []),
  ];
}
