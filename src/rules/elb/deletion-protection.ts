import { expectAttribute } from './attributes';
import { LOAD_BALANCER } from './scope';
import { fsbp, hipaa, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { booleanOf } from '../../model/value';
import { wrong } from '../expect';
import { rule } from '../rule';
import { PASS } from '../verdict';

export const deletionProtection = rule({
  id: 'elb.deletion-protection',
  title: 'Load balancers have deletion protection',
  why: 'A deleted load balancer takes the application off the internet, and its name, which clients know, does not come back.',
  fix: 'Set deletion_protection.enabled in `LoadBalancerAttributes` to true, or use `WafProtectedAlb`.',
  severity: 'medium',
  safeguard: Safeguard.DELETION_PROTECTION,
  controls: [fsbp('ELB.6'), nist80053r5('CM-2'), nist80053r5('CM-3'), nist80053r5('SC-5(2)'), hipaa('164.308(a)(7)(i)')],
  appliesTo: [LOAD_BALANCER],
  check: (resource) => expectAttribute(resource, 'deletion_protection.enabled',
    (value, at) => (booleanOf(value) === true ? PASS : wrong(at, value, 'true'))),
});
