/**
 * The port on which an engine listens unless told otherwise, by `Engine` of an instance or a cluster.
 *
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html
 */
export const DEFAULT_PORTS: Readonly<Record<string, number>> = {
  'aurora-mysql': 3306,
  'aurora-postgresql': 5432,
  'db2-ae': 50000,
  'db2-se': 50000,
  'mariadb': 3306,
  'mysql': 3306,
  'oracle-ee': 1521,
  'oracle-ee-cdb': 1521,
  'oracle-se2': 1521,
  'oracle-se2-cdb': 1521,
  'postgres': 5432,
  'sqlserver-ee': 1433,
  'sqlserver-ex': 1433,
  'sqlserver-se': 1433,
  'sqlserver-web': 1433,
};
