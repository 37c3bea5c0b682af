import { Lazy, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as serverless from 'aws-cdk-lib/aws-redshiftserverless';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { warehouseMetric } from './redshift-alarms';
import { RedshiftGrants } from './redshift-grants';
import { LoadingWarehouse, loadRole, RedshiftLoads } from './redshift-loads';
import { refusedLoginAlarm } from './redshift-login-alarm';
import { redshiftParameters } from './redshift-parameters';
import { createLogGroups } from './redshift-parts';
import { RedshiftTrack } from './redshift-props';
import { administratorOf, DEFAULT_DATABASE, DEFAULT_PORT, removalPolicyOf } from './redshift-render';
import { createSettings } from './redshift-settings';
import { serverlessAlarms } from './serverless-alarms';
import { checkServerlessProps, SERVERLESS_SAFEGUARDS } from './serverless-checks';
import { capacityOf, SecureRedshiftServerlessProps } from './serverless-props';
import { PropProblems } from '../../core/check-props';
import { Hardening } from '../../core/hardening';
import { physicalName } from '../../core/physical-name';
import { Safeguard } from '../../core/safeguard';
import { REDSHIFT_SERVERLESS_DESTRUCTION } from '../../facts/destructive-actions';
import { REDSHIFT_LOGS } from '../../facts/redshift';
import { storeAlarms } from '../../foundation/alerts/store-alarms';
import { checkHome } from '../../foundation/home-region';
import { Tier } from '../../foundation/network/network';
import { INetworkedDataStore } from '../data-store';
import { protectStack } from '../stack-protection';
import { surround } from '../store-surroundings';

/** Room for what is added to the identifier. */
const MAX_IDENTIFIER = 50;

/**
 * A namespace and a workgroup of Redshift Serverless with every safeguard that can be chosen there.
 *
 * - The workgroup lies in the data tier, in a security group of its own; the app tier reaches its port, nobody else does. Loads and unloads
 *   stay in the VPC.
 * - One customer key encrypts data, snapshots, logs and the secret of the administrator, whose password Redshift generates and rotates.
 * - Connections without TLS are refused. Identities connect by their own name: `warehouse.grants.connectByOwnName(role)`.
 * - Connections, changes of users and each statement are logged to encrypted log groups.
 * - The namespace, which holds the data, and the workgroup outlive the stack.
 * - The CDK CLI protects its stack against removal until the termination protection is taken off.
 *
 * ### What this does not do
 *
 * - Redshift makes a recovery point every 30 minutes and keeps it for 24 hours. CloudFormation can neither keep them longer nor schedule
 *   snapshots: use a plan of AWS Backup.
 * - There is no deletion protection. A `DeletionGuard` denies people the deletion of namespace and workgroup without MFA; it cannot name
 *   their snapshots, whose ARNs hold ids of their own.
 * - CloudFormation does not tell the ARN of the secret of the administrator; people find it in the console.
 * - Redshift Serverless sends no events to topics; it writes them to EventBridge.
 * - With enhanced VPC routing it asks for subnets in three zones in some regions; the CDK knows of two zones where the stack has no region.
 *
 * @see https://docs.aws.amazon.com/redshift/latest/mgmt/serverless-security.html
 */
export class SecureRedshiftServerless extends Construct implements INetworkedDataStore {
  /** The underlying namespace, which holds the data. */
  public readonly namespace: serverless.CfnNamespace;

  /** The underlying workgroup, which computes. */
  public readonly workgroup: serverless.CfnWorkgroup;

  /** The rights that this warehouse can give away. */
  public readonly grants: RedshiftGrants;

  /** The security group of the workgroup. */
  public readonly securityGroup: ec2.SecurityGroup;

  /** Name of the first database. */
  public readonly databaseName: string;
  public readonly encryptionKey: kms.IKey;
  public readonly alerts: sns.ITopic;
  public readonly connections: ec2.Connections;
  public readonly port: number;
  public readonly storeArns: string[];
  public readonly destructiveActions: string[];

  private readonly loadRoles: iam.IRole[] = [];
  private readonly loading: LoadingWarehouse;

  /**
   * Throws one error with all problems: `PUBLIC_SUBNETS`, `PORT_OUT_OF_RANGE`, the `CAPACITY_`, `SNAPSHOT_COPY_`, `IDENTIFIER_`, `DATABASE_NAME_`,
   * `MASTER_`, `NAME_`, `PARAMETER`, `USAGE_LIMIT_` and `WAIVER_` codes, and those that end in `_ELSEWHERE`.
   */
  public constructor(scope: Construct, id: string, props: SecureRedshiftServerlessProps) {
    const problems = new PropProblems('SecureRedshiftServerless', scope, id);
    const { classification, waivers } = props;
    const hardening = new Hardening({ construct: 'SecureRedshiftServerless', classification, safeguards: SERVERLESS_SAFEGUARDS, waivers }, problems);
    checkServerlessProps(props, hardening, Stack.of(scope).region, problems);
    checkHome(scope, props, problems);
    problems.throwIfAny();

    super(scope, id);
    this.port = props.port ?? DEFAULT_PORT;
    ({ encryptionKey: this.encryptionKey, alerts: this.alerts, securityGroup: this.securityGroup, connections: this.connections }
      = surround(this, props, this.port, removalPolicyOf(hardening)));
    this.databaseName = props.naming?.databaseName ?? DEFAULT_DATABASE;
    const identifier = props.naming?.identifier ?? physicalName(this, MAX_IDENTIFIER);
    this.namespace = this.createNamespace(props, hardening, identifier);
    this.workgroup = this.createWorkgroup(props, hardening, identifier);
    this.grants = RedshiftGrants._of({
      construct: this,
      database: this.databaseName,
      ownName: { action: 'redshift-serverless:GetCredentials', arns: [this.workgroup.attrWorkgroupWorkgroupArn] },
    });
    this.loading = { construct: this, network: props.network, securityGroup: this.securityGroup };
    this.settle(props, hardening);
    if (hardening.keeps(Safeguard.ALARMS)) {
      storeAlarms(this, this.alerts, serverlessAlarms(this, props.capacity));
      refusedLoginAlarm(this, this.alerts, identifier);
    }
    this.storeArns = [this.namespace.attrNamespaceNamespaceArn, this.workgroup.attrWorkgroupWorkgroupArn];
    this.destructiveActions = [...REDSHIFT_SERVERLESS_DESTRUCTION.actions];
    props.deletionGuard?.protect(this);
    protectStack(this, hardening);
    hardening.recordOn(this);
  }

  public metric(metricName: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return warehouseMetric('AWS/Redshift-Serverless', { Workgroup: this.workgroup.ref }, metricName, options);
  }

  /**
   * Make a role with which this warehouse loads from named places of S3 and unloads to them, encrypted with named keys; COPY and UNLOAD name its ARN.
   *
   * It opens the way to the S3 interface endpoint of a `TieredNetwork`; in other networks the way is the business of their owner.
   *
   * Throws `LOADS_EMPTY`, `LOADS_WITHOUT_WAY_TO_S3`, `LOAD_BUCKET_WITHOUT_KEY`, `LOAD_PREFIX_INVALID`, the `LOAD_USER` codes, and `NETWORK_ACL_FULL`.
   *
   * @see https://docs.aws.amazon.com/redshift/latest/dg/copy-usage_notes-access-permissions.html
   * @param id the id of the role below this construct
   * @param loads what is read and written
   */
  public addLoadRole(id: string, loads: RedshiftLoads): iam.Role {
    const role = loadRole(this.loading, id, loads);
    this.loadRoles.push(role);
    return role;
  }

  private createNamespace(props: SecureRedshiftServerlessProps, hardening: Hardening, identifier: string): serverless.CfnNamespace {
    const { naming, snapshotCopy: copy } = props;
    const logged = hardening.keeps(Safeguard.LOG_EXPORTS);
    const groups = logged
      ? createLogGroups(this, `/aws/redshift/${identifier}`, { key: this.encryptionKey, classification: hardening.classification }) : [];
    const kept = hardening.keeps(Safeguard.RETENTION);
    const namespace = new serverless.CfnNamespace(this, 'Namespace', {
      namespaceName: identifier,
      adminUsername: administratorOf(naming?.masterUsername, identifier),
      manageAdminPassword: true,
      adminPasswordSecretKmsKeyId: this.encryptionKey.keyArn,
      dbName: this.databaseName,
      kmsKeyId: this.encryptionKey.keyArn,
      logExports: logged ? [...REDSHIFT_LOGS] : undefined,
      iamRoles: Lazy.list({ produce: () => this.loadRoles.map(({ roleArn }) => roleArn) }, { omitEmpty: true }),
      finalSnapshotName: kept ? undefined : `${identifier}-final`,
      snapshotCopyConfigurations: copy && [{
        destinationRegion: copy.region, destinationKmsKeyId: copy.encryptionKeyArn, snapshotRetentionPeriod: copy.retention?.toDays() ?? -1,
      }],
    });
    namespace.node.addDependency(...groups);
    namespace.applyRemovalPolicy(kept ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY);
    return namespace;
  }

  private settle({ network, usageLimits }: SecureRedshiftServerlessProps, { classification }: Hardening): void {
    const { encryptionKey: key, alerts, workgroup } = this;
    createSettings({
      construct: this, network, key, alerts, classification, id: workgroup.attrWorkgroupWorkgroupArn, kind: 'serverless', before: workgroup,
    }, { usageLimits });
  }

  private createWorkgroup(props: SecureRedshiftServerlessProps, hardening: Hardening, identifier: string): serverless.CfnWorkgroup {
    const { baseRpus, maxRpus } = capacityOf(props.capacity);
    const parameters = redshiftParameters(hardening, props.tls, props.parameters);
    const workgroup = new serverless.CfnWorkgroup(this, 'Workgroup', {
      workgroupName: identifier,
      namespaceName: this.namespace.ref,
      baseCapacity: baseRpus,
      maxCapacity: maxRpus,
      configParameters: Object.entries(parameters).map(([parameterKey, parameterValue]) => ({ parameterKey, parameterValue })),
      enhancedVpcRouting: true,
      publiclyAccessible: false,
      port: this.port,
      securityGroupIds: [this.securityGroup.securityGroupId],
      subnetIds: props.network.subnets(Tier.DATA).map(({ subnetId }) => subnetId),
      trackName: props.track ?? RedshiftTrack.CURRENT,
    });
    workgroup.applyRemovalPolicy(removalPolicyOf(hardening));
    return workgroup;
  }
}
