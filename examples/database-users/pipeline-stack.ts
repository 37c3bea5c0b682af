import { Duration, Stack, StackProps } from 'aws-cdk-lib';
import * as codebuild from 'aws-cdk-lib/aws-codebuild';
import * as codepipeline from 'aws-cdk-lib/aws-codepipeline';
import * as actions from 'aws-cdk-lib/aws-codepipeline-actions';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { DatabaseUsers, DataKey, ITieredNetwork, Tier } from 'cdk-hardened-databases';
import { Construct } from 'constructs';

export interface PipelineStackProps extends StackProps {
  readonly network: ITieredNetwork;
  readonly users: DatabaseUsers;
}

/** The deployment pipeline: it changes the tables before the new version of the applications is started. */
export class PipelineStack extends Stack {
  public constructor(scope: Construct, id: string, { network, users, ...props }: PipelineStackProps) {
    super(scope, id, props);
    const { key } = new DataKey(this, 'Key', { description: 'Sources in the pipeline' });
    const lifecycleRules = [{ expiration: Duration.days(90) }];
    const bucket = { enforceSSL: true, blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL, versioned: true, lifecycleRules };
    const serverAccessLogsBucket = new s3.Bucket(this, 'ArtifactLogs', { ...bucket, encryption: s3.BucketEncryption.S3_MANAGED });
    const artifactBucket = new s3.Bucket(this, 'Artifacts', { ...bucket, encryptionKey: key, serverAccessLogsBucket });
    const source = new codepipeline.Artifact();
    const migration = this.migration(network, users);
    new codepipeline.Pipeline(this, 'Pipeline', {
      artifactBucket,
      pipelineType: codepipeline.PipelineType.V2,
      stages: [
        { stageName: 'Source', actions: [this.source(source)] },
        { stageName: 'Migrate', actions: [new actions.CodeBuildAction({ actionName: 'Migrate', project: migration, input: source })] },
        // the stages that start the new version follow here
      ],
    });
  }

  /** The only one that may change tables, as a user of its own. */
  private migration(network: ITieredNetwork, users: DatabaseUsers): codebuild.PipelineProject {
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
    return migration;
  }

  private source(output: codepipeline.Artifact): actions.CodeStarConnectionsSourceAction {
    return new actions.CodeStarConnectionsSourceAction({
      actionName: 'Source',
      connectionArn: `arn:${this.partition}:codeconnections:${this.region}:${this.account}:connection/00000000-0000-0000-0000-000000000000`,
      owner: 'example',
      repo: 'shop',
      output,
    });
  }
}
