import { Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { portsOf } from './db2-parameters';
import { rdsAlarms, replicaAlarms } from './rds-alarms';
import { rdsEvents } from './rds-events';
import { RdsGrants } from './rds-grants';
import { outsideConnectionAlarm, refusedLoginAlarm } from './rds-login-alarms';
import { createGroups, createLogGroups, instanceArn, protectedArns, RdsGroups } from './rds-parts';
import { instanceTypeOf, SecureRdsInstanceProps, storageSizes } from './rds-props';
import { RdsBlueprint, renderAccess, renderDurability, renderObservation, renderVolume } from './rds-render';
import { checkReplicaProps, isElsewhere } from './rds-replica-checks';
import { SecureRdsReplicaProps } from './rds-replica-props';
import { rdsSafeguards } from './rds-safeguards';
import { SecureRdsInstance } from './secure-rds-instance';
import { PropProblems } from '../../core/check-props';
import { Hardening } from '../../core/hardening';
import { physicalName } from '../../core/physical-name';
import { Safeguard } from '../../core/safeguard';
import { RDS_INSTANCE_DESTRUCTION } from '../../facts/destructive-actions';
import { AlertTopic } from '../../foundation/alerts/alert-topic';
import { storeAlarms } from '../../foundation/alerts/store-alarms';
import { DataKey } from '../../foundation/data-key';
import { Tier } from '../../foundation/network/network';
import { INetworkedDataStore } from '../data-store';
import { protectStack } from '../stack-protection';

/** What a replica takes from its source, or cannot have. */
const OF_THE_SOURCE = [
  Safeguard.MANAGED_CREDENTIALS, Safeguard.BACKUPS, Safeguard.BACKUP_PLAN, Safeguard.RETENTION, Safeguard.SUPPORTED_ENGINE,
];

/**
 * A read replica of a `SecureRdsInstance`, hardened like its source, in the same region or in another one.
 *
 * - In another region it is encrypted with a key of that region, in the same one with the key of its source.
 * - It has a standby in another zone of its own (MySQL, MariaDB, PostgreSQL), unless `Safeguard.HIGH_AVAILABILITY` is waived.
 * - It has groups, logs, alarms and events of its own, and alarms when it falls behind or no longer follows.
 * - The CDK CLI protects its stack against removal until the termination protection is taken off.
 *
 * ### What this does not do
 *
 * - CloudFormation ignores deletion policies of replicas: removing one from a stack deletes it, unless deletion protection is on.
 * - CloudFormation takes no word about encryption of a replica: it is that of the source. Rules of cdk-nag that ask for `StorageEncrypted`
 *   do not follow the source and object; ours do.
 * - It takes no backups, and the size at creation, the version, the users and the master user are those of the source.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReadRepl.html
 */
export class SecureRdsReplica extends Construct implements INetworkedDataStore {
  /** The underlying replica, for everything that the props do not cover. */
  public readonly instance: rds.DatabaseInstanceReadReplica;

  /** The rights that this replica can give away. */
  public readonly grants: RdsGrants;

  /** The security group of the replica. */
  public readonly securityGroup: ec2.SecurityGroup;
  public readonly encryptionKey: kms.IKey;
  public readonly alerts: sns.ITopic;
  public readonly connections: ec2.Connections;
  public readonly port: number;
  public readonly storeArns: string[];
  public readonly destructiveActions: string[];

  /** @internal the store that it cannot be without */
  public readonly _follows: SecureRdsInstance;

  private readonly blueprint: RdsBlueprint;

  /**
   * Throws one error with all problems: the `REPLICA_` codes, `PUBLIC_SUBNETS`, `PORT_OUT_OF_RANGE`, and the `IDENTIFIER_`,
   * `PARAMETER_`, `WINDOW` and `WAIVER_` codes.
   */
  public constructor(scope: Construct, id: string, props: SecureRdsReplicaProps) {
    const problems = new PropProblems('SecureRdsReplica', scope, id);
    problems.required({ network: props.network, source: props.source });
    const source = props.source._blueprint;
    const classification = props.classification ?? source.props.classification;
    const lacking = source.facts.replicaStandby ? OF_THE_SOURCE : [...OF_THE_SOURCE, Safeguard.HIGH_AVAILABILITY];
    const safeguards = rdsSafeguards(source.facts).filter((safeguard) => !lacking.includes(safeguard));
    const hardening = new Hardening({ construct: 'SecureRdsReplica', classification, safeguards, waivers: props.waivers }, problems);
    const asInstance = likeSource(props);
    checkReplicaProps(scope, props, asInstance, hardening, problems);
    problems.throwIfAny();

    super(scope, id);
    this._follows = props.source;
    this.port = portsOf(asInstance, source.facts, hardening).clients;
    this.encryptionKey = isElsewhere(this, props.source) === false
      ? props.source.encryptionKey
      : props.encryptionKey ?? new DataKey(this, 'EncryptionKey', { classification, description: `Data of ${this.node.path}` }).key;
    this.alerts = props.alerts ?? new AlertTopic(this, 'Alerts', { classification }).topic;
    this.securityGroup = props.network.createStoreSecurityGroup(this, this.port);
    this.connections = new ec2.Connections({ securityGroups: [this.securityGroup], defaultPort: ec2.Port.tcp(this.port) });

    const identifier = props.identifier ?? physicalName(this, 63);
    const blueprint = { props: asInstance, hardening, facts: source.facts, identifier, key: this.encryptionKey };
    this.blueprint = blueprint;
    const groups = createGroups(this, blueprint, this.securityGroup);
    this.instance = this.createReplica(blueprint, groups, props.source);
    this.instance.node.addDependency(...createLogGroups(this, blueprint));
    this.grants = RdsGrants._of({
      construct: this.instance,
      resourceId: this.instance.instanceResourceId!,
      iamAuthentication: safeguards.includes(Safeguard.IAM_AUTHENTICATION) && hardening.keeps(Safeguard.IAM_AUTHENTICATION),
    });
    this.watch(groups);

    this.storeArns = protectedArns(this, identifier);
    this.destructiveActions = [...RDS_INSTANCE_DESTRUCTION.actions];
    props.deletionGuard?.protect(this);
    protectStack(this, hardening);
    hardening.recordOn(this);
  }

  /** @internal */
  public get _engine(): string {
    return this.blueprint.facts.engine;
  }

  public metric(metricName: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.instance.metric(metricName, options);
  }

  /**
   * Notify `alerts` of every new connection that comes from neither the host of the replica nor one of these ranges,
   * as `SecureRdsInstance.alarmOnConnectionsFromOutside` does. Throws the same codes.
   *
   * @param ranges where connections may come from, as a rule the ranges of the VPC: `10.0.0.0/16`, `2001:db8:1:2::/64`
   */
  public alarmOnConnectionsFromOutside(ranges: string[]): cloudwatch.Alarm {
    return outsideConnectionAlarm(this, this.alerts, this.blueprint, ranges);
  }

  private createReplica(blueprint: RdsBlueprint, groups: RdsGroups, source: SecureRdsInstance): rds.DatabaseInstanceReadReplica {
    const { props, facts, hardening, identifier, key } = blueprint;
    const { iamAuthentication, caCertificate, publiclyAccessible } = renderAccess(blueprint);
    const durability = renderDurability(blueprint);
    const replica = new rds.DatabaseInstanceReadReplica(this, 'Instance', {
      ...renderObservation(this, blueprint),
      ...renderVolume(blueprint),
      iamAuthentication,
      caCertificate,
      publiclyAccessible,
      preferredMaintenanceWindow: durability.preferredMaintenanceWindow,
      multiAz: facts.replicaStandby && durability.multiAz,
      copyTagsToSnapshot: true,
      deletionProtection: durability.deletionProtection,
      removalPolicy: durability.removalPolicy,
      autoMinorVersionUpgrade: durability.autoMinorVersionUpgrade,
      storageEncrypted: true,
      storageEncryptionKey: key,
      sourceDatabaseInstance: rds.DatabaseInstance.fromDatabaseInstanceAttributes(this, 'Source', {
        instanceIdentifier: source._blueprint.identifier, instanceEndpointAddress: '', port: source.port, securityGroups: [], engine: props.engine,
      }),
      instanceType: instanceTypeOf(props),
      instanceIdentifier: identifier,
      port: portsOf(props, facts, hardening).instance,
      vpc: props.network.vpc,
      vpcSubnets: { subnets: props.network.subnets(Tier.DATA) },
      securityGroups: [this.securityGroup],
      subnetGroup: groups.subnetGroup,
      parameterGroup: groups.parameterGroup,
      optionGroup: groups.optionGroup,
    });
    nameSource(replica, source, props.engine);
    return replica;
  }

  private watch({ parameterGroup }: RdsGroups): void {
    const { props, facts, hardening } = this.blueprint;
    if (hardening.keeps(Safeguard.ALARMS)) {
      const { allocated } = storageSizes(props.storage, facts.maxStorageGib);
      const sizing = { facts, instanceType: instanceTypeOf(props), allocatedGib: allocated, parameters: props.parameters };
      storeAlarms(this, this.alerts, [...rdsAlarms(this, sizing), ...replicaAlarms(this)]);
      refusedLoginAlarm(this, this.alerts, this.blueprint);
    }
    if (hardening.keeps(Safeguard.EVENT_NOTIFICATIONS)) {
      rdsEvents(this, this.alerts, this.instance, parameterGroup.bindToInstance({}).parameterGroupName);
    }
  }
}

/** The props of the source, with what the replica decides for itself. */
function likeSource({ source, network, instanceType, port, windows, parameters }: SecureRdsReplicaProps): SecureRdsInstanceProps {
  const { props } = source._blueprint;
  return {
    network,
    engine: props.engine,
    engineOptions: { ...props.engineOptions, auditBucket: undefined, proxy: undefined },
    instanceType: instanceType ?? props.instanceType,
    storage: props.storage,
    port: port ?? props.port,
    windows,
    parameters,
  };
}

/** By its identifier in one region, by its ARN from another; plain text in both cases, so that no stack needs an export. */
function nameSource(replica: rds.DatabaseInstanceReadReplica, source: SecureRdsInstance, engine: rds.IInstanceEngine): void {
  const resource = replica.node.defaultChild as rds.CfnDBInstance;
  const { identifier } = source._blueprint;
  const elsewhere = isElsewhere(replica, source) !== false;
  resource.sourceDbInstanceIdentifier = elsewhere ? instanceArn(source, identifier) : identifier;
  resource.sourceRegion = elsewhere ? Stack.of(source).region : undefined;
  // RDS takes both from the source; only in another region does it need a key of that region
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbinstance.html#cfn-rds-dbinstance-storageencrypted
  resource.storageEncrypted = undefined;
  resource.kmsKeyId = elsewhere ? resource.kmsKeyId : undefined;
  resource.engine = engine.engineType;
  if (Stack.of(replica) === Stack.of(source)) {
    replica.node.addDependency(source.instance);
  } else {
    Stack.of(replica).addStackDependency(Stack.of(source), 'a replica needs its source');
  }
}
