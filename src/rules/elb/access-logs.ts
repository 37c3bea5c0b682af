import { expectAttribute } from './attributes';
import { LOAD_BALANCER } from './scope';
import { fsbp, hipaa, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { booleanOf } from '../../model/value';
import { wrong } from '../expect';
import { rule } from '../rule';
import { all, PASS } from '../verdict';

export const accessLogs = rule({
  id: 'elb.access-logs',
  title: 'Load balancers log every request',
  why: 'The log is where an attack is reconstructed: who asked for what, when, and what was answered.',
  fix: 'Set access_logs.s3.enabled to true and access_logs.s3.bucket in `LoadBalancerAttributes`, or use `WafProtectedAlb`.',
  severity: 'medium',
  safeguard: Safeguard.ACCESS_LOGS,
  controls: [fsbp('ELB.5'), nist80053r5('AU-2'), nist80053r5('AU-3'), nist80053r5('AU-12'), pciDss('10.2.1'), hipaa('164.308(a)(1)(ii)(D)'),
    hipaa('164.312(b)')],
  appliesTo: [LOAD_BALANCER],
  check: (resource) => all(
    expectAttribute(resource, 'access_logs.s3.enabled', (value, at) => (booleanOf(value) === true ? PASS : wrong(at, value, 'true'))),
    expectAttribute(resource, 'access_logs.s3.bucket', (value, at) => (value.kind === 'absent' ? wrong(at, value, 'a bucket') : PASS)),
  ),
});
