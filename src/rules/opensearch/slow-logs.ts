import { publishes } from './logs';
import { DOMAINS } from './scope';
import { nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { OPENSEARCH_LOGS } from '../../facts/opensearch';
import { rule } from '../rule';
import { all } from '../verdict';

export const slowLogs = rule({
  id: 'opensearch.slow-logs',
  title: 'OpenSearch domains log slow searches and slow indexing to CloudWatch Logs',
  why: 'An expensive query that takes the domain down, by mistake or on purpose, is found in the slow logs and nowhere else.',
  fix: 'Publish `SEARCH_SLOW_LOGS` and `INDEX_SLOW_LOGS` in `LogPublishingOptions`, or use `SecureOpenSearchDomain`.',
  severity: 'medium',
  safeguard: Safeguard.LOG_EXPORTS,
  controls: [nist80053r5('AU-12'), nist80053r5('SI-4(20)')],
  appliesTo: DOMAINS,
  check: (domain) => all(publishes(domain, OPENSEARCH_LOGS.searchSlow), publishes(domain, OPENSEARCH_LOGS.indexSlow)),
});
