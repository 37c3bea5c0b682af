import { RemovalPolicy } from 'aws-cdk-lib';
import { Safeguard } from '../../../src/core/safeguard';
import { Sabotage, INSTANCE, remove, resources, set, shortcut, unplanned } from '../sabotage-tools';
import { Built } from '../subjects';

const AURORA = ['SecureAuroraCluster (mysql)', 'SecureAuroraCluster (postgresql, serverless)', 'SecureAuroraCluster (behind a proxy)'];

const PROXIED = AURORA.slice(2, 3);

const SECONDARY = ['SecureAuroraSecondaryCluster'];

const GLOBAL = ['AuroraGlobalDatabase'];

const CLUSTER = 'AWS::RDS::DBCluster';
const GLOBAL_CLUSTER = 'AWS::RDS::GlobalCluster';

const ON_CLUSTERS: readonly (readonly [Safeguard, string, string, unknown, string])[] = [
  [Safeguard.ENCRYPTION_AT_REST, CLUSTER, 'StorageEncrypted', false, 'rds.storage-encrypted'],
  [Safeguard.CUSTOMER_MANAGED_KEY, CLUSTER, 'KmsKeyId', undefined, 'rds.customer-managed-key'],
  [Safeguard.PRIVATE_NETWORK, INSTANCE, 'PubliclyAccessible', true, 'rds.not-public'],
  [Safeguard.IAM_AUTHENTICATION, CLUSTER, 'EnableIAMDatabaseAuthentication', false, 'rds.iam-authentication'],
  [Safeguard.DELETION_PROTECTION, CLUSTER, 'DeletionProtection', false, 'rds.deletion-protection'],
  [Safeguard.BACKUPS, CLUSTER, 'BackupRetentionPeriod', 1, 'rds.backup-retention'],
  [Safeguard.HIGH_AVAILABILITY, INSTANCE, 'AvailabilityZone', 'eu-west-1a', 'rds.cluster-spans-zones'],
  [Safeguard.LOG_EXPORTS, CLUSTER, 'EnableCloudwatchLogsExports', undefined, 'rds.log-exports'],
  [Safeguard.ENHANCED_MONITORING, INSTANCE, 'MonitoringInterval', 0, 'rds.enhanced-monitoring'],
  [Safeguard.PERFORMANCE_INSIGHTS, INSTANCE, 'EnablePerformanceInsights', false, 'rds.insights-enabled'],
  [Safeguard.AUTOMATIC_PATCHING, INSTANCE, 'AutoMinorVersionUpgrade', false, 'rds.automatic-minor-upgrades'],
];

