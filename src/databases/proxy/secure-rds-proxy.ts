import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct, IConstruct } from 'constructs';
import { proxyAlarms } from './rds-proxy-alarms';
import { RdsProxyOptions } from './rds-proxy-props';
import { Hardening } from '../../core/hardening';
import { physicalName } from '../../core/physical-name';
import { Safeguard } from '../../core/safeguard';
import { PROXY_PORTS } from '../../facts/proxy-ports';
import { storeAlarms } from '../../foundation/alerts/store-alarms';
import { encryptedLogGroup } from '../../foundation/logs/encrypted-log-group';
import { ITieredNetwork, Tier } from '../../foundation/network/network';
import { viaService } from '../../foundation/via-service';
import { DatabaseEndpoint, RdsGrants, userArn } from '../rds/rds-grants';

/** What a proxy needs to know of the store that it stands in front of. */
export interface ProxiedStore {
  readonly network: ITieredNetwork;
  readonly engine: string;
  readonly key: kms.IKey;
  readonly alerts: sns.ITopic;
  readonly hardening: Hardening;

  /** The database, by its name: it does not exist yet, since its security group knows the proxy. */
  target(scope: Construct): rds.ProxyTarget;
}

const EVENT_CATEGORIES = ['configuration change', 'deletion', 'failure'];

/**
 * An RDS Proxy between the application and a store of this library; made by the property `proxy` of the store.
 *
 * - The application reaches the proxy on the port of the engine, the proxy alone reaches the store.
 * - Clients need TLS and an IAM token. The proxy logs in to the database with IAM tokens as well, as the users that
 *   `grants.connect` names and no others; for further users it may read exactly the secrets that are named.
 * - Statements are not logged (no debug logging); the log group is encrypted and kept.
 *
 * ### What this does not do
 *
 * - The port of the proxy cannot be chosen: 3306 (MySQL) or 5432 (PostgreSQL).
 * - It reaches the writer only; `proxy.addEndpoint` adds an endpoint for the readers.
 * - Whether the proxy accepts TLS below version 1.2 is decided by the service.
 */
export class SecureRdsProxy extends Construct implements ec2.IConnectable {
  /** @internal */
  public static _create(scope: Construct, id: string, options: RdsProxyOptions, store: ProxiedStore): SecureRdsProxy {
    return new SecureRdsProxy(scope, id, options, store);
  }

  /** The underlying proxy, for everything that the options do not cover. */
  public readonly proxy: rds.DatabaseProxy;

  /** The security group of the proxy. */
  public readonly securityGroup: ec2.SecurityGroup;

  /** The port that the proxy listens on. */
  public readonly port: number;
  public readonly connections: ec2.Connections;

  private readonly role: iam.Role;
  private readonly name: string;
  private policy?: iam.ManagedPolicy;

  private constructor(scope: Construct, id: string, options: RdsProxyOptions, store: ProxiedStore) {
    super(scope, id);
    const { network, hardening, key } = store;
    this.port = PROXY_PORTS[store.engine];
    this.name = physicalName(this, 60);
    this.securityGroup = network.createStoreSecurityGroup(this, this.port);
    this.connections = new ec2.Connections({ securityGroups: [this.securityGroup], defaultPort: ec2.Port.tcp(this.port) });
    this.role = this.createRole(options.secrets ?? []);
    const logGroup = encryptedLogGroup(this, 'Log', { logGroupName: `/aws/rds/proxy/${this.name}`, key, classification: hardening.classification });
    this.proxy = this.createProxy(options, store);
    this.proxy.node.addDependency(logGroup);
    this.watch(store);
  }

  /** The address that the application connects to, with TLS. */
  public get endpoint(): string {
    return this.proxy.endpoint;
  }

  /**
   * Join the proxy with the store, and say who may connect through it.
   *
   * @internal
   */
  public _serve(store: IConstruct, database: DatabaseEndpoint): RdsGrants {
    this.proxy.node.findChild('ProxyTargetGroup').node.addDependency(store);
    return RdsGrants._of({
      construct: this,
      resourceId: Stack.of(this).splitArn(this.proxy.dbProxyArn, ArnFormat.COLON_RESOURCE_NAME).resourceName!,
      iamAuthentication: true,
      onConnect: (user) => this.mayLogInAs(userArn(database, user)),
    });
  }

  private createProxy(options: RdsProxyOptions, store: ProxiedStore): rds.DatabaseProxy {
    return new rds.DatabaseProxy(this, 'Proxy', {
      dbProxyName: this.name,
      proxyTarget: store.target(this),
      vpc: store.network.vpc,
      vpcSubnets: { subnets: store.network.subnets(Tier.DATA) },
      securityGroups: [this.securityGroup],
      // rights are in our managed policy; the L2 would write an inline one
      role: this.role.withoutPolicyUpdates(),
      secrets: options.secrets,
      idleClientTimeout: options.idleClientTimeout ?? Duration.minutes(30),
      borrowTimeout: options.borrowTimeout ?? Duration.minutes(2),
      maxConnectionsPercent: options.maxConnectionsPercent ?? 90,
      requireTLS: true,
      iamAuth: true,
      defaultAuthScheme: rds.DefaultAuthScheme.IAM_AUTH,
      // it would write every statement with its literals into the log
      debugLogging: false,
    });
  }

  private createRole(secrets: secretsmanager.ISecret[]): iam.Role {
    const role = new iam.Role(this, 'Role', {
      description: `Logs the proxy ${this.name} in to its database`,
      assumedBy: new iam.ServicePrincipal('rds.amazonaws.com', { conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } } }),
    });
    if (secrets.length > 0) {
      new iam.ManagedPolicy(this, 'SecretsPolicy', {
        description: `Secrets of the proxy ${this.name}`, roles: [role], statements: secrets.flatMap((secret) => this.mayRead(secret)),
      });
    }
    return role;
  }

  private mayRead(secret: secretsmanager.ISecret): iam.PolicyStatement[] {
    const read = new iam.PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [secret.secretFullArn ?? `${secret.secretArn}-??????`] });
    return secret.encryptionKey === undefined ? [read] : [read, new iam.PolicyStatement({
      actions: ['kms:Decrypt'],
      resources: [secret.encryptionKey.keyArn],
      conditions: viaService(this, 'secretsmanager'),
    })];
  }

  private mayLogInAs(arn: string): void {
    this.policy ??= new iam.ManagedPolicy(this, 'LoginPolicy', { description: `Users of the proxy ${this.name}`, roles: [this.role] });
    this.policy.addStatements(new iam.PolicyStatement({ actions: ['rds-db:connect'], resources: [arn] }));
  }

  private watch({ alerts, hardening }: ProxiedStore): void {
    if (hardening.keeps(Safeguard.ALARMS)) {
      storeAlarms(this, alerts, proxyAlarms(this.proxy.dbProxyName));
    }
    if (hardening.keeps(Safeguard.EVENT_NOTIFICATIONS)) {
      new rds.CfnEventSubscription(this, 'Events', {
        snsTopicArn: alerts.topicArn, enabled: true, sourceType: 'db-proxy', sourceIds: [this.proxy.dbProxyName], eventCategories: EVENT_CATEGORIES,
      });
    }
  }
}
