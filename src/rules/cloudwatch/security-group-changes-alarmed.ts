import { cisFoundations, securityHub } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { NOTICED_CALLS } from '../../facts/noticed-calls';
import { deliversToLogGroup, raisesAlarm } from '../call-alarms';
import { rule } from '../rule';

export const securityGroupChangesAlarmed = rule({
  id: 'cloudwatch.security-group-changes-alarmed',
  title: 'Changes of security groups raise an alarm',
  why: 'A rule that is added by hand opens a store to the network, and no template shows it.',
  fix: 'Add an `AWS::Logs::MetricFilter` on the log group of the trail and an alarm on its metric, or use `AccountAlarms`.',
  severity: 'low',
  safeguard: Safeguard.EVENT_NOTIFICATIONS,
  controls: [securityHub('CloudWatch.10'), cisFoundations('4.10')],
  appliesTo: ['AWS::CloudTrail::Trail'],
  byDefault: false,
  only: deliversToLogGroup,
  check: (trail) => raisesAlarm(trail, NOTICED_CALLS.SECURITY_GROUPS),
});
