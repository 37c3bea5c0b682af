import { MEMBER_BY } from './stateful-types';

/** How CloudFormation removes one kind of resource, and what stands in its way. */
export interface RemovalFacts {
  /** What makes the service refuse the deletion. */
  readonly protection?: ProtectionProperty;

  /**
   * What is left of the data.
   *
   * - `snapshot`: CloudFormation takes one where `DeletionPolicy` is Snapshot
   * - `final-snapshot`: the service takes one where `finalSnapshot` is named
   * - `backups`: those that stand apart from the store, as long as they are on
   * - `nothing`
   * - `no-data`: the resource holds none, or only copies
   */
  readonly leaves: 'snapshot' | 'final-snapshot' | 'backups' | 'nothing' | 'no-data';

  /** The property that makes it a member of a cluster: the snapshot is that of the cluster. */
  readonly memberBy?: string;

  /** The property that makes CloudFormation ignore the policies of the resource, and remove it whatever they say. */
  readonly policiesIgnoredBy?: string;

  /** The property that names the final snapshot, and the one that names the store. */
  readonly finalSnapshot?: { readonly property: string; readonly store: string };

  /** Where AWS says so. */
  readonly source: string;
}

/** The property that protects a resource against its deletion, and the value that does not. */
export interface ProtectionProperty {
  readonly property: string;
  readonly off: boolean | string;

  /** The list whose items have the property: those with this `Key`, or all. */
  readonly list?: { readonly property: string; readonly key?: string };
}

const REFERENCE = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-';

// Which types CloudFormation takes a snapshot of: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html
const BY_CLOUDFORMATION = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html';

/** By type: the stores, and what stands before them. */
export const REMOVAL: Readonly<Record<string, RemovalFacts>> = {
  'AWS::RDS::DBInstance': {
    protection: { property: 'DeletionProtection', off: false },
    leaves: 'snapshot',
    memberBy: MEMBER_BY['AWS::RDS::DBInstance'],
    // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbinstance.html#cfn-rds-dbinstance-sourcedbinstanceidentifier
    policiesIgnoredBy: 'SourceDBInstanceIdentifier',
    source: BY_CLOUDFORMATION,
  },
  'AWS::RDS::DBCluster': { protection: { property: 'DeletionProtection', off: false }, leaves: 'snapshot', source: BY_CLOUDFORMATION },
  // its clusters are taken out of it, and stay
  'AWS::RDS::GlobalCluster': { protection: { property: 'DeletionProtection', off: false }, leaves: 'no-data', source: `${REFERENCE}rds-globalcluster.html` },
  'AWS::DynamoDB::GlobalTable': {
    protection: { property: 'DeletionProtectionEnabled', off: false, list: { property: 'Replicas' } },
    // with point-in-time recovery DynamoDB keeps a backup of the deleted table for 35 days; recovery points of AWS Backup stay in their vault
    leaves: 'backups',
    source: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/PointInTimeRecovery_Howitworks.html#howitworks-pitr-deleting-table',
  },
  'AWS::Redshift::Cluster': { leaves: 'snapshot', source: BY_CLOUDFORMATION },
  'AWS::RedshiftServerless::Namespace': {
    leaves: 'final-snapshot',
    finalSnapshot: { property: 'FinalSnapshotName', store: 'NamespaceName' },
    source: `${REFERENCE}redshiftserverless-namespace.html`,
  },
  'AWS::RedshiftServerless::Workgroup': { leaves: 'no-data', source: `${REFERENCE}redshiftserverless-workgroup.html` },
  'AWS::ElastiCache::ReplicationGroup': { leaves: 'snapshot', source: BY_CLOUDFORMATION },
  'AWS::ElastiCache::ServerlessCache': {
    leaves: 'final-snapshot',
    finalSnapshot: { property: 'FinalSnapshotName', store: 'ServerlessCacheName' },
    source: `${REFERENCE}elasticache-serverlesscache.html`,
  },
  // of Memcached there are no snapshots: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/SelectEngine.html
  'AWS::ElastiCache::CacheCluster': { leaves: 'no-data', source: `${REFERENCE}elasticache-cachecluster.html` },
  'AWS::DAX::Cluster': { leaves: 'no-data', source: `${REFERENCE}dax-cluster.html` },
  // automated snapshots go with the domain: https://docs.aws.amazon.com/opensearch-service/latest/developerguide/managedomains-snapshots.html
  'AWS::OpenSearchService::Domain': { leaves: 'nothing', source: `${REFERENCE}opensearchservice-domain.html` },
  'AWS::ElasticLoadBalancingV2::LoadBalancer': {
    protection: { property: 'Value', off: 'false', list: { property: 'LoadBalancerAttributes', key: 'deletion_protection.enabled' } },
    leaves: 'no-data',
    source: `${REFERENCE}elasticloadbalancingv2-loadbalancer.html`,
  },
};

/**
 * What has no use without its store and goes with it. Option groups are not among them: RDS keeps one as long as a snapshot refers to it
 * (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithOptionGroups.html).
 */
export const GOES_WITH_THE_STORE: readonly string[] = [
  'AWS::EC2::SecurityGroup',
  'AWS::RDS::DBSubnetGroup',
  'AWS::RDS::DBParameterGroup',
  'AWS::RDS::DBClusterParameterGroup',
  'AWS::Redshift::ClusterSubnetGroup',
  'AWS::Redshift::ClusterParameterGroup',
  'AWS::ElastiCache::SubnetGroup',
  'AWS::ElastiCache::ParameterGroup',
  'AWS::ElastiCache::User',
  'AWS::ElastiCache::UserGroup',
  'AWS::Logs::ResourcePolicy',
  'AWS::IAM::Role',
];
