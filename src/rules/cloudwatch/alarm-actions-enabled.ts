import { nist80053r5, securityHub } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { isNotFalse } from '../expect';
import { rule } from '../rule';

export const alarmActionsEnabled = rule({
  id: 'cloudwatch.alarm-actions-enabled',
  title: 'The actions of alarms are switched on',
  why: 'Somebody muted the alarm during maintenance and forgot it: it looks complete and tells nobody.',
  fix: 'Remove `ActionsEnabled: false`; the alarms of `SecureRdsInstance` leave it out.',
  severity: 'high',
  safeguard: Safeguard.ALARMS,
  controls: [securityHub('CloudWatch.17'), nist80053r5('CA-7'), nist80053r5('SI-4(12)')],
  appliesTo: ['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm'],
  check: (resource) => isNotFalse(resource, 'ActionsEnabled'),
});
