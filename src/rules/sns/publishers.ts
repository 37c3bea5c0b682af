import { AppModel } from '../../model/app-model';
import { ResourceView } from '../../model/resource-view';
import { at, itemsOf, Value } from '../../model/value';

/** Where resources name the topic to which a service publishes on their behalf. */
const PUBLISHING: readonly { readonly type: string; readonly principal: string; topics(resource: ResourceView): readonly Value[] }[] = [
  {
    type: 'AWS::CloudWatch::Alarm',
    principal: 'cloudwatch.amazonaws.com',
    topics: (alarm) => ['AlarmActions', 'OKActions', 'InsufficientDataActions'].flatMap((actions) => itemsOf(alarm.get(actions))),
  },
  { type: 'AWS::RDS::EventSubscription', principal: 'events.rds.amazonaws.com', topics: (events) => itemsOf(events.get('SnsTopicArn')) },
  {
    type: 'AWS::Events::Rule',
    principal: 'events.amazonaws.com',
    topics: (rule) => itemsOf(rule.get('Targets')).flatMap((target) => itemsOf(at(target, 'Arn'))),
  },
  { type: 'AWS::DAX::Cluster', principal: 'dax.amazonaws.com', topics: (cluster) => itemsOf(cluster.get('NotificationTopicARN')) },
  { type: 'AWS::Backup::BackupVault', principal: 'backup.amazonaws.com', topics: (vault) => itemsOf(vault.get('Notifications.SNSTopicArn')) },
];

/** The services that publish to a topic on behalf of resources of the app. */
export function publishersOf(topic: ResourceView, app: AppModel): readonly string[] {
  return PUBLISHING
    .filter(({ type, topics }) => app.resourcesOf(type).some((resource) => topics(resource).some((named) => named.kind === 'reference' && named.resource === topic)))
    .map(({ principal }) => principal);
}
