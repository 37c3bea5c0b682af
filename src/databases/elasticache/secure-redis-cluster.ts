import { Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elasticache from 'aws-cdk-lib/aws-elasticache';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { AccessString } from './access-string';
import { nodeMetric, redisAlarms } from './cache-alarms';
import { CacheGrants } from './cache-grants';
import { addCacheUser, CacheUsers } from './cache-users';
import { checkRedisProps } from './redis-checks';
import { DEFAULT_REDIS_PORT, SecureRedisClusterProps } from './redis-props';
import { stateCacheObjectives } from './redis-recovery';
import {
  applyCachePolicies, blueprintOf, createCacheGroups, createLogs, RedisBlueprint, removalPolicyOf, renderDurability, renderEncryption, renderEngine,
} from './redis-render';
import { PropProblems } from '../../core/check-props';
import { Hardening } from '../../core/hardening';
import { physicalName } from '../../core/physical-name';
import { Safeguard } from '../../core/safeguard';
import { REPLICATION_GROUP_DESTRUCTION } from '../../facts/cache-destruction';
import { MAX_GROUP_IDENTIFIER } from '../../facts/cache-limits';
import { storeAlarms } from '../../foundation/alerts/store-alarms';
import { checkHome } from '../../foundation/home-region';
import { INetworkedDataStore } from '../data-store';
import { protectStack } from '../stack-protection';
import { surround } from '../store-surroundings';

const SAFEGUARDS = [
  Safeguard.ENCRYPTION_AT_REST, Safeguard.CUSTOMER_MANAGED_KEY, Safeguard.ENCRYPTION_IN_TRANSIT, Safeguard.PRIVATE_NETWORK, Safeguard.TIERED_ACCESS,
  Safeguard.IAM_AUTHENTICATION, Safeguard.RETENTION, Safeguard.BACKUPS, Safeguard.HIGH_AVAILABILITY, Safeguard.LOG_EXPORTS, Safeguard.ALARMS,
  Safeguard.AUTOMATIC_PATCHING,
];

/**
 * A cache of Valkey or Redis OSS, as a replication group of ElastiCache with every safeguard that the service knows.
 *
 * - It lies in the data tier, in a security group of its own that opens nothing outwards; the app tier reaches its port, nobody else does.
 * - One customer key encrypts its disks, snapshots and logs. Clients without TLS are refused.
 * - Users log in with IAM tokens, and each may do what its `AccessString` says. The user `default`, as which everybody counts who does not
 *   log in, is switched off. `sessions.grants.connect(role, 'shop')` names one user and one cache.
 * - A replica in another zone takes over by itself. Snapshots are taken daily; the cache outlives its stack, with its key and its groups, and
 *   where retention is waived a last snapshot is taken.
 * - The CDK CLI protects its stack against removal until the termination protection is taken off.
 * - Slow log and engine log go to encrypted log groups that are kept; alarms on load, memory, lag, and refused logins go to `alerts`.
 * - Its identifier is fixed. Whatever would replace it (the port, the key, cluster mode, AUTH token instead of users) is refused by
 *   CloudFormation before anything is lost, until another `options.identifier` says that a new cache is meant.
 *
 * Clients that have to move to TLS first get the time with a waiver of `Safeguard.ENCRYPTION_IN_TRANSIT`: the cache then takes both, and
 * refuses plain connections again, in place, when the waiver is removed.
 *
 * ### What this does not do
 *
 * - ElastiCache has no deletion protection and no resource policy. A `DeletionGuard` denies people the deletion of this cache, of its
 *   snapshots, and the changes that would open it; it ends where it is not applied: administrators of IAM, the root user, service roles.
 * - Its own notifications (failover, replaced node) reach topics without encryption only; see `options.notificationTopic`.
 * - Data in memory is not encrypted, and a snapshot is up to a day old: what must not be lost belongs into a database.
 * - An AUTH token is handed to CloudFormation as a reference to the secret; ElastiCache takes a rotated token only with the next deployment
 *   that changes the group.
 */
export class SecureRedisCluster extends Construct implements INetworkedDataStore {
  /** The underlying replication group, for everything that the props do not cover. */
  public readonly replicationGroup: elasticache.CfnReplicationGroup;

  /** The rights that this cache can give away. */
  public readonly grants: CacheGrants;

  /** The name under which clients find the cache: the configuration endpoint in cluster mode, else the one of the primary. */
  public readonly endpoint: string;

  /** The security group of the cache. */
  public readonly securityGroup: ec2.SecurityGroup;
  public readonly encryptionKey: kms.IKey;
  public readonly alerts: sns.ITopic;
  public readonly connections: ec2.Connections;
  public readonly port: number;
  public readonly storeArns: string[];
  public readonly destructiveActions: string[];

  private readonly users?: CacheUsers;
  private readonly firstNode: string;

  /**
   * Throws one error with all problems: `PUBLIC_SUBNETS`, `SHARDS_OUT_OF_RANGE`, `REPLICAS_OUT_OF_RANGE`, `NODES_TOO_MANY`,
   * `TOPOLOGY_UNKNOWN`, `NODE_TYPE_INVALID`, `AUTH_TOKEN_UNEXPLAINED`, `LOGIN_WITHOUT_PASSWORD`, `USERS_WITH_TOKEN`, `PORT_OUT_OF_RANGE`,
   * `NOTIFICATION_TOPIC_ENCRYPTED`, the `USER_NAME_`, `SNAPSHOT_`, `WINDOW`, `IDENTIFIER_`, `PARAMETER_`, `OBJECTIVE_` and
   * `WAIVER_` codes, and those that end in `_ELSEWHERE`; at synth `OBJECTIVE_NOT_PREPARED`.
   */
  public constructor(scope: Construct, id: string, props: SecureRedisClusterProps) {
    const problems = new PropProblems('SecureRedisCluster', scope, id);
    const { classification, waivers } = props;
    const hardening = new Hardening({ construct: 'SecureRedisCluster', classification, safeguards: SAFEGUARDS, waivers }, problems);
    checkRedisProps(props, hardening, problems);
    checkHome(scope, props, problems);
    problems.throwIfAny();

    super(scope, id);
    this.port = props.port ?? DEFAULT_REDIS_PORT;
    ({ encryptionKey: this.encryptionKey, alerts: this.alerts, securityGroup: this.securityGroup, connections: this.connections }
      = surround(this, props, this.port, removalPolicyOf(hardening)));

    const identifier = props.options?.identifier ?? physicalName(this, MAX_GROUP_IDENTIFIER);
    const blueprint = blueprintOf(props, hardening, identifier, this.encryptionKey);
    const nodes = blueprint.topology._nodes(identifier);
    [this.firstNode] = nodes;
    this.users = props.authToken ? undefined : new CacheUsers(this, 'Users', props.users ?? {}, removalPolicyOf(hardening));
    this.replicationGroup = this.createReplicationGroup(blueprint);
    stateCacheObjectives(this, identifier, props.recovery);
    const { attrConfigurationEndPointAddress, attrPrimaryEndPointAddress } = this.replicationGroup;
    this.endpoint = blueprint.topology._clusterMode ? attrConfigurationEndPointAddress : attrPrimaryEndPointAddress;
    this.grants = CacheGrants._of({ construct: this, arn: this.arnOf('replicationgroup', identifier), users: this.users });
    if (hardening.keeps(Safeguard.ALARMS)) {
      storeAlarms(this, this.alerts, redisAlarms(nodes, nodes.length > 1));
    }

    this.storeArns = [
      this.arnOf('replicationgroup', identifier), ...this.users?.guardedArns ?? [],
      // automatic snapshots and nodes are named after the group
      this.arnOf('snapshot', `automatic.${identifier}-*`), this.arnOf('snapshot', `${identifier}-*`), this.arnOf('cluster', `${identifier}-*`),
    ];
    this.destructiveActions = [...REPLICATION_GROUP_DESTRUCTION.actions];
    props.deletionGuard?.protect(this);
    protectStack(this, hardening);
    hardening.recordOn(this);
  }

  /** A metric of the first node; `dimensionsMap` names another one. */
  public metric(metricName: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return nodeMetric(this.firstNode, metricName, options);
  }

  /**
   * Add a user who logs in with IAM tokens, and say what it may do. Returns the name by which clients log in.
   *
   * Throws `USER_NAME_INVALID`, `USER_NAME_RESERVED` and `USER_NAME_TAKEN`, and `USERS_WITH_TOKEN` for a cache with an AUTH token.
   *
   * @param name the name that `grants.connect` takes: 1 to 40 lower-case letters, digits and single hyphens, starting with a letter
   * @param access what the user may do
   */
  public addUser(name: string, access: AccessString): string {
    return addCacheUser(this, this.users, name, access);
  }

  /** The name by which clients log in as a user; undefined for a user that the cache does not have. */
  public loginOf(name: string): string | undefined {
    return this.users?.loginOf(name);
  }

  private createReplicationGroup(blueprint: RedisBlueprint): elasticache.CfnReplicationGroup {
    const { props, identifier, hardening } = blueprint;
    // a token and users cannot follow each other in place: as another resource of the same name, the change is refused until it is stated
    const group = new elasticache.CfnReplicationGroup(this, props.authToken ? 'TokenCluster' : 'Cluster', {
      ...renderEngine(blueprint),
      ...renderDurability(blueprint),
      ...createCacheGroups(this, blueprint),
      ...createLogs(this, blueprint),
      ...renderEncryption(blueprint),
      replicationGroupId: identifier,
      replicationGroupDescription: `Hardened cache of ${this.node.path}`.slice(0, 255),
      securityGroupIds: [this.securityGroup.securityGroupId],
      notificationTopicArn: props.options?.notificationTopic?.topicArn,
      userGroupIds: this.users && [this.users.group.ref],
      authToken: props.authToken?.secretValue.unsafeUnwrap(),
    });
    applyCachePolicies(group, hardening);
    return group;
  }

  private arnOf(resource: string, name: string): string {
    const { partition, region, account } = Stack.of(this);
    return `arn:${partition}:elasticache:${region}:${account}:${resource}:${name}`;
  }
}
