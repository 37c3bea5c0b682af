import { Duration, Stack, StackProps } from 'aws-cdk-lib';
import * as rds from 'aws-cdk-lib/aws-rds';
import { AlertTopic, AuroraCapacity, AuroraGlobalDatabase, DeletionGuard, MasterAuthentication, SecureAuroraCluster, TieredNetwork } from 'cdk-hardened-databases';
import { Construct } from 'constructs';

/** The first region: the cluster that takes the writes, and the global database that grows from it. */
export class PrimaryStack extends Stack {
  public readonly world: AuroraGlobalDatabase;

  public constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    const alerts = new AlertTopic(this, 'Alerts', { emails: ['database-team@example.com'] });
    const deletionGuard = new DeletionGuard(this, 'Guard');
    const orders = new SecureAuroraCluster(this, 'Orders', {
      network: new TieredNetwork(this, 'Network'),
      alerts: alerts.topic,
      deletionGuard,
      engine: rds.DatabaseClusterEngine.auroraPostgres({ version: rds.AuroraPostgresEngineVersion.VER_17_6 }),
      capacity: AuroraCapacity.serverlessV2({ minAcus: 8, maxAcus: 64 }),
      naming: { databaseName: 'orders' },
      // RDS takes no cluster whose password it manages into a global database
      engineOptions: { masterAuthentication: MasterAuthentication.IAM },
      // a reader takes over for a zone, the second region for this one
      recovery: {
        objectives: {
          zone: { point: Duration.seconds(0), time: Duration.minutes(1) },
          region: { point: Duration.minutes(1), time: Duration.minutes(15) },
        },
      },
      // commits wait while the second region is more than a minute behind, so that a failover loses no more
      parameters: { 'rds.global_db_rpo': '60' },
    });
    this.world = new AuroraGlobalDatabase(this, 'World', { primary: orders, deletionGuard });
  }
}
