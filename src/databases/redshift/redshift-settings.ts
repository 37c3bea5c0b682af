import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { RequestFunction } from '../request-function';
import { RedshiftUsageLimit } from './redshift-usage-limit';
import { DataClassification } from '../../core/data-classification';
import { ITieredNetwork } from '../../foundation/network/network';

/** A warehouse whose settings CloudFormation cannot make. */
export interface SettledWarehouse {
  readonly construct: Construct;
  readonly network: ITieredNetwork;
  readonly key: kms.IKey;
  readonly alerts: sns.ITopic;
  readonly classification: DataClassification;

  /** The name of a cluster, the ARN of a workgroup. */
  readonly id: string;

  /** What limits are set on: `cluster-usage-limit` or `serverless-usage-limit`. */
  readonly kind: 'cluster' | 'serverless';

  /** What must stand before. */
  readonly before: Construct;
}

/** What is set. */
export interface Settings {
  readonly usageLimits?: RedshiftUsageLimit[];

  /** Clusters only. */
  readonly schedule?: { readonly name: string; readonly definitions: string[] };
}

/** Make usage limits and the snapshot schedule, by a function that exists only where there are any. */
export function createSettings(warehouse: SettledWarehouse, { usageLimits = [], schedule }: Settings): void {
  if (usageLimits.length === 0 && schedule === undefined) {
    return;
  }
  const { construct, network, key, alerts, classification, id, kind, before } = warehouse;
  const scope = new Construct(construct, 'Settings');
  const handler = new RequestFunction(scope, {
    bundle: 'redshift',
    service: 'Redshift',
    network,
    key,
    alerts,
    classification,
    purpose: `Usage limits and snapshot schedule of ${construct.node.path}`,
    statements: statementsFor(warehouse, schedule?.name),
  });
  for (const { feature, amount, _kind, _period, _action } of usageLimits) {
    handler.resource(scope, `Limit-${feature}-${_period}`, 'RedshiftUsageLimit', {
      Kind: `${kind}-usage-limit`, Warehouse: id, Feature: feature, LimitKind: _kind, Amount: String(amount), Period: _period, Action: _action,
    }).node.addDependency(before);
  }
  if (schedule) {
    handler.resource(scope, 'Schedule', 'RedshiftSnapshotSchedule', {
      Kind: 'snapshot-schedule', Cluster: id, Name: schedule.name, Definitions: JSON.stringify(schedule.definitions),
    }).node.addDependency(before);
  }
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonredshift.html */
function statementsFor({ construct, kind, id }: SettledWarehouse, schedule: string | undefined): iam.PolicyStatement[] {
  const arn = (resource: string, resourceName: string) => Stack.of(construct).formatArn({
    service: 'redshift', resource, resourceName, arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  if (kind === 'serverless') {
    // limits have ids of their own, which no condition ties to the workgroup
    return [new iam.PolicyStatement({
      sid: 'UsageLimits',
      actions: ['CreateUsageLimit', 'ListUsageLimits', 'UpdateUsageLimit', 'DeleteUsageLimit'].map((action) => `redshift-serverless:${action}`),
      resources: ['*'],
    })];
  }
  const schedules = schedule === undefined ? [] : [new iam.PolicyStatement({
    sid: 'Schedule',
    actions: ['CreateSnapshotSchedule', 'ModifySnapshotSchedule', 'DeleteSnapshotSchedule', 'ModifyClusterSnapshotSchedule'].map((action) => `redshift:${action}`),
    resources: [arn('snapshotschedule', schedule), arn('cluster', id)],
  })];
  return [...schedules, new iam.PolicyStatement({
    sid: 'UsageLimits',
    actions: ['CreateUsageLimit', 'DescribeUsageLimits', 'ModifyUsageLimit', 'DeleteUsageLimit'].map((action) => `redshift:${action}`),
    resources: [arn('usagelimit', '*'), arn('cluster', id)],
  })];
}
