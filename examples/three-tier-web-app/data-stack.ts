import { Stack, StackProps } from 'aws-cdk-lib';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as sns from 'aws-cdk-lib/aws-sns';
import { DeletionGuard, ITieredNetwork, SecureRdsInstance } from 'cdk-hardened-databases';
import { Construct } from 'constructs';

export interface DataStackProps extends StackProps {
  readonly network: ITieredNetwork;
  readonly alerts: sns.ITopic;
}

/** The database, and the policy that keeps people without MFA from deleting it. */
export class DataStack extends Stack {
  public readonly orders: SecureRdsInstance;

  public constructor(scope: Construct, id: string, props: DataStackProps) {
    super(scope, id, props);
    this.orders = new SecureRdsInstance(this, 'Orders', {
      network: props.network,
      alerts: props.alerts,
      engine: rds.DatabaseInstanceEngine.mysql({ version: rds.MysqlEngineVersion.VER_8_4_5 }),
      naming: { databaseName: 'orders' },
      deletionGuard: new DeletionGuard(this, 'Guard'),
    });
  }
}
