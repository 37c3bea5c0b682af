import { cisFoundations, securityHub } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { NOTICED_CALLS } from '../../facts/noticed-calls';
import { deliversToLogGroup, raisesAlarm } from '../call-alarms';
import { rule } from '../rule';

export const routeTableChangesAlarmed = rule({
  id: 'cloudwatch.route-table-changes-alarmed',
  title: 'Changes of route tables raise an alarm',
  why: 'A route leads the subnets of the data tier to the internet, or the traffic through somebody else.',
  fix: 'Add an `AWS::Logs::MetricFilter` on the log group of the trail and an alarm on its metric, or use `AccountAlarms`.',
  severity: 'low',
  safeguard: Safeguard.EVENT_NOTIFICATIONS,
  controls: [securityHub('CloudWatch.13'), cisFoundations('4.13')],
  appliesTo: ['AWS::CloudTrail::Trail'],
  byDefault: false,
  only: deliversToLogGroup,
  check: (trail) => raisesAlarm(trail, NOTICED_CALLS.ROUTE_TABLES),
});
