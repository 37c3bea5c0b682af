import { DOMAINS } from './scope';
import { fsbp, hipaa, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { isTrue } from '../expect';
import { rule } from '../rule';

export const nodeToNodeEncryption = rule({
  id: 'opensearch.node-to-node-encryption',
  title: 'OpenSearch domains encrypt the traffic between their nodes',
  why: 'Shards and search results travel between nodes in the clear, past anything that TLS at the endpoint protects.',
  fix: 'Set `NodeToNodeEncryptionOptions.Enabled: true`, or use `SecureOpenSearchDomain`; it cannot be switched off again.',
  severity: 'medium',
  safeguard: Safeguard.ENCRYPTION_IN_TRANSIT,
  controls: [fsbp('Opensearch.3'), fsbp('ES.3'), nist80053r5('SC-8'), nist80053r5('SC-8(1)'), nist80053r5('SC-8(2)'), nist80053r5('SC-13'),
    nist80053r5('SC-23'), pciDss('4.2.1'), hipaa('164.312(e)(1)'), hipaa('164.312(e)(2)(ii)')],
  appliesTo: DOMAINS,
  check: (domain) => isTrue(domain, 'NodeToNodeEncryptionOptions.Enabled'),
});
