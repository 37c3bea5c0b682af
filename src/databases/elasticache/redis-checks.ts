import * as sns from 'aws-cdk-lib/aws-sns';
import { checkCachePort, checkIdentifier, checkNodeType, checkSnapshotRetention } from './cache-checks';
import { checkUserNames } from './cache-users';
import { DEFAULT_REDIS_PORT, RedisOptions, SecureRedisClusterProps, topologyOf } from './redis-props';
import { PropProblems, quoted } from '../../core/check-props';
import { Hardening } from '../../core/hardening';
import { known } from '../../core/known';
import { Safeguard } from '../../core/safeguard';
import { MAX_GROUP_IDENTIFIER, MIN_WINDOW_MINUTES } from '../../facts/cache-limits';
import { ELASTICACHE_RECOVERY } from '../../facts/recovery';
import { checkWindows } from '../maintenance-windows';
import { checkRecovery } from '../recovery/recovery-checks';
import { checkDataTier } from '../relational/relational-checks';

/** Report everything that is wrong with the props. */
export function checkRedisProps(props: SecureRedisClusterProps, hardening: Hardening, problems: PropProblems): void {
  const available = hardening.keeps(Safeguard.HIGH_AVAILABILITY);
  checkDataTier(props.network, problems);
  topologyOf(props.topology, available)._check(available, problems);
  checkNodeType(props.nodeType, problems);
  checkAuthentication(props, hardening, problems);
  checkCachePort(props.port, DEFAULT_REDIS_PORT, problems);
  checkSnapshotRetention('recovery.retention', props.recovery?.retention, hardening, problems);
  checkRecovery(props.recovery?.objectives, ELASTICACHE_RECOVERY, hardening, problems);
  checkWindows(props.windows ?? {}, problems, { minMinutes: MIN_WINDOW_MINUTES, because: 'maintenance would cut the snapshot short' });
  checkIdentifier('options.identifier', props.options?.identifier, MAX_GROUP_IDENTIFIER, problems);
  checkOptions(props.options ?? {}, problems);
}

function checkAuthentication({ users, authToken }: SecureRedisClusterProps, hardening: Hardening, problems: PropProblems): void {
  const iam = hardening.keeps(Safeguard.IAM_AUTHENTICATION);
  checkUserNames(Object.keys(users ?? {}), problems);
  problems.when(authToken !== undefined && iam, 'AUTH_TOKEN_UNEXPLAINED',
    () => '`authToken` is set, which gives everybody who knows it every right; remove it, or waive Safeguard.IAM_AUTHENTICATION and say why users cannot be had');
  problems.when(authToken === undefined && !iam, 'LOGIN_WITHOUT_PASSWORD',
    () => 'Safeguard.IAM_AUTHENTICATION is waived without `authToken`: everybody in the network could use the cache without a password; pass `authToken`, or remove the waiver');
  problems.when(authToken !== undefined && users !== undefined, 'USERS_WITH_TOKEN',
    () => '`users` and `authToken` are both set, but a cache has either; remove one of them');
}

function checkOptions({ parameters, notificationTopic, snapshot }: RedisOptions, problems: PropProblems): void {
  problems.when(parameters !== undefined && 'cluster-enabled' in parameters, 'PARAMETER_RESERVED',
    () => `\`options.parameters['cluster-enabled']\` is ${quoted(String(parameters!['cluster-enabled']))}, but the topology decides; remove it and pass \`topology\``);
  for (const name of Object.keys(parameters ?? {})) {
    problems.when(name.trim() === '', 'PARAMETER_NAME_EMPTY', () => '`options.parameters` has an entry without a name; remove it');
  }
  problems.when(known(snapshot)?.trim() === '', 'SNAPSHOT_EMPTY', () => '`options.snapshot` is empty; pass the name of a snapshot, or leave it out');
  checkNotificationTopic('options.notificationTopic', notificationTopic, problems);
}

/** ElastiCache drops what it cannot publish: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ElastiCacheSNS.html */
export function checkNotificationTopic(name: string, topic: sns.ITopic | undefined, problems: PropProblems): void {
  const key = topic instanceof sns.Topic ? (topic.node.defaultChild as sns.CfnTopic).kmsMasterKeyId : undefined;
  problems.when(key !== undefined, 'NOTIFICATION_TOPIC_ENCRYPTED',
    () => `\`${name}\` is '${topic!.node.path}', which is encrypted, but ElastiCache publishes to topics without encryption only; pass one of its own for this, or leave it out`);
}
