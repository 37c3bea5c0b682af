/**
 * The port on which RDS Proxy listens, by the engine of the database behind it; it cannot be chosen.
 *
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy.html#rds-proxy.limitations
 */
export const PROXY_PORTS: Readonly<Record<string, number>> = {
  'aurora-mysql': 3306,
  'mysql': 3306,
  'mariadb': 3306,
  'aurora-postgresql': 5432,
  'postgres': 5432,
};
