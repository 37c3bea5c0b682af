import { Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { dynamoAlarms } from './dynamo-alarms';
import { SecureDynamoTable } from './secure-dynamo-table';
import { PropProblems } from '../../core/check-props';
import { Hardening } from '../../core/hardening';
import { isDeployTime, known } from '../../core/known';
import { Safeguard } from '../../core/safeguard';
import { AlertTopic } from '../../foundation/alerts/alert-topic';
import { storeAlarms } from '../../foundation/alerts/store-alarms';

/** Properties of `DynamoReplicaAlarms`. */
export interface DynamoReplicaAlarmsProps {
  /** The table, which has a replica in the region of this stack. */
  readonly table: SecureDynamoTable;

  /**
   * Where alarms go: a topic of this region.
   *
   * @default - an `AlertTopic` of its own, without subscribers
   */
  readonly alerts?: sns.ITopic;
}

/**
 * The alarms of one replica, in the stack of its region: CloudWatch keeps the metrics of a replica in its own region only.
 *
 * The stack needs an `env` with the region. It refers to the table by its name alone, so no stack waits for another.
 */
export class DynamoReplicaAlarms extends Construct {
  /** Where alarms go. */
  public readonly alerts: sns.ITopic;

  /** Throws `REPLICA_REGION_UNKNOWN` in a stack without a region, `REPLICA_UNKNOWN` where the table has no replica in that region. */
  public constructor(scope: Construct, id: string, props: DynamoReplicaAlarmsProps) {
    const { tableName, props: tableProps, hardening: { classification } } = props.table._blueprint;
    const { region } = Stack.of(scope);
    const regions = (tableProps.replicas ?? []).map((replica) => replica.region);
    const problems = new PropProblems('DynamoReplicaAlarms', scope, id);
    const hardening = new Hardening({ construct: 'DynamoReplicaAlarms', classification, safeguards: [Safeguard.ALARMS] }, problems);
    problems.when(isDeployTime(region), 'REPLICA_REGION_UNKNOWN', () => 'the region of the stack is only known at deployment (a token); give the stack an `env`');
    problems.when(known(region) !== undefined && !regions.includes(region), 'REPLICA_UNKNOWN',
      () => `the stack lies in ${region}, the replicas of the table in ${regions.join(', ') || 'no region'}; create the alarms in a stack of one of these`);
    problems.throwIfAny();

    super(scope, id);
    this.alerts = props.alerts ?? new AlertTopic(this, 'Alerts', { classification }).topic;
    const metric = (metricName: string, { dimensionsMap, ...options }: cloudwatch.MetricOptions = {}) => new cloudwatch.Metric({
      ...options, namespace: 'AWS/DynamoDB', metricName, dimensionsMap: { TableName: tableName, ...dimensionsMap },
    });
    // how far the others are behind is told where items are written first, by the table itself
    storeAlarms(this, this.alerts, dynamoAlarms({ metric }, { indexes: tableProps.indexes, replicas: [] }));
    hardening.recordOn(this);
  }
}
