import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { MAX_CLIENTS, MAX_METRICS_OF_AN_ALARM } from '../../facts/cache-limits';
import { ALARM_PERIOD, StoreAlarm } from '../../foundation/alerts/store-alarms';

/** What an alarm watches; the metrics are described on
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.Redis.html */
interface Watch {
  readonly id: string;
  readonly metricName: string;
  readonly threshold: number;
  readonly description: string;

  /** `Maximum` when left out. */
  readonly statistic?: string;
}

const NODES: readonly Watch[] = [
  { id: 'EngineCpuHigh', metricName: 'EngineCPUUtilization', threshold: 90, description: 'the engine, which has one thread, is busy more than 90 percent of the time; add shards, or look for slow commands' },
  { id: 'MemoryHigh', metricName: 'DatabaseMemoryUsagePercentage', threshold: 80, description: 'more than 80 percent of the memory is in use; keys will be evicted or writes refused, add shards or take larger nodes' },
  { id: 'Evictions', metricName: 'Evictions', threshold: 0, statistic: 'Sum', description: 'keys are evicted before they expire, since the memory is full; add shards or take larger nodes' },
  { id: 'ConnectionsHigh', metricName: 'CurrConnections', threshold: Math.floor(MAX_CLIENTS * 0.8), description: 'more than 80 percent of the connections of a node are in use; find the client that leaks them' },
  { id: 'SwapHigh', metricName: 'SwapUsage', threshold: 50 * 1024 ** 2, description: 'a node swaps more than 50 MB; raise `reserved-memory-percent` or take larger nodes' },
];

const LAG: Watch = { id: 'LagHigh', metricName: 'ReplicationLag', threshold: 60, description: 'a replica is more than a minute behind its primary; a failover would lose these writes, look for large writes or add shards' };

const LOGINS: readonly Watch[] = [
  { id: 'LoginsRefused', metricName: 'AuthenticationFailures', threshold: 5, statistic: 'Sum', description: 'logins are refused; find the client that guesses, or whose token is stale' },
  { id: 'CommandsRefused', metricName: 'CommandAuthorizationFailures', threshold: 0, statistic: 'Sum', description: 'users tried commands that they have no right to; an access string is too narrow, or somebody tries how far they get; look for the client in the log of the cache' },
  { id: 'KeysRefused', metricName: 'KeyAuthorizationFailures', threshold: 0, statistic: 'Sum', description: 'users tried keys that they have no right to; an access string is too narrow, or somebody tries how far they get; look for the client in the log of the cache' },
];

const NAMESPACE = 'AWS/ElastiCache';

/** Alarms on the nodes of a replication group, each on the worst of up to ten nodes. */
export function redisAlarms(nodes: readonly string[], replicated: boolean): StoreAlarm[] {
  const parts = chunks(nodes);
  return [...NODES, ...(replicated ? [LAG] : []), ...LOGINS].flatMap((watch) => parts.map((part, index): StoreAlarm => ({
    id: `${watch.id}${index === 0 ? '' : index + 1}`,
    threshold: watch.threshold,
    when: 'above',
    description: watch.description,
    metric: worstOf(part, watch),
  })));
}

// https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/serverless-metrics-events-redis.html
const SERVERLESS: readonly Watch[] = [
  { id: 'Throttled', metricName: 'ThrottledCmds', threshold: 0, statistic: 'Sum', description: 'commands are refused, since the load grew faster than the cache, or reached its limit; raise `limits.maxEcpusPerSecond` or the minimum' },
  { id: 'Evictions', metricName: 'Evictions', threshold: 0, statistic: 'Sum', description: 'keys are evicted before they expire, since the cache reached its storage limit; raise `limits.maxStorageGb`' },
  ...LOGINS,
];

/** Alarms on a serverless cache. */
export function serverlessAlarms(identifier: string): StoreAlarm[] {
  return SERVERLESS.map((watch) => ({ ...watch, when: 'above', metric: serverlessMetric(identifier, watch.metricName, { period: ALARM_PERIOD, statistic: watch.statistic }) }));
}

// https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.Memcached.html
const MEMCACHED: readonly Watch[] = [
  { id: 'CpuHigh', metricName: 'CPUUtilization', threshold: 90, description: 'a node is busy more than 90 percent of the time; add nodes' },
  { id: 'Evictions', metricName: 'Evictions', threshold: 0, statistic: 'Sum', description: 'items are evicted before they expire, since the memory is full; add nodes' },
  { id: 'SwapHigh', metricName: 'SwapUsage', threshold: 50 * 1024 ** 2, description: 'a node swaps more than 50 MB; raise `memcached_connections_overhead` or take larger nodes' },
  { id: 'ConnectionsHigh', metricName: 'CurrConnections', threshold: Math.floor(MAX_CLIENTS * 0.8), description: 'more than 80 percent of the connections of a node are in use; find the client that leaks them' },
];

/** Alarms on the nodes of a Memcached cluster, each on the worst of up to ten nodes. */
export function memcachedAlarms(cluster: string, nodes: number): StoreAlarm[] {
  const ids = Array.from({ length: nodes }, (_, index) => String(index + 1).padStart(4, '0'));
  return MEMCACHED.flatMap((watch) => chunks(ids).map((part, index): StoreAlarm => ({
    id: `${watch.id}${index === 0 ? '' : index + 1}`,
    threshold: watch.threshold,
    when: 'above',
    description: watch.description,
    metric: worst(part.map((node) => nodeMetric(cluster, watch.metricName, { period: ALARM_PERIOD, statistic: watch.statistic }, node)), watch),
  })));
}

/** A metric of a node: of its first one, for a cluster of one node. */
export function nodeMetric(cluster: string, metricName: string, options: cloudwatch.MetricOptions = {}, node = '0001'): cloudwatch.Metric {
  return new cloudwatch.Metric({ statistic: 'Maximum', ...defined(options), namespace: NAMESPACE, metricName, dimensionsMap: { CacheClusterId: cluster, CacheNodeId: node } });
}

/** A metric of a serverless cache. */
export function serverlessMetric(identifier: string, metricName: string, options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
  return new cloudwatch.Metric({ statistic: 'Maximum', ...defined(options), namespace: NAMESPACE, metricName, dimensionsMap: { clusterId: identifier } });
}

function worstOf(nodes: readonly string[], watch: Watch): cloudwatch.IMetric {
  return worst(nodes.map((node) => nodeMetric(node, watch.metricName, { period: ALARM_PERIOD, statistic: watch.statistic })), watch);
}

function worst(metrics: readonly cloudwatch.Metric[], { metricName }: Watch): cloudwatch.IMetric {
  const using = Object.fromEntries(metrics.map((metric, index) => [`m${index + 1}`, metric]));
  return new cloudwatch.MathExpression({ expression: `MAX([${Object.keys(using).join(', ')}])`, usingMetrics: using, label: metricName, period: ALARM_PERIOD });
}

function chunks(items: readonly string[]): (readonly string[])[] {
  const size = MAX_METRICS_OF_AN_ALARM;
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));
}

function defined(options: cloudwatch.MetricOptions): cloudwatch.MetricOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
