import { expectAttribute } from './attributes';
import { isApplication, LOAD_BALANCER } from './scope';
import { pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { booleanOf } from '../../model/value';
import { wrong } from '../expect';
import { rule } from '../rule';
import { PASS } from '../verdict';

export const firewallFailsClosed = rule({
  id: 'elb.firewall-fails-closed',
  title: 'Application load balancers pass no request that the firewall has not seen',
  why: 'With fail-open, requests go through uninspected whenever the firewall cannot be reached, which is what an attacker waits for.',
  fix: 'Remove waf.fail_open.enabled from `LoadBalancerAttributes` or set it to false, as `WafProtectedAlb` does.',
  severity: 'medium',
  safeguard: Safeguard.WEB_FIREWALL,
  controls: [pciDss('6.4.2')],
  appliesTo: [LOAD_BALANCER],
  only: isApplication,
  check: (resource) => expectAttribute(resource, 'waf.fail_open.enabled',
    (value, at) => (booleanOf(value) === true ? wrong(at, value, 'false') : PASS)),
});
