import { CfnOutput, Stack, StackProps } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { SecureOpenSearchDomain } from 'cdk-hardened-databases';
import { Construct } from 'constructs';

export interface AppStackProps extends StackProps {
  readonly logs: SecureOpenSearchDomain;
}

/** Who writes logs and who reads them; each sees the daily indices of the application alone. */
export class AppStack extends Stack {
  public constructor(scope: Construct, id: string, props: AppStackProps) {
    super(scope, id, props);
    const { logs } = props;
    const shipper = this.role('Shipper', 'Writes logs: POST /app-2026.11.22/_bulk');
    const support = this.role('Support', 'Searches logs: POST /app-*/_search');
    logs.grants.write(shipper, 'app-*');
    logs.grants.read(support, 'app-*');
    new CfnOutput(this, 'Endpoint', { value: `https://${logs.endpoint}` });
    // the master role sends these once, from inside the network:
    // PUT _plugins/_security/api/roles/app_writer { "index_permissions": [{ "index_patterns": ["app-*"], "allowed_actions": ["create_index", "write"] }] }
    // PUT _plugins/_security/api/rolesmapping/app_writer { "backend_roles": ["<ShipperRole>"] }
    new CfnOutput(this, 'ShipperRole', { value: shipper.roleArn });
    new CfnOutput(this, 'SupportRole', { value: support.roleArn });
  }

  private role(id: string, description: string): iam.Role {
    return new iam.Role(this, id, { description, assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
  }
}
