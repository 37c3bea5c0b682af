import { DEFAULT_PORTS } from './default-ports';
import { MEMBER_BY } from './stateful-types';

/** A choice of default ports by the value of one property. */
export interface DefaultPorts {
  /** The property that decides: `Engine`. */
  readonly by?: string;

  /** The ports by its value, in lower case. */
  readonly values?: Readonly<Record<string, readonly number[]>>;

  /** The ports for any other value, or none; absent when such a value says nothing. */
  readonly otherwise?: readonly number[];
}

/** How a kind of data store is placed in a VPC; property names are dotted paths below `Properties`. */
export interface StoreType {
  readonly type: string;

  /** The property that lists its security groups. */
  readonly securityGroups: string;

  /** The property that names its subnet group; the type of that group, and its own property for the name (Redshift chooses the name itself). */
  readonly subnetGroup?: { readonly property: string; readonly type: string; readonly nameProperty?: string };

  /** The property that lists its subnets, for stores without a subnet group. */
  readonly subnets?: string;

  /** The property that sets its port. */
  readonly port?: string;
  readonly defaultPorts: DefaultPorts;

  /** The parameter that sets a further port, and the property that names its group. */
  readonly portParameter?: { readonly property: string; readonly parameter: string };

  /** The property that makes it a member of a cluster, which then decides about groups, subnets and port. */
  readonly memberOf?: string;

  /** The property without which the store is not in a VPC at all. */
  readonly inVpcBy?: string;

  /** Where AWS describes these properties. */
  readonly source: string;
}

const REFERENCE = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-';

const RDS_ENGINES: DefaultPorts = {
  by: 'Engine',
  values: {
    ...Object.fromEntries(Object.entries(DEFAULT_PORTS).flatMap(([engine, port]) => [[engine, [port]], [`custom-${engine}`, [port]]])),
    // CloudFormation's page says 3306 for a provisioned Aurora PostgreSQL cluster, the API's says 5432: both count
    // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbcluster.html#cfn-rds-dbcluster-port
    'aurora-postgresql': [5432, 3306],
  },
};

// https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/set-up.html#elasticache-install-grant-access-VPN
const CACHE_ENGINES: DefaultPorts = { by: 'Engine', values: { memcached: [11211] }, otherwise: [6379] };

/**
 * The data stores that live in a VPC.
 */
