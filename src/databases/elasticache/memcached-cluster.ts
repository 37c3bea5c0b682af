import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elasticache from 'aws-cdk-lib/aws-elasticache';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { memcachedAlarms, nodeMetric } from './cache-alarms';
import { checkCachePort, checkIdentifier, checkNodeType } from './cache-checks';
import { MemcachedClusterProps } from './memcached-props';
import { checkNotificationTopic } from './redis-checks';
import { DEFAULT_NODE_TYPE } from './redis-props';
import { createSubnetGroup } from './redis-render';
import { PropProblems, quoted } from '../../core/check-props';
import { DataClassification } from '../../core/data-classification';
import { Hardening } from '../../core/hardening';
import { known } from '../../core/known';
import { physicalName } from '../../core/physical-name';
import { Safeguard } from '../../core/safeguard';
import { MEMCACHED_DESTRUCTION } from '../../facts/cache-destruction';
import { MEMCACHED_TLS_SINCE } from '../../facts/cache-engines';
import { MAX_CLUSTER_IDENTIFIER, MIN_WINDOW_MINUTES } from '../../facts/cache-limits';
import { isAtLeastVersion } from '../../facts/rds-engines';
import { AlertTopic } from '../../foundation/alerts/alert-topic';
import { storeAlarms } from '../../foundation/alerts/store-alarms';
import { IProtectedStore } from '../../foundation/deletion/protected-store';
import { checkHome } from '../../foundation/home-region';
import { Tier } from '../../foundation/network/network';
import { checkMaintenanceWindow, DEFAULT_WINDOWS } from '../maintenance-windows';
import { checkDataTier } from '../relational/relational-checks';

const SAFEGUARDS = [
  Safeguard.ENCRYPTION_IN_TRANSIT, Safeguard.PRIVATE_NETWORK, Safeguard.TIERED_ACCESS, Safeguard.HIGH_AVAILABILITY, Safeguard.ALARMS,
];

/** Levels that a store without users may hold. */
const ALLOWED = [DataClassification.PUBLIC, DataClassification.CONFIDENTIAL];

const DEFAULT_VERSION = '1.6.22';
const DEFAULT_PORT = 11_212;

/**
 * A Memcached cluster of ElastiCache, with what Memcached can protect.
 *
 * - Clients without TLS are refused.
 * - It lies in the data tier, in a security group of its own that opens nothing outwards; the app tier reaches its port, nobody else does.
 * - Its nodes are spread over the zones of the data tier, so that a failed zone leaves a part of the cache. Clients find them by auto
 *   discovery at `endpoint`, and see nodes come and go.
 * - Alarms on load, evictions and connections go to `alerts`.
 *
 * ### What this does not do
 *
 * Memcached keeps nothing and knows nobody. The name says it: it is not `Secure…`. It is refused for data classified above confidential.
 *
 * - There are no users, no passwords and no rights: whoever reaches the port reads, changes and flushes everything. The security group is
 *   all there is between them.
 * - What is in memory is not encrypted, by no key.
 * - There are no snapshots, no replicas and no failover: what a node held is gone with it, and read from the database again.
 * - It delivers no logs, so nobody sees who asked for what.
 * - There is no deletion protection; a `DeletionGuard` denies people the deletion, and ends where it is not applied.
 * - Minor versions are not installed automatically: ElastiCache does so for Valkey and Redis OSS only.
 */
export class MemcachedCluster extends Construct implements IProtectedStore, ec2.IConnectable {
  /** The underlying cluster, for everything that the props do not cover. */
  public readonly cluster: elasticache.CfnCacheCluster;

  /** The name at which clients discover the nodes. */
  public readonly endpoint: string;

  /** The security group of the cluster. */
  public readonly securityGroup: ec2.SecurityGroup;

  /** Where alarms go. */
  public readonly alerts: sns.ITopic;

  /** The port that the nodes listen on. */
  public readonly port: number;
  public readonly connections: ec2.Connections;
  public readonly storeArns: string[];
  public readonly destructiveActions: string[];

  private readonly identifier: string;

  /**
   * Throws one error with all problems: `CLASSIFICATION_TOO_HIGH`, `PUBLIC_SUBNETS`, `VERSION_INVALID`, `VERSION_WITHOUT_TLS`,
   * `NODE_TYPE_INVALID`, `NODES_OUT_OF_RANGE`, `NODES_UNKNOWN`, `PORT_OUT_OF_RANGE`, `MAINTENANCE_WINDOW_INVALID`, `NOTIFICATION_TOPIC_ENCRYPTED`, the
   * `IDENTIFIER_` and `WAIVER_` codes, and those that end in `_ELSEWHERE`.
   */
  public constructor(scope: Construct, id: string, props: MemcachedClusterProps) {
    const problems = new PropProblems('MemcachedCluster', scope, id);
    const { classification, waivers } = props;
    const hardening = new Hardening({ construct: 'MemcachedCluster', classification, safeguards: SAFEGUARDS, waivers }, problems);
    check(props, hardening, problems);
    checkHome(scope, props, problems);
    problems.throwIfAny();

    super(scope, id);
    this.port = props.port ?? DEFAULT_PORT;
    this.identifier = props.identifier ?? physicalName(this, MAX_CLUSTER_IDENTIFIER);
    this.alerts = props.alerts ?? new AlertTopic(this, 'Alerts', { classification }).topic;
    this.securityGroup = props.network.createStoreSecurityGroup(this, this.port);
    this.connections = new ec2.Connections({ securityGroups: [this.securityGroup], defaultPort: ec2.Port.tcp(this.port) });
    const nodes = nodesOf(props, hardening);
    this.cluster = this.createCluster(props, hardening, nodes);
    this.endpoint = this.cluster.attrConfigurationEndpointAddress;
    if (hardening.keeps(Safeguard.ALARMS)) {
      storeAlarms(this, this.alerts, memcachedAlarms(this.identifier, nodes));
    }
    const { partition, region, account } = Stack.of(this);
    this.storeArns = [`arn:${partition}:elasticache:${region}:${account}:cluster:${this.identifier}`];
    this.destructiveActions = [...MEMCACHED_DESTRUCTION.actions];
    props.deletionGuard?.protect(this);
    hardening.recordOn(this);
  }

