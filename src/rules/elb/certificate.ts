import { LISTENER, speaks } from './scope';
import { hipaa, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { present } from '../expect';
import { rule } from '../rule';

export const certificate = rule({
  id: 'elb.certificate',
  title: 'HTTPS and TLS listeners have a certificate',
  why: 'A listener without a certificate is refused at deployment, or shows clients one that is not the company\'s.',
  fix: 'List a certificate of ACM in `Certificates`, or use `WafProtectedAlb`.',
  severity: 'medium',
  safeguard: Safeguard.ENCRYPTION_IN_TRANSIT,
  controls: [nist80053r5('SC-8'), nist80053r5('SC-8(1)'), pciDss('4.2.1'), hipaa('164.312(e)(1)')],
  appliesTo: [LISTENER],
  only: speaks('HTTPS', 'TLS'),
  check: (listener) => present(listener, 'Certificates'),
});
