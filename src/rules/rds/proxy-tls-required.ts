import { cisDatabase, fsbp, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { isTrue } from '../expect';
import { rule } from '../rule';

export const proxyTlsRequired = rule({
  id: 'rds.proxy-tls-required',
  title: 'RDS proxies refuse connections without TLS',
  why: 'The proxy is the server that applications see: when it takes connections in the clear, the TLS of the database behind it protects nothing.',
  fix: 'Set `RequireTLS: true` on the `AWS::RDS::DBProxy`.',
  severity: 'medium',
  safeguard: Safeguard.ENCRYPTION_IN_TRANSIT,
  controls: [fsbp('RDS.43'), cisDatabase('2.3'), cisDatabase('3.6'), nist80053r5('SC-8'), nist80053r5('SC-8(1)'), nist80053r5('AC-17(2)'), pciDss('4.2.1')],
  appliesTo: ['AWS::RDS::DBProxy'],
  check: (resource) => isTrue(resource, 'RequireTLS'),
});
