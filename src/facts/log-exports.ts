import { RDS_ENGINES } from './rds-engines';

const { mysql, mariadb, postgres } = RDS_ENGINES;

// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Procedural.UploadtoCloudWatch.html
const ORACLE = ['alert', 'audit', 'listener', 'trace'];
const SQL_SERVER = ['agent', 'error'];

/** Every log that Security Hub RDS.9 wants exported, by `Engine`: https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-9 */
export const LOG_EXPORTS: Readonly<Record<string, readonly string[]>> = {
  'mysql': mysql.logExports,
  'mariadb': mariadb.logExports,
  'postgres': postgres.logExports,
  'aurora-mysql': mysql.logExports,
  'aurora-postgresql': ['postgresql'],
  'oracle-ee': ORACLE,
  'oracle-ee-cdb': ORACLE,
  'oracle-se2': ORACLE,
  'oracle-se2-cdb': ORACLE,
  'sqlserver-ee': SQL_SERVER,
  'sqlserver-ex': ['error'],
  'sqlserver-se': SQL_SERVER,
  'sqlserver-web': SQL_SERVER,
};

// the general log repeats statements with their literals, passwords included; the others help to operate, not to audit
const NOT_FOR_SECURITY = ['agent', 'general', 'trace', 'upgrade'];

/** The logs of an engine that tell who did what and what failed. */
export function securityLogs(engine: string): readonly string[] {
  return (LOG_EXPORTS[engine] ?? []).filter((log) => !NOT_FOR_SECURITY.includes(log));
}
