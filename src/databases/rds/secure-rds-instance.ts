import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { BackupCopy, replicateBackups } from './backup-copy';
import { portsOf } from './db2-parameters';
import { rdsAlarms } from './rds-alarms';
import { instanceBackup } from './rds-backup';
import { checkRdsProps } from './rds-checks';
import { MasterAuthentication } from './rds-engine-options';
import { rdsEvents, snapshotEvents } from './rds-events';
import { RdsGrants } from './rds-grants';
import { outsideConnectionAlarm, refusedLoginAlarm } from './rds-login-alarms';
import { createGroups, createLogGroups, createProxy, protectedArns, RdsGroups } from './rds-parts';
import { instanceTypeOf, SecureRdsInstanceProps, storageSizes } from './rds-props';
import { stateInstanceObjectives } from './rds-recovery';
import { RdsBlueprint, renderAccess, renderDurability, renderObservation, renderOrigin, renderStorage } from './rds-render';
import { rdsSafeguards } from './rds-safeguards';
import { PropProblems } from '../../core/check-props';
import { Hardening } from '../../core/hardening';
import { physicalName } from '../../core/physical-name';
import { Safeguard } from '../../core/safeguard';
import { RDS_INSTANCE_DESTRUCTION } from '../../facts/destructive-actions';
import { RDS_ENGINES } from '../../facts/rds-engines';
import { AlertTopic } from '../../foundation/alerts/alert-topic';
import { storeAlarms } from '../../foundation/alerts/store-alarms';
import { DataKey } from '../../foundation/data-key';
import { Tier } from '../../foundation/network/network';
import { IBackedUpStore, StoreBackup } from '../backup/backed-up-store';
import { DatabaseBackupPlan } from '../backup/database-backup-plan';
import { OwnBackupPlan } from '../backup/own-backup-plan';
import { INetworkedDataStore } from '../data-store';
import { SecureRdsProxy } from '../proxy/secure-rds-proxy';
import { watchMasterSecret } from '../relational/master-secret-events';
import { protectStack } from '../stack-protection';

/**
 * An RDS instance of MySQL, MariaDB, PostgreSQL, Oracle, SQL Server or Db2 with every safeguard that the engine knows.
 *
 * - It lies in the data tier, in a security group of its own that opens nothing outwards; the app tier reaches
 *   its port, nobody else does.
 * - One customer key encrypts storage, backups, insights, logs and the master secret.
 * - Connections without TLS 1.2 or later are refused by the engine; Oracle refuses those without its native network
 *   encryption instead, since its TLS option would leave the plain port open.
 * - RDS generates and rotates the master password (every seven days), or there is none; nobody needs it, since
 *   applications connect with IAM tokens where the engine takes them: `orders.grants.connect(role, 'orders_app')`.
 * - A standby in another zone, automated backups, storage that grows, minor patches.
 * - A plan of AWS Backup takes a snapshot a day into a locked vault and keeps it for 35 days (`backupPlan`).
 * - It outlives its stack, together with its backups, key, parameter, option and subnet group; the CDK CLI protects the
 *   stack against removal, until its termination protection is taken off.
 * - Logs go to encrypted log groups that are kept; alarms and service events go to `alerts`: a password that
 *   RDS could not set, a key that it cannot reach, a certificate that it renews.
 *
 * ### What this does not do
 *
 * - It creates no database users; the user named in `grants.connect` must exist.
 * - The IAM policy of the guard does not bind the root user of the account, and a principal with
 *   `rds:ModifyDBInstance` can switch deletion protection off; use a `DeletionGuard`.
 * - MySQL has no audit plugin from AWS in every minor version (8.0 needs 8.0.28): RDS refuses the option then.
 * - Refused logins are counted where an exported log has them: not of Db2, and of Oracle as far as it audits sessions
 *   (`AUDIT SESSION WHENEVER NOT SUCCESSFUL`).
 * - Operating-system metrics go to the log group `RDSOSMetrics`, which RDS shares among all instances of a
 *   region and which this construct cannot encrypt.
 * - Parameters that the engine reads at start (of ours `tls_version`, `shared_preload_libraries`, the protocols of SQL Server, the audit
 *   of Oracle, the ports of Db2) wait for a reboot when they are changed later; RDS does not reboot for them. Those of yours are named
 *   in a warning.
 * - No blue/green deployments: RDS refuses them with a managed master password, a proxy, a replica in another region and CloudFormation, and IAM
 *   tokens for one database do not open the other. Try a version on a restored snapshot, then upgrade in place: `docs/decisions/0308-no-blue-green-deployments.md`.
 * - The master secret belongs to RDS, which makes, rotates and deletes it. Who may read every secret of the account reads it, until a
 *   `MasterSecretLock` is made: none is by default, since RDS under such a policy was not tried on AWS. Roles of the app that may read it are
 *   found by the rule `secretsmanager.master-secret-unread`, and `watchMasterSecret` tells of everybody who does.
 */
