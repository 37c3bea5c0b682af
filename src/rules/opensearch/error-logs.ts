import { publishes } from './logs';
import { DOMAINS } from './scope';
import { fsbp, hipaa, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { OPENSEARCH_LOGS } from '../../facts/opensearch';
import { rule } from '../rule';

export const errorLogs = rule({
  id: 'opensearch.error-logs',
  title: 'OpenSearch domains log errors to CloudWatch Logs',
  why: 'Failed nodes, broken plugins and refused requests leave no other trace than this log.',
  fix: 'Publish `ES_APPLICATION_LOGS` in `LogPublishingOptions`, or use `SecureOpenSearchDomain`.',
  severity: 'medium',
  safeguard: Safeguard.LOG_EXPORTS,
  controls: [fsbp('Opensearch.4'), fsbp('ES.4'), nist80053r5('AU-2'), nist80053r5('AU-3'), nist80053r5('AU-12'), nist80053r5('SI-4(20)'),
    pciDss('10.2.1'), hipaa('164.312(b)')],
  appliesTo: DOMAINS,
  check: (domain) => publishes(domain, OPENSEARCH_LOGS.application),
});
