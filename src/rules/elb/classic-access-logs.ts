import { fsbp, hipaa, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { isTrue } from '../expect';
import { rule } from '../rule';

export const classicAccessLogs = rule({
  id: 'elb.classic-access-logs',
  title: 'Classic load balancers log every request',
  why: 'The log is where an attack is reconstructed: who asked for what, when, and what was answered.',
  fix: 'Set `AccessLoggingPolicy.Enabled` to true, or replace the classic load balancer by `WafProtectedAlb`.',
  severity: 'medium',
  safeguard: Safeguard.ACCESS_LOGS,
  controls: [fsbp('ELB.5'), nist80053r5('AU-2'), nist80053r5('AU-12'), pciDss('10.2.1'), hipaa('164.312(b)')],
  appliesTo: ['AWS::ElasticLoadBalancing::LoadBalancer'],
  check: (resource) => isTrue(resource, 'AccessLoggingPolicy.Enabled'),
});
