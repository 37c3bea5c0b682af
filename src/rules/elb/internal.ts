import { LOAD_BALANCER } from './scope';
import { nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { oneOf } from '../expect';
import { rule } from '../rule';

export const internal = rule({
  id: 'elb.internal',
  title: 'Load balancers are internal',
  why: 'For organisations whose applications the internet never reaches; a public site breaks it by its nature, so this rule is off by default.',
  fix: 'Set `Scheme` to internal. `WafProtectedAlb` is made for the internet.',
  severity: 'medium',
  safeguard: Safeguard.PRIVATE_NETWORK,
  controls: [nist80053r5('SC-7')],
  appliesTo: [LOAD_BALANCER],
  byDefault: false,
  check: (resource) => oneOf(resource, 'Scheme', ['internal']),
});
