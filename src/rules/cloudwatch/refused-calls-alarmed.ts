import { cisFoundations, securityHub } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { NOTICED_CALLS } from '../../facts/noticed-calls';
import { deliversToLogGroup, raisesAlarm } from '../call-alarms';
import { rule } from '../rule';

export const refusedCallsAlarmed = rule({
  id: 'cloudwatch.refused-calls-alarmed',
  title: 'Calls without permission raise an alarm',
  why: 'Whoever has stolen credentials first tries what they open; the refusals are the first that can be noticed.',
  fix: 'Add an `AWS::Logs::MetricFilter` on the log group of the trail and an alarm on its metric, or use `AccountAlarms`.',
  severity: 'low',
  safeguard: Safeguard.EVENT_NOTIFICATIONS,
  controls: [securityHub('CloudWatch.2'), cisFoundations('4.1')],
  appliesTo: ['AWS::CloudTrail::Trail'],
  byDefault: false,
  only: deliversToLogGroup,
  check: (trail) => raisesAlarm(trail, NOTICED_CALLS.REFUSED_CALLS),
});
