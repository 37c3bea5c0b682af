import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { OpenSearchLayout } from './opensearch-layout';
import { known } from '../../core/known';
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
  above('WritesBlocked', 'ClusterIndexWritesBlocked', 0, 5, 1, 'the domain refuses writes; storage or memory is used up'),
  above('SnapshotFailed', 'AutomatedSnapshotFailure', 0, 1, 1, 'an automated snapshot failed, as a rule because the cluster is red'),
  above('CpuHigh', 'CPUUtilization', 79, 15, 3, 'CPU of a node at 80 percent or more for 45 minutes; take a larger class or more nodes'),
  above('HeapHigh', 'JVMMemoryPressure', 94, 1, 3, 'the heap of a node is 95 percent full; it may fail, take a larger class'),
  above('OldHeapHigh', 'OldGenJVMMemoryPressure', 79, 1, 3, 'the old generation of the heap of a node is 80 percent full; take a larger class'),
  above('KeyError', 'KMSKeyError', 0, 1, 1, 'the key of the domain is disabled; enable it, the domain is out of service'),
  above('KeyInaccessible', 'KMSKeyInaccessible', 0, 1, 1, 'the key of the domain was deleted or its grants revoked; the data is lost with it, restore access at once'),
  above('ShardsMany', 'shards.active', 29_999, 1, 1, 'there are 30000 shards or more; rotate indices less often'),
  above('SearchQueueFull', 'ThreadpoolSearchQueue', 4999, 1, 1, 'the queue of searches of a node is full; more nodes or fewer searches'),
];

const FOR_MASTERS: readonly Recommended[] = [
  above('MasterCpuHigh', 'MasterCPUUtilization', 49, 15, 3, 'CPU of a master at 50 percent or more for 45 minutes; take a larger class of masters'),
  above('MasterHeapHigh', 'MasterJVMMemoryPressure', 94, 1, 3, 'the heap of a master is 95 percent full; take a larger class of masters'),
  above('MasterOldHeapHigh', 'MasterOldGenJVMMemoryPressure', 79, 1, 3, 'the old generation of the heap of a master is 80 percent full; take a larger class of masters'),
  { ...below('MasterUnreachable', 'MasterReachableFromNode', 1, 5, 'the leader stopped or cannot be reached; the domain is out of service'), statistic: 'Maximum' },
];

const DAY = 24 * 60;
const MIB_PER_GIB = 1024;

/** The share of a volume that AWS wants free, and the MiB where the size of the disks is not known. */
const RESERVE = 0.25;
const RESERVE_MIB = 20_480;

/** The alarms that AWS recommends, sized from the layout. */
export function openSearchAlarms(store: IDataStore, { dataNodes, masterNodes, volumeGib }: OpenSearchLayout): StoreAlarm[] {
  const [nodes, masters, gib] = [known(dataNodes), known(masterNodes), known(volumeGib)];
  const rows = [...RECOMMENDED, ...(masters === 0 ? [] : FOR_MASTERS), below('StorageLow', 'FreeStorageSpace',
    gib === undefined ? RESERVE_MIB : Math.round(gib * RESERVE * MIB_PER_GIB), 1, 'the storage of a node runs out; delete indices or enlarge the volumes')];
  if (nodes !== undefined && masters !== undefined) {
    rows.push(below('NodesMissing', 'Nodes', nodes + masters, DAY, 'a node could not be reached for a day'));
  }
  return [...rows.map((row) => alarmOf(store, row)), serverErrors(store)];
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
    description: 'more than 10 percent of the requests fail inside the domain; nodes are overloaded or fail',
    metric: new cloudwatch.MathExpression({
      expression: '100 * errors / requests', usingMetrics: { errors: sum('5xx'), requests: sum('OpenSearchRequests') }, period: Duration.minutes(5), label: '5xx percent',
    }),
  };
}
