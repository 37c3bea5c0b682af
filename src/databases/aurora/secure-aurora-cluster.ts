import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { AuroraCapacity } from './aurora-capacity';
import { auroraSafeguards, checkAuroraProps } from './aurora-checks';
import { createCluster, createProxy, protectedArns, watchCluster } from './aurora-parts';
import { SecureAuroraClusterProps } from './aurora-props';
import { stateClusterObjectives } from './aurora-recovery';
import { AuroraBlueprint } from './aurora-render';
import { PropProblems } from '../../core/check-props';
import { Hardening } from '../../core/hardening';
import { physicalName } from '../../core/physical-name';
import { Safeguard } from '../../core/safeguard';
import { RDS_CLUSTER_DESTRUCTION } from '../../facts/destructive-actions';
import { AlertTopic } from '../../foundation/alerts/alert-topic';
import { DataKey } from '../../foundation/data-key';
import { IBackedUpStore, StoreBackup } from '../backup/backed-up-store';
import { DatabaseBackupPlan } from '../backup/database-backup-plan';
import { checkOwnBackupPlan, OwnBackupPlan } from '../backup/own-backup-plan';
import { INetworkedDataStore } from '../data-store';
import { SecureRdsProxy } from '../proxy/secure-rds-proxy';
import { clusterBackup } from '../rds/rds-backup';
import { MasterAuthentication } from '../rds/rds-engine-options';
import { snapshotEvents } from '../rds/rds-events';
import { RdsGrants } from '../rds/rds-grants';
import { outsideConnectionAlarm } from '../rds/rds-login-alarms';
import { watchMasterSecret } from '../relational/master-secret-events';
import { protectStack } from '../stack-protection';

/** Longest identifier that leaves room for the number of a member. */
const MAX_IDENTIFIER = 60;

/**
 * An Aurora MySQL or Aurora PostgreSQL cluster, provisioned or Serverless v2, with every safeguard that the engine knows.
 *
 * - A writer and at least one reader, each in another zone of the data tier, in a security group of their own that opens
 *   nothing outwards; the app tier, or the `proxy`, reaches their port, nobody else does.
 * - One customer key encrypts storage, backups, insights, logs and the master secret.
 * - Connections without TLS 1.2 or later are refused by the engine; the parameter group of the cluster says so.
 * - RDS generates and rotates the master password (every seven days), or there is none (`MasterAuthentication.IAM`); nobody needs it, since
 *   applications connect with IAM tokens: `orders.grants.connect(role, 'orders_app')`.
 * - Automated backups, backtracking (Aurora MySQL), minor patches.
 * - A plan of AWS Backup takes a snapshot a day into a locked vault and keeps it for 35 days (`backupPlan`).
 * - It outlives its stack, together with its members, backups, key, parameter and subnet group; the CDK CLI protects the
 *   stack against removal, until its termination protection is taken off.
 * - Who did what is audited; logs go to encrypted log groups that are kept; alarms and service events go to `alerts`: a password
 *   that RDS could not set, a key that it cannot reach, a certificate that it renews.
 *
 * ### What this does not do
 *
 * - It creates no database users; the user named in `grants.connect` must exist.
 * - A principal with `rds:ModifyDBCluster` can switch deletion protection off; use a `DeletionGuard`.
 * - pgaudit is loaded and set, but `CREATE EXTENSION pgaudit` must be run in each database that is to be audited.
 * - RDS sends no events for parameter groups of clusters.
 * - Members of different classes, members of both kinds and custom endpoints are left to `cluster`; a global database is an
 *   `AuroraGlobalDatabase`.
 * - Operating-system metrics go to the log group `RDSOSMetrics`, which RDS shares among all instances of a
 *   region and which this construct cannot encrypt.
 * - Parameters that the engine reads at start (`tls_version` of Aurora MySQL, `shared_preload_libraries` of Aurora PostgreSQL) wait for a
 *   reboot when they are changed later; RDS does not reboot for them. Those of yours are named in a warning.
 * - No blue/green deployments: Aurora refuses them with a managed master password. Try a version on a restored snapshot (`recovery.snapshot`), then
 *   upgrade in place; the parameter group of the new version stands before the old one goes: `docs/decisions/0308-no-blue-green-deployments.md`.
 * - The master secret belongs to RDS: see `SecureRdsInstance`.
 */
export class SecureAuroraCluster extends Construct implements INetworkedDataStore, IBackedUpStore {
  /** The underlying cluster, for everything that the props do not cover. */
  public readonly cluster: rds.DatabaseCluster;

  /** The rights that this store can give away: on the proxy if there is one, else on the cluster. */
  public readonly grants: RdsGrants;

  /** The proxy that stands in front of the cluster; absent when there is none. */
  public readonly proxy?: SecureRdsProxy;

  /** The secret with the master credential, if there is a password. RDS owns it; applications must not read it. */
  public readonly masterSecret?: secretsmanager.ISecret;

  /** The security group of the members. */
  public readonly securityGroup: ec2.SecurityGroup;
  public readonly encryptionKey: kms.IKey;
  public readonly alerts: sns.ITopic;
  public readonly connections: ec2.Connections;
  public readonly port: number;
  public readonly storeArns: string[];
  public readonly destructiveActions: string[];

  /** @internal */
  public readonly _blueprint: AuroraBlueprint;

  /** @internal */
  public readonly _ownPlan: OwnBackupPlan;

