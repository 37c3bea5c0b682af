import { publishes } from './logs';
import { DOMAINS } from './scope';
import { fsbp, hipaa, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { OPENSEARCH_LOGS } from '../../facts/opensearch';
import { rule } from '../rule';

export const auditLogs = rule({
  id: 'opensearch.audit-logs',
  title: 'OpenSearch domains log who did what to CloudWatch Logs',
  why: 'Without audit logs nobody can tell who read or changed an index, nor who tried and was refused.',
  fix: 'Publish `AUDIT_LOGS` in `LogPublishingOptions`, which needs fine-grained access control, or use `SecureOpenSearchDomain`; '
    + 'the security API switches them on.',
  severity: 'medium',
  safeguard: Safeguard.LOG_EXPORTS,
  controls: [fsbp('Opensearch.5'), fsbp('ES.5'), nist80053r5('AU-2'), nist80053r5('AU-3'), nist80053r5('AU-12'), nist80053r5('AC-2(4)'),
    nist80053r5('AU-6(3)'), nist80053r5('AU-10'), pciDss('10.2.1'), pciDss('10.2.1.2'), hipaa('164.312(b)')],
  appliesTo: DOMAINS,
  check: (domain) => publishes(domain, OPENSEARCH_LOGS.audit),
});
