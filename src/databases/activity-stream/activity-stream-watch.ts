import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { ACTIVITY_STREAM_RETENTION_HOURS } from '../../facts/activity-streams';
import { AlertMessage, callDetails, field, line, titlePath } from '../../foundation/alerts/alert-message';
import { eventRoute, undeliveredAlarm } from '../../foundation/alerts/event-route';
import { ALARM_PERIOD, StoreAlarm, storeAlarms } from '../../foundation/alerts/store-alarms';
import { undeliveredEvents } from '../../foundation/alerts/undelivered';

/** A stream that is watched. */
export interface WatchedStream {
  /** The ARN of the store. */
  readonly arn: string;
  readonly streamName: string;
  readonly alerts: sns.ITopic;

  /** Whether the engine locks what is audited. */
  readonly locksAudit: boolean;
}

/** Tell people of a stream that somebody stopped, that is silent, or that nobody reads in time. */
export function watchStream(scope: Construct, { arn, streamName, alerts, locksAudit }: WatchedStream): void {
  const undelivered = undeliveredEvents(scope);
  const tell = (id: string, description: string, call: string, message: AlertMessage) => eventRoute(scope, id, {
    description,
    pattern: {
      detailType: ['AWS API Call via CloudTrail'],
      detail: { eventSource: ['rds.amazonaws.com'], eventName: [call], requestParameters: { resourceArn: [arn] } },
    },
    message,
    topic: alerts,
    undelivered,
  });
  tell('Stopped', 'Somebody stops the database activity stream', 'StopActivityStream', stopMessage(scope));
  if (locksAudit) {
    tell('Unlocked', 'Somebody changes the lock of what the database activity stream audits', 'ModifyActivityStream', lockMessage(scope));
  }
  storeAlarms(scope, alerts, [...streamAlarms(streamName), undeliveredAlarm(undelivered)]);
}

function stopMessage(scope: Construct): AlertMessage {
  return {
    title: line(`Somebody called ${field('detail.eventName')} on the activity stream ${titlePath(scope)}, without which the database is not audited`),
    details: callDetails(),
    toDo: [
      'If nobody announced this, ask who it was, and look what happened in the database meanwhile.',
      'Start the stream again: deploy with another `revision`.',
    ],
  };
}

function lockMessage(scope: Construct): AlertMessage {
  return {
    title: line(`Somebody changes the lock of the activity stream ${titlePath(scope)}: while it is unlocked, administrators change what is audited (${field('detail.eventName')})`),
    details: callDetails(),
    toDo: [
      'If nobody announced this, ask who it was, and look what the audit specifications select now.',
      'Lock it again: `aws rds modify-activity-stream --audit-policy-state locked`.',
    ],
  };
}

/** https://docs.aws.amazon.com/streams/latest/dev/monitoring-with-cloudwatch.html */
function streamAlarms(StreamName: string): StoreAlarm[] {
  const metric = (metricName: string, statistic: string) => new cloudwatch.Metric({
    namespace: 'AWS/Kinesis', metricName, statistic, period: ALARM_PERIOD, dimensionsMap: { StreamName },
  });
  return [
    {
      id: 'Silent',
      // a stream that runs sends heartbeats, also of a database that nobody uses
      // https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/DBActivityStreams.AuditLog.databaseActivityEventList.html
      metric: metric('IncomingRecords', cloudwatch.Stats.SUM),
      when: 'below',
      threshold: 1,
      whenMissing: cloudwatch.TreatMissingData.BREACHING,
      description: 'the activity stream sends nothing: it or the database was stopped, or it cannot reach its key. Look into the events of the database; '
        + 'what happens meanwhile is not recorded.',
    },
    {
      id: 'ReadLate',
      metric: metric('GetRecords.IteratorAgeMilliseconds', cloudwatch.Stats.MAXIMUM),
      when: 'above',
      threshold: Duration.hours(ACTIVITY_STREAM_RETENTION_HOURS / 2).toMilliseconds(),
      description: `a reader of the activity stream is ${ACTIVITY_STREAM_RETENTION_HOURS / 2} hours behind, and records are dropped after ${ACTIVITY_STREAM_RETENTION_HOURS}; `
        + 'look why the reader fails, or give it more capacity',
    },
  ];
}
