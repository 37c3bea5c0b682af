import { LISTENER, speaks } from './scope';
import { hipaa, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { at, itemsOf } from '../../model/value';
import { present, wrong } from '../expect';
import { rule } from '../rule';
import { all, PASS } from '../verdict';

export const certificate = rule({
  id: 'elb.certificate',
  title: 'HTTPS and TLS listeners have certificates of ACM',
  why: 'ACM renews its certificates; one that somebody uploaded to IAM runs out on a weekend, and its private key lies on a laptop.',
  fix: 'List a certificate of ACM in `Certificates`, or use `WafProtectedAlb`.',
  severity: 'medium',
  safeguard: Safeguard.ENCRYPTION_IN_TRANSIT,
  controls: [nist80053r5('SC-8'), nist80053r5('SC-8(1)'), pciDss('4.2.1'), hipaa('164.312(e)(1)')],
  appliesTo: [LISTENER],
  only: speaks('HTTPS', 'TLS'),
  check: (listener) => all(present(listener, 'Certificates'), ...itemsOf(listener.get('Certificates')).map((each) => {
    const arn = at(each, 'CertificateArn');
    const uploaded = arn.kind === 'known' && /^arn:[^:]*:iam:/.test(String(arn.value));
    return uploaded ? wrong('Properties.Certificates', arn, 'a certificate of ACM') : PASS;
  })),
});
