import { featureOn, offered } from './features';
import { fsbp, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { rule } from '../rule';

export const rdsProtection = rule({
  id: 'guardduty.rds-protection',
  title: 'GuardDuty watches logins to databases',
  why: 'Brute force and stolen passwords show in logins, which neither flow logs nor CloudTrail hold.',
  fix: 'Set the feature RDS_LOGIN_EVENTS in `Features` to ENABLED, or use `GuardDutyAlerts`.',
  severity: 'high',
  safeguard: Safeguard.THREAT_DETECTION,
  controls: [fsbp('GuardDuty.9'), nist80053r5('SI-4(5)')],
  appliesTo: ['AWS::GuardDuty::Detector'],
  only: offered('RDS_LOGIN_EVENTS'),
  check: (detector) => featureOn(detector, 'RDS_LOGIN_EVENTS'),
});
