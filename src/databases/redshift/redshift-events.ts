import * as redshift from 'aws-cdk-lib/aws-redshift';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { REDSHIFT_EVENT_CATEGORIES } from '../../facts/redshift';

interface Subscription {
  readonly id: string;

  /** What its name ends with. */
  readonly suffix: string;
  readonly sourceType: string;
  readonly categories: readonly string[];
}

const SUBSCRIPTIONS: readonly Subscription[] = [
  { id: 'ClusterEvents', suffix: 'cluster', sourceType: 'cluster', categories: REDSHIFT_EVENT_CATEGORIES },
  { id: 'ParameterGroupEvents', suffix: 'parameters', sourceType: 'cluster-parameter-group', categories: ['configuration'] },
];

/** What events are about. */
export interface EventSources {
  readonly identifier: string;
  readonly cluster: redshift.CfnCluster;
  readonly parameterGroup: redshift.CfnClusterParameterGroup;
}

/** Send the events of a cluster and of its parameter group to a topic. */
export function redshiftEvents(scope: Construct, topic: sns.ITopic, { identifier, cluster, parameterGroup }: EventSources): void {
  for (const { id, suffix, sourceType, categories } of SUBSCRIPTIONS) {
    new redshift.CfnEventSubscription(scope, id, {
      subscriptionName: `${identifier}-${suffix}`,
      snsTopicArn: topic.topicArn,
      enabled: true,
      sourceType,
      sourceIds: [sourceType === 'cluster' ? cluster.ref : parameterGroup.ref],
      eventCategories: [...categories],
      // errors are sent in any case
      severity: 'INFO',
    });
  }
}
