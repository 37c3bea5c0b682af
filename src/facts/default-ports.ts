import { RDS_ENGINES } from './rds-engines';
import { AURORA_ENGINES } from './rds-engines-aurora';

/**
 * The port on which an engine listens unless told otherwise, by `Engine` of an instance or a cluster.
 *
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html
 */
export const DEFAULT_PORTS: Readonly<Record<string, number>> = Object.fromEntries(
  [...Object.values(AURORA_ENGINES), ...Object.values(RDS_ENGINES)].map(({ engine, defaultPort }) => [engine, defaultPort]),
);
