import { Stack, StackProps } from 'aws-cdk-lib';
import * as rds from 'aws-cdk-lib/aws-rds';
import { AlertTopic, DatabaseRight, DatabaseServer, DatabaseUsers, ITieredNetwork, SecureAuroraCluster } from 'cdk-hardened-databases';
import { Construct } from 'constructs';

export interface DataStackProps extends StackProps {
  readonly network: ITieredNetwork;
}

/** The cluster, its database, and who may do what in it. */
export class DataStack extends Stack {
  public readonly users: DatabaseUsers;

  public constructor(scope: Construct, id: string, props: DataStackProps) {
    super(scope, id, props);
    const { network } = props;
    const orders = new SecureAuroraCluster(this, 'Orders', {
      network,
      alerts: new AlertTopic(this, 'Alerts', { emails: ['database-team@example.com'] }).topic,
      engine: rds.DatabaseClusterEngine.auroraPostgres({ version: rds.AuroraPostgresEngineVersion.VER_17_6 }),
    });
    this.users = new DatabaseUsers(this, 'Users', {
      network,
      server: DatabaseServer.cluster(orders),
      databases: [{ name: 'orders' }],
      users: [
        { name: 'shop', maxConnections: 80, rights: [DatabaseRight.writer('orders')] },
        { name: 'reports', maxConnections: 10, rights: [DatabaseRight.reader('orders')] },
        { name: 'pipeline', maxConnections: 2, rights: [DatabaseRight.migrator('orders')] },
      ],
    });
  }
}
