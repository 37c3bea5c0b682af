import { OpenSourceEngineFacts } from './rds-engine-facts';

// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DatabaseInsights.Engines.html
const SMALL_CLASSES = ['t2.micro', 't2.small', 't3.micro', 't3.small', 't4g.micro', 't4g.small'];

// Names, sizes and licences: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html
// Connections: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html#RDS_Limits.MaxConnections
// Replicas: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.RDS_Fea_Regions_DB-eng.Feature.CrossRegionReadReplicas.html
const OPEN_SOURCE = {
  standbySince: '0',
  replicas: 'any-region',
  // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_MySQL.Replication.ReadReplicas.MultiAZ.html and its like
  replicaStandby: true,
  insights: true,
  // one that all three engines, all regions and Database Insights know
  defaultClass: 'm6g.large',
  maxStorageGib: 65_536,
} as const;

const MYSQL_FAMILY = {
  ...OPEN_SOURCE,
  defaultPort: 3306,
  // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/mysql-ssl-connections.require-ssl.html
  // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/mariadb-ssl-connections.require-ssl.html
  tls: { name: 'require_secure_transport', value: '1', accepted: ['1', 'ON', 'on', 'true'] },
  minimumTls: { name: 'tls_version', value: 'TLSv1.2,TLSv1.3', accepted: ['TLSv1.2', 'TLSv1.3', 'TLSv1.2,TLSv1.3'] },
  logExports: ['audit', 'error', 'general', 'slowquery'],
  // the general log stays off: it records statements with their literals, passwords included
  logParameters: { log_output: 'FILE', slow_query_log: '1' },
  // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.MySQL.Options.AuditPlugin.html
  // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.MariaDB.Options.html
  auditOption: { name: 'MARIADB_AUDIT_PLUGIN', settings: { SERVER_AUDIT_EVENTS: 'CONNECT,QUERY_DDL,QUERY_DCL' } },
  licenses: ['general-public-license'],
  maxMasterUsername: 16,
  maxDatabaseName: 64,
  withoutInsights: SMALL_CLASSES,
};

const MAX_CONNECTIONS = 'max_connections';

export const MYSQL: OpenSourceEngineFacts = {
  ...MYSQL_FAMILY,
  engine: 'mysql',
  family: 'mysql',
  factory: 'rds.DatabaseInstanceEngine.mysql({ version })',
  tlsSince: '5.7',
  iamAuthenticationSince: '5.7',
  connections: { memoryPerConnection: 12_582_880, max: 100_000, parameter: MAX_CONNECTIONS },
  // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/MySQL.Concepts.VersionMgmt.html#MySQL.Concepts.VersionMgmt.ReleaseCalendar
  supportEnds: { '5.6': '2022-03-01', '5.7': '2024-02-29', '8.0': '2026-07-31', '8.4': '2029-07-31' },
};

export const MARIADB: OpenSourceEngineFacts = {
  ...MYSQL_FAMILY,
  engine: 'mariadb',
  family: 'mariadb',
  factory: 'rds.DatabaseInstanceEngine.mariaDb({ version })',
  tlsSince: '10.5',
  tlsByDefaultSince: '11.8',
  // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.RDS_Fea_Regions_DB-eng.Feature.IamDatabaseAuthentication.html
  iamAuthenticationSince: '10.6',
  // twice as much as MySQL takes, since 10.5
  connections: { memoryPerConnection: 25_165_760, max: 12_000, parameter: MAX_CONNECTIONS },
  // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/MariaDB.Concepts.VersionMgmt.html#MariaDB.Concepts.VersionMgmt.ReleaseCalendar
  supportEnds: {
    10.3: '2023-10-23', 10.4: '2025-02-28', 10.5: '2026-02-28', 10.6: '2026-08-31', 10.11: '2028-02-29', 11.4: '2029-05-31', 11.8: '2030-06-30',
  },
};

export const POSTGRES: OpenSourceEngineFacts = {
  ...OPEN_SOURCE,
  engine: 'postgres',
  family: 'postgres',
  factory: 'rds.DatabaseInstanceEngine.postgres({ version })',
  defaultPort: 5432,
  // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.SSL.html
  tls: { name: 'rds.force_ssl', value: '1', accepted: ['1'] },
  tlsSince: '10',
  tlsByDefaultSince: '15',
  minimumTls: { name: 'ssl_min_protocol_version', value: 'TLSv1.2', accepted: ['TLSv1.2', 'TLSv1.3'] },
  iamAuthenticationSince: '10',
  logExports: ['postgresql', 'upgrade'],
  // pgaudit: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.PostgreSQL.CommonDBATasks.pgaudit.html
  logParameters: {
    'log_connections': '1',
    'log_disconnections': '1',
    'log_statement': 'ddl',
    'shared_preload_libraries': 'pg_stat_statements,pgaudit',
    'pgaudit.log': 'ddl,role',
  },
  licenses: ['postgresql-license'],
  maxMasterUsername: 63,
  maxDatabaseName: 63,
  withoutInsights: [],
  connections: { memoryPerConnection: 9_531_392, max: 5000, parameter: MAX_CONNECTIONS },
  // https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-release-calendar.html
  supportEnds: {
    9.6: '2022-04-30',
    10: '2023-04-30',
    11: '2024-02-29',
    12: '2025-02-28',
    13: '2026-02-28',
    14: '2027-02-28',
    15: '2028-02-29',
    16: '2029-02-28',
    17: '2030-02-28',
    18: '2031-02-28',
  },
};
