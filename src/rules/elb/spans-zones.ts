import { LOAD_BALANCER } from './scope';
import { fsbp, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { itemsOf } from '../../model/value';
import { rule } from '../rule';
import { fail, PASS, undecided } from '../verdict';

export const spansZones = rule({
  id: 'elb.spans-zones',
  title: 'Load balancers lie in at least two Availability Zones',
  why: 'A load balancer in one zone takes the application down with that zone, however well the database behind it is replicated.',
  fix: 'List subnets of two zones in `Subnets`, or use `WafProtectedAlb` with a `TieredNetwork`.',
  severity: 'medium',
  safeguard: Safeguard.HIGH_AVAILABILITY,
  controls: [fsbp('ELB.13'), nist80053r5('CP-10'), nist80053r5('SC-36')],
  appliesTo: [LOAD_BALANCER],
  check: (resource) => {
    const subnets = [...itemsOf(resource.get('Subnets')), ...itemsOf(resource.get('SubnetMappings'))];
    if (subnets.length >= 2) {
      return PASS;
    }
    return subnets[0]?.kind === 'unknown'
      ? undecided('Properties.Subnets', `it is only known at deployment (${subnets[0].because})`)
      : fail('Properties.Subnets', `it lists ${subnets.length} subnets, expected at least 2, each in a zone of its own`);
  },
});
