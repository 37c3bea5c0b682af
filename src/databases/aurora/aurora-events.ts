import * as rds from 'aws-cdk-lib/aws-rds';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

// https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_Events.Messages.html
const CLUSTER_CATEGORIES = ['configuration change', 'deletion', 'failover', 'failure', 'global failover', 'maintenance', 'notification'];
const MEMBER_CATEGORIES = ['availability', 'configuration change', 'deletion', 'failover', 'failure', 'low storage', 'maintenance', 'notification', 'recovery'];

/** Send the events of a cluster and of its members to a topic. */
export function auroraEvents(scope: Construct, topic: sns.ITopic, cluster: rds.DatabaseCluster): void {
  new rds.CfnEventSubscription(scope, 'ClusterEvents', {
    snsTopicArn: topic.topicArn,
    enabled: true,
    sourceType: 'db-cluster',
    sourceIds: [cluster.clusterIdentifier],
    eventCategories: CLUSTER_CATEGORIES,
  });
  new rds.CfnEventSubscription(scope, 'MemberEvents', {
    snsTopicArn: topic.topicArn,
    enabled: true,
    sourceType: 'db-instance',
    sourceIds: cluster.instanceIdentifiers,
    eventCategories: MEMBER_CATEGORIES,
  });
}
