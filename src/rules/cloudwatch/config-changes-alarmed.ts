import { cisFoundations, securityHub } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { NOTICED_CALLS } from '../../facts/noticed-calls';
import { deliversToLogGroup, raisesAlarm } from '../call-alarms';
import { rule } from '../rule';

export const configChangesAlarmed = rule({
  id: 'cloudwatch.config-changes-alarmed',
  title: 'Changes of AWS Config raise an alarm',
  why: 'Checks of the account see what AWS Config records; once it is stopped they find nothing.',
  fix: 'Add an `AWS::Logs::MetricFilter` on the log group of the trail and an alarm on its metric, or use `AccountAlarms`.',
  severity: 'low',
  safeguard: Safeguard.EVENT_NOTIFICATIONS,
  controls: [securityHub('CloudWatch.9'), cisFoundations('4.9')],
  appliesTo: ['AWS::CloudTrail::Trail'],
  byDefault: false,
  only: deliversToLogGroup,
  check: (trail) => raisesAlarm(trail, NOTICED_CALLS.CONFIG),
});
