import { CfnOutput, Stack, StackProps } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { ClientConnection, SecureAuroraCluster } from 'cdk-hardened-databases';
import { Construct } from 'constructs';

export interface AppStackProps extends StackProps {
  readonly orders: SecureAuroraCluster;
}

/** What the application needs: a right for each of its two database users, and how it connects to the proxy. */
export class AppStack extends Stack {
  public constructor(scope: Construct, id: string, props: AppStackProps) {
    super(scope, id, props);
    const { orders } = props;
    // the users are made once, by the master user: CREATE USER orders_app; GRANT rds_iam TO orders_app;
    orders.grants.connect(this.role('Writer', 'Takes orders'), 'orders_app');
    orders.grants.connect(this.role('Reports', 'Counts orders'), 'orders_reports');
    // the variables of the functions, whose layer brings the bundle: PGHOST, PGSSLMODE=verify-full, ...
    const variables = ClientConnection.cluster(orders).environment({ certificateBundle: '/opt/AmazonRootCA1.pem', database: 'orders' });
    new CfnOutput(this, 'Variables', { value: this.toJsonString(variables) });
  }

  private role(id: string, description: string): iam.Role {
    return new iam.Role(this, id, { description, assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  }
}
