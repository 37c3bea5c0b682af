import * as rds from 'aws-cdk-lib/aws-rds';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { mustBeFirst } from '../relational/relational-checks';

// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.Messages.html
const INSTANCE_CATEGORIES = [
  'availability', 'configuration change', 'deletion', 'failover', 'failure', 'low storage', 'maintenance', 'notification', 'read replica', 'recovery',
  'restoration', 'security patching',
];
const PARAMETER_GROUP_CATEGORIES = ['configuration change'];

/** Send the events of an instance and of its parameter group to a topic. */
export function rdsEvents(scope: Construct, topic: sns.ITopic, instance: rds.IDatabaseInstance, parameterGroup: string): void {
  new rds.CfnEventSubscription(scope, 'InstanceEvents', {
    snsTopicArn: topic.topicArn,
    enabled: true,
    sourceType: 'db-instance',
    sourceIds: [(instance.node.defaultChild as rds.CfnDBInstance).ref],
    eventCategories: INSTANCE_CATEGORIES,
  });
  new rds.CfnEventSubscription(scope, 'ParameterGroupEvents', {
    snsTopicArn: topic.topicArn,
    enabled: true,
    sourceType: 'db-parameter-group',
    sourceIds: [parameterGroup],
    eventCategories: PARAMETER_GROUP_CATEGORIES,
  });
}

/** Send the events of all snapshots of the account and region to a topic: a subscription names snapshots, and nobody knows those to come. */
export function snapshotEvents(scope: Construct, topic: sns.ITopic, sourceType: 'db-snapshot' | 'db-cluster-snapshot'): void {
  mustBeFirst(scope, 'SnapshotEvents', 'notifyOfSnapshots');
  new rds.CfnEventSubscription(scope, 'SnapshotEvents', { snsTopicArn: topic.topicArn, enabled: true, sourceType });
}
