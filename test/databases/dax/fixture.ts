import { Environment } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import { SecureDaxClusterProps } from '../../../src/databases/dax/dax-props';
import { DaxTable } from '../../../src/databases/dax/dax-table';
import { SecureDaxCluster } from '../../../src/databases/dax/secure-dax-cluster';
import { ENV, TwoStacks, twoStacks } from '../../support/fixtures';

export const ORDERS_ARN = 'arn:aws:dynamodb:eu-west-1:111111111111:table/orders';

/** A network in one stack, and room for caches in another. */
export class DaxFixture {
  public readonly stacks: TwoStacks;
  public readonly orders: dynamodb.ITable;

  public constructor(env: Environment | undefined = ENV) {
    this.stacks = twoStacks(env);
    this.orders = dynamodb.Table.fromTableArn(this.stacks.dataStack, 'OrdersTable', ORDERS_ARN);
  }

  /** A cache with the least that it takes, and what the test is about. */
  public cluster(props: Partial<SecureDaxClusterProps> = {}, id = 'Cache'): SecureDaxCluster {
    return new SecureDaxCluster(this.stacks.dataStack, id, { network: this.stacks.network, tables: [DaxTable.readWrite(this.orders)], ...props });
  }
}
