import { LISTENER, speaks } from './scope';
import { fsbp, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { oneOf } from '../expect';
import { rule } from '../rule';

export const encryptedListeners = rule({
  id: 'elb.encrypted-listeners',
  title: 'Network load balancers end TLS',
  why: 'Over TCP the load balancer passes on whatever comes. Targets may end TLS themselves, so this rule is off by default.',
  fix: 'Set `Protocol` of the listener to TLS with a certificate, or put `WafProtectedAlb` in front.',
  severity: 'medium',
  safeguard: Safeguard.ENCRYPTION_IN_TRANSIT,
  controls: [fsbp('ELB.18'), nist80053r5('SC-8')],
  appliesTo: [LISTENER],
  byDefault: false,
  only: speaks('TCP', 'UDP', 'TCP_UDP', 'TLS', 'QUIC', 'TCP_QUIC'),
  check: (listener) => oneOf(listener, 'Protocol', ['TLS', 'QUIC']),
});
