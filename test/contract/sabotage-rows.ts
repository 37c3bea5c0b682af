import { CfnResource, RemovalPolicy } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Built } from './subjects';
import { Safeguard } from '../../src/core/safeguard';
import { SecureRdsInstance } from '../../src/databases/rds/secure-rds-instance';
import { ITieredNetwork } from '../../src/foundation/network/network';

/** One way in which a user takes a safeguard away behind the construct's back. */
export interface Sabotage {
  /** The names of the subjects that it is tried on. */
  readonly subjects: readonly string[];
  readonly safeguard: Safeguard;

  /** The rules that must fire, and no others. */
  readonly rules: readonly string[];

  apply(built: Built): void;
}

const RDS = ['mysql', 'mariadb', 'postgres', 'oracle', 'sqlserver', 'db2'].map((engine) => `SecureRdsInstance (${engine})`);

/** Engines that do not have a safeguard. */
const WITHOUT: Partial<Record<Safeguard, readonly string[]>> = {
  [Safeguard.IAM_AUTHENTICATION]: RDS.slice(3),
  [Safeguard.PERFORMANCE_INSIGHTS]: RDS.slice(5),
};
const INSTANCE = 'AWS::RDS::DBInstance';

/** The resources of a type that a construct made. */
function resources({ construct }: Built, type: string): CfnResource[] {
  return construct.node.findAll().filter(CfnResource.isCfnResource).filter(({ cfnResourceType }) => cfnResourceType === type);
}

/** Override a property of every resource of a type; `undefined` removes it. */
function set(type: string, path: string, value: unknown): Sabotage['apply'] {
  return (built) => resources(built, type).forEach((resource) => (
    value === undefined ? resource.addPropertyDeletionOverride(path) : resource.addPropertyOverride(path, value)));
}

/** Remove every resource of a type from the app. */
function remove(type: string): Sabotage['apply'] {
  return (built) => resources(built, type).forEach(({ node }) => node.scope!.node.tryRemoveChild(node.id));
}

/** Take a load balancer attribute back to what the service does by default. */
function attribute(key: string, value: string): Sabotage['apply'] {
  return (built) => resources(built, 'AWS::ElasticLoadBalancingV2::LoadBalancer').forEach((balancer) => {
    const { loadBalancerAttributes } = balancer as unknown as { loadBalancerAttributes: unknown };
    const attributes = built.stack.resolve(loadBalancerAttributes) as { key: string; value: string }[];
    const index = attributes.findIndex((candidate) => candidate.key === key);
    balancer.addPropertyOverride(`LoadBalancerAttributes.${index}.Value`, value);
  });
}

/** Let the web tier past the application, to the port of a store or of its proxy. */
function shortcut({ stack, construct }: Built): void {
  const { securityGroup, port } = construct as unknown as { securityGroup: ec2.ISecurityGroup; port: number };
  const network = stack.node.findChild('Network') as unknown as { webSecurityGroup: ec2.ISecurityGroup };
  new ec2.CfnSecurityGroupIngress(stack, 'Shortcut', {
    groupId: securityGroup.securityGroupId,
    sourceSecurityGroupId: network.webSecurityGroup.securityGroupId,
    ipProtocol: 'tcp',
    fromPort: port,
    toPort: port,
    description: 'the load balancer asks the database itself',
  });
}

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

