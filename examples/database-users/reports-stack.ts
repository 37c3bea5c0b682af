import { CfnOutput, Stack, StackProps } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { DatabaseUsers } from 'cdk-hardened-databases';
import { Construct } from 'constructs';

export interface ReportsStackProps extends StackProps {
  readonly users: DatabaseUsers;
}

/** The role of the tasks that make reports: it reads every table of the database, and can do nothing else. */
export class ReportsStack extends Stack {
  public constructor(scope: Construct, id: string, props: ReportsStackProps) {
    super(scope, id, props);
    const role = new iam.Role(this, 'Role', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
    const { host, port, username, certificateBundleUrl } = props.users.connect(role, 'reports');
    // what `psql` and the drivers take: TLS with the certificate and the name of the host verified
    new CfnOutput(this, 'Connection', { value: `postgresql://${username}@${host}:${port}/orders?sslmode=verify-full&sslrootcert=global-bundle.pem` });
    new CfnOutput(this, 'Certificates', { value: certificateBundleUrl });
  }
}
