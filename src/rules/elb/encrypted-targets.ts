import { reachedByNetwork } from './scope';
import { fsbp, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { oneOf } from '../expect';
import { rule } from '../rule';
import { all } from '../verdict';

export const encryptedTargets = rule({
  id: 'elb.encrypted-targets',
  title: 'Load balancers speak TLS to their targets',
  why: 'Between load balancer and container the request is in the clear inside the VPC. Containers then need certificates, so this rule is off by default.',
  fix: 'Set `Protocol` and `HealthCheckProtocol` of the target group to HTTPS, and serve TLS from the targets of `WafProtectedAlb`.',
  severity: 'medium',
  safeguard: Safeguard.ENCRYPTION_IN_TRANSIT,
  controls: [fsbp('ELB.21'), fsbp('ELB.22'), nist80053r5('SC-8')],
  appliesTo: ['AWS::ElasticLoadBalancingV2::TargetGroup'],
  only: reachedByNetwork,
  byDefault: false,
  check: (group) => all(
    oneOf(group, 'Protocol', ['HTTPS', 'TLS']),
    // left out it is HTTP or TCP, whatever the group speaks; health checks know no TLS without HTTP
    // https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html
    oneOf(group, 'HealthCheckProtocol', ['HTTPS']),
  ),
});
