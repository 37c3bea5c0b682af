/**
 * Resources whose loss loses data, or makes data unreadable.
 *
 * Instances of DocumentDB and Neptune hold nothing that their cluster does not hold, and a DAX cluster holds copies of items: they are missing.
 */
export const STATEFUL_TYPES: readonly string[] = [
  'AWS::Backup::BackupVault',
  'AWS::Backup::LogicallyAirGappedBackupVault',
  'AWS::Cassandra::Keyspace',
  'AWS::Cassandra::Table',
  'AWS::Cognito::UserPool',
  'AWS::DocDB::DBCluster',
  'AWS::DocDB::GlobalCluster',
  'AWS::DocDBElastic::Cluster',
  'AWS::DSQL::Cluster',
  'AWS::DynamoDB::GlobalTable',
  'AWS::DynamoDB::Table',
  'AWS::EFS::FileSystem',
  'AWS::ElastiCache::CacheCluster',
  'AWS::ElastiCache::GlobalReplicationGroup',
  'AWS::ElastiCache::ReplicationGroup',
  'AWS::ElastiCache::ServerlessCache',
  'AWS::Elasticsearch::Domain',
  'AWS::KMS::Key',
  'AWS::KMS::ReplicaKey',
  'AWS::MemoryDB::Cluster',
  'AWS::MemoryDB::MultiRegionCluster',
  'AWS::Neptune::DBCluster',
  'AWS::NeptuneGraph::Graph',
  'AWS::OpenSearchServerless::Collection',
  'AWS::OpenSearchService::Domain',
  'AWS::QLDB::Ledger',
  'AWS::RDS::DBCluster',
  'AWS::RDS::DBInstance',
  'AWS::RDS::DBShardGroup',
  'AWS::RDS::GlobalCluster',
  'AWS::Redshift::Cluster',
  'AWS::RedshiftServerless::Namespace',
  'AWS::S3::Bucket',
  'AWS::SecretsManager::Secret',
  'AWS::Timestream::Database',
  'AWS::Timestream::InfluxDBCluster',
  'AWS::Timestream::InfluxDBInstance',
  'AWS::Timestream::Table',
];

/** Resources that hold something too, or that clients know by an address, but that most apps make and drop in the course of things. */
export const OPTIONAL_STATEFUL_TYPES: readonly string[] = [
  'AWS::DAX::Cluster',
  'AWS::DocDB::DBInstance',
  'AWS::EC2::Volume',
  'AWS::ECR::Repository',
  'AWS::FSx::FileSystem',
  'AWS::Kinesis::Stream',
  'AWS::Logs::LogGroup',
  'AWS::Neptune::DBInstance',
  'AWS::RDS::DBProxy',
  'AWS::RedshiftServerless::Workgroup',
  'AWS::SNS::Topic',
  'AWS::SQS::Queue',
];

/** Resources without data to which properties refer that replace a store: when they are replaced, so is the store. */
export const REFERENCED_TYPES: readonly string[] = [
  'AWS::DAX::SubnetGroup',
  'AWS::DocDB::DBSubnetGroup',
  'AWS::EC2::SecurityGroup',
  'AWS::EC2::Subnet',
  'AWS::EC2::VPC',
  'AWS::ElastiCache::ParameterGroup',
  'AWS::ElastiCache::SubnetGroup',
  'AWS::IAM::Role',
  'AWS::MemoryDB::SubnetGroup',
  'AWS::Neptune::DBSubnetGroup',
  'AWS::RDS::DBParameterGroup',
  'AWS::RDS::DBSubnetGroup',
  'AWS::RDS::OptionGroup',
  'AWS::Redshift::ClusterSubnetGroup',
];

/**
 * The property that makes an instance a member of a cluster, which then holds the data.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbinstance.html#cfn-rds-dbinstance-dbclusteridentifier
 */
export const MEMBER_BY: Readonly<Record<string, string>> = { 'AWS::RDS::DBInstance': 'DBClusterIdentifier' };

/**
 * Types that CloudFormation deletes with a last snapshot when no `DeletionPolicy` says otherwise.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html
 */
export const SNAPSHOT_BY_DEFAULT: readonly string[] = ['AWS::RDS::DBCluster', 'AWS::RDS::DBInstance'];

/** A property that replaces the resource as CloudFormation says in prose only: the specification behind the generated table does not know it. */
export interface FurtherReplacing {
  readonly property: string;

  /** Only a value that was there before counts: adding the property changes the resource in place. */
  readonly onceSet?: boolean;

  /** The entry of `UpdatePolicy` that, when it is `true`, has the resource changed in place. */
  readonly unlessUpdatePolicy?: string;
}

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-updatepolicy.html#cfn-attributes-updatepolicy-upgradeopensearchdomain
const UPGRADE = 'EnableVersionUpgrade';

/**
 * By type.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-opensearchservice-domain.html#cfn-opensearchservice-domain-encryptionatrestoptions
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-opensearchservice-domain.html#cfn-opensearchservice-domain-engineversion
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticsearch-domain.html#cfn-elasticsearch-domain-elasticsearchversion
 */
export const FURTHER_REPLACING: Readonly<Record<string, readonly FurtherReplacing[]>> = {
  'AWS::OpenSearchService::Domain': [{ property: 'EncryptionAtRestOptions', onceSet: true }, { property: 'EngineVersion', unlessUpdatePolicy: UPGRADE }],
  'AWS::Elasticsearch::Domain': [{ property: 'ElasticsearchVersion', unlessUpdatePolicy: UPGRADE }],
};