export const AURORA_SABOTAGE: readonly Sabotage[] = [
  unplanned(AURORA, 'rds.in-backup-plan'),
  ...ON_CLUSTERS.map(([safeguard, type, path, value, rule]) => ({ subjects: AURORA, safeguard, rules: [rule], apply: set(type, path, value) })),
  // minor versions are not installed in global databases, so a secondary cluster does not claim it
  ...ON_CLUSTERS.filter(([safeguard]) => safeguard !== Safeguard.AUTOMATIC_PATCHING)
    .map(([safeguard, type, path, value, rule]) => ({ subjects: SECONDARY, safeguard, rules: [rule], apply: set(type, path, value) })),
  {
    subjects: AURORA.slice(0, 1),
    safeguard: Safeguard.ENCRYPTION_IN_TRANSIT,
    rules: ['rds.tls-required'],
    apply: set('AWS::RDS::DBClusterParameterGroup', 'Parameters.require_secure_transport', '0'),
  },
  {
    subjects: AURORA.slice(0, 1),
    safeguard: Safeguard.LOG_EXPORTS,
    rules: ['rds.aurora-audit'],
    apply: set('AWS::RDS::DBClusterParameterGroup', 'Parameters.server_audit_logging', '0'),
  },
  {
    subjects: [...AURORA.slice(1), ...SECONDARY],
    safeguard: Safeguard.ENCRYPTION_IN_TRANSIT,
    rules: ['rds.tls-required'],
    apply: set('AWS::RDS::DBClusterParameterGroup', 'Parameters.rds\\.force_ssl', '0'),
  },
  {
    subjects: AURORA,
    safeguard: Safeguard.MANAGED_CREDENTIALS,
    rules: ['rds.managed-master-password'],
    apply: (built) => {
      set(CLUSTER, 'ManageMasterUserPassword', undefined)(built);
      set(CLUSTER, 'MasterUserPassword', 'correct horse battery staple')(built);
    },
  },
  { subjects: [...AURORA, ...SECONDARY], safeguard: Safeguard.TIERED_ACCESS, rules: ['graph.tier-skipped'], apply: shortcut },
  {
    subjects: [...AURORA, ...SECONDARY],
    safeguard: Safeguard.RETENTION,
    rules: ['rds.retained'],
    apply: (built) => resources(built, CLUSTER).forEach((cluster) => cluster.applyRemovalPolicy(RemovalPolicy.DESTROY)),
  },
  { subjects: SECONDARY, safeguard: Safeguard.ALARMS, rules: ['rds.cluster-alarmed', 'rds.global-lag-alarmed'], apply: remove('AWS::CloudWatch::Alarm') },
  { subjects: AURORA, safeguard: Safeguard.ALARMS, rules: ['rds.cluster-alarmed'], apply: remove('AWS::CloudWatch::Alarm') },
  {
    subjects: [...AURORA, ...SECONDARY],
    safeguard: Safeguard.EVENT_NOTIFICATIONS,
    rules: ['rds.cluster-events', 'rds.instance-events'],
    apply: set('AWS::RDS::EventSubscription', 'Enabled', false),
  },
  {
    subjects: AURORA.slice(0, 1),
    safeguard: Safeguard.SUPPORTED_ENGINE,
    rules: ['rds.supported-engine'],
    apply: set(CLUSTER, 'EngineVersion', '5.7.mysql_aurora.2.12.5'),
  },
  { subjects: [...AURORA.slice(1), ...SECONDARY], safeguard: Safeguard.SUPPORTED_ENGINE, rules: ['rds.supported-engine'], apply: set(CLUSTER, 'EngineVersion', '13.22') },
  {
    subjects: GLOBAL,
    safeguard: Safeguard.ENCRYPTION_AT_REST,
    rules: ['rds.global-storage-encrypted'],
    apply: (built) => {
      set(GLOBAL_CLUSTER, 'SourceDBClusterIdentifier', undefined)(built);
      set(GLOBAL_CLUSTER, 'Engine', 'aurora-postgresql')(built);
    },
  },
  { subjects: GLOBAL, safeguard: Safeguard.DELETION_PROTECTION, rules: ['rds.deletion-protection'], apply: set(GLOBAL_CLUSTER, 'DeletionProtection', false) },
  {
    subjects: GLOBAL,
    safeguard: Safeguard.RETENTION,
    rules: ['rds.retained'],
    apply: (built) => resources(built, GLOBAL_CLUSTER).forEach((cluster) => cluster.applyRemovalPolicy(RemovalPolicy.DESTROY)),
  },
  { subjects: PROXIED, safeguard: Safeguard.ENCRYPTION_IN_TRANSIT, rules: ['rds.proxy-tls-required'], apply: set('AWS::RDS::DBProxy', 'RequireTLS', false) },
  { subjects: PROXIED, safeguard: Safeguard.IAM_AUTHENTICATION, rules: ['rds.proxy-iam-required'], apply: set('AWS::RDS::DBProxy', 'DefaultAuthScheme', undefined) },
  { subjects: PROXIED, safeguard: Safeguard.LOG_EXPORTS, rules: ['rds.proxy-statements-unlogged'], apply: set('AWS::RDS::DBProxy', 'DebugLogging', true) },
  {
    subjects: PROXIED,
    safeguard: Safeguard.TIERED_ACCESS,
    rules: ['graph.tier-skipped'],
    apply: (built) => shortcut({ ...built, construct: built.construct.node.findChild('Proxy') as Built['construct'] }),
  },
];
