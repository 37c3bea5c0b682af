import { DOMAINS } from './scope';
import { fsbp, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { isTrue } from '../expect';
import { rule } from '../rule';

export const fineGrainedAccess = rule({
  id: 'opensearch.fine-grained-access',
  title: 'OpenSearch domains have fine-grained access control',
  why: 'Without it whoever reaches the domain reads and deletes every index; IAM alone cannot tell documents, fields or actions apart.',
  fix: 'Set `AdvancedSecurityOptions.Enabled: true` with an IAM role as the master user, or use `SecureOpenSearchDomain`.',
  severity: 'high',
  safeguard: Safeguard.FINE_GRAINED_ACCESS,
  controls: [fsbp('Opensearch.7'), nist80053r5('AC-2(1)'), nist80053r5('AC-3'), nist80053r5('AC-3(15)'), nist80053r5('AC-3(7)'),
    nist80053r5('AC-6'), pciDss('7.2.1'), pciDss('7.2.5')],
  appliesTo: DOMAINS,
  check: (domain) => isTrue(domain, 'AdvancedSecurityOptions.Enabled'),
});
