import { featureOn, offered } from './features';
import { fsbp, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { rule } from '../rule';

export const ec2Runtime = rule({
  id: 'guardduty.ec2-runtime',
  title: 'GuardDuty installs its agent on EC2 instances',
  why: 'Runtime monitoring sees nothing on a host without the agent, such as a bastion in front of the database.',
  fix: 'Set `AdditionalConfiguration` EC2_AGENT_MANAGEMENT of the feature RUNTIME_MONITORING to ENABLED, or use `GuardDutyAlerts`.',
  severity: 'medium',
  safeguard: Safeguard.THREAT_DETECTION,
  controls: [fsbp('GuardDuty.13'), nist80053r5('SI-4(5)')],
  appliesTo: ['AWS::GuardDuty::Detector'],
  only: offered('RUNTIME_MONITORING'),
  check: (detector) => featureOn(detector, 'RUNTIME_MONITORING', 'EC2_AGENT_MANAGEMENT'),
});
