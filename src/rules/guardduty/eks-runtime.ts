import { featureOn, offered } from './features';
import { fsbp, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { rule } from '../rule';

export const eksRuntime = rule({
  id: 'guardduty.eks-runtime',
  title: 'GuardDuty installs its agent in EKS clusters',
  why: 'Runtime monitoring sees nothing in a cluster without the agent, and nobody installs it by hand in every new one.',
  fix: 'Set `AdditionalConfiguration` EKS_ADDON_MANAGEMENT of the feature RUNTIME_MONITORING to ENABLED, or use `GuardDutyAlerts`.',
  severity: 'high',
  safeguard: Safeguard.THREAT_DETECTION,
  controls: [fsbp('GuardDuty.7'), nist80053r5('SI-4(5)')],
  appliesTo: ['AWS::GuardDuty::Detector'],
  only: offered('RUNTIME_MONITORING'),
  check: (detector) => featureOn(detector, 'RUNTIME_MONITORING', 'EKS_ADDON_MANAGEMENT'),
});
