import { GuardDutyAlerts } from '../../../src/foundation/alerts/guardduty/guardduty-alerts';
import { GuardDutyDetector } from '../../../src/foundation/alerts/guardduty/guardduty-detector';
import { Subject } from '../subject';

/** What sees attacks and changes. */
export const DETECTION_SUBJECTS: readonly Subject[] = [
  // the function that adopts a detector is judged in test/foundation/alerts/guardduty
  { name: 'GuardDutyAlerts', build: (stack, waivers) => new GuardDutyAlerts(stack, 'Subject', { detector: GuardDutyDetector.create(), waivers }) },
];
