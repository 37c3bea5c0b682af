import { Duration, RemovalPolicy, Stack, StackProps } from 'aws-cdk-lib';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { DataKey, ITieredNetwork, SecureRdsInstance, Tier, WafProtectedAlb } from 'cdk-hardened-databases';
import { Construct } from 'constructs';
import { AppRoles } from './app-roles';

export interface WebStackProps extends StackProps {
  readonly network: ITieredNetwork;
  readonly orders: SecureRdsInstance;

  /** Certificate of the public host name, in the region of the stack. */
  readonly certificateArn: string;
}

/** The load balancer behind its firewall, and the containers behind the load balancer. */
export class WebStack extends Stack {
  public readonly edge: WafProtectedAlb;

  public constructor(scope: Construct, id: string, props: WebStackProps) {
    super(scope, id, props);
    const { network, orders } = props;
    this.edge = new WafProtectedAlb(this, 'Edge', {
      network,
      alerts: orders.alerts,
      certificates: [acm.Certificate.fromCertificateArn(this, 'Certificate', props.certificateArn)],
    });
    this.edge.addAppTargets('App', { targets: [this.app(network, orders)] });
  }

  private app(network: ITieredNetwork, orders: SecureRdsInstance): ecs.FargateService {
    const { key } = new DataKey(this, 'AppKey', { description: 'Images and logs of the app' });
    const repository = new ecr.Repository(this, 'Images', {
      encryption: ecr.RepositoryEncryption.KMS, encryptionKey: key, imageScanOnPush: true, imageTagMutability: ecr.TagMutability.IMMUTABLE,
    });
    // not a secret, but a parameter keeps the address out of the task definition
    const host = new ssm.StringParameter(this, 'OrdersHost', { stringValue: orders.instance.dbInstanceEndpointAddress });
    const logGroup = new logs.LogGroup(this, 'AppLogs', {
      logGroupName: `/ecs/${this.stackName}/app`, encryptionKey: key, retention: logs.RetentionDays.ONE_YEAR, removalPolicy: RemovalPolicy.RETAIN,
    });
    key.grantEncryptDecrypt(AppRoles.logService(this, logGroup));

    const roles = new AppRoles(this, 'Roles', { repository, logGroup, parameter: host });
    orders.grants.connect(roles.task, 'orders_app');
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
      secrets: { ORDERS_HOST: ecs.Secret.fromSsmParameter(host) },
      logging: ecs.LogDriver.awsLogs({ logGroup, streamPrefix: 'app' }),
    });
    const cluster = new ecs.Cluster(this, 'Cluster', { vpc: network.vpc, containerInsightsV2: ecs.ContainerInsights.ENHANCED });
    return new ecs.FargateService(this, 'Service', {
      cluster,
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
