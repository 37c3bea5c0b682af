import { RemovalPolicy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Safeguard } from '../../../src/core/safeguard';
import { SecureRedshiftCluster } from '../../../src/databases/redshift/secure-redshift-cluster';
import { remove, resources, Sabotage, set, shortcut } from '../sabotage-tools';

const CLUSTER = 'AWS::Redshift::Cluster';
const GROUP = 'AWS::Redshift::ClusterParameterGroup';

const ON_CLUSTERS: readonly (readonly [Safeguard, string, unknown, string])[] = [
  [Safeguard.ENCRYPTION_AT_REST, 'Encrypted', false, 'redshift.encrypted'],
  [Safeguard.CUSTOMER_MANAGED_KEY, 'KmsKeyId', undefined, 'redshift.customer-managed-key'],
  [Safeguard.PRIVATE_NETWORK, 'PubliclyAccessible', true, 'redshift.not-public'],
  [Safeguard.PRIVATE_NETWORK, 'EnhancedVpcRouting', false, 'redshift.enhanced-vpc-routing'],
  [Safeguard.PRIVATE_NETWORK, 'ClusterSubnetGroupName', 'default', 'redshift.subnet-group-given'],
  [Safeguard.BACKUPS, 'AutomatedSnapshotRetentionPeriod', 1, 'redshift.snapshot-retention'],
  [Safeguard.HIGH_AVAILABILITY, 'MultiAZ', false, 'redshift.multi-az'],
  [Safeguard.LOG_EXPORTS, 'LoggingProperties', undefined, 'redshift.audit-logging'],
  [Safeguard.AUTOMATIC_PATCHING, 'AllowVersionUpgrade', false, 'redshift.version-upgrades'],
  [Safeguard.MANAGED_CREDENTIALS, 'MasterUsername', 'awsuser', 'redshift.custom-admin-username'],
  [Safeguard.MANAGED_CREDENTIALS, 'DBName', 'dev', 'redshift.custom-database-name'],
];

const NAMESPACE = 'AWS::RedshiftServerless::Namespace';
const WORKGROUP = 'AWS::RedshiftServerless::Workgroup';

const ON_SERVERLESS: readonly (readonly [Safeguard, string, string, unknown, string])[] = [
  [Safeguard.CUSTOMER_MANAGED_KEY, NAMESPACE, 'KmsKeyId', undefined, 'redshiftserverless.customer-managed-key'],
  [Safeguard.PRIVATE_NETWORK, WORKGROUP, 'PubliclyAccessible', true, 'redshiftserverless.not-public'],
  [Safeguard.PRIVATE_NETWORK, WORKGROUP, 'EnhancedVpcRouting', false, 'redshiftserverless.enhanced-vpc-routing'],
  [Safeguard.MANAGED_CREDENTIALS, NAMESPACE, 'AdminUsername', 'admin', 'redshiftserverless.custom-admin-username'],
  [Safeguard.MANAGED_CREDENTIALS, NAMESPACE, 'DbName', 'dev', 'redshiftserverless.custom-database-name'],
  [Safeguard.MANAGED_CREDENTIALS, NAMESPACE, 'ManageAdminPassword', undefined, 'redshiftserverless.managed-admin-password'],
  [Safeguard.ENCRYPTION_IN_TRANSIT, WORKGROUP, 'ConfigParameters.0.ParameterValue', 'false', 'redshiftserverless.tls-required'],
  [Safeguard.LOG_EXPORTS, WORKGROUP, 'ConfigParameters.2.ParameterValue', 'false', 'redshiftserverless.user-activity-logged'],
  [Safeguard.LOG_EXPORTS, NAMESPACE, 'LogExports', ['useractivitylog'], 'redshiftserverless.log-exports'],
];

const CLUSTERS = ['SecureRedshiftCluster'];
const SERVERLESS = ['SecureRedshiftServerless'];

/** What takes the safeguards of Redshift away. */
export const REDSHIFT_SABOTAGE: readonly Sabotage[] = [
  ...ON_CLUSTERS.map(([safeguard, path, value, rule]) => ({ subjects: CLUSTERS, safeguard, rules: [rule], apply: set(CLUSTER, path, value) })),
  {
    subjects: CLUSTERS,
    safeguard: Safeguard.ENCRYPTION_IN_TRANSIT,
    rules: ['redshift.tls-required'],
    apply: set(GROUP, 'Parameters.0.ParameterValue', 'false'),
  },
  {
    subjects: CLUSTERS,
    safeguard: Safeguard.LOG_EXPORTS,
    rules: ['redshift.user-activity-logged'],
    apply: set(GROUP, 'Parameters.2.ParameterValue', 'false'),
  },
  {
    subjects: CLUSTERS,
    safeguard: Safeguard.MANAGED_CREDENTIALS,
    rules: ['redshift.managed-admin-password'],
    apply: (built) => {
      set(CLUSTER, 'ManageMasterPassword', undefined)(built);
      set(CLUSTER, 'MasterUserPassword', 'Correct1horse2battery')(built);
    },
  },
  {
    subjects: CLUSTERS,
    safeguard: Safeguard.RETENTION,
    rules: ['redshift.automated-snapshots-kept', 'redshift.retained'],
    apply: (built) => resources(built, CLUSTER).forEach((cluster) => cluster.applyRemovalPolicy(RemovalPolicy.DESTROY)),
  },
  ...ON_SERVERLESS.map(([safeguard, type, path, value, rule]) => ({ subjects: SERVERLESS, safeguard, rules: [rule], apply: set(type, path, value) })),
  {
    subjects: SERVERLESS,
    safeguard: Safeguard.RETENTION,
    rules: ['redshiftserverless.recovery-points-kept', 'redshiftserverless.retained'],
    apply: (built) => resources(built, NAMESPACE).forEach((namespace) => namespace.applyRemovalPolicy(RemovalPolicy.DESTROY)),
  },
  { subjects: SERVERLESS, safeguard: Safeguard.ALARMS, rules: ['redshiftserverless.alarmed'], apply: remove('AWS::CloudWatch::Alarm') },
  { subjects: [...CLUSTERS, ...SERVERLESS], safeguard: Safeguard.TIERED_ACCESS, rules: ['graph.tier-skipped'], apply: shortcut },
  {
    subjects: ['RedshiftDatabaseGrants', 'RedshiftSnapshotCopyGrant'],
    safeguard: Safeguard.CUSTOMER_MANAGED_KEY,
    rules: ['logs.customer-managed-key'],
    apply: set('AWS::Logs::LogGroup', 'KmsKeyId', undefined),
  },
  {
    subjects: ['RedshiftDatabaseGrants'],
    safeguard: Safeguard.MANAGED_CREDENTIALS,
    rules: ['secretsmanager.master-secret-unread'],
    apply: ({ stack }) => {
      const { masterSecret } = stack.node.findChild('Warehouse') as SecureRedshiftCluster;
      const application = new iam.Role(stack, 'Application', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
      new iam.ManagedPolicy(stack, 'ReadsTheAdminSecret', {
        roles: [application],
        statements: [new iam.PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [masterSecret.secretArn] })],
      });
    },
  },
  { subjects: CLUSTERS, safeguard: Safeguard.ALARMS, rules: ['redshift.alarmed'], apply: remove('AWS::CloudWatch::Alarm') },
  { subjects: CLUSTERS, safeguard: Safeguard.EVENT_NOTIFICATIONS, rules: ['redshift.events'], apply: set('AWS::Redshift::EventSubscription', 'Enabled', false) },
];
