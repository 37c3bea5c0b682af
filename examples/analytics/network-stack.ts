import { Stack, StackProps } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { PrivateEndpoint, TieredNetwork } from 'cdk-hardened-databases';
import { Construct } from 'constructs';

/** The three tiers, with what a warehouse needs: S3 through an interface, for loads that stay in the VPC, and Redshift and its Data API. */
export class NetworkStack extends Stack {
  public readonly network: TieredNetwork;

  public constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    this.network = new TieredNetwork(this, 'Network', {
      endpoints: [
        ...PrivateEndpoint.needed().filter(({ serviceName }) => serviceName !== 's3'),
        PrivateEndpoint.s3Interface(),
        PrivateEndpoint.of(ec2.InterfaceVpcEndpointAwsService.REDSHIFT),
        PrivateEndpoint.of(ec2.InterfaceVpcEndpointAwsService.REDSHIFT_DATA),
      ],
    });
  }
}