export class SecureRdsInstance extends Construct implements INetworkedDataStore, IBackedUpStore {
  /** The underlying instance, for everything that the props do not cover. */
  public readonly instance: rds.DatabaseInstance;

  /** The proxy that stands in front of the instance; absent when there is none. */
  public readonly proxy?: SecureRdsProxy;

  /** The rights that this store can give away: on the proxy if there is one, else on the instance. */
  public readonly grants: RdsGrants;

  /** The secret with the master credential. RDS owns it; applications must not read it. Absent where there is no password. */
  public readonly masterSecret?: secretsmanager.ISecret;

  /** The security group of the instance. */
  public readonly securityGroup: ec2.SecurityGroup;
  public readonly encryptionKey: kms.IKey;
  public readonly alerts: sns.ITopic;
  public readonly connections: ec2.Connections;
  public readonly port: number;
  public readonly storeArns: string[];
  public readonly destructiveActions: string[];

  /** @internal what replicas and alarms of this instance are made from */
  public readonly _blueprint: RdsBlueprint;

  /** @internal */
  public readonly _ownPlan: OwnBackupPlan;

  /**
   * Throws one error with all problems: `ENGINE_UNSUPPORTED`, `ENGINE_WITHOUT_VERSION`, `ENGINE_TOO_OLD`,
   * `PUBLIC_SUBNETS`, `PORT_OUT_OF_RANGE`, the `BACKUP_`, `STORAGE_`, `MAX_STORAGE_`, `IOPS_`, `THROUGHPUT_`,
   * `IDENTIFIER_`, `DATABASE_NAME_`, `MASTER_`, `INSTANCE_CLASS_`, `PARAMETER_`, `LICENSE_`, `IBM_ID_`, `ENGINE_`,
   * `CA_CERTIFICATE_`, `AUDIT_BUCKET_`, `PROXY_`, `SNAPSHOT_`, `OBJECTIVE_`, `WINDOW`, `WAIVER_`, `STORE_`, `NETWORK_` and `ALERTS_` codes,
   * `ENCRYPTION_KEY_ELSEWHERE`; at synth `OBJECTIVE_NOT_PREPARED`.
   */
  public constructor(scope: Construct, id: string, props: SecureRdsInstanceProps) {
    const problems = new PropProblems('SecureRdsInstance', scope, id);
    problems.required({ network: props.network, engine: props.engine });
    const { classification, waivers } = props;
    const safeguards = rdsSafeguards(RDS_ENGINES[props.engine.engineType]);
    const hardening = new Hardening({ construct: 'SecureRdsInstance', classification, safeguards, waivers }, problems);
    const facts = checkRdsProps(scope, props, hardening, problems);
    problems.throwIfAny();

    super(scope, id);
    this.port = portsOf(props, facts!, hardening).clients;
    this.encryptionKey = props.encryptionKey ?? new DataKey(this, 'EncryptionKey', { classification, description: `Data of ${this.node.path}` }).key;
    this.alerts = props.alerts ?? new AlertTopic(this, 'Alerts', { classification }).topic;
    const identifier = props.naming?.identifier ?? physicalName(this, 63);
    const blueprint = { props, hardening, facts: facts!, identifier, key: this.encryptionKey };
    this._blueprint = blueprint;
    this.proxy = createProxy(this, this.alerts, blueprint);
    this.securityGroup = props.network.createStoreSecurityGroup(this, this.port, { behind: this.proxy?.securityGroup });
    this.connections = new ec2.Connections({ securityGroups: [this.securityGroup], defaultPort: ec2.Port.tcp(this.port) });

    const groups = createGroups(this, blueprint, this.securityGroup);
    this.instance = this.createInstance(blueprint, groups);
    this.instance.node.addDependency(...createLogGroups(this, blueprint));
    this.masterSecret = props.engineOptions?.masterAuthentication === MasterAuthentication.IAM ? undefined : this.instance.secret;
    const endpoint = {
      construct: this.instance,
      resourceId: this.instance.instanceResourceId!,
      iamAuthentication: safeguards.includes(Safeguard.IAM_AUTHENTICATION) && hardening.keeps(Safeguard.IAM_AUTHENTICATION),
    };
    this.grants = this.proxy?._serve(this.instance, endpoint) ?? RdsGrants._of(endpoint);
    this.watch(blueprint, groups.parameterGroup);
    this._ownPlan = new OwnBackupPlan(this, { hardening, props, encryptionKey: this.encryptionKey });
    stateInstanceObjectives(this);

    this.storeArns = protectedArns(this, identifier);
    this.destructiveActions = [...RDS_INSTANCE_DESTRUCTION.actions];
    props.deletionGuard?.protect(this);
    protectStack(this, hardening);
    hardening.recordOn(this);
  }

