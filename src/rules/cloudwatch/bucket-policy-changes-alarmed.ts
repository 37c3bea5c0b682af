import { cisFoundations, securityHub } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { NOTICED_CALLS } from '../../facts/noticed-calls';
import { deliversToLogGroup, raisesAlarm } from '../call-alarms';
import { rule } from '../rule';

export const bucketPolicyChangesAlarmed = rule({
  id: 'cloudwatch.bucket-policy-changes-alarmed',
  title: 'Changes of bucket policies raise an alarm',
  why: 'Exports, backups and logs lie in buckets, and one statement makes them public.',
  fix: 'Add an `AWS::Logs::MetricFilter` on the log group of the trail and an alarm on its metric, or use `AccountAlarms`.',
  severity: 'low',
  safeguard: Safeguard.EVENT_NOTIFICATIONS,
  controls: [securityHub('CloudWatch.8'), cisFoundations('4.8')],
  appliesTo: ['AWS::CloudTrail::Trail'],
  byDefault: false,
  only: deliversToLogGroup,
  check: (trail) => raisesAlarm(trail, NOTICED_CALLS.BUCKET_POLICIES),
});
