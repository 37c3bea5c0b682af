import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { OpenSearchLayout } from './opensearch-layout';
import { known } from '../../core/known';
import { memoryOf } from '../../facts/instance-memory';
import { MAX_HEAP_GIB, SHARDS_PER_GIB } from '../../facts/opensearch-nodes';
import { StoreAlarm } from '../../foundation/alerts/store-alarms';
import { IDataStore } from '../data-store';

/** One line of AWS's table of recommended alarms. */
interface Recommended {
  readonly id: string;
  readonly metric: string;
  readonly statistic: string;
  readonly when: StoreAlarm['when'];
  readonly threshold: number;
  readonly minutes: number;
  readonly periods: number;
  readonly says: string;
}

const above = (id: string, metric: string, threshold: number, minutes: number, periods: number, says: string): Recommended => (
  { id, metric, statistic: 'Maximum', when: 'above', threshold, minutes, periods, says });

const below = (id: string, metric: string, threshold: number, minutes: number, says: string): Recommended => (
  { id, metric, statistic: 'Minimum', when: 'below', threshold, minutes, periods: 1, says });

/**
 * What AWS recommends to watch, with its periods. AWS writes "at least 80 percent" where these say "above 79".
 *
 * https://docs.aws.amazon.com/opensearch-service/latest/developerguide/cloudwatch-alarms.html
 */
const RECOMMENDED: readonly Recommended[] = [
  above('ClusterRed', 'ClusterStatus.red', 0, 1, 1, 'a primary shard and its replicas are on no node; data cannot be read, look for failed nodes and full disks'),
  above('ClusterYellow', 'ClusterStatus.yellow', 0, 1, 5, 'a replica shard is on no node for five minutes; look for failed nodes and full disks'),
  above('WritesBlocked', 'ClusterIndexWritesBlocked', 0, 5, 1, 'the domain refuses writes; storage or memory is used up, delete indices or take larger nodes'),
  above('SnapshotFailed', 'AutomatedSnapshotFailure', 0, 1, 1, 'an automated snapshot failed, as a rule because the cluster is red; look for the red index and restore or delete it'),
  above('CpuHigh', 'CPUUtilization', 79, 15, 3, 'CPU of a node at 80 percent or more for 45 minutes; take a larger class or more nodes'),
  above('HeapHigh', 'JVMMemoryPressure', 94, 1, 3, 'the heap of a node is 95 percent full; it may fail, take a larger class'),
  above('OldHeapHigh', 'OldGenJVMMemoryPressure', 79, 1, 3, 'the old generation of the heap of a node is 80 percent full; take a larger class'),
  above('KeyError', 'KMSKeyError', 0, 1, 1, 'the key of the domain is disabled; enable it, the domain is out of service'),
  above('KeyInaccessible', 'KMSKeyInaccessible', 0, 1, 1, 'the key of the domain was deleted or its grants revoked; the data is lost with it, restore access at once'),
  { ...above('WriteQueueLong', 'ThreadpoolWriteQueue', 99, 1, 1, 'writes queue up, 100 on average; send fewer at a time, or take more nodes'), statistic: 'Average' },
  { ...above('SearchQueueLong', 'ThreadpoolSearchQueue', 499, 1, 1, 'searches queue up, 500 on average; take more nodes, or search less'), statistic: 'Average' },
  above('SearchQueueFull', 'ThreadpoolSearchQueue', 4999, 1, 1, 'the queue of searches of a node is full; add nodes or send fewer searches'),
];

/**
 * What AWS would have watched by those who use a feature. All of these are part of every domain, none of them is switched on in the template, and
 * one that nobody uses stays silent.
 */
const OF_FEATURES: readonly Recommended[] = [
  above('AlertingDegraded', 'AlertingDegraded', 0, 1, 1, 'monitors inside OpenSearch do not run on time, or their index is red; look at `_nodes/stats`'),
  above('AnomalyDetection', 'ADPluginUnhealthy', 0, 1, 1, 'the detection of anomalies fails, or one of its indices is red; look at the detectors and their indices'),
  above('AsyncSearchFailed', 'AsynchronousSearchFailureRate', 0, 1, 1, 'an asynchronous search failed, since the node that led it did; look why the node failed'),
  above('AsyncSearchStore', 'AsynchronousSearchStoreHealth', 0, 1, 1, 'the index of the answers of asynchronous searches is red; keep answers below 10 MB'),
  above('SqlUnhealthy', 'SQLUnhealthy', 0, 1, 3, 'SQL queries fail inside the domain; look at what clients send'),
  above('LearningToRank', 'LTRStatus.red', 0, 1, 1, 'an index of Learning to Rank has lost a primary shard; restore it from a snapshot'),
];

