import { ParameterFact, RDS_ENGINES } from './rds-engines';

/** How an engine is told to insist on TLS. */
export interface TlsParameters {
  /** Refuses connections without TLS. */
  readonly required: ParameterFact;

  /** The first version that requires TLS by default; absent when none does. */
  readonly requiredSince?: string;

  /** Refuses TLS below 1.2; absent where the engine knows no such parameter. */
  readonly minimum?: ParameterFact;

  /** The first version that offers nothing below TLS 1.2 by default. */
  readonly minimumSince?: string;
}

const { mysql, mariadb, postgres } = RDS_ENGINES;

// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/SQLServer.Concepts.General.SSL.Using.html
const SQL_SERVER: TlsParameters = { required: { name: 'rds.force_ssl', value: '1', accepted: ['1'] } };

/** The TLS parameters of every engine that has them, by `Engine` of an instance or a cluster. */
export const TLS_PARAMETERS: Readonly<Record<string, TlsParameters>> = {
  // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/MySQL.Concepts.SSLSupport.html
  'mysql': { required: mysql.tls, requiredSince: mysql.tlsByDefaultSince, minimum: mysql.minimumTls, minimumSince: '8.0' },
  // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/MariaDB.Concepts.SSLSupport.html
  'mariadb': { required: mariadb.tls, requiredSince: mariadb.tlsByDefaultSince, minimum: mariadb.minimumTls, minimumSince: '10.11' },
  // https://www.postgresql.org/docs/13/release-13.html: the default of ssl_min_protocol_version became TLSv1.2
  'postgres': { required: postgres.tls, requiredSince: postgres.tlsByDefaultSince, minimum: postgres.minimumTls, minimumSince: '13' },
  // https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Security.html#AuroraMySQL.Security.SSL
  'aurora-mysql': { required: mysql.tls, minimum: mysql.minimumTls },
  // https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraPostgreSQL.Security.html#AuroraPostgreSQL.Security.SSL
  'aurora-postgresql': { required: postgres.tls, requiredSince: '17', minimum: postgres.minimumTls, minimumSince: '13' },
  'sqlserver-ee': SQL_SERVER,
  'sqlserver-ex': SQL_SERVER,
  'sqlserver-se': SQL_SERVER,
  'sqlserver-web': SQL_SERVER,
};
