/**
 * Names of administrators that everybody tries first, in lower case.
 *
 * `admin`, `postgres` and `awsuser` are the defaults of the consoles, `sa`, `root` and `system` those of the engines;
 * https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-25 refuses the defaults.
 */
export const DEFAULT_ADMINISTRATORS: readonly string[] = [
  'admin', 'administrator', 'awsuser', 'db2admin', 'dba', 'dbadmin', 'mariadb', 'master', 'masteruser', 'mysql', 'oracle', 'postgres', 'postgresql',
  'rdsadmin', 'root', 'sa', 'superuser', 'sys', 'sysadmin', 'system', 'test', 'user', 'username',
];
