import { RemovalPolicy } from 'aws-cdk-lib';
import { Safeguard } from '../../../src/core/safeguard';
import { Sabotage, INSTANCE, remove, resources, set, shortcut, unplanned } from '../sabotage-tools';

/** Instances by engine, then what is like one. */
const REPLICA = ['SecureRdsReplica'];
const RDS = ['mysql', 'mariadb', 'postgres', 'oracle', 'sqlserver', 'db2', 'behind a proxy']
  .map((engine) => `SecureRdsInstance (${engine})`);

/** Engines that do not have a safeguard. */
const WITHOUT: Partial<Record<Safeguard, readonly string[]>> = {
  [Safeguard.IAM_AUTHENTICATION]: RDS.slice(3, 6),
  [Safeguard.PERFORMANCE_INSIGHTS]: RDS.slice(5, 6),
  // what a replica takes from its source
  [Safeguard.ENCRYPTION_AT_REST]: REPLICA,
  [Safeguard.CUSTOMER_MANAGED_KEY]: REPLICA,
  [Safeguard.BACKUPS]: REPLICA,
};

const ON_INSTANCES: readonly (readonly [Safeguard, string, unknown, string])[] = [
  [Safeguard.ENCRYPTION_AT_REST, 'StorageEncrypted', false, 'rds.storage-encrypted'],
  [Safeguard.CUSTOMER_MANAGED_KEY, 'KmsKeyId', undefined, 'rds.customer-managed-key'],
  [Safeguard.PRIVATE_NETWORK, 'PubliclyAccessible', true, 'rds.not-public'],
  [Safeguard.IAM_AUTHENTICATION, 'EnableIAMDatabaseAuthentication', false, 'rds.iam-authentication'],
  [Safeguard.DELETION_PROTECTION, 'DeletionProtection', false, 'rds.deletion-protection'],
  [Safeguard.BACKUPS, 'BackupRetentionPeriod', 1, 'rds.backup-retention'],
  [Safeguard.HIGH_AVAILABILITY, 'MultiAZ', false, 'rds.multi-az'],
  [Safeguard.STORAGE_AUTOSCALING, 'MaxAllocatedStorage', undefined, 'rds.storage-autoscaling'],
  [Safeguard.LOG_EXPORTS, 'EnableCloudwatchLogsExports', undefined, 'rds.log-exports'],
  [Safeguard.ENHANCED_MONITORING, 'MonitoringInterval', 0, 'rds.enhanced-monitoring'],
  [Safeguard.PERFORMANCE_INSIGHTS, 'EnablePerformanceInsights', false, 'rds.insights-enabled'],
  [Safeguard.AUTOMATIC_PATCHING, 'AutoMinorVersionUpgrade', false, 'rds.automatic-minor-upgrades'],
];

export const RDS_SABOTAGE: readonly Sabotage[] = [
  unplanned(RDS, 'rds.in-backup-plan'),
  ...ON_INSTANCES.map(([safeguard, path, value, rule]) => ({
    subjects: [...RDS, ...REPLICA].filter((name) => !(WITHOUT[safeguard] ?? []).includes(name)),
    safeguard,
    rules: [rule],
    apply: set(INSTANCE, path, value),
  })),
  {
    subjects: [...RDS.slice(0, 2), ...REPLICA],
    safeguard: Safeguard.ENCRYPTION_IN_TRANSIT,
    rules: ['rds.tls-required'],
    apply: set('AWS::RDS::DBParameterGroup', 'Parameters.require_secure_transport', '0'),
  },
  {
    subjects: [RDS[2], RDS[4], RDS[6]],
    safeguard: Safeguard.ENCRYPTION_IN_TRANSIT,
    rules: ['rds.tls-required'],
    apply: set('AWS::RDS::DBParameterGroup', 'Parameters.rds\\.force_ssl', '0'),
  },
  {
    subjects: RDS.slice(5, 6),
    safeguard: Safeguard.ENCRYPTION_IN_TRANSIT,
    rules: ['rds.tls-required'],
    apply: set('AWS::RDS::DBParameterGroup', 'Parameters.DB2COMM', 'TCPIP,SSL'),
  },
  {
    subjects: RDS,
    safeguard: Safeguard.MANAGED_CREDENTIALS,
    rules: ['rds.managed-master-password'],
    apply: (built) => {
      set(INSTANCE, 'ManageMasterUserPassword', undefined)(built);
      set(INSTANCE, 'MasterUserPassword', 'correct horse battery staple')(built);
    },
  },
  {
    subjects: [...RDS, ...REPLICA],
    safeguard: Safeguard.TIERED_ACCESS,
    rules: ['graph.tier-skipped'],
    apply: shortcut,
  },
  {
    subjects: RDS,
    safeguard: Safeguard.RETENTION,
    rules: ['rds.retained'],
    apply: (built) => resources(built, INSTANCE).forEach((instance) => instance.applyRemovalPolicy(RemovalPolicy.DESTROY)),
  },
  ...[['mysql', '5.7.44'], ['mariadb', '10.4.34'], ['postgres', '11.22'], ['behind a proxy', '11.22'], ['sqlserver', '12.00.6449.1.v1']].map(([engine, version]) => ({
    subjects: [`SecureRdsInstance (${engine})`],
    safeguard: Safeguard.SUPPORTED_ENGINE,
    rules: ['rds.supported-engine'],
    apply: set(INSTANCE, 'EngineVersion', version),
  })),
  {
    subjects: ['SecureRdsInstance (oracle)'],
    safeguard: Safeguard.ENCRYPTION_IN_TRANSIT,
    rules: ['rds.oracle-network-encryption'],
    apply: set('AWS::RDS::OptionGroup', 'OptionConfigurations', []),
  },
  { subjects: [...RDS, ...REPLICA], safeguard: Safeguard.ALARMS, rules: ['rds.alarmed'], apply: remove('AWS::CloudWatch::Alarm') },
  { subjects: [...RDS, ...REPLICA], safeguard: Safeguard.EVENT_NOTIFICATIONS, rules: ['rds.instance-events', 'rds.parameter-group-events'], apply: set('AWS::RDS::EventSubscription', 'Enabled', false) },
];
