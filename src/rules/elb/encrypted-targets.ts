import { fsbp, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { mayBeAbsent, oneOf } from '../expect';
import { rule } from '../rule';
import { all, PASS } from '../verdict';

const ENCRYPTED = ['HTTPS', 'TLS'];

export const encryptedTargets = rule({
  id: 'elb.encrypted-targets',
  title: 'Load balancers speak TLS to their targets',
  why: 'Between load balancer and container the request is in the clear inside the VPC. Containers then need certificates, so this rule is off by default.',
  fix: 'Set `Protocol` and `HealthCheckProtocol` of the target group to HTTPS, and serve TLS from the targets of `WafProtectedAlb`.',
  severity: 'medium',
  safeguard: Safeguard.ENCRYPTION_IN_TRANSIT,
  controls: [fsbp('ELB.21'), fsbp('ELB.22'), nist80053r5('SC-8')],
  appliesTo: ['AWS::ElasticLoadBalancingV2::TargetGroup'],
  byDefault: false,
  check: (group) => all(
    oneOf(group, 'Protocol', ENCRYPTED),
    // absent, the health check speaks the protocol of the group
    mayBeAbsent(group, 'HealthCheckProtocol') ? PASS : oneOf(group, 'HealthCheckProtocol', ENCRYPTED),
  ),
});
