import { Duration, RemovalPolicy, Stack, StackProps } from 'aws-cdk-lib';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { DataKey, ITieredNetwork, SecureDaxCluster, SecureDynamoTable, Tier, WafProtectedAlb } from 'cdk-hardened-databases';
import { Construct } from 'constructs';
import { AppRoles } from '../three-tier-web-app/app-roles';

export interface WebStackProps extends StackProps {
  readonly network: ITieredNetwork;
  readonly catalogue: SecureDynamoTable;
  readonly cache: SecureDaxCluster;

  /** Certificate of the public host name, in the region of the stack. */
  readonly certificateArn: string;
}

/** The load balancer behind its firewall, and the containers that read the catalogue through the cache. */
export class WebStack extends Stack {
  public constructor(scope: Construct, id: string, props: WebStackProps) {
    super(scope, id, props);
    const edge = new WafProtectedAlb(this, 'Edge', {
      network: props.network,
      alerts: props.cache.alerts,
      certificates: [acm.Certificate.fromCertificateArn(this, 'Certificate', props.certificateArn)],
    });
    edge.addAppTargets('App', { targets: [this.app(props)] });
  }

  private app({ network, catalogue, cache }: WebStackProps): ecs.FargateService {
    const { key } = new DataKey(this, 'AppKey', { description: 'Images and logs of the app' });
    const repository = new ecr.Repository(this, 'Images', {
      encryption: ecr.RepositoryEncryption.KMS, encryptionKey: key, imageScanOnPush: true, imageTagMutability: ecr.TagMutability.IMMUTABLE,
    });
    const logGroup = new logs.LogGroup(this, 'AppLogs', {
      logGroupName: `/ecs/${this.stackName}/app`, encryptionKey: key, retention: logs.RetentionDays.ONE_YEAR, removalPolicy: RemovalPolicy.RETAIN,
    });
    key.grantEncryptDecrypt(AppRoles.logService(this, logGroup));
    const settings = new ssm.StringParameter(this, 'Settings', {
      stringValue: this.toJsonString({ table: catalogue.tableName, cache: cache.endpointUrl }),
    });

    const roles = new AppRoles(this, 'Roles', { repository, logGroup, parameter: settings });
    cache.grants.connectReadOnly(roles.task);
    // the client falls back to the table while the cache is down; the policy of the endpoint and of the table hold there too
    catalogue.grants.read(roles.task);
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
      secrets: { SETTINGS: ecs.Secret.fromSsmParameter(settings) },
      logging: ecs.LogDriver.awsLogs({ logGroup, streamPrefix: 'app' }),
    });
    return new ecs.FargateService(this, 'Service', {
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