  /**
   * Throws one error with all problems: `ENGINE_UNSUPPORTED`, `ENGINE_WITHOUT_VERSION`, `ENGINE_TOO_OLD`, `ENGINE_OUT_OF_SUPPORT`,
   * `PUBLIC_SUBNETS`, `DATA_TIER_IN_ONE_ZONE`, `PORT_OUT_OF_RANGE`, the `READERS_`, `ACUS_`, `BACKUP_`, `BACKTRACK_`, `IDENTIFIER_`, `DATABASE_NAME_`,
   * `MASTER_USERNAME_`, `MASTER_AUTHENTICATION_`, `SNAPSHOT_`, `PARAMETER_`, `PROXY_`, `INSTANCE_CLASS_`, `OBJECTIVE_`, `WINDOW`, `WAIVER_`,
   * `STORE_`, `NETWORK_` and `ALERTS_` codes, `ENCRYPTION_KEY_ELSEWHERE`; at synth `OBJECTIVE_NOT_PREPARED`.
   */
  public constructor(scope: Construct, id: string, props: SecureAuroraClusterProps) {
    const problems = new PropProblems('SecureAuroraCluster', scope, id);
    problems.required({ network: props.network, engine: props.engine });
    const { classification, waivers } = props;
    const hardening = new Hardening({ construct: 'SecureAuroraCluster', classification, safeguards: auroraSafeguards(props.engine), waivers }, problems);
    const facts = checkAuroraProps(scope, props, hardening, problems);
    checkOwnBackupPlan(hardening, problems);
    problems.throwIfAny();

    super(scope, id);
    this.port = props.port ?? facts!.defaultPort;
    this.encryptionKey = props.encryptionKey ?? new DataKey(this, 'EncryptionKey', { classification, description: `Data of ${this.node.path}` }).key;
    this.alerts = props.alerts ?? new AlertTopic(this, 'Alerts', { classification }).topic;
    const identifier = props.naming?.identifier ?? physicalName(this, MAX_IDENTIFIER);
    const capacity = props.capacity ?? AuroraCapacity.provisioned();
    const blueprint = { props, capacity, hardening, facts: facts!, identifier, key: this.encryptionKey, port: this.port };
    this._blueprint = blueprint;
    this.proxy = createProxy(this, this.alerts, blueprint);
    this.securityGroup = props.network.createStoreSecurityGroup(this, this.port, { behind: this.proxy?.securityGroup });
    this.connections = new ec2.Connections({ securityGroups: [this.securityGroup], defaultPort: ec2.Port.tcp(this.port) });

    this.cluster = createCluster(this, blueprint, this.securityGroup);
    this.masterSecret = props.engineOptions?.masterAuthentication === MasterAuthentication.IAM ? undefined : this.cluster.secret;
    this.grants = this.createGrants(hardening);
    watchCluster(this, this.cluster, blueprint);
    this._ownPlan = new OwnBackupPlan(this, { hardening, props, encryptionKey: this.encryptionKey });
    stateClusterObjectives(this, this.cluster, blueprint);

    this.storeArns = protectedArns(this, blueprint);
    this.destructiveActions = [...RDS_CLUSTER_DESTRUCTION.actions];
    props.deletionGuard?.protect(this);
    protectStack(this, hardening);
    hardening.recordOn(this);
  }

  /** The ARN by which AWS Backup knows the cluster. */
  public get backupArn(): string {
    return this.cluster.clusterArn;
  }

  /**
   * The plan of AWS Backup that holds the cluster: one of its own, or the first `DatabaseBackupPlan` that names it. Make such plans before this is
   * read, since the plan of its own then stays. Undefined where Safeguard.BACKUP_PLAN is waived and no plan names the cluster.
   */
  public get backupPlan(): DatabaseBackupPlan | undefined {
    return this._ownPlan.plan;
  }

  /** @internal */
  public get _backup(): StoreBackup {
    return clusterBackup(this._blueprint, this.cluster);
  }

  public metric(metricName: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.cluster.metric(metricName, options);
  }

  /**
   * Notify `alerts` of every new connection that comes from neither the hosts of the cluster nor one of these ranges,
   * as `SecureRdsInstance.alarmOnConnectionsFromOutside` does. Throws the same codes.
   *
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Auditing.html
   * @param ranges where connections may come from, as a rule the ranges of the VPC: `10.0.0.0/16`, `2001:db8:1:2::/64`
   */
  public alarmOnConnectionsFromOutside(ranges: string[]): cloudwatch.Alarm {
    return outsideConnectionAlarm(this, this.alerts, this._blueprint, ranges);
  }

  /**
   * Notify `alerts` of every snapshot of a cluster of this account and region: who made, deleted, shared or restored one, and what failed.
   *
   * Snapshots of other stores are among them, since RDS sends events of chosen snapshots only by names that nobody knows before;
   * call it on one store of a region. Throws `CALLED_TWICE` on a second call.
   *
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.overview.html
   */
  public notifyOfSnapshots(): void {
    snapshotEvents(this, this.alerts, 'db-cluster-snapshot');
  }

  /**
   * Notify `alerts` when the master password was not rotated, and of everybody who reads the master secret, as
   * `SecureRdsInstance.watchMasterSecret` does. Throws `MASTER_SECRET_MISSING` where the master user has no password.
   */
  public watchMasterSecret(): void {
    watchMasterSecret(this, this.alerts, this.masterSecret);
  }

  private createGrants(hardening: Hardening): RdsGrants {
    const cluster = {
      construct: this.cluster, resourceId: this.cluster.clusterResourceIdentifier, iamAuthentication: hardening.keeps(Safeguard.IAM_AUTHENTICATION),
    };
    return this.proxy?._serve(this.cluster, cluster) ?? RdsGrants._of(cluster);
  }
}
