import { classicListeners } from './classic';
import { fsbp, hipaa, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { at, textOf } from '../../model/value';
import { rule } from '../rule';
import { fail, PASS, undecided } from '../verdict';

const ACM = 'AWS::CertificateManager::Certificate';

export const classicAcmCertificate = rule({
  id: 'elb.classic-acm-certificate',
  title: 'Classic load balancers use certificates of ACM',
  why: 'ACM renews its certificates; one that somebody uploaded runs out on a weekend, and its private key lies on a laptop.',
  fix: 'Set `SSLCertificateId` to the ARN of a certificate of ACM, or replace the classic load balancer by `WafProtectedAlb`.',
  severity: 'medium',
  safeguard: Safeguard.ENCRYPTION_IN_TRANSIT,
  controls: [fsbp('ELB.2'), nist80053r5('SC-8'), pciDss('4.2.1'), hipaa('164.312(e)(2)(ii)')],
  appliesTo: ['AWS::ElasticLoadBalancing::LoadBalancer'],
  check: (resource) => classicListeners(resource, (listener, where) => {
    const certificate = at(listener, 'SSLCertificateId');
    const plain = !['HTTPS', 'SSL'].includes(textOf(at(listener, 'Protocol'))?.toUpperCase() ?? '');
    if (plain || (certificate.kind === 'reference' && certificate.resource.type === ACM) || /:acm:/.test(textOf(certificate) ?? '')) {
      return PASS;
    }
    return certificate.kind === 'unknown'
      ? undecided(where, `a certificate is only known at deployment (${certificate.because})`) : fail(where, 'a listener has no certificate of ACM');
  }),
});
