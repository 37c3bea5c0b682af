import { Stack } from 'aws-cdk-lib';
import { AccountAlarms } from '../../../src/foundation/alerts/changes/account-alarms';
import { AuditTrail } from '../../../src/foundation/alerts/changes/audit-trail';
import { ChangeAlarms } from '../../../src/foundation/alerts/changes/change-alarms';
import { GuardDutyAlerts } from '../../../src/foundation/alerts/guardduty/guardduty-alerts';
import { GuardDutyDetector } from '../../../src/foundation/alerts/guardduty/guardduty-detector';
import { Subject } from '../subject';

/** What sees attacks and changes. */
export const DETECTION_SUBJECTS: readonly Subject[] = [
  { name: 'GuardDutyAlerts', build: (stack, waivers) => new GuardDutyAlerts(stack, 'Subject', { detector: GuardDutyDetector.create(), waivers }) },
  { name: 'GuardDutyAlerts (adopting)', build: (stack, waivers) => new GuardDutyAlerts(stack, 'Subject', { waivers }) },
  { name: 'AuditTrail', build: (stack) => auditTrail(stack, 'Subject') },
  { name: 'AccountAlarms', build: (stack) => new AccountAlarms(stack, 'Subject', { logGroup: auditTrail(stack, 'Trail').logGroup }) },
  { name: 'ChangeAlarms', build: (stack, waivers) => new ChangeAlarms(stack, 'Subject', { waivers }) },
];

/** With alarms, since a rule asks who is told when a trail is stopped. */
function auditTrail(stack: Stack, id: string): AuditTrail {
  const trail = new AuditTrail(stack, id);
  new ChangeAlarms(stack, 'Alarms', { trail });
  return trail;
}