const FOR_MASTERS: readonly Recommended[] = [
  above('MasterCpuHigh', 'MasterCPUUtilization', 49, 15, 3, 'CPU of a master at 50 percent or more for 45 minutes; take a larger class of masters'),
  above('MasterHeapHigh', 'MasterJVMMemoryPressure', 94, 1, 3, 'the heap of a master is 95 percent full; take a larger class of masters'),
  above('MasterOldHeapHigh', 'MasterOldGenJVMMemoryPressure', 79, 1, 3, 'the old generation of the heap of a master is 80 percent full; take a larger class of masters'),
  { ...below('MasterUnreachable', 'MasterReachableFromNode', 1, 5, 'the leader stopped or cannot be reached; the domain is out of service, look at its events and ask AWS if it does not come back'), statistic: 'Maximum' },
];

const DAY = 24 * 60;
const GIB = 1024 ** 3;
const MIB_PER_GIB = 1024;

/** The share of a volume that AWS wants free, and the MiB where the size of the disks is not known. */
const RESERVE = 0.25;
const RESERVE_MIB = 20_480;

/** The alarms that AWS recommends, sized from the layout. Those on warm nodes are missing: the construct makes none. */
export function openSearchAlarms(store: IDataStore, layout: OpenSearchLayout): StoreAlarm[] {
  const [nodes, masters, gib] = [known(layout.dataNodes), known(layout.masterNodes), known(layout.volumeGib)];
  const rows = [...RECOMMENDED, ...OF_FEATURES, ...(masters === 0 ? [] : FOR_MASTERS), below('StorageLow', 'FreeStorageSpace',
    gib === undefined ? RESERVE_MIB : Math.round(gib * RESERVE * MIB_PER_GIB), 1, 'the storage of a node runs out; delete indices or enlarge the volumes')];
  if (nodes !== undefined && masters !== undefined) {
    rows.push(below('NodesMissing', 'Nodes', nodes + masters, DAY, 'a node could not be reached for a day; look at the events of the domain, else ask AWS to replace it'));
  }
  const shards = nodes === undefined ? undefined : shardsOf(layout.dataType, nodes);
  if (shards !== undefined) {
    rows.push(above('ShardsMany', 'shards.active', shards - 1, 1, 1, `there are ${shards} shards or more, 25 for each GiB of heap; rotate indices less often`));
  }
  return [
    ...rows.map((row) => alarmOf(store, row)), serverErrors(store),
    rejected(store, 'SearchesRejected', 'ThreadpoolSearchRejected', 'searches are refused, since the queue of a node is full; take more nodes, or search less'),
    rejected(store, 'WritesRejected', 'ThreadpoolWriteRejected', 'writes are refused, since the queue of a node is full; send fewer at a time, or take more nodes'),
  ];
}

/** The shards that the heaps of the nodes are good for; undefined for a class whose memory is not known. */
function shardsOf(instanceType: string, nodes: number): number | undefined {
  const memory = memoryOf(instanceType);
  return memory === undefined ? undefined : Math.round(SHARDS_PER_GIB * Math.min(memory / GIB / 2, MAX_HEAP_GIB) * nodes);
}

/** The metric counts since a node started, so that its growth is what tells. */
function rejected(store: IDataStore, id: string, metricName: string, description: string): StoreAlarm {
  const period = Duration.minutes(1);
  const usingMetrics = { rejected: store.metric(metricName, { statistic: 'Sum', period }) };
  return {
    id, when: 'above', threshold: 0, periods: 1, description, metric: new cloudwatch.MathExpression({ expression: 'DIFF(rejected)', usingMetrics, period, label: metricName }),
  };
}

function alarmOf(store: IDataStore, { id, metric, statistic, minutes, says, when, threshold, periods }: Recommended): StoreAlarm {
  return { id, when, threshold, periods, description: says, metric: store.metric(metric, { statistic, period: Duration.minutes(minutes) }) };
}

/** A tenth of the requests fail inside the domain. */
function serverErrors(store: IDataStore): StoreAlarm {
  const sum = (name: string) => store.metric(name, { statistic: 'Sum', period: Duration.minutes(5) });
  return {
    id: 'ServerErrors',
    when: 'above',
    threshold: 10,
    periods: 1,
    description: 'more than 10 percent of the requests fail inside the domain; nodes are overloaded or fail, look at their CPU and heap and at the events of the domain',
    metric: new cloudwatch.MathExpression({
      expression: '100 * errors / requests', usingMetrics: { errors: sum('5xx'), requests: sum('OpenSearchRequests') }, period: Duration.minutes(5), label: '5xx percent',
    }),
  };
}
