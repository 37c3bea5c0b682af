import { Duration } from 'aws-cdk-lib';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';

/** An RDS Proxy in front of a store. Clients need TLS and an IAM token, always. */
export interface RdsProxyOptions {
  /**
   * Secrets of database users whom the proxy logs in with their password, at most 200. Clients of these users need an
   * IAM token all the same.
   *
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/rds-proxy-secrets-arns.html
   * @default - no passwords: the proxy logs in with IAM tokens too, for the users that `grants.connect` names
   */
  readonly secrets?: secretsmanager.ISecret[];

  /**
   * How long a client may be idle before the proxy disconnects it: 1 minute to 8 hours.
   *
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBProxy.html
   * @default Duration.minutes(30)
   */
  readonly idleClientTimeout?: Duration;

  /**
   * How long a client waits for a free connection to the database: up to 5 minutes.
   *
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ConnectionPoolConfiguration.html
   * @default Duration.minutes(2)
   */
  readonly borrowTimeout?: Duration;

  /**
   * The share of the database's connections that the proxy may take, 1 to 100 percent.
   *
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ConnectionPoolConfiguration.html
   * @default 90
   */
  readonly maxConnectionsPercent?: number;
}
