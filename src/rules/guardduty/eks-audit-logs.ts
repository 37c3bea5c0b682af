import { featureOn } from './features';
import { fsbp, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { rule } from '../rule';

export const eksAuditLogs = rule({
  id: 'guardduty.eks-audit-logs',
  title: 'GuardDuty watches the audit logs of EKS',
  why: 'Whoever controls the cluster reads the secrets with which its workloads reach the databases.',
  fix: 'Set the feature EKS_AUDIT_LOGS in `Features` to ENABLED, or use `GuardDutyAlerts`.',
  severity: 'high',
  safeguard: Safeguard.THREAT_DETECTION,
  controls: [fsbp('GuardDuty.5'), nist80053r5('SI-4(5)')],
  appliesTo: ['AWS::GuardDuty::Detector'],
  check: (detector) => featureOn(detector, 'EKS_AUDIT_LOGS'),
});
