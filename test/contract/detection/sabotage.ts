import { Safeguard } from '../../../src/core/safeguard';
import { remove, Sabotage, set } from '../sabotage-tools';

/** What takes the safeguards of detection away. */
export const DETECTION_SABOTAGE: readonly Sabotage[] = [
  { subjects: ['GuardDutyAlerts'], safeguard: Safeguard.THREAT_DETECTION, rules: ['guardduty.enabled'], apply: set('AWS::GuardDuty::Detector', 'Enable', false) },
  {
    subjects: ['GuardDutyAlerts'],
    safeguard: Safeguard.THREAT_DETECTION,
    rules: ['guardduty.rds-protection'],
    apply: set('AWS::GuardDuty::Detector', 'Features.0.Status', 'DISABLED'),
  },
  {
    subjects: ['GuardDutyAlerts', 'GuardDutyAlerts (adopting)'],
    safeguard: Safeguard.EVENT_NOTIFICATIONS,
    rules: ['guardduty.findings-notified'],
    apply: remove('AWS::Events::Rule'),
  },
  {
    subjects: ['GuardDutyAlerts', 'GuardDutyAlerts (adopting)'],
    safeguard: Safeguard.ALERT_DELIVERY,
    rules: ['alerts.deliverable'],
    apply: remove('AWS::SQS::QueuePolicy'),
  },
  ...Object.entries({ IsMultiRegionTrail: 'multi-region', EnableLogFileValidation: 'file-validation', IsLogging: 'logging' }).map(([property, rule]) => ({
    subjects: ['AuditTrail'], safeguard: Safeguard.AUDIT_TRAIL, rules: [`cloudtrail.${rule}`], apply: set('AWS::CloudTrail::Trail', property, false),
  })),
  ...[Safeguard.ENCRYPTION_AT_REST, Safeguard.CUSTOMER_MANAGED_KEY].map((safeguard) => ({
    subjects: ['AuditTrail'], safeguard, rules: ['cloudtrail.customer-managed-key'], apply: set('AWS::CloudTrail::Trail', 'KMSKeyId', undefined),
  })),
  { subjects: ['ChangeAlarms'], safeguard: Safeguard.EVENT_NOTIFICATIONS, rules: ['cloudtrail.changes-notified'], apply: remove('AWS::Events::Rule') },
  { subjects: ['ChangeAlarms'], safeguard: Safeguard.ALERT_DELIVERY, rules: ['alerts.deliverable'], apply: remove('AWS::SQS::QueuePolicy') },
];
