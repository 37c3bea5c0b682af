import { expectAttribute } from './attributes';
import { isApplication, LOAD_BALANCER } from './scope';
import { fsbp, hipaa, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { booleanOf } from '../../model/value';
import { wrong } from '../expect';
import { rule } from '../rule';
import { PASS } from '../verdict';

export const dropInvalidHeaders = rule({
  id: 'elb.drop-invalid-headers',
  title: 'Application load balancers drop headers that are not valid',
  why: 'Servers behind it read malformed headers differently than the firewall did, which is how requests are smuggled past it.',
  fix: 'Set routing.http.drop_invalid_header_fields.enabled in `LoadBalancerAttributes` to true, or use `WafProtectedAlb`.',
  severity: 'medium',
  safeguard: Safeguard.REQUEST_HYGIENE,
  controls: [fsbp('ELB.4'), nist80053r5('SC-7(4)'), nist80053r5('SC-8(2)'), pciDss('6.4.1'), hipaa('164.312(e)(2)(i)')],
  appliesTo: [LOAD_BALANCER],
  only: isApplication,
  check: (resource) => expectAttribute(resource, 'routing.http.drop_invalid_header_fields.enabled',
    (value, at) => (booleanOf(value) === true ? PASS : wrong(at, value, 'true'))),
});
