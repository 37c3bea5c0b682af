import { DOMAINS } from './scope';
import { fsbp, hipaa, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { OPENSEARCH_TLS_POLICIES } from '../../facts/opensearch';
import { isTrue, oneOf } from '../expect';
import { rule } from '../rule';
import { all } from '../verdict';

export const tlsRequired = rule({
  id: 'opensearch.tls-required',
  title: 'OpenSearch domains refuse plain HTTP and old versions of TLS',
  why: 'Requests in the clear give away data and signed headers; TLS 1.0 and key exchanges without forward secrecy can be decrypted later.',
  fix: 'Set `EnforceHTTPS: true` and the newest `TLSSecurityPolicy` in `DomainEndpointOptions`, or use `SecureOpenSearchDomain`.',
  severity: 'medium',
  safeguard: Safeguard.ENCRYPTION_IN_TRANSIT,
  controls: [fsbp('Opensearch.8'), fsbp('ES.8'), nist80053r5('AC-17(2)'), nist80053r5('SC-8'), nist80053r5('SC-8(1)'),
    nist80053r5('SC-12(3)'), nist80053r5('SC-13'), nist80053r5('SC-23'), pciDss('4.2.1'), hipaa('164.312(e)(1)'),
    hipaa('164.312(e)(2)(i)')],
  appliesTo: DOMAINS,
  check: (domain) => all(
    isTrue(domain, 'DomainEndpointOptions.EnforceHTTPS'),
    oneOf(domain, 'DomainEndpointOptions.TLSSecurityPolicy', OPENSEARCH_TLS_POLICIES),
  ),
});