  /**
   * A metric of the first node; `dimensionsMap` names another one.
   *
   * @param metricName as CloudWatch names it
   * @param options period, statistic, label
   */
  public metric(metricName: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return nodeMetric(this.identifier, metricName, options);
  }

  private createCluster(props: MemcachedClusterProps, hardening: Hardening, nodes: number): elasticache.CfnCacheCluster {
    const zones = props.network.subnets(Tier.DATA).map(({ availabilityZone }) => availabilityZone);
    const spread = hardening.keeps(Safeguard.HIGH_AVAILABILITY);
    const parameterGroup = new elasticache.CfnParameterGroup(this, 'ParameterGroup', {
      cacheParameterGroupFamily: 'memcached1.6', description: `Hardened cache of ${this.node.path}`, properties: { ...props.parameters },
    });
    const cluster = new elasticache.CfnCacheCluster(this, 'Cluster', {
      clusterName: this.identifier,
      engine: 'memcached',
      engineVersion: props.version ?? DEFAULT_VERSION,
      cacheNodeType: props.nodeType ?? DEFAULT_NODE_TYPE,
      numCacheNodes: nodes,
      azMode: spread ? 'cross-az' : 'single-az',
      // a list for every node keeps the others where they are when their number changes
      preferredAvailabilityZones: spread ? Array.from({ length: nodes }, (_, index) => zones[index % zones.length]) : undefined,
      cacheParameterGroupName: parameterGroup.ref,
      cacheSubnetGroupName: createSubnetGroup(this, props.network).ref,
      vpcSecurityGroupIds: [this.securityGroup.securityGroupId],
      port: this.port,
      preferredMaintenanceWindow: props.maintenanceWindow ?? DEFAULT_WINDOWS.maintenance,
      notificationTopicArn: props.notificationTopic?.topicArn,
      transitEncryptionEnabled: hardening.keeps(Safeguard.ENCRYPTION_IN_TRANSIT),
    });
    // nothing is lost with it that is not in the database behind it
    cluster.applyRemovalPolicy(RemovalPolicy.DESTROY);
    return cluster;
  }
}

function nodesOf({ nodes }: MemcachedClusterProps, hardening: Hardening): number {
  return nodes ?? (hardening.keeps(Safeguard.HIGH_AVAILABILITY) ? 2 : 1);
}

function check(props: MemcachedClusterProps, hardening: Hardening, problems: PropProblems): void {
  const spread = hardening.keeps(Safeguard.HIGH_AVAILABILITY);
  problems.when(!ALLOWED.includes(hardening.classification), 'CLASSIFICATION_TOO_HIGH',
    () => `\`classification\` is ${hardening.classification}, allowed are ${ALLOWED.join(' and ')}, since Memcached knows no users and encrypts no memory; `
      + 'use SecureRedisCluster or SecureServerlessCache');
  checkDataTier(props.network, problems);
  checkVersion(props.version, hardening, problems);
  checkNodeType(props.nodeType, problems);
  problems.mustBeKnown('nodes', props.nodes, 'NODES_UNKNOWN', 'pass a number, since each node is placed in a zone');
  problems.wholeNumber('nodes', props.nodes, {
    code: 'NODES_OUT_OF_RANGE',
    min: spread ? 2 : 1,
    instead: spread ? 'raise it, or waive Safeguard.HIGH_AVAILABILITY' : 'raise it',
  });
  checkCachePort(props.port, DEFAULT_PORT, problems);
  checkIdentifier('identifier', props.identifier, MAX_CLUSTER_IDENTIFIER, problems);
  checkNotificationTopic('notificationTopic', props.notificationTopic, problems);
  checkMaintenanceWindow('maintenanceWindow', props.maintenanceWindow, MIN_WINDOW_MINUTES, problems);
}

function checkVersion(version: string | undefined, hardening: Hardening, problems: PropProblems): void {
  problems.text('version', version, { code: 'VERSION_INVALID', pattern: /^1\.6\.\d+$/, allowed: 'versions such as 1.6.22', instead: 'correct it, or leave it out' });
  const given = known(version);
  problems.when(given !== undefined && hardening.keeps(Safeguard.ENCRYPTION_IN_TRANSIT) && !isAtLeastVersion(given, MEMCACHED_TLS_SINCE), 'VERSION_WITHOUT_TLS',
    () => `\`version\` is ${quoted(given!)}, at least ${MEMCACHED_TLS_SINCE} is needed, since earlier ones have no TLS; pass a later one, or waive Safeguard.ENCRYPTION_IN_TRANSIT`);
}
