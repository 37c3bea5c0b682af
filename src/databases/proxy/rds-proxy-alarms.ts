import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { ALARM_PERIOD, StoreAlarm } from '../../foundation/alerts/store-alarms';

/** Refused or failed logins in five minutes, above which somebody should look. */
const MAX_FAILURES = 10;

/**
 * Alarms on the logins at both ends of a proxy.
 *
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy.monitoring.html
 */
export function proxyAlarms(proxyName: string): StoreAlarm[] {
  const failures = (id: string, metricName: string, description: string): StoreAlarm => ({
    id,
    when: 'above',
    threshold: MAX_FAILURES,
    description,
    metric: new cloudwatch.Metric({ namespace: 'AWS/RDS', metricName, dimensionsMap: { ProxyName: proxyName }, period: ALARM_PERIOD, statistic: 'Sum' }),
  });
  return [
    failures('LoginsRefused', 'ClientConnectionsSetupFailedAuth',
      `more than ${MAX_FAILURES} logins in 5 minutes were refused; a client has no right to connect, or somebody tries names and tokens; look into the log of the proxy`),
    failures('DatabaseLoginsFailed', 'DatabaseConnectionsSetupFailed',
      `more than ${MAX_FAILURES} connections to the database failed in 5 minutes; the database is down, or a user does not exist there or takes no IAM token; look into the log of the proxy`),
  ];
}
