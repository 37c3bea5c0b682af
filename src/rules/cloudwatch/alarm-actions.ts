import { cisDatabase, hipaa, nist80053r5, pciDss, securityHub } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { present } from '../expect';
import { rule } from '../rule';

export const alarmActions = rule({
  id: 'cloudwatch.alarm-actions',
  title: 'Alarms tell somebody',
  why: 'An alarm without an action turns red in a console that nobody looks at.',
  fix: 'Set `AlarmActions` to a topic, such as an `AlertTopic`.',
  severity: 'high',
  safeguard: Safeguard.ALARMS,
  controls: [securityHub('CloudWatch.15'), cisDatabase('3.9'), cisDatabase('4.7'), nist80053r5('CA-7'), nist80053r5('IR-4(1)'), nist80053r5('SI-4(5)'),
    pciDss('10.7.2'), hipaa('164.312(b)')],
  appliesTo: ['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm'],
  check: (resource) => present(resource, 'AlarmActions'),
});
