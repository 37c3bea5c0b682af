import { LISTENER, speaks } from './scope';
import { nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { textOf } from '../../model/value';
import { expectAt, wrong } from '../expect';
import { rule } from '../rule';
import { PASS } from '../verdict';

export const postQuantumTls = rule({
  id: 'elb.post-quantum-tls',
  title: 'HTTPS and TLS listeners exchange keys that quantum computers cannot break',
  why: 'What is recorded today can be read once such computers exist. Few clients know the exchange yet, so this rule is off by default.',
  fix: 'Set `SslPolicy` to a policy with PQ in its name, which is the default of `WafProtectedAlb`.',
  severity: 'low',
  safeguard: Safeguard.ENCRYPTION_IN_TRANSIT,
  controls: [nist80053r5('SC-13')],
  appliesTo: [LISTENER],
  byDefault: false,
  only: speaks('HTTPS', 'TLS'),
  check: (listener) => expectAt(listener, 'SslPolicy', (policy, at) => (
    /-PQ-/.test(textOf(policy) ?? '') ? PASS : wrong(at, policy, 'a policy with PQ in its name'))),
});
