import { LISTENER, speaks } from './scope';
import { fsbp, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { RECOMMENDED_TLS_POLICIES } from '../../facts/tls-policies';
import { textOf } from '../../model/value';
import { expectAt, wrong } from '../expect';
import { rule } from '../rule';
import { PASS } from '../verdict';

const NAMES = RECOMMENDED_TLS_POLICIES.map(({ name }) => name);

export const tlsPolicy = rule({
  id: 'elb.tls-policy',
  title: 'HTTPS and TLS listeners use a recommended security policy',
  why: 'The default of CloudFormation, ELBSecurityPolicy-2016-08, still takes TLS 1.0 and ciphers without forward secrecy.',
  fix: `Set \`SslPolicy\` to ${NAMES[0]}, or use \`WafProtectedAlb\`.`,
  severity: 'medium',
  safeguard: Safeguard.ENCRYPTION_IN_TRANSIT,
  controls: [fsbp('ELB.17'), nist80053r5('SC-8(1)'), nist80053r5('SC-13'), pciDss('4.2.1')],
  appliesTo: [LISTENER],
  only: speaks('HTTPS', 'TLS'),
  check: (listener) => expectAt(listener, 'SslPolicy', (policy, at) => (
    NAMES.includes(textOf(policy) ?? '') ? PASS : wrong(at, policy, `a recommended policy such as ${NAMES[0]}`))),
});