  /** The ARN by which AWS Backup knows the instance. */
  public get backupArn(): string {
    return this.instance.instanceArn;
  }

  /**
   * The plan of AWS Backup that holds the instance: one of its own, or the first `DatabaseBackupPlan` that names it. Make such plans before this is
   * read, since the plan of its own then stays. Undefined where Safeguard.BACKUP_PLAN is waived and no plan names the instance.
   */
  public get backupPlan(): DatabaseBackupPlan | undefined {
    return this._ownPlan.plan;
  }

  /** @internal */
  public get _backup(): StoreBackup {
    return instanceBackup(this._blueprint, this.instance);
  }

  public metric(metricName: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.instance.metric(metricName, options);
  }

  /**
   * Copy the automated backups to another region, under a key of that region.
   *
   * Throws the `BACKUP_COPY_` codes: for the region of the instance, a token or another partition, for what is no key of that region, and when
   * the instance keeps no backups. A later call replaces an earlier one: there is one copy.
   *
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReplicateBackups.html
   * @param copy where to, under which key, and for how long
   */
  public replicateBackups(copy: BackupCopy): void {
    replicateBackups(this, this.instance.node.defaultChild as rds.CfnDBInstance, copy);
  }

  /**
   * Notify `alerts` of every new connection that comes from neither the host of the database nor one of these ranges, IPv4 or IPv6.
   *
   * The engine logs connections (MySQL, MariaDB, PostgreSQL and Oracle do, with the address of the client), and a metric filter
   * counts those from outside. A client whose name holds an address of a range between the
   * delimiters of the log escapes the filter: do not let applications create users. Behind a proxy every client is the proxy.
   * The lines of MariaDB and PostgreSQL are tried on real servers, those of Oracle follow its reference.
   *
   * Throws `CALLED_TWICE` on a second call, `CONNECTIONS_NOT_LOGGED` for other engines and when Safeguard.LOG_EXPORTS is waived, `RANGES_EMPTY`, `RANGE_INVALID`
   * for a range that is malformed or a token, `RANGE_AMBIGUOUS` for an IPv6 range whose fixed part holds a run of zeros, and
   * `RANGES_TOO_MANY` when the pattern would exceed 1024 characters: a range of 8, 16 or 24 bits (IPv6: 48 or 64) is one term or two,
   * others come apart. An IPv6 range of 56 bits, as VPCs have, makes 256: pass those of its subnets, of 64 bits.
   *
   * Regular expressions do not help: a filter of terms takes none, and columns between blanks are not what these logs have.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
   * @param ranges where connections may come from, as a rule the ranges of the VPC: `10.0.0.0/16`, `2001:db8:1:2::/64`
   */
  public alarmOnConnectionsFromOutside(ranges: string[]): cloudwatch.Alarm {
    return outsideConnectionAlarm(this, this.alerts, this._blueprint, ranges);
  }

