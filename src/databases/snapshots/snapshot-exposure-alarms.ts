import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import type { Exposure } from './handler/exposure';
import { ALARM_PERIOD, StoreAlarm } from '../../foundation/alerts/store-alarms';
import { AppTierFunction } from '../../foundation/functions/app-tier-function';

/** Where the metrics are. */
export interface ExposureMetrics {
  readonly namespace: string;
  readonly watch: string;

  /** Time between two runs. */
  readonly every: Duration;
}

/** A metric of the watch. */
export function exposureMetric(metrics: ExposureMetrics, metricName: keyof Exposure, options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
  const { namespace, watch, every } = metrics;
  const last = { period: every, statistic: cloudwatch.Stats.MAXIMUM, dimensionsMap: { Watch: watch } };
  return new cloudwatch.Metric({ namespace, metricName, ...last }).with(options);
}

/** Alarms on what is exposed, and on a watch that no longer looks. */
export function exposureAlarms(metrics: ExposureMetrics, parts: AppTierFunction, undelivered: sqs.IQueue): StoreAlarm[] {
  return [...exposed(metrics), ...blind(metrics, parts, undelivered)];
}

function exposed(metrics: ExposureMetrics): StoreAlarm[] {
  const found = (id: string, metricName: keyof Exposure, description: string): StoreAlarm => ({
    id,
    metric: exposureMetric(metrics, metricName),
    when: 'above',
    threshold: 0,
    periods: 1,
    // a run that is late says nothing about what the last one found
    whenMissing: cloudwatch.TreatMissingData.IGNORE,
    description,
  });
  return [
    found('Public', 'PublicSnapshots', 'manual snapshots are public: everybody with an AWS account can restore them and read all data. Look for their names in the log of '
      + 'the function, remove `all` from their attribute `restore` at once, find out in CloudTrail who set it, and treat the data as leaked.'),
    found('SharedWithStrangers', 'SnapshotsSharedWithStrangers', 'manual snapshots are shared with accounts that nobody has named. Look for names and accounts in the log of '
      + 'the function; remove the accounts from the snapshots, or add those that may have them to `trustedAccounts`.'),
    found('CutShort', 'RunsCutShort', 'there are more manual snapshots than one run looks at, and some may be public without notice. Delete those that nobody needs.'),
  ];
}

function blind(metrics: ExposureMetrics, { handler, failures }: AppTierFunction, undelivered: sqs.IQueue): StoreAlarm[] {
  const unseen = 'snapshots that become public now are not noticed';
  const waiting = (id: string, queue: sqs.IQueue, what: string, look: string): StoreAlarm => ({
    id,
    metric: queue.metricApproximateNumberOfMessagesVisible({ period: ALARM_PERIOD, statistic: cloudwatch.Stats.MAXIMUM }),
    when: 'above',
    threshold: 0,
    description: `${what}: ${unseen}; look ${look}, then purge the queue`,
  });
  return [
    {
      id: 'NotRunning',
      metric: exposureMetric(metrics, 'SnapshotsSeen', { statistic: cloudwatch.Stats.SAMPLE_COUNT }),
      when: 'below',
      threshold: 1,
      periods: 2,
      whenMissing: cloudwatch.TreatMissingData.BREACHING,
      description: `the function that looks at snapshots has finished no run in two periods: ${unseen}; look into its log, and whether its schedule is enabled`,
    },
    {
      id: 'Failing',
      metric: handler.metricErrors({ period: ALARM_PERIOD }),
      when: 'above',
      threshold: 0,
      periods: 1,
      description: `the function that looks at snapshots fails: ${unseen}; look into its log`,
    },
    waiting('Unread', failures, 'runs of the function that looks at snapshots were given up', 'into its log'),
    waiting('NotCalled', undelivered, 'the schedule could not call the function that looks at snapshots', 'at the attribute ERROR_CODE of the messages'),
  ];
}
