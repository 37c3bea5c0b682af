import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

/** An alarm on lines of a log. */
export interface LogAlarm {
  /** Identifier of the store, which tells its metrics apart. */
  readonly store: string;

  /** Name of the metric: `OutsideConnections`. */
  readonly metricName: string;
  readonly logGroup: logs.ILogGroup;

  /** Which lines count, as CloudWatch Logs spells it. */
  readonly pattern: string;

  /** So many lines within five minutes. */
  readonly threshold: number;

  /** What it means and what to do. */
  readonly description: string;
}

const NAMESPACE = 'DatabaseHardening';

/** Count lines of a log, and notify a topic when there are too many. */
export function logAlarm(scope: Construct, id: string, topic: sns.ITopic, alarmed: LogAlarm): cloudwatch.Alarm {
  const { store, metricName, logGroup, pattern, threshold, description } = alarmed;
  const parent = new Construct(scope, id);
  // one metric for each store: metric filters take no dimensions from unstructured lines
  const name = `${metricName}-${store}`;
  new logs.MetricFilter(parent, 'Filter', {
    logGroup, filterPattern: logs.FilterPattern.literal(pattern), metricNamespace: NAMESPACE, metricName: name, metricValue: '1', defaultValue: 0,
  });
  const alarm = new cloudwatch.Alarm(parent, 'Alarm', {
    metric: new cloudwatch.Metric({ namespace: NAMESPACE, metricName: name, statistic: 'Sum', period: Duration.minutes(5) }),
    threshold,
    alarmDescription: `${scope.node.path}: ${description}`,
    comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    evaluationPeriods: 1,
    treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
  });
  const notify = new SnsAction(topic);
  alarm.addAlarmAction(notify);
  alarm.addOkAction(notify);
  return alarm;
}
