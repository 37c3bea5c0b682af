import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

/** One alarm of a store. */
export interface StoreAlarm {
  /** Child id, part of the logical id: `CpuHigh`. */
  readonly id: string;
  readonly metric: cloudwatch.IMetric;

  /** Alarm when the metric leaves this bound. */
  readonly threshold: number;

  /** `above` the threshold, or `below` it. */
  readonly when: 'above' | 'below';

  /** What it means and what to do, as the person who is woken up reads it. */
  readonly description: string;

  /** How many periods of the metric it must be out of bounds; three when left out. */
  readonly periods?: number;

  /** What it means that there is no data; nothing when left out: a stopped store sends no metrics, its own events tell that, and an alarm would only flap. */
  readonly whenMissing?: cloudwatch.TreatMissingData;
}

/** How long a metric must be out of bounds: three periods of five minutes, so that a short peak wakes nobody. */
export const ALARM_PERIOD = Duration.minutes(5);
const PERIODS = 3;

/** Create alarms that notify a topic when they fire and when they clear. */
export function storeAlarms(scope: Construct, topic: sns.ITopic, alarms: readonly StoreAlarm[]): void {
  const parent = new Construct(scope, 'Alarms');
  const notify = new SnsAction(topic);
  for (const { id, metric, threshold, when, description, periods = PERIODS, whenMissing = cloudwatch.TreatMissingData.NOT_BREACHING } of alarms) {
    const alarm = new cloudwatch.Alarm(parent, id, {
      metric,
      threshold,
      alarmDescription: `${scope.node.path}: ${description}`,
      comparisonOperator: when === 'above'
        ? cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD
        : cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: periods,
      treatMissingData: whenMissing,
    });
    alarm.addAlarmAction(notify);
    alarm.addOkAction(notify);
  }
}
