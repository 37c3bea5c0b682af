import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { AuroraSize } from './aurora-capacity';
import { known } from '../../core/known';
import { ACU_MEMORY, defaultConnections, MAX_VOLUME_BYTES } from '../../facts/aurora-limits';
import { memoryOf } from '../../facts/instance-memory';
import { ALARM_PERIOD, StoreAlarm } from '../../foundation/alerts/store-alarms';
import { IDataStore } from '../data-store';
import { chosenNumber, Parameters } from '../rds/rds-parameters';

/** What the size of the alarms depends on. */
export interface AuroraSizing {
  readonly engine: string;
  readonly size: AuroraSize;
  readonly readers: number;

  /** Whether all members read, for the writer is in another region. */
  readonly secondary?: boolean;

  /** Parameters of the caller, who may allow other numbers than the engine does. */
  readonly parameters?: Parameters;
}

/** The share of a resource that must stay free. */
const RESERVE = 0.1;

type Bound = Pick<StoreAlarm, 'when' | 'threshold'>;

const above = (threshold: number): Bound => ({ when: 'above', threshold });
const below = (threshold: number): Bound => ({ when: 'below', threshold });

/**
 * Alarms on capacity and health, sized from the instance class or the capacity units.
 *
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html
 */
export function auroraAlarms(store: IDataStore, sizing: AuroraSizing): StoreAlarm[] {
  return [
    alarm(store, 'WriterCpuHigh', 'CPUUtilization', above(90), 'CPU of the writer above 90 percent for 15 minutes; look for slow queries, else give it more capacity', 'WRITER'),
    ...readerAlarms(store, sizing),
    ...capacityAlarms(store, sizing),
    ...memoryAlarms(store, sizing, 'WRITER'),
    // a reader that takes over needs what the writer needs
    ...(sizing.secondary || sizing.readers > 0 ? memoryAlarms(store, sizing, 'READER') : []),
    alarm(store, 'CommitLatencyHigh', 'CommitLatency', above(100), 'commits take more than 100 ms; the volume or the lock on a hot row is overloaded, look for that row or commit more at once', 'WRITER'),
    alarm(store, 'DeadlocksHigh', 'Deadlocks', above(0.1), 'more than one deadlock in 10 seconds; transactions take their locks in different order, find them in the log of the database', 'WRITER'),
    ...engineAlarms(store, sizing),
  ];
}

type Role = 'WRITER' | 'READER';

function alarm(store: IDataStore, id: string, metricName: string, bound: Bound, description: string, role?: Role): StoreAlarm {
  const metric = store.metric(metricName, { period: ALARM_PERIOD, statistic: 'Average' });
  // the metrics of a cluster are split by what its members do at the moment, so an alarm follows a failover
  const split = role && new cloudwatch.Metric({
    namespace: 'AWS/RDS', metricName, period: ALARM_PERIOD, statistic: 'Average', dimensionsMap: { ...(metric.dimensions as { [name: string]: string }), Role: role },
  });
  return { id, ...bound, description, metric: split ?? metric };
}

function readerAlarms(store: IDataStore, { readers, secondary }: AuroraSizing): StoreAlarm[] {
  return readers === 0 && !secondary ? [] : [
    alarm(store, 'ReaderCpuHigh', 'CPUUtilization', above(90), 'CPU of the readers above 90 percent for 15 minutes; look for slow queries, else add a reader', 'READER'),
    alarm(store, 'ReplicaLagHigh', 'AuroraReplicaLagMaximum', above(2000), 'a reader is more than 2 seconds behind; it answers with old data and restarts when it falls back further, look for long transactions or give it more capacity'),
  ];
}

function capacityAlarms(store: IDataStore, { size }: AuroraSizing): StoreAlarm[] {
  return size.maxAcus === undefined ? [] : [
    alarm(store, 'CapacityHigh', 'ACUUtilization', above(90), 'the writer uses more than 90 percent of the capacity units that it may have; raise `maxAcus`', 'WRITER'),
  ];
}

function memoryAlarms(store: IDataStore, { engine, size, parameters }: AuroraSizing, role: Role): StoreAlarm[] {
  const acus = known(size.maxAcus);
  const memory = acus === undefined ? memoryOf(known(size.instanceType?.toString()) ?? '') : acus * ACU_MEMORY;
  if (memory === undefined) {
    return [];
  }
  const connections = chosenNumber('max_connections', parameters) ?? defaultConnections(engine, memory);
  const [prefix, who] = role === 'WRITER' ? ['', 'the writer'] : ['Reader', 'the readers'];
  return [
    alarm(store, `${prefix}MemoryLow`, 'FreeableMemory', below(Math.round(memory * RESERVE)),
      `less than 10 percent of the memory of ${who} is free; the database will restart when it runs out, give it more capacity`, role),
    alarm(store, `${prefix}ConnectionsHigh`, 'DatabaseConnections', above(Math.floor(connections * (1 - 2 * RESERVE))),
      `more than 80 percent of the connections of ${who} are in use; find the client that leaks them`, role),
  ];
}

function engineAlarms(store: IDataStore, { engine }: AuroraSizing): StoreAlarm[] {
  return engine === 'aurora-mysql' ? [
    alarm(store, 'VolumeLow', 'AuroraVolumeBytesLeftTotal', below(Math.round(MAX_VOLUME_BYTES * RESERVE)), 'less than 10 percent of the largest volume is left; a full one takes no writes, remove data or move some of it to another cluster'),
  ] : [
    // PostgreSQL stops writes shortly before 2^31 transactions without a vacuum: https://www.postgresql.org/docs/current/routine-vacuuming.html
    alarm(store, 'TransactionIdsHigh', 'MaximumUsedTransactionIDs', above(1_000_000_000), 'a billion transactions without a vacuum of some table; at two billion the database takes no writes, look for the table and for what keeps autovacuum from it'),
  ];
}
