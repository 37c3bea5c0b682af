import { Redshift, UsageLimitBreachAction, UsageLimitFeatureType, UsageLimitLimitType, UsageLimitPeriod } from '@aws-sdk/client-redshift';
import { RedshiftData } from '@aws-sdk/client-redshift-data';
import {
  RedshiftServerless, UsageLimitBreachAction as ServerlessAction, UsageLimitPeriod as ServerlessPeriod, UsageLimitUsageType,
} from '@aws-sdk/client-redshift-serverless';
import { dataApiWarehouse } from './data-api';
import { answerRequest, RedshiftEvent } from './requests';
import { copyGrant, LimitApi, snapshotSchedule, usageLimit } from './settings';
import { put } from '../../../foundation/functions/put-answer';

const redshift = new Redshift();
const serverless = new RedshiftServerless();
const data = new RedshiftData();

const ofClusters: LimitApi = {
  list: async (cluster) => ((await redshift.describeUsageLimits({ ClusterIdentifier: cluster })).UsageLimits ?? [])
    .map(({ UsageLimitId, FeatureType, Period }) => ({ id: UsageLimitId!, feature: FeatureType!, period: Period! })),
  create: async (cluster, { Feature, LimitKind, Amount, Period, Action }) => (await redshift.createUsageLimit({
    ClusterIdentifier: cluster,
    FeatureType: Feature as UsageLimitFeatureType,
    LimitType: LimitKind as UsageLimitLimitType,
    Amount: Number(Amount),
    Period: Period as UsageLimitPeriod,
    BreachAction: Action as UsageLimitBreachAction,
  })).UsageLimitId!,
  change: async (id, amount, action) => void await redshift.modifyUsageLimit({
    UsageLimitId: id, Amount: amount, BreachAction: action as UsageLimitBreachAction,
  }),
  remove: async (id) => void await redshift.deleteUsageLimit({ UsageLimitId: id }),
};

/** What Redshift Serverless calls the actions. */
const deactivates = (action: string) => (action === 'disable' ? 'deactivate' : action) as ServerlessAction;

const ofWorkgroups: LimitApi = {
  list: async (workgroup) => ((await serverless.listUsageLimits({ resourceArn: workgroup })).usageLimits ?? [])
    .map(({ usageLimitId, usageType, period }) => ({ id: usageLimitId!, feature: usageType!, period: period! })),
  create: async (workgroup, { Feature, Amount, Period, Action }) => (await serverless.createUsageLimit({
    resourceArn: workgroup,
    usageType: Feature as UsageLimitUsageType,
    amount: Number(Amount),
    period: Period as ServerlessPeriod,
    breachAction: deactivates(Action),
  })).usageLimit!.usageLimitId!,
  change: async (id, amount, action) => void await serverless.updateUsageLimit({ usageLimitId: id, amount, breachAction: deactivates(action) }),
  remove: async (id) => void await serverless.deleteUsageLimit({ usageLimitId: id }),
};

/** The entry point of the Lambda function. */
export function handler(event: RedshiftEvent, context: { getRemainingTimeInMillis(): number }): Promise<void> {
  return answerRequest(event, {
    settings: {
      'copy-grant': copyGrant(redshift),
      'snapshot-schedule': snapshotSchedule(redshift),
      'cluster-usage-limit': usageLimit(ofClusters),
      'serverless-usage-limit': usageLimit(ofWorkgroups),
    },
    warehouse: ({ Cluster, Workgroup, Database, SecretArn }) => (
      dataApiWarehouse(data, { ClusterIdentifier: Cluster, WorkgroupName: Workgroup, Database, SecretArn })),
    respond: put,
    log: (entry) => console.log(JSON.stringify(entry)),
    remaining: () => context.getRemainingTimeInMillis(),
  });
}
