import { fsbp, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { isTrue } from '../expect';
import { rule } from '../rule';

export const classicDraining = rule({
  id: 'elb.classic-draining',
  title: 'Classic load balancers let running requests end',
  why: 'Without draining, a target that is taken out cuts the requests that it works on, and with them half-done changes of data.',
  fix: 'Set `ConnectionDrainingPolicy.Enabled` to true, or replace the classic load balancer by `WafProtectedAlb`.',
  severity: 'low',
  safeguard: Safeguard.HIGH_AVAILABILITY,
  controls: [fsbp('ELB.7'), nist80053r5('CP-10')],
  appliesTo: ['AWS::ElasticLoadBalancing::LoadBalancer'],
  check: (resource) => isTrue(resource, 'ConnectionDrainingPolicy.Enabled'),
});
