import { featureOn, offered } from './features';
import { fsbp, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { rule } from '../rule';

export const ecsRuntime = rule({
  id: 'guardduty.ecs-runtime',
  title: 'GuardDuty runs its agent beside ECS tasks on Fargate',
  why: 'Runtime monitoring sees nothing in a task without the agent, and the app tier of most databases is such a task.',
  fix: 'Set `AdditionalConfiguration` ECS_FARGATE_AGENT_MANAGEMENT of the feature RUNTIME_MONITORING to ENABLED, or use `GuardDutyAlerts`.',
  severity: 'medium',
  safeguard: Safeguard.THREAT_DETECTION,
  controls: [fsbp('GuardDuty.12'), nist80053r5('SI-4(5)')],
  appliesTo: ['AWS::GuardDuty::Detector'],
  only: offered('RUNTIME_MONITORING'),
  check: (detector) => featureOn(detector, 'RUNTIME_MONITORING', 'ECS_FARGATE_AGENT_MANAGEMENT'),
});
