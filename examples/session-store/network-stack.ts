import { Stack, StackProps } from 'aws-cdk-lib';
import { PrivateEndpoint, TieredNetwork } from 'cdk-hardened-databases';
import { Construct } from 'constructs';

/** The tables of the shop; their names are fixed, so the network needs nothing else of them. */
export const TABLES = { sessions: 'shop-sessions', profiles: 'shop-profiles' };

/** The three tiers. From the app tier, DynamoDB is these tables and no others. */
export class NetworkStack extends Stack {
  public readonly network: TieredNetwork;

  public constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const others = PrivateEndpoint.needed().filter(({ serviceName }) => serviceName !== 'dynamodb');
    this.network = new TieredNetwork(this, 'Network', { endpoints: [PrivateEndpoint.dynamoDbTables(Object.values(TABLES)), ...others] });
  }
}