const RDS_SABOTAGE: readonly Sabotage[] = [
  ...ON_INSTANCES.map(([safeguard, path, value, rule]) => ({
    subjects: RDS.filter((name) => !(WITHOUT[safeguard] ?? []).includes(name)), safeguard, rules: [rule], apply: set(INSTANCE, path, value),
  })),
  {
    subjects: RDS.slice(0, 2),
    safeguard: Safeguard.ENCRYPTION_IN_TRANSIT,
    rules: ['rds.tls-required'],
    apply: set('AWS::RDS::DBParameterGroup', 'Parameters.require_secure_transport', '0'),
  },
  {
    subjects: [RDS[2], RDS[4]],
    safeguard: Safeguard.ENCRYPTION_IN_TRANSIT,
    rules: ['rds.tls-required'],
    apply: set('AWS::RDS::DBParameterGroup', 'Parameters.rds\\.force_ssl', '0'),
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
    subjects: RDS.slice(0, 5),
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
  ...[['mysql', '5.7.44'], ['mariadb', '10.4.34'], ['postgres', '11.22'], ['sqlserver', '12.00.6449.1.v1']].map(([engine, version]) => ({
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
  { subjects: RDS, safeguard: Safeguard.ALARMS, rules: ['rds.alarmed'], apply: remove('AWS::CloudWatch::Alarm') },
  { subjects: RDS, safeguard: Safeguard.EVENT_NOTIFICATIONS, rules: ['rds.instance-events', 'rds.parameter-group-events'], apply: set('AWS::RDS::EventSubscription', 'Enabled', false) },
];

/** The key policy as it was, without the statements that admit services. */
function withoutPublishers(built: Built): void {
  for (const key of resources(built, 'AWS::KMS::Key')) {
    const { Statement } = built.stack.resolve((key as kms.CfnKey).keyPolicy) as { Statement: { Principal: { Service?: unknown } }[] };
    key.addPropertyOverride('KeyPolicy.Statement', Statement.filter(({ Principal }) => Principal.Service === undefined));
  }
}

const AURORA = ['SecureAuroraCluster (mysql)', 'SecureAuroraCluster (postgresql, serverless)', 'SecureAuroraCluster (behind a proxy)'];
const PROXIED = AURORA.slice(2);
const CLUSTER = 'AWS::RDS::DBCluster';

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

/** What takes the safeguards of database users away. */
const USERS_SABOTAGE: readonly Sabotage[] = [
  {
    subjects: ['DatabaseUsers'],
    safeguard: Safeguard.CUSTOMER_MANAGED_KEY,
    rules: ['logs.customer-managed-key'],
    apply: set('AWS::Logs::LogGroup', 'KmsKeyId', undefined),
  },
  {
    subjects: ['DatabaseUsers'],
    safeguard: Safeguard.MANAGED_CREDENTIALS,
    rules: ['secretsmanager.master-secret-unread'],
    apply: ({ stack }) => {
      const { masterSecret } = stack.node.findChild('Orders') as SecureRdsInstance;
      const application = new iam.Role(stack, 'Application', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
      new iam.ManagedPolicy(stack, 'ReadsTheMasterSecret', {
        roles: [application],
        statements: [new iam.PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [masterSecret!.secretArn] })],
      });
    },
  },
];

const AURORA_SABOTAGE: readonly Sabotage[] = [
  ...ON_CLUSTERS.map(([safeguard, type, path, value, rule]) => ({ subjects: AURORA, safeguard, rules: [rule], apply: set(type, path, value) })),
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
    subjects: AURORA.slice(1),
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
  { subjects: AURORA, safeguard: Safeguard.TIERED_ACCESS, rules: ['graph.tier-skipped'], apply: shortcut },
  {
    subjects: AURORA,
    safeguard: Safeguard.RETENTION,
    rules: ['rds.retained'],
    apply: (built) => resources(built, CLUSTER).forEach((cluster) => cluster.applyRemovalPolicy(RemovalPolicy.DESTROY)),
  },
  { subjects: AURORA, safeguard: Safeguard.ALARMS, rules: ['rds.cluster-alarmed'], apply: remove('AWS::CloudWatch::Alarm') },
  {
    subjects: AURORA,
    safeguard: Safeguard.EVENT_NOTIFICATIONS,
    rules: ['rds.cluster-events', 'rds.instance-events'],
    apply: set('AWS::RDS::EventSubscription', 'Enabled', false),
  },
  { subjects: AURORA.slice(1), safeguard: Safeguard.SUPPORTED_ENGINE, rules: ['rds.supported-engine'], apply: set(CLUSTER, 'EngineVersion', '13.22') },
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

const FOUNDATION_SABOTAGE: readonly Sabotage[] = [
  { subjects: ['DataKey'], safeguard: Safeguard.KEY_ROTATION, rules: ['kms.key-rotation'], apply: set('AWS::KMS::Key', 'EnableKeyRotation', false) },
  {
    subjects: ['DataKey'],
    safeguard: Safeguard.KEY_DELETION_GUARD,
    rules: ['kms.deletion-needs-mfa'],
    apply: set('AWS::KMS::Key', 'KeyPolicy.Statement.1.Condition', { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } }),
  },
  {
    subjects: ['DataKey'],
    safeguard: Safeguard.RETENTION,
    rules: ['kms.retained'],
    apply: (built) => resources(built, 'AWS::KMS::Key').forEach((key) => key.applyRemovalPolicy(RemovalPolicy.DESTROY)),
  },
  {
    subjects: ['AlertTopic'],
    safeguard: Safeguard.ENCRYPTION_AT_REST,
    rules: ['sns.customer-managed-key'],
    apply: set('AWS::SNS::Topic', 'KmsMasterKeyId', undefined),
  },
  {
    subjects: ['AlertTopic'],
    safeguard: Safeguard.CUSTOMER_MANAGED_KEY,
    rules: ['sns.customer-managed-key'],
    apply: set('AWS::SNS::Topic', 'KmsMasterKeyId', 'alias/aws/sns'),
  },
  {
    subjects: ['AlertTopic'],
    safeguard: Safeguard.ENCRYPTION_IN_TRANSIT,
    rules: ['sns.tls-only'],
    apply: set('AWS::SNS::TopicPolicy', 'PolicyDocument.Statement', []),
  },
  {
    subjects: ['AlertTopic'],
    safeguard: Safeguard.ALERT_DELIVERY,
    rules: ['sns.key-admits-publishers'],
    apply: withoutPublishers,
  },
];

const NETWORK_SABOTAGE: readonly Sabotage[] = [
  { subjects: ['TieredNetwork'], safeguard: Safeguard.FLOW_LOGS, rules: ['vpc.flow-logs'], apply: remove('AWS::EC2::FlowLog') },
  {
    subjects: ['TieredNetwork'],
    safeguard: Safeguard.NETWORK_ACL,
    rules: ['vpc.acl-used', 'vpc.data-subnets-have-acl'],
    apply: remove('AWS::EC2::SubnetNetworkAclAssociation'),
  },
  {
    subjects: ['TieredNetwork'],
    safeguard: Safeguard.CLOSED_DEFAULT_SECURITY_GROUP,
    rules: ['vpc.default-security-group-closed'],
    apply: remove('Custom::VpcRestrictDefaultSG'),
  },
  {
    subjects: ['TieredNetwork'],
    safeguard: Safeguard.PRIVATE_ENDPOINTS,
    rules: ['vpc.endpoint-policy-limited'],
    apply: set('AWS::EC2::VPCEndpoint', 'PolicyDocument', undefined),
  },
  {
    subjects: ['TieredNetwork'],
    safeguard: Safeguard.ENCRYPTION_AT_REST,
    rules: ['logs.customer-managed-key'],
    apply: set('AWS::Logs::LogGroup', 'KmsKeyId', undefined),
  },
  {
    subjects: ['TieredNetwork'],
    safeguard: Safeguard.CUSTOMER_MANAGED_KEY,
    rules: ['logs.customer-managed-key'],
    apply: set('AWS::Logs::LogGroup', 'KmsKeyId', undefined),
  },
  {
    subjects: ['TieredNetwork'],
    safeguard: Safeguard.PRIVATE_NETWORK,
    rules: ['vpc.no-public-ip-on-launch'],
    apply: set('AWS::EC2::Subnet', 'MapPublicIpOnLaunch', true),
  },
];

const NETWORKS = ['TieredNetwork', 'TieredNetwork.fromVpc'];
const TIER_SABOTAGE: readonly Sabotage[] = [
  {
    subjects: NETWORKS,
    safeguard: Safeguard.TIERED_ACCESS,
    rules: ['vpc.only-web-ports-open'],
    apply: ({ construct, stack }) => {
      const { appSecurityGroup } = construct as unknown as ITieredNetwork;
      new ec2.CfnSecurityGroupIngress(stack, 'Shortcut', {
        groupId: appSecurityGroup.securityGroupId, cidrIp: '0.0.0.0/0', ipProtocol: 'tcp', fromPort: 4444, toPort: 4444, description: 'past the load balancer',
      });
    },
  },
];

const PERIMETER = ['WafProtectedAlb'];
const PERIMETER_SABOTAGE: readonly Sabotage[] = [
  {
    subjects: PERIMETER,
    safeguard: Safeguard.ENCRYPTION_IN_TRANSIT,
    rules: ['elb.tls-policy'],
    apply: set('AWS::ElasticLoadBalancingV2::Listener', 'SslPolicy', 'ELBSecurityPolicy-2016-08'),
  },
  {
    subjects: PERIMETER,
    safeguard: Safeguard.REQUEST_HYGIENE,
    rules: ['elb.drop-invalid-headers'],
    apply: attribute('routing.http.drop_invalid_header_fields.enabled', 'false'),
  },
  { subjects: PERIMETER, safeguard: Safeguard.DELETION_PROTECTION, rules: ['elb.deletion-protection'], apply: attribute('deletion_protection.enabled', 'false') },
  { subjects: PERIMETER, safeguard: Safeguard.ACCESS_LOGS, rules: ['elb.access-logs'], apply: attribute('access_logs.s3.enabled', 'false') },
  { subjects: PERIMETER, safeguard: Safeguard.WEB_FIREWALL, rules: ['elb.web-acl'], apply: remove('AWS::WAFv2::WebACLAssociation') },
  { subjects: PERIMETER, safeguard: Safeguard.FIREWALL_LOGS, rules: ['wafv2.logging'], apply: remove('AWS::WAFv2::LoggingConfiguration') },
  {
    subjects: PERIMETER,
    safeguard: Safeguard.RETENTION,
    rules: ['s3.retained'],
    apply: (built) => resources(built, 'AWS::S3::Bucket').forEach((bucket) => bucket.applyRemovalPolicy(RemovalPolicy.DESTROY)),
  },
];

/** Every safeguard of every construct, taken away through the escape hatch. */
export const SABOTAGE: readonly Sabotage[] = [
  ...RDS_SABOTAGE, ...AURORA_SABOTAGE, ...FOUNDATION_SABOTAGE, ...NETWORK_SABOTAGE, ...TIER_SABOTAGE, ...PERIMETER_SABOTAGE, ...USERS_SABOTAGE,
];
