import { DestructionFacts } from './destructive-actions';
import { isAtLeastVersion, SUPPORT_AS_OF } from './rds-engines';

/**
 * The TLS policies of a domain that AWS calls current, best first: TLS 1.2 and 1.3 with perfect forward secrecy.
 *
 * https://docs.aws.amazon.com/securityhub/latest/userguide/opensearch-controls.html#opensearch-8
 */
export const OPENSEARCH_TLS_POLICIES: readonly string[] = ['Policy-Min-TLS-1-2-PFS-2023-10'];

/** TLS 1.2 without the demand for forward secrecy: what remains when the safeguard is waived, since fine-grained access needs HTTPS. */
export const OPENSEARCH_RELAXED_TLS_POLICY = 'Policy-Min-TLS-1-2-2019-07';

/** The logs that a domain publishes, by their key in `LogPublishingOptions`. */
export const OPENSEARCH_LOGS = {
  audit: 'AUDIT_LOGS',
  application: 'ES_APPLICATION_LOGS',
  searchSlow: 'SEARCH_SLOW_LOGS',
  indexSlow: 'INDEX_SLOW_LOGS',
} as const;

/** The least number of data nodes and of dedicated masters: https://docs.aws.amazon.com/securityhub/latest/userguide/opensearch-controls.html#opensearch-6 */
export const OPENSEARCH_MIN_NODES = 3;

// Greater than 2 and not 4: https://docs.aws.amazon.com/opensearch-service/latest/APIReference/API_ClusterConfig.html
// "three or five": https://docs.aws.amazon.com/opensearch-service/latest/developerguide/managedomains-dedicatedmasternodes.html
export const OPENSEARCH_MASTER_COUNTS: readonly number[] = [3, 5];

/** The HTTP methods of a domain as IAM names them: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonopensearchservice.html */
export const OPENSEARCH_HTTP_ACTIONS = ['Delete', 'Get', 'Head', 'Patch', 'Post', 'Put'].map((method) => `es:ESHttp${method}`);

/** A domain and its indices. The service has no deletion protection, and no final snapshot. */
export const OPENSEARCH_DOMAIN_DESTRUCTION: DestructionFacts = {
  actions: [
    'es:DeleteDomain',
    'es:DeleteElasticsearchDomain',
    // access policy, master user, log publishing, number of nodes
    'es:UpdateDomainConfig',
    'es:UpdateElasticsearchDomainConfig',
    // deletes indices
    'es:ESHttpDelete',
  ],
  source: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonopensearchservice.html',
};

/** Instance families that cannot encrypt their storage: https://docs.aws.amazon.com/opensearch-service/latest/developerguide/encryption-at-rest.html */
export const FAMILIES_WITHOUT_ENCRYPTION: readonly string[] = ['m3', 'r3', 't2'];

/** Instance families with disks of their own, which take no volume: https://docs.aws.amazon.com/opensearch-service/latest/developerguide/supported-instance-types.html */
export const FAMILIES_WITH_OWN_DISKS: readonly string[] = ['i3', 'i4g', 'i4i', 'i7i', 'i8g', 'im4gn', 'oi2', 'r6gd', 'r7gd', 'r8gd'];

/**
 * The last days of standard support, as far as AWS has named them; what is not listed has none yet.
 *
 * https://aws.amazon.com/blogs/big-data/amazon-opensearch-service-announces-standard-and-extended-support-dates-for-elasticsearch-and-opensearch-versions/
 * https://docs.aws.amazon.com/opensearch-service/latest/developerguide/what-is.html#choosing-version
 */
const SUPPORT_ENDS: readonly { readonly engine: string; readonly before: string; readonly ends: string; readonly except: readonly string[] }[] = [
  { engine: 'OpenSearch', before: '2.10', ends: '2025-11-07', except: ['1.3'] },
  { engine: 'Elasticsearch', before: '7.9', ends: '2025-11-07', except: ['6.8'] },
];

/** The last day of standard support of `OpenSearch_2.5` or `Elasticsearch_7.1`, if it has passed. */
export function endedOpenSearchSupport(engineVersion: string): string | undefined {
  const [engine, version = ''] = engineVersion.split('_');
  const fact = SUPPORT_ENDS.find((row) => row.engine === engine);
  const ended = /^\d+\.\d+$/.test(version) && fact !== undefined && fact.ends < SUPPORT_AS_OF
    && !isAtLeastVersion(version, fact.before) && !fact.except.includes(version);
  return ended ? fact.ends : undefined;
}
