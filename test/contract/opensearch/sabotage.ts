import { RemovalPolicy } from 'aws-cdk-lib';
import { Safeguard } from '../../../src/core/safeguard';
import { remove, resources, Sabotage, set, shortcut } from '../sabotage-tools';

const DOMAIN = 'AWS::OpenSearchService::Domain';
const subjects = ['SecureOpenSearchDomain'];

const ON_DOMAINS: readonly (readonly [Safeguard, string, unknown, string])[] = [
  [Safeguard.ENCRYPTION_AT_REST, 'EncryptionAtRestOptions.Enabled', false, 'opensearch.storage-encrypted'],
  [Safeguard.CUSTOMER_MANAGED_KEY, 'EncryptionAtRestOptions.KmsKeyId', undefined, 'opensearch.customer-managed-key'],
  [Safeguard.ENCRYPTION_IN_TRANSIT, 'NodeToNodeEncryptionOptions.Enabled', false, 'opensearch.node-to-node-encryption'],
  [Safeguard.ENCRYPTION_IN_TRANSIT, 'DomainEndpointOptions.EnforceHTTPS', false, 'opensearch.tls-required'],
  [Safeguard.ENCRYPTION_IN_TRANSIT, 'DomainEndpointOptions.TLSSecurityPolicy', 'Policy-Min-TLS-1-0-2019-07', 'opensearch.tls-required'],
  [Safeguard.PRIVATE_NETWORK, 'VPCOptions', undefined, 'opensearch.in-vpc'],
  [Safeguard.FINE_GRAINED_ACCESS, 'AdvancedSecurityOptions.Enabled', false, 'opensearch.fine-grained-access'],
  [Safeguard.FINE_GRAINED_ACCESS, 'AccessPolicies.Statement.0', { Effect: 'Allow', Principal: '*', Action: 'es:ESHttp*', Resource: '*' }, 'opensearch.no-anonymous-access'],
  [Safeguard.MANAGED_CREDENTIALS, 'AdvancedSecurityOptions.InternalUserDatabaseEnabled', true, 'opensearch.no-internal-users'],
  [Safeguard.HIGH_AVAILABILITY, 'ClusterConfig.ZoneAwarenessEnabled', false, 'opensearch.data-nodes'],
  [Safeguard.HIGH_AVAILABILITY, 'ClusterConfig.DedicatedMasterEnabled', false, 'opensearch.dedicated-masters'],
  [Safeguard.LOG_EXPORTS, 'LogPublishingOptions.AUDIT_LOGS', undefined, 'opensearch.audit-logs'],
  [Safeguard.LOG_EXPORTS, 'LogPublishingOptions.ES_APPLICATION_LOGS.Enabled', false, 'opensearch.error-logs'],
  [Safeguard.LOG_EXPORTS, 'LogPublishingOptions.INDEX_SLOW_LOGS', undefined, 'opensearch.slow-logs'],
  [Safeguard.AUTOMATIC_PATCHING, 'SoftwareUpdateOptions.AutoSoftwareUpdateEnabled', false, 'opensearch.automatic-updates'],
  [Safeguard.SUPPORTED_ENGINE, 'EngineVersion', 'OpenSearch_2.9', 'opensearch.supported-engine'],
];

export const OPENSEARCH_SABOTAGE: readonly Sabotage[] = [
  ...ON_DOMAINS.map(([safeguard, path, value, rule]) => ({ subjects, safeguard, rules: [rule], apply: set(DOMAIN, path, value) })),
  { subjects, safeguard: Safeguard.TIERED_ACCESS, rules: ['graph.tier-skipped'], apply: shortcut },
  {
    subjects,
    safeguard: Safeguard.RETENTION,
    rules: ['opensearch.retained'],
    apply: (built) => resources(built, DOMAIN).forEach((domain) => domain.applyRemovalPolicy(RemovalPolicy.DESTROY)),
  },
  {
    subjects,
    safeguard: Safeguard.RETENTION,
    rules: ['opensearch.upgraded-in-place'],
    apply: (built) => resources(built, DOMAIN).forEach((domain) => {
      domain.cfnOptions.updatePolicy = undefined;
    }),
  },
  { subjects, safeguard: Safeguard.ALARMS, rules: ['opensearch.alarmed'], apply: remove('AWS::CloudWatch::Alarm') },
];