export const STORE_TYPES: readonly StoreType[] = [
  {
    type: 'AWS::RDS::DBInstance',
    securityGroups: 'VPCSecurityGroups',
    subnetGroup: { property: 'DBSubnetGroupName', type: 'AWS::RDS::DBSubnetGroup', nameProperty: 'DBSubnetGroupName' },
    port: 'Port',
    defaultPorts: RDS_ENGINES,
    // Db2 listens for TLS on a port of its own: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Db2.Concepts.SSL.html
    portParameter: { property: 'DBParameterGroupName', parameter: 'SSL_SVCENAME' },
    memberOf: MEMBER_BY['AWS::RDS::DBInstance'],
    source: `${REFERENCE}rds-dbinstance.html`,
  },
  {
    type: 'AWS::RDS::DBCluster',
    securityGroups: 'VpcSecurityGroupIds',
    subnetGroup: { property: 'DBSubnetGroupName', type: 'AWS::RDS::DBSubnetGroup', nameProperty: 'DBSubnetGroupName' },
    port: 'Port',
    defaultPorts: RDS_ENGINES,
    source: `${REFERENCE}rds-dbcluster.html`,
  },
  {
    type: 'AWS::RDS::DBProxy',
    securityGroups: 'VpcSecurityGroupIds',
    subnets: 'VpcSubnetIds',
    // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy.html#rds-proxy.limitations
    defaultPorts: { by: 'EngineFamily', values: { mysql: [3306], postgresql: [5432], sqlserver: [1433] } },
    source: `${REFERENCE}rds-dbproxy.html`,
  },
  {
    type: 'AWS::Neptune::DBCluster',
    securityGroups: 'VpcSecurityGroupIds',
    subnetGroup: { property: 'DBSubnetGroupName', type: 'AWS::Neptune::DBSubnetGroup', nameProperty: 'DBSubnetGroupName' },
    port: 'DBPort',
    defaultPorts: { otherwise: [8182] },
    source: `${REFERENCE}neptune-dbcluster.html`,
  },
  {
    type: 'AWS::DocDB::DBCluster',
    securityGroups: 'VpcSecurityGroupIds',
    subnetGroup: { property: 'DBSubnetGroupName', type: 'AWS::DocDB::DBSubnetGroup', nameProperty: 'DBSubnetGroupName' },
    port: 'Port',
    defaultPorts: { otherwise: [27017] },
    source: `${REFERENCE}docdb-dbcluster.html`,
  },
  {
    type: 'AWS::ElastiCache::ReplicationGroup',
    securityGroups: 'SecurityGroupIds',
    subnetGroup: { property: 'CacheSubnetGroupName', type: 'AWS::ElastiCache::SubnetGroup', nameProperty: 'CacheSubnetGroupName' },
    port: 'Port',
    defaultPorts: CACHE_ENGINES,
    source: `${REFERENCE}elasticache-replicationgroup.html`,
  },
  {
    type: 'AWS::ElastiCache::CacheCluster',
    securityGroups: 'VpcSecurityGroupIds',
    subnetGroup: { property: 'CacheSubnetGroupName', type: 'AWS::ElastiCache::SubnetGroup', nameProperty: 'CacheSubnetGroupName' },
    port: 'Port',
    defaultPorts: CACHE_ENGINES,
    source: `${REFERENCE}elasticache-cachecluster.html`,
  },
  {
    type: 'AWS::ElastiCache::ServerlessCache',
    securityGroups: 'SecurityGroupIds',
    subnets: 'SubnetIds',
    defaultPorts: { ...CACHE_ENGINES, otherwise: [6379, 6380] },
    source: `${REFERENCE}elasticache-serverlesscache.html`,
  },
  {
    type: 'AWS::MemoryDB::Cluster',
    securityGroups: 'SecurityGroupIds',
    subnetGroup: { property: 'SubnetGroupName', type: 'AWS::MemoryDB::SubnetGroup', nameProperty: 'SubnetGroupName' },
    port: 'Port',
    defaultPorts: { otherwise: [6379] },
    source: `${REFERENCE}memorydb-cluster.html`,
  },
  {
    type: 'AWS::DAX::Cluster',
    securityGroups: 'SecurityGroupIds',
    subnetGroup: { property: 'SubnetGroupName', type: 'AWS::DAX::SubnetGroup', nameProperty: 'SubnetGroupName' },
    // https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_dax_Endpoint.html
    defaultPorts: { by: 'ClusterEndpointEncryptionType', values: { tls: [9111] }, otherwise: [8111] },
    source: `${REFERENCE}dax-cluster.html`,
  },
  {
    type: 'AWS::Redshift::Cluster',
    securityGroups: 'VpcSecurityGroupIds',
    subnetGroup: { property: 'ClusterSubnetGroupName', type: 'AWS::Redshift::ClusterSubnetGroup' },
    port: 'Port',
    defaultPorts: { otherwise: [5439] },
    source: `${REFERENCE}redshift-cluster.html`,
  },
  {
    type: 'AWS::RedshiftServerless::Workgroup',
    securityGroups: 'SecurityGroupIds',
    subnets: 'SubnetIds',
    port: 'Port',
    defaultPorts: { otherwise: [5439] },
    source: `${REFERENCE}redshiftserverless-workgroup.html`,
  },
  {
    type: 'AWS::OpenSearchService::Domain',
    securityGroups: 'VPCOptions.SecurityGroupIds',
    subnets: 'VPCOptions.SubnetIds',
    defaultPorts: { otherwise: [443] },
    inVpcBy: 'VPCOptions',
    source: `${REFERENCE}opensearchservice-domain.html`,
  },
  {
    type: 'AWS::Elasticsearch::Domain',
    securityGroups: 'VPCOptions.SecurityGroupIds',
    subnets: 'VPCOptions.SubnetIds',
    defaultPorts: { otherwise: [443] },
    inVpcBy: 'VPCOptions',
    source: `${REFERENCE}elasticsearch-domain.html`,
  },
];

/** The CloudFormation types of {@link STORE_TYPES}. */
export const STORE_TYPE_NAMES: readonly string[] = STORE_TYPES.map(({ type }) => type);
