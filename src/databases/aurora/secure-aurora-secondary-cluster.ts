import { Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { auroraSafeguards } from './aurora-checks';
import { globalLagAlarms } from './aurora-global-alarms';
import { AuroraGlobalDatabase } from './aurora-global-database';
import { createCluster, protectedArns, watchCluster } from './aurora-parts';
import { SecureAuroraClusterProps } from './aurora-props';
import { stateClusterObjectives } from './aurora-recovery';
import { AuroraBlueprint, SecondaryRole } from './aurora-render';
import { checkSecondaryProps } from './aurora-secondary-checks';
import { SecureAuroraSecondaryClusterProps } from './aurora-secondary-props';
import { PropProblems } from '../../core/check-props';
import { Hardening } from '../../core/hardening';
import { known } from '../../core/known';
import { physicalName } from '../../core/physical-name';
import { Safeguard } from '../../core/safeguard';
import { RDS_CLUSTER_DESTRUCTION } from '../../facts/destructive-actions';
import { AlertTopic } from '../../foundation/alerts/alert-topic';
import { DataKey } from '../../foundation/data-key';
import { IBackedUpStore, StoreBackup } from '../backup/backed-up-store';
import { INetworkedDataStore } from '../data-store';
import { clusterBackup } from '../rds/rds-backup';
import { snapshotEvents } from '../rds/rds-events';
import { RdsGrants } from '../rds/rds-grants';
import { outsideConnectionAlarm } from '../rds/rds-login-alarms';
import { protectStack } from '../stack-protection';

/** Longest identifier that leaves room for the number of a member. */
const MAX_IDENTIFIER = 60;

/** What a secondary cluster takes from the primary one, or what RDS does in no global database. */
const NOT_HERE = [Safeguard.MANAGED_CREDENTIALS, Safeguard.AUTOMATIC_PATCHING, Safeguard.BACKUP_PLAN];

/**
 * A cluster of an `AuroraGlobalDatabase` in another region than the primary one, hardened like it.
 *
 * - A key of its region encrypts it; it lies in the data tier there, behind a security group of its own.
 * - It refuses connections without TLS, takes IAM tokens, audits and keeps its logs, as the primary cluster does, and with the same parameters.
 * - It is protected against deletion, and outlives its stack, which the CDK CLI protects against removal.
 * - Alarms of its own, also on how far it lags and how much a failover would lose; service events, switchovers among them.
 *
 * ### What this does not do
 *
 * - It cannot be switched over to by itself: see `AuroraGlobalDatabase`.
 * - It has no master user and no password of its own: users come with the data.
 * - Grants are its own: whoever may connect to the primary cluster may not connect here before `grants.connect` says so.
 * - Removing it from the app leaves it in the global database; `RemoveFromGlobalCluster` takes it out, and makes a cluster of its own of it.
 * - RDS proxies are left to `cluster`: before a switchover one serves its read-only endpoint alone.
 * - The rule of cdk-nag that asks for backtracking does not know global databases, and objects to Aurora MySQL; ours does not.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-attaching.html
 */
export class SecureAuroraSecondaryCluster extends Construct implements INetworkedDataStore, IBackedUpStore {
  /** The underlying cluster, for everything that the props do not cover. */
  public readonly cluster: rds.DatabaseCluster;

  /** The rights that this cluster can give away. */
  public readonly grants: RdsGrants;

  /** The security group of the members. */
  public readonly securityGroup: ec2.SecurityGroup;
  public readonly encryptionKey: kms.IKey;
  public readonly alerts: sns.ITopic;
  public readonly connections: ec2.Connections;
  public readonly port: number;
  public readonly storeArns: string[];
  public readonly destructiveActions: string[];

  /** @internal the store that it cannot be without */
  public readonly _follows: AuroraGlobalDatabase;

  private readonly blueprint: AuroraBlueprint;

  /**
   * Throws one error with all problems: the `GLOBAL_` codes, `WRITE_FORWARDING_UNSUPPORTED`, and those of `SecureAuroraCluster`.
   */
  public constructor(scope: Construct, id: string, props: SecureAuroraSecondaryClusterProps) {
    const problems = new PropProblems('SecureAuroraSecondaryCluster', scope, id);
    problems.required({ network: props.network, globalDatabase: props.globalDatabase });
    const primary = props.globalDatabase._primary._blueprint;
    const classification = props.classification ?? primary.hardening.classification;
    const asCluster = likePrimary(props);
    const safeguards = auroraSafeguards(asCluster.engine).filter((safeguard) => !NOT_HERE.includes(safeguard));
    const hardening = new Hardening({ construct: 'SecureAuroraSecondaryCluster', classification, safeguards, waivers: props.waivers }, problems);
    checkSecondaryProps(scope, props, asCluster, hardening, problems);
    problems.throwIfAny();

    super(scope, id);
    this.port = props.port ?? primary.port;
    this.encryptionKey = props.encryptionKey ?? new DataKey(this, 'EncryptionKey', { classification, description: `Data of ${this.node.path}` }).key;
    this.alerts = props.alerts ?? new AlertTopic(this, 'Alerts', { classification }).topic;
    this.securityGroup = props.network.createStoreSecurityGroup(this, this.port);
    this.connections = new ec2.Connections({ securityGroups: [this.securityGroup], defaultPort: ec2.Port.tcp(this.port) });

    this.blueprint = {
      props: asCluster,
      capacity: asCluster.capacity!,
      hardening,
      facts: primary.facts,
      identifier: props.identifier ?? physicalName(this, MAX_IDENTIFIER),
      key: this.encryptionKey,
      port: this.port,
      secondary: roleOf(props),
    };
    this.cluster = createCluster(this, this.blueprint, this.securityGroup);
    this._follows = props.globalDatabase;
    this.join(props.globalDatabase);
    this.grants = RdsGrants._of({
      construct: this.cluster, resourceId: this.cluster.clusterResourceIdentifier, iamAuthentication: hardening.keeps(Safeguard.IAM_AUTHENTICATION),
    });
    stateClusterObjectives(this, this.cluster, this.blueprint);
    watchCluster(this, this.cluster, this.blueprint, globalLagAlarms(this, this.blueprint.identifier, this.blueprint.secondary!.sourceRegion));

    this.storeArns = protectedArns(this, this.blueprint);
    this.destructiveActions = [...RDS_CLUSTER_DESTRUCTION.actions];
    props.deletionGuard?.protect(this);
    protectStack(this, hardening);
    hardening.recordOn(this);
  }

  /** The ARN by which AWS Backup knows the cluster. */
  public get backupArn(): string {
    return this.cluster.clusterArn;
  }

  /** @internal */
  public get _backup(): StoreBackup {
    return clusterBackup(this.blueprint, this.cluster);
  }

  public metric(metricName: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.cluster.metric(metricName, options);
  }

  /**
   * Notify `alerts` of every new connection that comes from neither the hosts of the cluster nor one of these ranges,
   * as `SecureRdsInstance.alarmOnConnectionsFromOutside` does. Throws the same codes.
   *
   * @param ranges where connections may come from, as a rule the ranges of the VPC: `10.0.0.0/16`, `2001:db8:1:2::/64`
   */
  public alarmOnConnectionsFromOutside(ranges: string[]): cloudwatch.Alarm {
    return outsideConnectionAlarm(this, this.alerts, this.blueprint, ranges);
  }

  /**
   * Notify `alerts` of every snapshot of a cluster of this account and region, as `SecureAuroraCluster.notifyOfSnapshots` does; call
   * it on one store of a region.
   */
  public notifyOfSnapshots(): void {
    snapshotEvents(this, this.alerts, 'db-cluster-snapshot');
  }

  /** The global database is named in plain text, so that no stack needs an export; it must be there first. */
  private join(globalDatabase: AuroraGlobalDatabase): void {
    const { identifier } = this.blueprint;
    globalDatabase._join({ identifier, region: known(Stack.of(this).region) });
    Stack.of(this).addStackDependency(Stack.of(globalDatabase), 'a secondary cluster needs its global database');
  }
}

function roleOf({ globalDatabase, writeForwarding }: SecureAuroraSecondaryClusterProps): SecondaryRole {
  return { globalIdentifier: globalDatabase._identifier, sourceRegion: Stack.of(globalDatabase._primary).region, writeForwarding };
}

/** The props of the primary cluster, with what the secondary one decides for itself. */
function likePrimary(props: SecureAuroraSecondaryClusterProps): SecureAuroraClusterProps {
  const { network, engine, capacity, identifier, port, recovery, windows, parameters, encryptionKey, alerts } = props;
  const primary = props.globalDatabase._primary._blueprint;
  return {
    network,
    encryptionKey,
    alerts,
    engine: engine ?? primary.props.engine,
    capacity: capacity ?? primary.capacity,
    naming: { identifier },
    port: port ?? primary.port,
    recovery: recovery && { retention: recovery.retention, objectives: recovery.objectives },
    windows,
    parameters: parameters ?? primary.props.parameters,
  };
}
