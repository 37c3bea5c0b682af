import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { ALARM_PERIOD, StoreAlarm } from '../../foundation/alerts/store-alarms';

/** Milliseconds by which a secondary cluster may lag; as a rule it lags by less than a second. */
const MAX_LAG = 10_000;

/** Milliseconds of commits that a failover may lose. */
const MAX_LOSS = 60_000;

/**
 * Alarms on a cluster that lags behind the primary one, and on what a failover would lose.
 *
 * They are queries, since the metrics have the region of the primary cluster as a dimension, and that changes with a switchover.
 * The primary cluster has no such metrics; its alarms wait until it is a secondary one.
 *
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-monitoring.html
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-metrics-insights-alarms.html
 */
export function globalLagAlarms(clusterIdentifier: string): StoreAlarm[] {
  return [
    alarm(clusterIdentifier, 'GlobalLagHigh', 'AuroraGlobalDBReplicationLag', MAX_LAG,
      'this region is more than 10 seconds behind the primary cluster and answers with old data; look for a flood of writes there, and give this region members of the same class'),
    alarm(clusterIdentifier, 'GlobalLossHigh', 'AuroraGlobalDBRPOLag', MAX_LOSS,
      'a failover to this region now would lose more than a minute of commits; do not switch over before it has caught up, look for a flood of writes in the primary cluster'),
  ];
}

function alarm(clusterIdentifier: string, id: string, metricName: string, threshold: number, description: string): StoreAlarm {
  const metric = new cloudwatch.MathExpression({
    expression: `SELECT MAX(${metricName}) FROM "AWS/RDS" WHERE DBClusterIdentifier = '${clusterIdentifier}'`,
    label: metricName,
    period: ALARM_PERIOD,
  });
  return { id, when: 'above', threshold, description, metric };
}
