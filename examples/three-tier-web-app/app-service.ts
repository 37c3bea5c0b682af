import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { DataKey, ITieredNetwork, Tier } from 'cdk-hardened-databases';
import { Construct } from 'constructs';
import { AppRoles } from './app-roles';

export interface AppServiceProps {
  readonly network: ITieredNetwork;

  /** The variable in which the containers find where the data is, such as `ORDERS_HOST`. */
  readonly settingsName: string;

  /** Where the data is. Not a secret, but a parameter keeps it out of the task definition. */
  readonly settings: string;
}

/** The containers of the app tier, with their images, logs and roles. */
export class AppService extends Construct {
  public readonly service: ecs.FargateService;

  /** What the containers may do: grants are given to it. */
  public readonly role: iam.Role;

  public constructor(scope: Construct, id: string, { network, settingsName, settings }: AppServiceProps) {
    super(scope, id);
    const { key } = new DataKey(this, 'Key', { description: 'Images and logs of the app' });
    const repository = new ecr.Repository(this, 'Images', {
      encryption: ecr.RepositoryEncryption.KMS, encryptionKey: key, imageScanOnPush: true, imageTagMutability: ecr.TagMutability.IMMUTABLE,
    });
    const stack = Stack.of(this);
    const logGroup = new logs.LogGroup(this, 'Logs', {
      logGroupName: `/ecs/${stack.stackName}/app`, encryptionKey: key, retention: logs.RetentionDays.ONE_YEAR, removalPolicy: RemovalPolicy.RETAIN,
    });
    key.grantEncryptDecrypt(AppRoles.logService(stack, logGroup));
    const parameter = new ssm.StringParameter(this, 'Settings', { stringValue: settings });
    const roles = new AppRoles(this, 'Roles', { repository, logGroup, parameter });
    this.role = roles.task;

    const task = new ecs.FargateTaskDefinition(this, 'Task', {
      cpu: 512, memoryLimitMiB: 1024, taskRole: roles.task, executionRole: roles.execution.withoutPolicyUpdates(),
    });
    task.addContainer('app', {
      image: ecs.ContainerImage.fromEcrRepository(repository, 'release'),
      user: '1000',
      readonlyRootFilesystem: true,
      // an ordinary user may listen on port 80
      systemControls: [{ namespace: 'net.ipv4.ip_unprivileged_port_start', value: '0' }],
      portMappings: [{ containerPort: network.appPort }],
      secrets: { [settingsName]: ecs.Secret.fromSsmParameter(parameter) },
      logging: ecs.LogDriver.awsLogs({ logGroup, streamPrefix: 'app' }),
    });
    this.service = new ecs.FargateService(this, 'Service', {
      cluster: new ecs.Cluster(this, 'Cluster', { vpc: network.vpc, containerInsightsV2: ecs.ContainerInsights.ENHANCED }),
      taskDefinition: task,
      desiredCount: 2,
      minHealthyPercent: 100,
      circuitBreaker: { rollback: true },
      healthCheckGracePeriod: Duration.minutes(1),
      assignPublicIp: false,
      vpcSubnets: { subnets: network.subnets(Tier.APP) },
      securityGroups: [network.appSecurityGroup],
    });
  }
}
