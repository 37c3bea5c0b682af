import { Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elasticache from 'aws-cdk-lib/aws-elasticache';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { AccessString } from './access-string';
import { serverlessAlarms, serverlessMetric } from './cache-alarms';
import { checkIdentifier, checkSnapshotRetention, defaultSnapshotDays } from './cache-checks';
import { CacheGrants } from './cache-grants';
import { addCacheUser, CacheUsers, checkUserNames } from './cache-users';
import { DEFAULT_REDIS_ENGINE } from './redis-engine';
import { removalPolicyOf } from './redis-render';
import { CacheLimits, SecureServerlessCacheProps } from './serverless-cache-props';
import { PropProblems } from '../../core/check-props';
import { Hardening } from '../../core/hardening';
import { known } from '../../core/known';
import { physicalName } from '../../core/physical-name';
import { Safeguard } from '../../core/safeguard';
import { SERVERLESS_CACHE_DESTRUCTION } from '../../facts/cache-destruction';
import { MAX_GROUP_IDENTIFIER, SERVERLESS_ECPUS, SERVERLESS_GIGABYTES, SERVERLESS_PORTS } from '../../facts/cache-limits';
import { storeAlarms } from '../../foundation/alerts/store-alarms';
import { checkHome } from '../../foundation/home-region';
import { Tier } from '../../foundation/network/network';
import { INetworkedDataStore } from '../data-store';
import { checkDataTier } from '../relational/relational-checks';
import { protectStack } from '../stack-protection';
import { surround } from '../store-surroundings';

// TLS, encryption at rest and several zones cannot be switched off here
const SAFEGUARDS = [
  Safeguard.CUSTOMER_MANAGED_KEY, Safeguard.PRIVATE_NETWORK, Safeguard.TIERED_ACCESS, Safeguard.RETENTION, Safeguard.BACKUPS, Safeguard.ALARMS,
];

/**
 * A serverless cache of Valkey or Redis OSS, with every safeguard that the service knows.
 *
 * - ElastiCache always encrypts it, takes clients with TLS only, spreads it over zones and patches it; there is nothing to switch off.
 * - It lies behind the data tier, in security groups of its own that open nothing outwards; the app tier reaches its two ports (6379 for
 *   writers, 6380 for readers of replicas), nobody else does.
 * - Users log in with IAM tokens, and each may do what its `AccessString` says; the user `default` is switched off.
 * - Snapshots are taken daily; the cache outlives its stack, with its key and its users. Who deletes it through CloudFormation after all
 *   leaves a last snapshot.
 * - The CDK CLI protects its stack against removal until the termination protection is taken off.
 *
 * ### What this does not do
 *
 * - ElastiCache has no deletion protection: see `SecureRedisCluster`.
 * - A serverless cache delivers no slow log and no engine log, and has no parameters. An AUTH token is not possible, so users cannot be
 *   waived.
 * - Its events (created, snapshot failed, limit near) reach EventBridge only.
 * - AWS documents the metrics of serverless caches, and not the dimension under which they come. The alarms read `clusterId`: look once, after
 *   the first deployment, whether they have data.
 */
export class SecureServerlessCache extends Construct implements INetworkedDataStore {
  /** The underlying cache, for everything that the props do not cover. */
  public readonly cache: elasticache.CfnServerlessCache;

  /** The rights that this cache can give away. */
  public readonly grants: CacheGrants;

  /** The name under which clients find the cache. */
  public readonly endpoint: string;

  /** The security group of the port for writers. */
  public readonly securityGroup: ec2.SecurityGroup;
  public readonly encryptionKey: kms.IKey;
  public readonly alerts: sns.ITopic;
  public readonly connections: ec2.Connections;
  public readonly port: number;
  public readonly storeArns: string[];
  public readonly destructiveActions: string[];

  private readonly users: CacheUsers;
  private readonly identifier: string;

  /**
   * Throws one error with all problems: `PUBLIC_SUBNETS`, `STORAGE_LIMIT_OUT_OF_RANGE`, `ECPU_LIMIT_OUT_OF_RANGE`, `SNAPSHOT_TIME_INVALID`,
   * the `USER_NAME_`, `SNAPSHOT_RETENTION_`, `IDENTIFIER_` and `WAIVER_` codes, and those that end in `_ELSEWHERE`.
   */
  public constructor(scope: Construct, id: string, props: SecureServerlessCacheProps) {
    const problems = new PropProblems('SecureServerlessCache', scope, id);
    const { classification, waivers } = props;
    const hardening = new Hardening({ construct: 'SecureServerlessCache', classification, safeguards: SAFEGUARDS, waivers }, problems);
    check(props, hardening, problems);
    checkHome(scope, props, problems);
    problems.throwIfAny();

    super(scope, id);
    this.port = SERVERLESS_PORTS.writer;
    this.identifier = props.identifier ?? physicalName(this, MAX_GROUP_IDENTIFIER);
    ({ encryptionKey: this.encryptionKey, alerts: this.alerts, securityGroup: this.securityGroup, connections: this.connections }
      = surround(this, props, this.port, removalPolicyOf(hardening)));
    const readers = props.network.createStoreSecurityGroup(new Construct(this, 'Readers'), SERVERLESS_PORTS.reader);
    readers.applyRemovalPolicy(removalPolicyOf(hardening));
    this.users = new CacheUsers(this, 'Users', props.users ?? {}, removalPolicyOf(hardening));
    this.cache = this.createCache(props, hardening, [this.securityGroup, readers]);
    this.endpoint = this.cache.attrEndpointAddress;
    this.grants = CacheGrants._of({ construct: this, arn: this.arnOf('serverlesscache', this.identifier), users: this.users });
    if (hardening.keeps(Safeguard.ALARMS)) {
      storeAlarms(this, this.alerts, serverlessAlarms(this.identifier));
    }

    this.storeArns = [this.arnOf('serverlesscache', this.identifier), ...this.users.guardedArns, this.arnOf('serverlesscachesnapshot', `${this.identifier}-*`)];
    this.destructiveActions = [...SERVERLESS_CACHE_DESTRUCTION.actions];
    props.deletionGuard?.protect(this);
    protectStack(this, hardening);
    hardening.recordOn(this);
  }

  public metric(metricName: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return serverlessMetric(this.identifier, metricName, options);
  }

  /**
   * Add a user who logs in with IAM tokens, and say what it may do. Returns the name by which clients log in.
   *
   * Throws `USER_NAME_INVALID`, `USER_NAME_RESERVED` and `USER_NAME_TAKEN`.
   *
   * @param name the name that `grants.connect` takes: 1 to 40 lower-case letters, digits and single hyphens, starting with a letter
   * @param access what the user may do
   */
  public addUser(name: string, access: AccessString): string {
    return addCacheUser(this, this.users, name, access);
  }

  /** The name by which clients log in as a user; undefined for a user that the cache does not have. */
  public loginOf(name: string): string | undefined {
    return this.users.loginOf(name);
  }

  private createCache(props: SecureServerlessCacheProps, hardening: Hardening, groups: ec2.ISecurityGroup[]): elasticache.CfnServerlessCache {
    const { engine, majorVersion } = props.engine ?? DEFAULT_REDIS_ENGINE;
    const retention = props.snapshotRetention?.toDays() ?? defaultSnapshotDays(hardening);
    const cache = new elasticache.CfnServerlessCache(this, 'Cache', {
      serverlessCacheName: this.identifier,
      description: `Hardened cache of ${this.node.path}`.slice(0, 255),
      engine,
      majorEngineVersion: majorVersion,
      kmsKeyId: this.encryptionKey.keyArn,
      userGroupId: this.users.group.ref,
      subnetIds: props.network.subnets(Tier.DATA).map(({ subnetId }) => subnetId),
      securityGroupIds: groups.map(({ securityGroupId }) => securityGroupId),
      cacheUsageLimits: limitsOf(props.limits),
      snapshotRetentionLimit: retention,
      dailySnapshotTime: retention > 0 ? props.snapshotTime ?? DEFAULT_SNAPSHOT_TIME : undefined,
      finalSnapshotName: `${this.identifier}-final`,
    });
    cache.applyRemovalPolicy(removalPolicyOf(hardening));
    return cache;
  }

  private arnOf(resource: string, name: string): string {
    const { partition, region, account } = Stack.of(this);
    return `arn:${partition}:elasticache:${region}:${account}:${resource}:${name}`;
  }
}

const DEFAULT_SNAPSHOT_TIME = '02:00';

function limitsOf({ maxStorageGb, maxEcpusPerSecond }: CacheLimits = {}): elasticache.CfnServerlessCache.CacheUsageLimitsProperty {
  return {
    dataStorage: maxStorageGb === undefined ? undefined : { maximum: maxStorageGb, unit: 'GB' },
    ecpuPerSecond: maxEcpusPerSecond === undefined ? undefined : { maximum: maxEcpusPerSecond },
  };
}

function check(props: SecureServerlessCacheProps, hardening: Hardening, problems: PropProblems): void {
  checkDataTier(props.network, problems);
  checkUserNames(Object.keys(props.users ?? {}), problems);
  checkSnapshotRetention('snapshotRetention', props.snapshotRetention, hardening, problems);
  checkIdentifier('identifier', props.identifier, MAX_GROUP_IDENTIFIER, problems);
  problems.text('snapshotTime', props.snapshotTime, {
    code: 'SNAPSHOT_TIME_INVALID', pattern: /^([01]\d|2[0-3]):[0-5]\d$/, allowed: 'hh:mm in UTC', instead: `pass for example '${DEFAULT_SNAPSHOT_TIME}'`,
  });
  const inRange = { instead: 'pass a number in that range, or leave it out for no limit' };
  problems.wholeNumber('limits.maxStorageGb', known(props.limits?.maxStorageGb), { code: 'STORAGE_LIMIT_OUT_OF_RANGE', ...SERVERLESS_GIGABYTES, unit: 'GB', ...inRange });
  problems.wholeNumber('limits.maxEcpusPerSecond', known(props.limits?.maxEcpusPerSecond), { code: 'ECPU_LIMIT_OUT_OF_RANGE', ...SERVERLESS_ECPUS, ...inRange });
}
