import { expectAttribute } from './attributes';
import { isNetwork, LOAD_BALANCER } from './scope';
import { nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { booleanOf } from '../../model/value';
import { wrong } from '../expect';
import { rule } from '../rule';
import { PASS } from '../verdict';

export const crossZone = rule({
  id: 'elb.cross-zone',
  title: 'Network load balancers balance across zones',
  why: 'Otherwise each zone gets the same share however few targets it has left, and the last one there goes down under it.',
  fix: 'Set load_balancing.cross_zone.enabled in `LoadBalancerAttributes` to true. Application load balancers such as `WafProtectedAlb` always do it.',
  severity: 'medium',
  safeguard: Safeguard.HIGH_AVAILABILITY,
  controls: [nist80053r5('CP-10'), nist80053r5('SC-36')],
  appliesTo: [LOAD_BALANCER],
  only: isNetwork,
  check: (resource) => expectAttribute(resource, 'load_balancing.cross_zone.enabled',
    (value, at) => (booleanOf(value) === true ? PASS : wrong(at, value, 'true'))),
});
