import { ArnFormat, Lazy, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as redshift from 'aws-cdk-lib/aws-redshift';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { redshiftAlarms, warehouseMetric } from './redshift-alarms';
import { checkRedshiftProps, REDSHIFT_SAFEGUARDS } from './redshift-checks';
import { redshiftEvents } from './redshift-events';
import { RedshiftGrants } from './redshift-grants';
import { LoadingWarehouse, loadRole, RedshiftLoads } from './redshift-loads';
import { refusedLoginAlarm } from './redshift-login-alarm';
import { RedshiftNodes } from './redshift-nodes';
import { clusterArn, createAuditTrail, createGroups, keepCluster, protectedArns, RedshiftGroups } from './redshift-parts';
import { SecureRedshiftClusterProps } from './redshift-props';
import { stateWarehouseObjectives } from './redshift-recovery';
import { DEFAULT_DATABASE, DEFAULT_PORT, RedshiftBlueprint, removalPolicyOf, renderAccess, renderDurability, renderNodes } from './redshift-render';
import { createSettings } from './redshift-settings';
import { vpcEndpoint } from './redshift-vpc-endpoint';
import { PropProblems } from '../../core/check-props';
import { Hardening } from '../../core/hardening';
import { physicalName } from '../../core/physical-name';
import { Safeguard } from '../../core/safeguard';
import { REDSHIFT_DESTRUCTION } from '../../facts/destructive-actions';
import { storeAlarms } from '../../foundation/alerts/store-alarms';
import { checkHome } from '../../foundation/home-region';
import { ITieredNetwork } from '../../foundation/network/network';
import { INetworkedDataStore } from '../data-store';
import { protectStack } from '../stack-protection';
import { surround } from '../store-surroundings';

/** Room for what is added to the identifier: names of subscriptions, functions. */
const MAX_IDENTIFIER = 50;

/**
 * A Redshift cluster of RA3 nodes with every safeguard that Redshift knows.
 *
 * - It lies in the data tier, in a security group of its own that opens nothing outwards; the app tier reaches its port, nobody else does.
 *   Loads and unloads stay in the VPC (enhanced VPC routing).
 * - One customer key encrypts data, snapshots, logs and the secret of the administrator.
 * - Connections without TLS are refused; `tls: RedshiftTls.FIPS` narrows the cryptography to what FIPS 140 validates.
 * - Redshift generates and rotates the password of the administrator. Applications connect with credentials that live for an hour:
 *   `warehouse.grants.connect(role, 'reports')`.
 * - It runs in two Availability Zones; where `Safeguard.HIGH_AVAILABILITY` is waived it can be relocated to another one.
 * - Connections, changes of users and each statement are logged to encrypted log groups, or to a bucket.
 * - It outlives its stack, together with its snapshots, key, parameter and subnet group.
 * - The CDK CLI protects its stack against removal until the termination protection is taken off.
 * - Its identifier is fixed: what would replace it is refused by CloudFormation until another `naming.identifier` says that a new cluster is meant.
 *
 * ### What this does not do
 *
 * - Redshift has no deletion protection. A `DeletionGuard` denies people the deletion of this cluster and its snapshots without MFA; it
 *   ends at the root user, at principals that it is not applied to, and at whoever may deploy the stack.
 * - Redshift connects to no hardware security module of yours: AWS supports that for neither RA3 nor DC2 nodes, and for AWS CloudHSM Classic
 *   alone. Pass a key of a custom key store of KMS, which lies in your CloudHSM cluster, as `encryptionKey`; KMS does not rotate such keys by itself.
 *   https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-db-encryption.html#working-with-HSM
 * - A snapshot that is taken by hand counts as long as `recovery.manualRetention` says; a final snapshot is only taken where
 *   `Safeguard.RETENTION` is waived.
 * - The user activity log repeats statements with their literals. Load with roles, not with credentials in the statement.
 * - Multi-AZ needs subnets in three zones, and cannot be paused, relocated or made public.
 *
 * @see https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-db-encryption.html
 */
export class SecureRedshiftCluster extends Construct implements INetworkedDataStore {
  /** The underlying cluster, for everything that the props do not cover. */
  public readonly cluster: redshift.CfnCluster;

  /** The rights that this warehouse can give away. */
  public readonly grants: RedshiftGrants;

  /** The secret with the credential of the administrator. Redshift owns it; applications must not read it. */
  public readonly masterSecret: secretsmanager.ISecret;

  /** The security group of the cluster. */
  public readonly securityGroup: ec2.SecurityGroup;

  /** Name of the first database. */
  public readonly databaseName: string;

  /** ARN of the cluster, for policies; it does not depend on the cluster. */
  public readonly clusterArn: string;
  public readonly encryptionKey: kms.IKey;
  public readonly alerts: sns.ITopic;
  public readonly connections: ec2.Connections;
  public readonly port: number;
  public readonly storeArns: string[];
  public readonly destructiveActions: string[];

  private readonly loadRoles: iam.IRole[] = [];
  private readonly loading: LoadingWarehouse;

  /**
   * Throws one error with all problems: `PUBLIC_SUBNETS`, `PORT_OUT_OF_RANGE`, `DATA_TIER_IN_TOO_FEW_ZONES`, `AUDIT_LOG_PREFIX_INVALID`, the `NODES_`,
   * `BACKUP_`, `SNAPSHOT_`, `SCHEDULE_`, `IDENTIFIER_`, `DATABASE_NAME_`, `MASTER_`, `NAME_`, `PARAMETER`, `USAGE_LIMIT_`,
   * `OBJECTIVE_`, `WINDOW` and `WAIVER_` codes, and those that end in `_ELSEWHERE`; at synth `OBJECTIVE_NOT_PREPARED`.
   */
  public constructor(scope: Construct, id: string, props: SecureRedshiftClusterProps) {
    const problems = new PropProblems('SecureRedshiftCluster', scope, id);
    const { classification, waivers } = props;
    const hardening = new Hardening({ construct: 'SecureRedshiftCluster', classification, safeguards: REDSHIFT_SAFEGUARDS, waivers }, problems);
    checkRedshiftProps(props, hardening, Stack.of(scope).region, problems);
    checkHome(scope, props, problems);
    problems.throwIfAny();

    super(scope, id);
    this.port = props.port ?? DEFAULT_PORT;
    ({ encryptionKey: this.encryptionKey, alerts: this.alerts, securityGroup: this.securityGroup, connections: this.connections }
      = surround(this, props, this.port, removalPolicyOf(hardening)));
    const identifier = props.naming?.identifier ?? physicalName(this, MAX_IDENTIFIER);
    this.databaseName = props.naming?.databaseName ?? DEFAULT_DATABASE;
    this.clusterArn = clusterArn(this, identifier);

    const blueprint = { props, hardening, identifier, key: this.encryptionKey, port: this.port, securityGroup: this.securityGroup };
    const groups = createGroups(this, blueprint);
    this.cluster = this.createCluster(blueprint, groups);
    stateWarehouseObjectives(this, props.recovery);
    this.masterSecret = secretsmanager.Secret.fromSecretAttributes(this, 'MasterSecret', {
      secretCompleteArn: this.cluster.attrMasterPasswordSecretArn, encryptionKey: this.encryptionKey,
    });
    this.grants = this.createGrants(identifier);
    this.loading = { construct: this, network: props.network, securityGroup: this.securityGroup, cluster: identifier };
    this.settle(blueprint);
    this.watch(blueprint, groups);

    this.storeArns = protectedArns(this, identifier);
    this.destructiveActions = [...REDSHIFT_DESTRUCTION.actions];
    props.deletionGuard?.protect(this);
    protectStack(this, hardening);
    hardening.recordOn(this);
  }

  public metric(metricName: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return warehouseMetric('AWS/Redshift', { ClusterIdentifier: this.cluster.ref }, metricName, options);
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

  /**
   * Open a way into this cluster from another network of its region and account: an endpoint that Redshift manages, in the data tier there. The app
   * tier there reaches it at the port of the cluster, nobody else does; no peering of the networks is needed.
   *
   * A VPC of another account needs the consent of `redshift:AuthorizeEndpointAccess`, and makes its endpoint itself. The endpoint has no data: it goes
   * with its stack.
   *
   * Throws `ENDPOINT_ELSEWHERE`, `PUBLIC_SUBNETS` and `NETWORK_ACL_FULL`.
   *
   * @see https://docs.aws.amazon.com/redshift/latest/mgmt/managing-cluster-cross-vpc.html
   * @param id the id of the endpoint below this construct
   * @param network where the clients are
   */
  public addVpcEndpoint(id: string, network: ITieredNetwork): redshift.CfnEndpointAccess {
    return vpcEndpoint(this, id, network);
  }

  private createCluster(blueprint: RedshiftBlueprint, { parameterGroup, subnetGroup }: RedshiftGroups): redshift.CfnCluster {
    const trail = createAuditTrail(this, blueprint);
    const cluster = new redshift.CfnCluster(this, 'Cluster', {
      clusterIdentifier: blueprint.identifier,
      ...renderNodes(blueprint),
      ...renderAccess(blueprint),
      ...renderDurability(blueprint),
      loggingProperties: trail.properties,
      clusterParameterGroupName: parameterGroup.ref,
      clusterSubnetGroupName: subnetGroup.ref,
      iamRoles: Lazy.list({ produce: () => this.loadRoles.map(({ roleArn }) => roleArn) }, { omitEmpty: true }),
    });
    cluster.node.addDependency(...trail.before);
    keepCluster(cluster, blueprint);
    return cluster;
  }

  private createGrants(identifier: string): RedshiftGrants {
    const arnOf = (resource: string, name: string) => Stack.of(this).formatArn({
      service: 'redshift', resource, resourceName: `${identifier}/${name}`, arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    return RedshiftGrants._of({
      construct: this,
      database: this.databaseName,
      ownName: { action: 'redshift:GetClusterCredentialsWithIAM', arns: [arnOf('dbname', this.databaseName)] },
      arnOf,
    });
  }

  private settle({ props, hardening, identifier }: RedshiftBlueprint): void {
    const { schedule } = props.recovery ?? {};
    createSettings({
      construct: this,
      network: props.network,
      key: this.encryptionKey,
      alerts: this.alerts,
      classification: hardening.classification,
      id: identifier,
      kind: 'cluster',
      before: this.cluster,
    }, { usageLimits: props.usageLimits, schedule: schedule && { name: `${identifier}-schedule`, definitions: schedule } });
  }

  private watch({ props, hardening, identifier }: RedshiftBlueprint, { parameterGroup }: RedshiftGroups): void {
    if (hardening.keeps(Safeguard.ALARMS)) {
      storeAlarms(this, this.alerts, redshiftAlarms(this, props.nodes ?? RedshiftNodes.large()));
      refusedLoginAlarm(this, this.alerts, identifier);
    }
    if (hardening.keeps(Safeguard.EVENT_NOTIFICATIONS)) {
      redshiftEvents(this, this.alerts, { identifier, cluster: this.cluster, parameterGroup });
    }
  }
}
