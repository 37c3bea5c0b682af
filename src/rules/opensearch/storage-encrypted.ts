import { DOMAINS } from './scope';
import { fsbp, hipaa, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { isTrue } from '../expect';
import { rule } from '../rule';

export const storageEncrypted = rule({
  id: 'opensearch.storage-encrypted',
  title: 'OpenSearch domains encrypt their storage',
  why: 'Whoever gets at an unencrypted volume or snapshot reads every index; fine-grained access control and audit logs need encryption as well.',
  fix: 'Set `EncryptionAtRestOptions.Enabled: true`, or use `SecureOpenSearchDomain`; changing it later can replace the domain.',
  severity: 'medium',
  safeguard: Safeguard.ENCRYPTION_AT_REST,
  controls: [fsbp('Opensearch.1'), fsbp('ES.1'), nist80053r5('SC-28'), nist80053r5('SC-28(1)'), nist80053r5('SC-13'),
    nist80053r5('CM-3(6)'), pciDss('3.5.1'), hipaa('164.312(a)(2)(iv)')],
  appliesTo: DOMAINS,
  check: (domain) => isTrue(domain, 'EncryptionAtRestOptions.Enabled'),
});
