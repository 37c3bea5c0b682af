import { Duration, Stack, StackProps } from 'aws-cdk-lib';
import * as rds from 'aws-cdk-lib/aws-rds';
import {
  AlertTopic, AuroraCapacity, DatabaseBackupPlan, DataClassification, DeletionGuard, SecureAuroraCluster, TieredNetwork,
} from 'cdk-hardened-databases';
import { Construct } from 'constructs';

/** The network, and the cluster with its proxy in the data tier. */
export class DataStack extends Stack {
  public readonly network: TieredNetwork;
  public readonly orders: SecureAuroraCluster;

  public constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    this.network = new TieredNetwork(this, 'Network');
    const alerts = new AlertTopic(this, 'Alerts', { emails: ['database-team@example.com'] });
    this.orders = new SecureAuroraCluster(this, 'Orders', {
      network: this.network,
      alerts: alerts.topic,
      classification: DataClassification.PROTECTED,
      engine: rds.DatabaseClusterEngine.auroraPostgres({ version: rds.AuroraPostgresEngineVersion.VER_17_6 }),
      capacity: AuroraCapacity.serverlessV2({ minAcus: 2, maxAcus: 32, readers: 2 }),
      naming: { databaseName: 'orders' },
      // functions hold their connections for as long as they are warm
      engineOptions: { proxy: { idleClientTimeout: Duration.minutes(10), maxConnectionsPercent: 80 } },
      deletionGuard: new DeletionGuard(this, 'Guard'),
    });
    // snapshots beyond the 35 days of the automated backups, in a vault that nobody empties without MFA
    new DatabaseBackupPlan(this, 'Backups', { stores: [this.orders], retention: Duration.days(365) });
  }
}
