import { cisFoundations, securityHub } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { NOTICED_CALLS } from '../../facts/noticed-calls';
import { deliversToLogGroup, raisesAlarm } from '../call-alarms';
import { rule } from '../rule';

export const signInWithoutMfaAlarmed = rule({
  id: 'cloudwatch.sign-in-without-mfa-alarmed',
  title: 'Sign-ins to the console without MFA raise an alarm',
  why: 'A password alone can be guessed or stolen; a sign-in without a second factor shows that somebody can come in so.',
  fix: 'Add an `AWS::Logs::MetricFilter` on the log group of the trail and an alarm on its metric, or use `AccountAlarms`.',
  severity: 'low',
  safeguard: Safeguard.EVENT_NOTIFICATIONS,
  controls: [securityHub('CloudWatch.3'), cisFoundations('4.2')],
  appliesTo: ['AWS::CloudTrail::Trail'],
  byDefault: false,
  only: deliversToLogGroup,
  check: (trail) => raisesAlarm(trail, NOTICED_CALLS.SIGN_IN_WITHOUT_MFA),
});
