import { featureOn } from './features';
import { fsbp, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { rule } from '../rule';

export const s3Protection = rule({
  id: 'guardduty.s3-protection',
  title: 'GuardDuty watches access to objects in S3',
  why: 'Exports and backups of databases leave through buckets, by calls that CloudTrail does not record by default.',
  fix: 'Set the feature S3_DATA_EVENTS in `Features` to ENABLED, or use `GuardDutyAlerts`.',
  severity: 'high',
  safeguard: Safeguard.THREAT_DETECTION,
  controls: [fsbp('GuardDuty.10'), nist80053r5('SI-4(5)')],
  appliesTo: ['AWS::GuardDuty::Detector'],
  check: (detector) => featureOn(detector, 'S3_DATA_EVENTS'),
});
