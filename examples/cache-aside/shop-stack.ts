import { CfnOutput, Stack, StackProps } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { SecureRdsInstance, SecureRedisCluster } from 'cdk-hardened-databases';
import { Construct } from 'constructs';

export interface ShopStackProps extends StackProps {
  readonly cache: SecureRedisCluster;
  readonly products: SecureRdsInstance;
}

/** The roles of the processes, each with the logins that it needs, and what they have to know. */
export class ShopStack extends Stack {
  public constructor(scope: Construct, id: string, { cache, products, ...props }: ShopStackProps) {
    super(scope, id, props);
    const shop = this.role('Shop', 'Shows products, from the cache if it can');
    cache.grants.connect(shop, 'shop');
    products.grants.connect(shop, 'shop');
    const prices = this.role('Prices', 'Imports prices, and throws the old ones out of the cache');
    cache.grants.connect(prices, 'prices');
    products.grants.connect(prices, 'prices');
    new CfnOutput(this, 'CacheHost', { value: cache.endpoint });
    new CfnOutput(this, 'CachePort', { value: String(cache.port) });
    // the names under which the two log in, with an IAM token as the password
    new CfnOutput(this, 'ShopLogin', { value: cache.loginOf('shop')! });
    new CfnOutput(this, 'PricesLogin', { value: cache.loginOf('prices')! });
  }

  private role(id: string, description: string): iam.Role {
    return new iam.Role(this, id, { description, assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
  }
}
