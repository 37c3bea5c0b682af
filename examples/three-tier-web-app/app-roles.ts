import { Stack, Validations } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';

export interface AppRolesProps {
  readonly repository: ecr.IRepository;
  readonly logGroup: logs.ILogGroup;
  readonly parameter: ssm.IStringParameter;
}

/** What the containers may do (`task`), and what ECS may do to start them (`execution`); no inline policies. */
export class AppRoles extends Construct {
  /** CloudWatch Logs, as far as one log group is concerned. */
  public static logService(stack: Stack, logGroup: logs.ILogGroup): iam.IPrincipal {
    const name = (logGroup.node.defaultChild as logs.CfnLogGroup).logGroupName;
    return new iam.ServicePrincipal(`logs.${stack.region}.${stack.urlSuffix}`, {
      conditions: { ArnEquals: { 'kms:EncryptionContext:aws:logs:arn': `arn:${stack.partition}:logs:${stack.region}:${stack.account}:log-group:${name}` } },
    });
  }

  public readonly task: iam.Role;
  public readonly execution: iam.Role;

  public constructor(scope: Construct, id: string, { repository, logGroup, parameter }: AppRolesProps) {
    super(scope, id);
    const assumedBy = new iam.ServicePrincipal('ecs-tasks.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
    });
    this.task = new iam.Role(this, 'Task', { assumedBy, description: 'What the app may do' });
    this.execution = new iam.Role(this, 'Execution', { assumedBy, description: 'What ECS may do to start the app' });
    const policy = new iam.ManagedPolicy(this, 'Start', {
      roles: [this.execution],
      statements: [
        new iam.PolicyStatement({ actions: ['ecr:GetAuthorizationToken'], resources: ['*'] }),
        new iam.PolicyStatement({
          actions: ['ecr:BatchCheckLayerAvailability', 'ecr:GetDownloadUrlForLayer', 'ecr:BatchGetImage'], resources: [repository.repositoryArn],
        }),
        new iam.PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] }),
        new iam.PolicyStatement({ actions: ['ssm:GetParameters'], resources: [parameter.parameterArn] }),
      ],
    });
    Validations.of(policy).acknowledge({ id: 'AwsSolutions-IAM5[Resource::*]', reason: 'ecr:GetAuthorizationToken takes no resource' });
  }
}
