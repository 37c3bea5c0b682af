import { fsbp, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { itemsOf } from '../../model/value';
import { rule } from '../rule';
import { fail, PASS, undecided } from '../verdict';

export const classicSpansZones = rule({
  id: 'elb.classic-spans-zones',
  title: 'Classic load balancers lie in at least two Availability Zones',
  why: 'A load balancer in one zone takes the application down with that zone, however well the database behind it is replicated.',
  fix: 'List subnets of two zones in `Subnets`, or replace the classic load balancer by `WafProtectedAlb`.',
  severity: 'medium',
  safeguard: Safeguard.HIGH_AVAILABILITY,
  controls: [fsbp('ELB.10'), nist80053r5('CP-10'), nist80053r5('SC-36')],
  appliesTo: ['AWS::ElasticLoadBalancing::LoadBalancer'],
  check: (resource) => {
    const places = [...itemsOf(resource.get('Subnets')), ...itemsOf(resource.get('AvailabilityZones'))];
    if (places.length >= 2) {
      return PASS;
    }
    return places[0]?.kind === 'unknown'
      ? undecided('Properties.Subnets', `it is only known at deployment (${places[0].because})`)
      : fail('Properties.Subnets', `it lists ${places.length} subnets or zones, expected at least 2`);
  },
});
