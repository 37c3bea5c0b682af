/** The port on which a database service listens unless told otherwise. */
export interface DatabasePort {
  readonly port: number;

  /** Who listens there. */
  readonly usedBy: string;

  /** Where AWS says so. */
  readonly source: string;
}

const RDS = 'https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html';
const ELASTICACHE = 'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/set-up.html#elasticache-install-grant-access-VPN';
const DAX = 'https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_dax_Endpoint.html';

/**
 * Default ports of the data stores.
 *
 * The place in this list numbers the rules of the network ACL: append, never reorder and never remove.
 */
export const DATABASE_PORTS: readonly DatabasePort[] = [
  { port: 3306, usedBy: 'MySQL, MariaDB, Aurora MySQL', source: RDS },
  { port: 5432, usedBy: 'PostgreSQL, Aurora PostgreSQL', source: RDS },
  { port: 1521, usedBy: 'Oracle', source: RDS },
  { port: 1433, usedBy: 'SQL Server', source: RDS },
  { port: 50000, usedBy: 'Db2', source: RDS },
  { port: 5439, usedBy: 'Redshift', source: 'https://docs.aws.amazon.com/redshift/latest/APIReference/API_CreateCluster.html' },
  { port: 6379, usedBy: 'Valkey, Redis OSS, MemoryDB', source: ELASTICACHE },
  { port: 6380, usedBy: 'readers of serverless caches', source: ELASTICACHE },
  { port: 11211, usedBy: 'Memcached', source: ELASTICACHE },
  { port: 8111, usedBy: 'DAX without TLS', source: DAX },
  { port: 9111, usedBy: 'DAX with TLS', source: DAX },
  { port: 443, usedBy: 'OpenSearch', source: 'https://docs.aws.amazon.com/opensearch-service/latest/developerguide/vpc.html' },
  { port: 27017, usedBy: 'DocumentDB', source: 'https://docs.aws.amazon.com/documentdb/latest/developerguide/API_CreateDBCluster.html' },
  { port: 8182, usedBy: 'Neptune', source: 'https://docs.aws.amazon.com/neptune/latest/apiref/API_CreateDBCluster.html' },
];
