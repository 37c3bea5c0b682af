import { Duration, Stack, StackProps } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as sns from 'aws-cdk-lib/aws-sns';
import { DaxTable, DeletionGuard, ITieredNetwork, SecureDaxCluster, SecureDynamoTable } from 'cdk-hardened-databases';
import { Construct } from 'constructs';

export interface DataStackProps extends StackProps {
  readonly network: ITieredNetwork;
  readonly alerts: sns.ITopic;
}

/** The table, the cache in front of it, and the policy that keeps people without MFA from deleting either. */
export class DataStack extends Stack {
  public readonly catalogue: SecureDynamoTable;
  public readonly cache: SecureDaxCluster;

  public constructor(scope: Construct, id: string, props: DataStackProps) {
    super(scope, id, props);
    const { network, alerts } = props;
    const deletionGuard = new DeletionGuard(this, 'Guard');
    this.catalogue = new SecureDynamoTable(this, 'Catalogue', {
      alerts,
      deletionGuard,
      partitionKey: { name: 'product', type: dynamodb.AttributeType.STRING },
    });
    this.cache = new SecureDaxCluster(this, 'Cache', {
      network,
      alerts,
      deletionGuard,
      tables: [DaxTable.readOnly(this.catalogue.table)],
      // a new price is seen after a minute at the latest, since it is written past the cache
      cache: { itemTtl: Duration.minutes(1), queryTtl: Duration.minutes(1) },
    });
  }
}
