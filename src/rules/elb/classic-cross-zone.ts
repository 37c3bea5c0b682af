import { fsbp, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { isTrue } from '../expect';
import { rule } from '../rule';

export const classicCrossZone = rule({
  id: 'elb.classic-cross-zone',
  title: 'Classic load balancers balance across zones',
  why: 'Otherwise each zone gets the same share however few targets it has left, and the last one there goes down under it.',
  fix: 'Set `CrossZone` to true, or replace the classic load balancer by `WafProtectedAlb`.',
  severity: 'medium',
  safeguard: Safeguard.HIGH_AVAILABILITY,
  controls: [fsbp('ELB.9'), nist80053r5('CP-10'), nist80053r5('SC-36')],
  appliesTo: ['AWS::ElasticLoadBalancing::LoadBalancer'],
  check: (resource) => isTrue(resource, 'CrossZone'),
});