  /**
   * Notify `alerts` of every snapshot of an instance of this account and region: who made, deleted, shared or restored one, and what failed.
   *
   * Snapshots of other stores are among them, since RDS sends events of chosen snapshots only by names that nobody knows before;
   * call it on one store of a region. Throws `CALLED_TWICE` on a second call.
   *
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.overview.html
   */
  public notifyOfSnapshots(): void {
    snapshotEvents(this, this.alerts, 'db-snapshot');
  }

  /**
   * Notify `alerts` when the master password was not rotated, and of everybody who reads the master secret, but RDS itself.
   *
   * Both come from CloudTrail by EventBridge: the account needs a trail. Who names the secret by its name, and not by its ARN, is told
   * whichever database of RDS it belongs to. `DatabaseUsers` reads it at each deployment that changes users. What cannot be delivered waits
   * in a queue of its own; hence this is no default. Passwords that RDS could not set are told by its own events (RDS-EVENT-0067) in any case.
   *
   * Throws `MASTER_SECRET_MISSING` where there is no master password, and `CALLED_TWICE` on a second call.
   *
   * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/cloudtrail_log_entries.html
   */
  public watchMasterSecret(): void {
    watchMasterSecret(this, this.alerts, this.masterSecret);
  }

  private createInstance(blueprint: RdsBlueprint, groups: RdsGroups): rds.DatabaseInstance {
    const { props, facts, hardening, identifier } = blueprint;
    const instance = new rds.DatabaseInstance(this, 'Instance', {
      ...renderStorage(blueprint),
      ...renderAccess(blueprint),
      ...renderDurability(blueprint),
      ...renderObservation(this, blueprint),
      engine: props.engine,
      instanceType: instanceTypeOf(props),
      instanceIdentifier: identifier,
      databaseName: props.naming?.databaseName,
      port: portsOf(props, facts, hardening).instance,
      vpc: props.network.vpc,
      vpcSubnets: { subnets: props.network.subnets(Tier.DATA) },
      securityGroups: [this.securityGroup],
      subnetGroup: groups.subnetGroup,
      parameterGroup: groups.parameterGroup,
      optionGroup: groups.optionGroup,
    });
    renderOrigin(blueprint, instance.node.defaultChild as rds.CfnDBInstance);
    return instance;
  }

  private watch({ props, facts, hardening }: RdsBlueprint, parameterGroup: rds.IParameterGroup): void {
    if (hardening.keeps(Safeguard.ALARMS)) {
      const { allocated } = storageSizes(props.storage, facts.maxStorageGib);
      const sizing = { facts, instanceType: instanceTypeOf(props), allocatedGib: allocated, parameters: props.parameters };
      storeAlarms(this, this.alerts, rdsAlarms(this, sizing));
      refusedLoginAlarm(this, this.alerts, this._blueprint);
    }
    if (hardening.keeps(Safeguard.EVENT_NOTIFICATIONS)) {
      rdsEvents(this, this.alerts, this.instance, parameterGroup.bindToInstance({}).parameterGroupName);
    }
  }
}
