import { CfnOutput, Stack, StackProps } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { DatabaseUsers } from 'cdk-hardened-databases';
import { Construct } from 'constructs';

export interface ShopStackProps extends StackProps {
  readonly users: DatabaseUsers;
}

/** The role of the shop's tasks: it reads and writes rows, and cannot change a table. */
export class ShopStack extends Stack {
  public constructor(scope: Construct, id: string, props: ShopStackProps) {
    super(scope, id, props);
    const role = new iam.Role(this, 'Role', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
    const { host, port, username } = props.users.connect(role, 'shop');
    new CfnOutput(this, 'Connection', { value: `postgresql://${username}@${host}:${port}/orders?sslmode=verify-full&sslrootcert=global-bundle.pem` });
  }
}
