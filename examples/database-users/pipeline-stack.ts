import { Stack, StackProps } from 'aws-cdk-lib';
import * as codebuild from 'aws-cdk-lib/aws-codebuild';
import { DatabaseUsers, ITieredNetwork, Tier } from 'cdk-hardened-databases';
import { Construct } from 'constructs';

export interface PipelineStackProps extends StackProps {
  readonly network: ITieredNetwork;
  readonly users: DatabaseUsers;
}

/** The step of the deployment pipeline that changes tables, before the new version of the application is started. */
export class PipelineStack extends Stack {
  public constructor(scope: Construct, id: string, { network, users, ...props }: PipelineStackProps) {
    super(scope, id, props);
    const migration = new codebuild.PipelineProject(this, 'Migration', {
      vpc: network.vpc,
      subnetSelection: { subnets: network.subnets(Tier.APP) },
      securityGroups: [network.appSecurityGroup],
      buildSpec: codebuild.BuildSpec.fromObject({ version: '0.2', phases: { build: { commands: ['./migrate.sh'] } } }),
    });
    const { host, port, username } = users.connect(migration, 'pipeline');
    const project = migration.node.defaultChild as codebuild.CfnProject;
    // the variables that `psql` reads; the token is made by the script
    const variables = { PGHOST: host, PGPORT: String(port), PGUSER: username, PGSSLMODE: 'verify-full' };
    project.addPropertyOverride('Environment.EnvironmentVariables', Object.entries(variables).map(([Name, Value]) => ({ Name, Value, Type: 'PLAINTEXT' })));
  }
}
