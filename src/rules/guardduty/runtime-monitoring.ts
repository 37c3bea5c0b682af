import { featureOn, offered } from './features';
import { fsbp, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { rule } from '../rule';

export const runtimeMonitoring = rule({
  id: 'guardduty.runtime-monitoring',
  title: 'GuardDuty watches what runs on hosts and in containers',
  why: 'A shell that opens in the application container is the step before the database, and no network log shows it.',
  fix: 'Set the feature RUNTIME_MONITORING in `Features` to ENABLED, or use `GuardDutyAlerts`.',
  severity: 'high',
  safeguard: Safeguard.THREAT_DETECTION,
  controls: [fsbp('GuardDuty.11'), nist80053r5('SI-4(5)')],
  appliesTo: ['AWS::GuardDuty::Detector'],
  only: offered('RUNTIME_MONITORING'),
  check: (detector) => featureOn(detector, 'RUNTIME_MONITORING'),
});
