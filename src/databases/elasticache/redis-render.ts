import { CfnDeletionPolicy, RemovalPolicy } from 'aws-cdk-lib';
import * as elasticache from 'aws-cdk-lib/aws-elasticache';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { defaultSnapshotDays } from './cache-checks';
import { DEFAULT_REDIS_ENGINE } from './redis-engine';
import { DEFAULT_NODE_TYPE, DEFAULT_REDIS_PORT, SecureRedisClusterProps, topologyOf } from './redis-props';
import { RedisTopology } from './redis-topology';
import { Hardening } from '../../core/hardening';
import { physicalName } from '../../core/physical-name';
import { Safeguard } from '../../core/safeguard';
import { CACHE_LOGS } from '../../facts/cache-engines';
import { encryptedLogGroup } from '../../foundation/logs/encrypted-log-group';
import { ITieredNetwork, Tier } from '../../foundation/network/network';
import { DEFAULT_WINDOWS } from '../maintenance-windows';

/** What the parts of a cache are rendered from. */
export interface RedisBlueprint {
  readonly props: SecureRedisClusterProps;
  readonly hardening: Hardening;
  readonly identifier: string;
  readonly key: kms.IKey;
  readonly topology: RedisTopology;
}

type GroupProps = Partial<elasticache.CfnReplicationGroupProps>;

/** What decides about everything else. */
export function blueprintOf(props: SecureRedisClusterProps, hardening: Hardening, identifier: string, key: kms.IKey): RedisBlueprint {
  return { props, hardening, identifier, key, topology: topologyOf(props.topology, hardening.keeps(Safeguard.HIGH_AVAILABILITY)) };
}

/** Engine, size and arrangement. */
export function renderEngine({ props, topology }: RedisBlueprint): GroupProps {
  const { engine, version } = props.engine ?? DEFAULT_REDIS_ENGINE;
  return {
    engine,
    engineVersion: version,
    cacheNodeType: props.nodeType ?? DEFAULT_NODE_TYPE,
    clusterMode: topology._clusterMode ? 'enabled' : 'disabled',
    // shard by shard, since another `ReplicasPerNodeGroup` would replace the cache; without cluster mode the number of nodes is given instead
    ...topology._clusterMode
      ? { nodeGroupConfiguration: Array.from({ length: topology._shards }, () => ({ replicaCount: topology._replicas })) }
      : { numCacheClusters: topology._replicas + 1 },
    port: props.port ?? DEFAULT_REDIS_PORT,
  };
}

/** What is encrypted. */
export function renderEncryption({ hardening, key }: RedisBlueprint): GroupProps {
  return {
    atRestEncryptionEnabled: true,
    kmsKeyId: key.keyArn,
    transitEncryptionEnabled: true,
    // `preferred` takes clients with and without TLS, while they move from one to the other
    transitEncryptionMode: hardening.keeps(Safeguard.ENCRYPTION_IN_TRANSIT) ? 'required' : 'preferred',
  };
}

/** What keeps the data, and the service. */
export function renderDurability({ props, hardening, topology }: RedisBlueprint): GroupProps {
  const available = hardening.keeps(Safeguard.HIGH_AVAILABILITY);
  const retention = props.recovery?.retention?.toDays() ?? defaultSnapshotDays(hardening);
  return {
    // ElastiCache insists on it in cluster mode: https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateReplicationGroup.html
    automaticFailoverEnabled: available || topology._clusterMode,
    multiAzEnabled: available,
    snapshotRetentionLimit: retention,
    snapshotWindow: retention > 0 ? props.windows?.backup ?? DEFAULT_WINDOWS.backup : undefined,
    preferredMaintenanceWindow: props.windows?.maintenance ?? DEFAULT_WINDOWS.maintenance,
    autoMinorVersionUpgrade: hardening.keeps(Safeguard.AUTOMATIC_PATCHING),
    snapshotName: props.options?.snapshot,
  };
}

/** The groups of subnets and parameters. */
export function createCacheGroups(scope: Construct, { props, hardening, topology }: RedisBlueprint): GroupProps {
  const { parameterGroupFamily } = props.engine ?? DEFAULT_REDIS_ENGINE;
  const parameterGroup = new elasticache.CfnParameterGroup(scope, 'ParameterGroup', {
    cacheParameterGroupFamily: parameterGroupFamily,
    description: `Hardened cache of ${scope.node.path}`,
    properties: { ...props.options?.parameters, 'cluster-enabled': topology._clusterMode ? 'yes' : 'no' },
  });
  const subnetGroup = createSubnetGroup(scope, props.network);
  // the groups must outlive a cache that outlives the stack
  [parameterGroup, subnetGroup].forEach((group) => group.applyRemovalPolicy(removalPolicyOf(hardening)));
  return { cacheParameterGroupName: parameterGroup.ref, cacheSubnetGroupName: subnetGroup.ref };
}

/** The data subnets. */
export function createSubnetGroup(scope: Construct, network: ITieredNetwork): elasticache.CfnSubnetGroup {
  return new elasticache.CfnSubnetGroup(scope, 'SubnetGroup', {
    description: `Data subnets of ${scope.node.path}`,
    // a replication group refers to it by name, and keeps it for life
    cacheSubnetGroupName: physicalName(scope, 60),
    subnetIds: network.subnets(Tier.DATA).map(({ subnetId }) => subnetId),
  });
}

/** Slow and engine log, in encrypted log groups; the prefix keeps the resource policy of CloudWatch Logs short. */
export function createLogs(scope: Construct, { hardening, identifier, key }: RedisBlueprint): GroupProps {
  if (!hardening.keeps(Safeguard.LOG_EXPORTS)) {
    return {};
  }
  return {
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-and-resource-policy.html
    logDeliveryConfigurations: CACHE_LOGS.map((logType) => {
      const logGroupName = `/aws/vendedlogs/elasticache/${identifier}/${logType}`;
      const logGroup = encryptedLogGroup(scope, `Log-${logType}`, { logGroupName, key, classification: hardening.classification });
      return {
        logType, logFormat: 'json', destinationType: 'cloudwatch-logs', destinationDetails: { cloudWatchLogsDetails: { logGroup: logGroup.logGroupName } },
      };
    }),
  };
}

/** What becomes of the resources around a store that is removed. */
export function removalPolicyOf(hardening: Hardening): RemovalPolicy {
  return hardening.keeps(Safeguard.RETENTION) ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
}

/** A cache is retained, else a last snapshot is taken of it; shards are added and removed online. */
export function applyCachePolicies(group: elasticache.CfnReplicationGroup, hardening: Hardening): void {
  const policy = hardening.keeps(Safeguard.RETENTION) ? CfnDeletionPolicy.RETAIN : CfnDeletionPolicy.SNAPSHOT;
  group.cfnOptions.deletionPolicy = policy;
  group.cfnOptions.updateReplacePolicy = policy;
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-updatepolicy.html#cfn-attributes-updatepolicy-useonlineresharding
  group.cfnOptions.updatePolicy = { useOnlineResharding: true };
}
