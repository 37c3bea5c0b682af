import { expectAttribute } from './attributes';
import { isApplication, LOAD_BALANCER } from './scope';
import { fsbp, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { textOf } from '../../model/value';
import { wrong } from '../expect';
import { rule } from '../rule';
import { PASS } from '../verdict';

export const desyncMitigation = rule({
  id: 'elb.desync-mitigation',
  title: 'Application load balancers stop ambiguous requests',
  why: 'A request that the load balancer and the server cut at different places carries a second one inside, which nobody inspects.',
  fix: 'Leave routing.http.desync_mitigation_mode out of `LoadBalancerAttributes` for defensive, or set strictest, as `WafProtectedAlb` does.',
  severity: 'medium',
  safeguard: Safeguard.REQUEST_HYGIENE,
  controls: [fsbp('ELB.12'), nist80053r5('AC-4(21)'), nist80053r5('CM-2'), pciDss('6.4.1')],
  appliesTo: [LOAD_BALANCER],
  only: isApplication,
  check: (resource) => expectAttribute(resource, 'routing.http.desync_mitigation_mode',
    (value, at) => (value.kind === 'absent' || ['defensive', 'strictest'].includes(textOf(value) ?? '') ? PASS : wrong(at, value, 'defensive or strictest'))),
});
