import { Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { known } from '../../core/known';
import { ALARM_PERIOD, StoreAlarm } from '../../foundation/alerts/store-alarms';

/** Milliseconds by which a secondary cluster may lag; as a rule it lags by less than a second. */
const MAX_LAG = 10_000;

/** Milliseconds of commits that a failover may lose. */
const MAX_LOSS = 60_000;

/**
 * Alarms on a cluster that lags behind the primary one, and on what a failover would lose.
 *
 * The primary cluster has no such metrics: its alarms wait until it is a secondary one.
 *
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-monitoring.html
 *
 * @param sourceRegion the region of the primary cluster; none for the primary cluster itself
 */
export function globalLagAlarms(scope: Construct, clusterIdentifier: string, sourceRegion?: string): StoreAlarm[] {
  const alarm = (id: string, metricName: string, threshold: number, description: string): StoreAlarm[] => {
    const metric = lagMetric(scope, metricName, clusterIdentifier, sourceRegion);
    return metric === undefined ? [] : [{ id, when: 'above', threshold, description, metric }];
  };
  return [
    ...alarm('GlobalLagHigh', 'AuroraGlobalDBReplicationLag', MAX_LAG,
      'this region is more than 10 seconds behind the primary cluster and answers with old data; look for a flood of writes there, and give this region members of the same class'),
    ...alarm('GlobalLossHigh', 'AuroraGlobalDBRPOLag', MAX_LOSS,
      'a failover to this region now would lose more than a minute of commits; do not switch over before it has caught up, look for a flood of writes in the primary cluster'),
  ];
}

/**
 * The metrics have the region of the primary cluster as a dimension, which changes with a switchover, so they are found by a query.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-metrics-insights-alarms.html
 */
function lagMetric(scope: Construct, metricName: string, clusterIdentifier: string, sourceRegion?: string): cloudwatch.IMetric | undefined {
  if (!known(Stack.of(scope).region)?.startsWith('cn-')) {
    const expression = `SELECT MAX(${metricName}) FROM "AWS/RDS" WHERE DBClusterIdentifier = '${clusterIdentifier}'`;
    return new cloudwatch.MathExpression({ expression, label: metricName, period: ALARM_PERIOD });
  }
  // nobody says that the regions of China have queries: there the alarms end with a switchover
  return sourceRegion === undefined ? undefined : new cloudwatch.Metric({
    namespace: 'AWS/RDS',
    metricName,
    statistic: 'Maximum',
    period: ALARM_PERIOD,
    dimensionsMap: { DBClusterIdentifier: clusterIdentifier, SourceRegion: sourceRegion },
  });
}
