import { EngineFamily, ParameterFact } from './rds-engine-facts';
import { MYSQL, POSTGRES } from './rds-engines-open-source';

/** What AWS says about one Aurora engine; the rest is as with the engine that it is compatible with. */
export interface AuroraEngineFacts {
  /** The engine as CloudFormation spells it. */
  readonly engine: string;
  readonly family: EngineFamily;
  readonly defaultPort: number;

  /** Refuses connections without TLS; a parameter of the cluster. */
  readonly tls: ParameterFact;

  /** The first version whose default parameter group already refuses connections without TLS. */
  readonly tlsByDefaultSince?: string;

  /** Refuses TLS below 1.2; a parameter of the cluster. */
  readonly minimumTls: ParameterFact;
  readonly logExports: readonly string[];

  /** What makes the exported logs say something; parameters of the cluster. */
  readonly logParameters: Readonly<Record<string, string>>;
  readonly maxMasterUsername: number;
  readonly maxDatabaseName: number;

  /** Last day of standard support by major version, `yyyy-mm-dd`. */
  readonly supportEnds: Readonly<Record<string, string>>;
}

/** Aurora engines by their CloudFormation name. */
export const AURORA_ENGINES: Readonly<Record<'aurora-mysql' | 'aurora-postgresql', AuroraEngineFacts>> = {
  'aurora-mysql': {
    engine: 'aurora-mysql',
    family: MYSQL.family,
    defaultPort: MYSQL.defaultPort,
    // https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Security.html#AuroraMySQL.Security.SSL
    tls: MYSQL.tls,
    minimumTls: MYSQL.minimumTls,
    logExports: MYSQL.logExports,
    // https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Auditing.html
    logParameters: { server_audit_logging: '1', server_audit_events: 'CONNECT,QUERY_DCL,QUERY_DDL', slow_query_log: '1' },
    maxMasterUsername: MYSQL.maxMasterUsername,
    maxDatabaseName: MYSQL.maxDatabaseName,
    // Aurora MySQL 1, 2, 3 and 8.4, of which AWS names the month
    // https://docs.aws.amazon.com/AmazonRDS/latest/AuroraMySQLReleaseNotes/AuroraMySQL.release-calendars.html
    supportEnds: { '5.6': '2023-02-28', '5.7': '2024-10-31', '8.0': '2028-04-30', '8.4': '2032-04-30' },
  },
  'aurora-postgresql': {
    engine: 'aurora-postgresql',
    family: POSTGRES.family,
    defaultPort: POSTGRES.defaultPort,
    // https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraPostgreSQL.Security.html#AuroraPostgreSQL.Security.SSL
    tls: POSTGRES.tls,
    tlsByDefaultSince: '17',
    minimumTls: POSTGRES.minimumTls,
    logExports: ['postgresql'],
    logParameters: POSTGRES.logParameters,
    maxMasterUsername: POSTGRES.maxMasterUsername,
    maxDatabaseName: POSTGRES.maxDatabaseName,
    // https://docs.aws.amazon.com/AmazonRDS/latest/AuroraPostgreSQLReleaseNotes/aurorapostgresql-release-calendar.html
    supportEnds: {
      11: '2024-02-29', 12: '2025-02-28', 13: '2026-02-28', 14: '2027-02-28', 15: '2028-02-29', 16: '2029-02-28', 17: '2030-02-28',
    },
  },
};
