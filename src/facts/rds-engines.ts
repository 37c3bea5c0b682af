/** How a choice is written into a parameter group, and which spellings the engine accepts for it. */
export interface ParameterFact {
  readonly name: string;

  /** What our constructs write. */
  readonly value: string;

  /** All values under which the protection is on. */
  readonly accepted: readonly string[];
}

/** What AWS says about one RDS engine. */
export interface RdsEngineFacts {
  /** The engine as CloudFormation spells it. */
  readonly engine: string;
  readonly defaultPort: number;

  /** Refuses connections without TLS. */
  readonly tls: ParameterFact;

  /** The first major version that knows the `tls` parameter. */
  readonly tlsSince: string;

  /** The first major version whose default parameter group already refuses connections without TLS. */
  readonly tlsByDefaultSince?: string;

  /** Refuses TLS below 1.2. */
  readonly minimumTls: ParameterFact;

  /** The first major version that can authenticate with IAM. */
  readonly iamAuthenticationSince: string;

  /** Values of `EnableCloudwatchLogsExports`. */
  readonly logExports: readonly string[];

  /** What makes the exported logs say something. */
  readonly logParameters: Readonly<Record<string, string>>;

  /** The option that records who did what, for engines whose audit is an option and not a parameter. */
  readonly auditOption?: { readonly name: string; readonly settings: Readonly<Record<string, string>> };

  /** Longest master user name. */
  readonly maxMasterUsername: number;

  /** Longest name of the first database. */
  readonly maxDatabaseName: number;

  /** Instance classes without Database Insights (once Performance Insights). */
  readonly withoutInsights: readonly string[];

  /** Bytes of memory for each connection of the default `max_connections`. */
  readonly memoryPerConnection: number;
}

// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DatabaseInsights.Engines.html
const SMALL_CLASSES = ['t2.micro', 't2.small', 't3.micro', 't3.small', 't4g.micro', 't4g.small'];

// Names and limits: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html
// max_connections: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html#RDS_Limits.MaxConnections
const MYSQL_FAMILY = {
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
  maxMasterUsername: 16,
  maxDatabaseName: 64,
  withoutInsights: SMALL_CLASSES,
  memoryPerConnection: 12_582_880,
};

/** RDS engines by their CloudFormation name. */
export const RDS_ENGINES: Readonly<Record<string, RdsEngineFacts>> = {
  mysql: {
    ...MYSQL_FAMILY,
    engine: 'mysql',
    tlsSince: '5.7',
    iamAuthenticationSince: '5.7',
  },
  mariadb: {
    ...MYSQL_FAMILY,
    engine: 'mariadb',
    tlsSince: '10.5',
    tlsByDefaultSince: '11.8',
    // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.RDS_Fea_Regions_DB-eng.Feature.IamDatabaseAuthentication.html
    iamAuthenticationSince: '10.6',
  },
  postgres: {
    engine: 'postgres',
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
    maxMasterUsername: 63,
    maxDatabaseName: 63,
    withoutInsights: [],
    memoryPerConnection: 9_531_392,
  },
};

/** Whether a dotted version is the same as, or later than, another: `10.11` is later than `10.6`. */
export function isAtLeastVersion(version: string, least: string): boolean {
  const [left, right] = [version, least].map((text) => text.split('.').map(Number));
  for (let i = 0; i < right.length; i++) {
    if ((left[i] ?? 0) !== right[i]) {
      return (left[i] ?? 0) > right[i];
    }
  }
  return true;
}
