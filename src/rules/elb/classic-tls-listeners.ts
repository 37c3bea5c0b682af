import { classicListeners } from './classic';
import { fsbp, hipaa, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { at, textOf } from '../../model/value';
import { rule } from '../rule';
import { fail, PASS } from '../verdict';

const ENCRYPTED = ['HTTPS', 'SSL'];

export const classicTlsListeners = rule({
  id: 'elb.classic-tls-listeners',
  title: 'Classic load balancers end TLS on every listener',
  why: 'Over HTTP or TCP the session, the password and the data travel in the clear, unless the targets themselves end TLS.',
  fix: 'Set `Protocol` of every listener to HTTPS or SSL, or replace the classic load balancer by `WafProtectedAlb`.',
  severity: 'medium',
  safeguard: Safeguard.ENCRYPTION_IN_TRANSIT,
  controls: [fsbp('ELB.3'), nist80053r5('SC-8'), nist80053r5('SC-8(1)'), pciDss('4.2.1'), hipaa('164.312(e)(1)')],
  appliesTo: ['AWS::ElasticLoadBalancing::LoadBalancer'],
  check: (resource) => classicListeners(resource, (listener, where) => {
    const protocol = textOf(at(listener, 'Protocol'))?.toUpperCase();
    return ENCRYPTED.includes(protocol ?? '') ? PASS : fail(where, `a listener speaks ${protocol ?? 'nothing that is known'}, expected HTTPS or SSL`);
  }),
});
