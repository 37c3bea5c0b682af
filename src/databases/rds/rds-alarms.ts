import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { known } from '../../core/known';
import { memoryOf } from '../../facts/instance-memory';
import { ConnectionFact } from '../../facts/rds-engine-facts';
import { RdsEngineFacts } from '../../facts/rds-engines';
import { ALARM_PERIOD, StoreAlarm } from '../../foundation/alerts/store-alarms';
import { IDataStore } from '../data-store';
import { chosenNumber, Parameters } from './rds-parameters';

/** What the size of the alarms depends on. */
export interface RdsSizing {
  readonly facts: RdsEngineFacts;
  readonly instanceType: ec2.InstanceType;

  /** GiB at creation. */
  readonly allocatedGib: number;

  /** Parameters of the caller, who may allow other numbers than the engine does. */
  readonly parameters?: Parameters;
}

const GIB = 1024 ** 3;

/** The share of a resource that must stay free. */
const RESERVE = 0.1;

/** Alarms on capacity and health, sized from the instance class and the storage. */
export function rdsAlarms(store: IDataStore, sizing: RdsSizing): StoreAlarm[] {
  return [
    alarm(store, 'CpuHigh', 'CPUUtilization', 'above', 90, 'CPU above 90 percent for 15 minutes; look for slow queries, else take a larger instance class'),
    ...storageAlarm(store, sizing),
    ...memoryAlarm(store, sizing),
    ...connectionAlarm(store, sizing),
    alarm(store, 'ReadLatencyHigh', 'ReadLatency', 'above', 0.1, 'disk reads take more than 100 ms; the volume is overloaded, give it more IOPS'),
    alarm(store, 'WriteLatencyHigh', 'WriteLatency', 'above', 0.1, 'disk writes take more than 100 ms; the volume is overloaded, give it more IOPS'),
    ...creditAlarm(store, sizing),
  ];
}

/** Seconds by which a replica may lag: readers of older data than that are misled. */
const MAX_LAG = 300;

/** Alarms on a replica that falls behind, or no longer follows: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReadRepl.Monitoring.html */
export function replicaAlarms(store: IDataStore): StoreAlarm[] {
  return [
    alarm(store, 'LagHigh', 'ReplicaLag', 'above', MAX_LAG,
      'the replica is more than five minutes behind its source; look for long transactions, else take a larger instance class'),
    // RDS reports -1 then
    alarm(store, 'ReplicationStopped', 'ReplicaLag', 'below', 0,
      'the replica no longer follows its source and answers with old data; look at its events, which say why, and make it again if it cannot go on'),
  ];
}

function alarm(store: IDataStore, id: string, metricName: string, when: StoreAlarm['when'], threshold: number, description: string): StoreAlarm {
  return { id, when, threshold, description, metric: store.metric(metricName, { period: ALARM_PERIOD, statistic: 'Average' }) };
}

function storageAlarm(store: IDataStore, { allocatedGib }: RdsSizing): StoreAlarm[] {
  const gib = known(allocatedGib);
  return gib === undefined ? [] : [
    alarm(store, 'StorageLow', 'FreeStorageSpace', 'below', Math.round(gib * RESERVE * GIB),
      'less than 10 percent of the storage is free; a full volume stops the database, add storage'),
  ];
}

function memoryAlarm(store: IDataStore, { instanceType }: RdsSizing): StoreAlarm[] {
  const memory = memoryOf(known(instanceType.toString()) ?? '');
  return memory === undefined ? [] : [
    alarm(store, 'MemoryLow', 'FreeableMemory', 'below', Math.round(memory * RESERVE),
      'less than 10 percent of the memory is free; the database will swap, take a larger instance class'),
  ];
}

function connectionAlarm(store: IDataStore, { facts: { connections: fact }, instanceType, parameters }: RdsSizing): StoreAlarm[] {
  const connections = chosenNumber(fact.parameter, parameters) ?? defaultConnections(fact, memoryOf(known(instanceType.toString()) ?? ''));
  return connections === undefined ? [] : [
    alarm(store, 'ConnectionsHigh', 'DatabaseConnections', 'above', Math.floor(connections * (1 - 2 * RESERVE)),
      'more than 80 percent of the connections are in use; find the client that leaks them'),
  ];
}

function defaultConnections({ memoryPerConnection, max }: ConnectionFact, memory: number | undefined): number | undefined {
  if (memoryPerConnection === undefined) {
    return max;
  }
  return memory === undefined ? undefined : Math.min(Math.floor(memory / memoryPerConnection), max);
}

function creditAlarm(store: IDataStore, { instanceType }: RdsSizing): StoreAlarm[] {
  return (known(instanceType.toString()) ?? '').startsWith('t') ? [
    alarm(store, 'CpuCreditsLow', 'CPUCreditBalance', 'below', 30, 'the burstable instance runs out of CPU credits; take a class that does not burst'),
  ] : [];
}
