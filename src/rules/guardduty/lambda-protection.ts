import { featureOn } from './features';
import { fsbp, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { rule } from '../rule';

export const lambdaProtection = rule({
  id: 'guardduty.lambda-protection',
  title: 'GuardDuty watches the network traffic of Lambda functions',
  why: 'A function that was taken over sends rows to strangers, and its traffic shows in no other log.',
  fix: 'Set the feature LAMBDA_NETWORK_LOGS in `Features` to ENABLED, or use `GuardDutyAlerts`.',
  severity: 'high',
  safeguard: Safeguard.THREAT_DETECTION,
  controls: [fsbp('GuardDuty.6'), nist80053r5('SI-4(5)')],
  appliesTo: ['AWS::GuardDuty::Detector'],
  check: (detector) => featureOn(detector, 'LAMBDA_NETWORK_LOGS'),
});
