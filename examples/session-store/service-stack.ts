import { CfnOutput, Stack, StackProps } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { ItemEncryption, SecureDynamoTable } from 'cdk-hardened-databases';
import { Construct } from 'constructs';

export interface ServiceStackProps extends StackProps {
  readonly profiles: SecureDynamoTable;
  readonly profileItems: ItemEncryption;
}

/** What runs in the app tier: the service that owns the profiles, and reports that count them by country without seeing an address. */
export class ServiceStack extends Stack {
  public constructor(scope: Construct, id: string, { profiles, profileItems, ...props }: ServiceStackProps) {
    super(scope, id, props);
    const service = this.role('Service', 'Keeps profiles');
    profiles.grants.readWrite(service);
    profileItems.grantEncryptDecrypt(service);
    profiles.grants.read(this.role('Reports', 'Counts profiles'), { attributes: ['country'] });
    // what the service configures the AWS Database Encryption SDK with; see docs/guides/dynamodb-client-side-encryption.md
    new CfnOutput(this, 'ItemEncryptionConfiguration', { value: profileItems.clientConfiguration });
  }

  private role(id: string, description: string): iam.Role {
    return new iam.Role(this, id, { description, assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
  }
}
