import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { USED } from './redshift-alarms';
import { capacityOf, RedshiftServerlessCapacity } from './serverless-props';
import { SERVERLESS_MAX_CONNECTIONS } from '../../facts/redshift';
import { ALARM_PERIOD, StoreAlarm } from '../../foundation/alerts/store-alarms';
import { IDataStore } from '../data-store';

/** Queries that may wait at a time, so that the alarm does not tell of each burst. */
const QUEUED = 10;

/**
 * Alarms on connections, queries that wait, and capacity that is used up.
 *
 * https://docs.aws.amazon.com/redshift/latest/mgmt/serverless-monitoring.html
 */
export function serverlessAlarms(store: IDataStore, capacity: RedshiftServerlessCapacity | undefined): StoreAlarm[] {
  return [
    alarm(store, 'ConnectionsHigh', 'DatabaseConnections', SERVERLESS_MAX_CONNECTIONS * USED,
      'more than 80 percent of the connections are in use; find the client that leaks them'),
    alarm(store, 'QueriesWaiting', 'QueriesQueued', QUEUED, 'more than 10 queries wait at a time; look for long queries, else raise the capacity', { QueryType: 'SELECT' }),
    alarm(store, 'CapacityHigh', 'ComputeCapacity', capacityOf(capacity).maxRpus * 0.9,
      'the workgroup has grown to more than 90 percent of its capacity; look for slow queries, else raise `capacity.maxRpus`'),
  ];
}

function alarm(
  store: IDataStore, id: string, metricName: string, threshold: number, description: string, dimensionsMap?: cloudwatch.DimensionsMap,
): StoreAlarm {
  const metric = store.metric(metricName, { period: ALARM_PERIOD, statistic: cloudwatch.Stats.AVERAGE, dimensionsMap });
  return { id, when: 'above', threshold, description, metric };
}
