import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { SecureDynamoTableProps } from './dynamo-props';
import { ALARM_PERIOD, StoreAlarm } from '../../foundation/alerts/store-alarms';
import { IDataStore } from '../data-store';

/** What has metrics: the table, or a replica that only its name is known of. */
export type MetricSource = Pick<IDataStore, 'metric'>;

// Metrics and their dimensions: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html
const SUM = { period: ALARM_PERIOD, statistic: cloudwatch.Stats.SUM };

/** The operations of items: system errors are counted by operation only, and an alarm adds up at most ten metrics. */
const OPERATIONS = ['GetItem', 'BatchGetItem', 'TransactGetItems', 'Query', 'Scan', 'PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'TransactWriteItems'];

/** Milliseconds by which a replica may lag: seconds are usual, minutes mean that replication stands still. */
const MAX_LATENCY = 60_000;

/** Alarms on throttling, on errors of the service, and on replicas that fall behind. */
export function dynamoAlarms(store: MetricSource, props: Pick<SecureDynamoTableProps, 'indexes' | 'replicas'>): StoreAlarm[] {
  const indexes = props.indexes?.globalIndexes ?? [];
  return [
    ...throttles(store, ''),
    ...indexes.flatMap(({ name }) => throttles(store, name)),
    {
      id: 'SystemErrors',
      when: 'above',
      threshold: 0,
      metric: systemErrors(store),
      description: 'DynamoDB fails requests for 15 minutes; look at the AWS Health Dashboard, and whether clients retry',
    },
    ...(props.replicas ?? []).map(({ region }): StoreAlarm => ({
      id: `LatencyHigh-${region}`,
      when: 'above',
      threshold: MAX_LATENCY,
      metric: store.metric('ReplicationLatency', { ...SUM, statistic: cloudwatch.Stats.AVERAGE, dimensionsMap: { ReceivingRegion: region } }),
      description: `the replica in ${region} is more than a minute behind; look at its key, its policy and its write capacity`,
    })),
  ];
}

/** An alarm on throttled reads, and one on throttled writes, of the table or of an index. */
function throttles(store: MetricSource, index: string): StoreAlarm[] {
  const options = { ...SUM, dimensionsMap: index === '' ? undefined : { GlobalSecondaryIndexName: index } };
  const what = index === '' ? 'the table' : `the index ${index}`;
  return [
    {
      id: `${index}ReadThrottles`,
      when: 'above',
      threshold: 0,
      metric: store.metric('ReadThrottleEvents', options),
      description: `reads of ${what} are throttled for 15 minutes; look for a hot partition, else raise the capacity`,
    },
    {
      id: `${index}WriteThrottles`,
      when: 'above',
      threshold: 0,
      metric: store.metric('WriteThrottleEvents', options),
      description: `writes to ${what} are throttled for 15 minutes; look for a hot partition, else raise the capacity`,
    },
  ];
}

function systemErrors(store: MetricSource): cloudwatch.MathExpression {
  const usingMetrics = Object.fromEntries(OPERATIONS.map((operation) => [
    operation.charAt(0).toLowerCase() + operation.slice(1), store.metric('SystemErrors', { ...SUM, dimensionsMap: { Operation: operation } }),
  ]));
  return new cloudwatch.MathExpression({ expression: 'SUM(METRICS())', usingMetrics, period: ALARM_PERIOD, label: 'System errors' });
}
