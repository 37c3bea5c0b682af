import { Stack, StackProps } from 'aws-cdk-lib';
import { TieredNetwork } from 'cdk-hardened-databases';
import { Construct } from 'constructs';

/** The three tiers. */
export class NetworkStack extends Stack {
  public readonly network: TieredNetwork;

  public constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    this.network = new TieredNetwork(this, 'Network');
  }
}
