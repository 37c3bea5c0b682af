import { LISTENER, LOAD_BALANCER } from './scope';
import { nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { hasCompanion } from '../companion';
import { rule } from '../rule';

export const hasListener = rule({
  id: 'elb.has-listener',
  title: 'Load balancers have a listener',
  why: 'A load balancer without one answers nobody, costs money, and waits for a listener that somebody adds by hand.',
  fix: 'Add an `AWS::ElasticLoadBalancingV2::Listener` whose `LoadBalancerArn` is the load balancer, or use `WafProtectedAlb`.',
  severity: 'low',
  safeguard: Safeguard.REQUEST_HYGIENE,
  controls: [nist80053r5('CM-2')],
  appliesTo: [LOAD_BALANCER],
  check: (resource) => hasCompanion(resource, { type: LISTENER, by: 'LoadBalancerArn', missing: 'no listener of the app names the load balancer' }),
});
