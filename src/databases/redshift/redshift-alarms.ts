import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { RedshiftNodes } from './redshift-nodes';
import { ALARM_PERIOD, StoreAlarm } from '../../foundation/alerts/store-alarms';
import { IDataStore } from '../data-store';

/** The share of a resource that may be used. */
export const USED = 0.8;

/**
 * Alarms on health, disk, load, connections, and queries that wait.
 *
 * https://docs.aws.amazon.com/redshift/latest/mgmt/metrics-listing.html
 */
export function redshiftAlarms(store: IDataStore, nodes: RedshiftNodes): StoreAlarm[] {
  return [
    alarm(store, 'Unhealthy', 'HealthStatus', 'below', 0.5, 'the cluster does not answer a simple query; look at its events, else restore a snapshot'),
    alarm(store, 'DiskFull', 'PercentageDiskSpaceUsed', 'above', 100 * USED, 'more than 80 percent of the storage is used; loads fail when it is full, remove tables or add nodes'),
    alarm(store, 'CpuHigh', 'CPUUtilization', 'above', 90, 'CPU above 90 percent for 15 minutes; look for slow queries, else add nodes'),
    alarm(store, 'ConnectionsHigh', 'DatabaseConnections', 'above', nodes._facts.maxConnections * USED,
      'more than 80 percent of the connections are in use; find the client that leaks them'),
    queueAlarm(store),
  ];
}

/**
 * Whatever the queues are called: the time that queries have waited in all queues of workload management.
 *
 * `WLMQueueLength` knows the length of one queue only, whose name the parameters decide.
 */
function queueAlarm(store: IDataStore): StoreAlarm {
  return {
    ...alarm(store, 'QueriesWaiting', 'QueryRuntimeBreakdown', 'above', ALARM_PERIOD.toMilliseconds(),
      'there has been a query waiting in a queue of workload management for 15 minutes without a pause; look for long queries, else add nodes or concurrency scaling'),
    metric: store.metric('QueryRuntimeBreakdown', {
      period: ALARM_PERIOD, statistic: cloudwatch.Stats.AVERAGE, dimensionsMap: { stage: 'QueryWaiting' },
    }),
  };
}

function alarm(store: IDataStore, id: string, metricName: string, when: StoreAlarm['when'], threshold: number, description: string): StoreAlarm {
  return { id, when, threshold, description, metric: store.metric(metricName, { period: ALARM_PERIOD, statistic: cloudwatch.Stats.AVERAGE }) };
}

/** A metric of a warehouse; further dimensions are added to those that name it. */
export function warehouseMetric(
  namespace: string, dimensions: cloudwatch.DimensionsMap, metricName: string, options: cloudwatch.MetricOptions = {},
): cloudwatch.Metric {
  return new cloudwatch.Metric({
    ...options,
    namespace,
    metricName,
    period: options.period ?? Duration.minutes(5),
    dimensionsMap: { ...options.dimensionsMap, ...dimensions },
  });
}
