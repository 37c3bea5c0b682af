import { Stack, StackProps } from 'aws-cdk-lib';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as sns from 'aws-cdk-lib/aws-sns';
import { AlertTopic, SecureRdsInstance, TieredNetwork } from 'cdk-hardened-databases';
import { Construct } from 'constructs';

/** The network, and the database that knows the truth. */
export class DataStack extends Stack {
  public readonly network: TieredNetwork;
  public readonly alerts: sns.ITopic;
  public readonly products: SecureRdsInstance;

  public constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    this.network = new TieredNetwork(this, 'Network');
    this.alerts = new AlertTopic(this, 'Alerts', { emails: ['database-team@example.com'] }).topic;
    this.products = new SecureRdsInstance(this, 'Products', {
      network: this.network,
      alerts: this.alerts,
      engine: rds.DatabaseInstanceEngine.postgres({ version: rds.PostgresEngineVersion.VER_17_6 }),
      naming: { databaseName: 'products' },
    });
  }
}
