import { Answer } from './answer';
import { partialTextOf } from './policy-patterns';
import { References, references } from './references';
import { CHAT_CHANNELS } from '../../facts/chat';
import { NOTIFICATION_PUBLISHERS, NotificationPublisher } from '../../facts/notification-publishers';
import { AppModel } from '../app-model';
import { pseudoParameter } from '../environment';
import { ResourceView } from '../resource-view';
import { at, itemsOf, textOf, Value } from '../value';

const TOPIC = 'AWS::SNS::Topic';

interface PublishingType {
  readonly principal: string;

  /** The service and the end of the ARN that the service names as its source. */
  source(resource: ResourceView): readonly [service: string, rest: string];
  destinations(resource: ResourceView): readonly Value[];
}

const ALARM: PublishingType = {
  principal: 'cloudwatch.amazonaws.com',
  source: (alarm) => ['cloudwatch', `alarm:${named(alarm, 'AlarmName')}`],
  destinations: (alarm) => ['AlarmActions', 'OKActions', 'InsufficientDataActions'].flatMap((actions) => itemsOf(alarm.get(actions))),
};

/** Where resources name the topic to which a service publishes on their behalf. */
const PUBLISHING: Readonly<Record<string, PublishingType>> = {
  'AWS::CloudWatch::Alarm': ALARM,
  'AWS::CloudWatch::CompositeAlarm': ALARM,
  'AWS::Events::Rule': {
    principal: 'events.amazonaws.com',
    source: (rule) => ['events', `rule/${named(rule, 'Name')}`],
    // what a parameter stands for may be a function as well: only what is surely a topic counts as an alert
    destinations: (rule) => itemsOf(rule.get('Targets')).flatMap((target) => itemsOf(at(target, 'Arn'))).filter((arn) => partialTextOf(arn) !== undefined
      || arn.kind === 'reference'),
  },
  'AWS::RDS::EventSubscription': {
    principal: 'events.rds.amazonaws.com',
    // the source is what the event is about, of which a subscription may name many
    source: (events) => ['rds', named(events, '')],
    destinations: (events) => itemsOf(events.get('SnsTopicArn')),
  },
  'AWS::Redshift::EventSubscription': {
    principal: 'redshift.amazonaws.com',
    source: (events) => ['redshift', named(events, '')],
    destinations: (events) => itemsOf(events.get('SnsTopicArn')),
  },
  'AWS::DAX::Cluster': {
    principal: 'dax.amazonaws.com',
    source: (cluster) => ['dax', `cache/${named(cluster, 'ClusterName')}`],
    destinations: (cluster) => itemsOf(cluster.get('NotificationTopicARN')),
  },
  'AWS::Backup::BackupVault': {
    principal: 'backup.amazonaws.com',
    source: (vault) => ['backup', named(vault, '')],
    destinations: (vault) => itemsOf(vault.get('Notifications.SNSTopicArn')),
  },
};

/** The types of resources on whose behalf a service publishes. */
export const PUBLISHING_TYPES = Object.keys(PUBLISHING);

/** Where a publisher sends to: a topic of the app, or an ARN of which only the text is known. */
export interface Destination {
  readonly topic?: ResourceView;

  /** The ARN, with `${…}` for what only deployment knows; absent when all of it is open. */
  readonly arn?: string;
}

/** The service that publishes on behalf of a resource. */
export function publisherOf(resource: ResourceView): NotificationPublisher {
  return NOTIFICATION_PUBLISHERS.find(({ principal }) => principal === PUBLISHING[resource.type].principal)!;
}

/** The ARN that a service names as its source when it publishes on behalf of a resource, as far as it is known. */
export function sourceArn(publisher: ResourceView): string {
  const [service, rest] = PUBLISHING[publisher.type].source(publisher);
  return arnIn(publisher, service, rest);
}

function named(resource: ResourceView, property: string): string {
  return textOf(resource.get(property)) ?? `\${${resource.logicalId}}`;
}

/** The ARN of a topic, as far as it is known. */
export function topicArn(topic: ResourceView): string {
  return arnIn(topic, 'sns', named(topic, 'TopicName'));
}

function arnIn({ template }: ResourceView, service: string, rest: string): string {
  const [partition, region, account] = ['Partition', 'Region', 'AccountId'].map((name) => pseudoParameter(`AWS::${name}`, template));
  return `arn:${partition}:${service}:${region}:${account}:${rest}`;
}

/** Whether two resources are deployed into one account, or one region. */
export function sharePlace(name: 'AWS::AccountId' | 'AWS::Region', left: ResourceView, right: ResourceView): Answer {
  const [one, other] = [left, right].map(({ template }) => pseudoParameter(name, template));
  return one === other ? 'yes' : one.startsWith('${') || other.startsWith('${') ? 'unknown' : 'no';
}

/** Who publishes to which topic of the app, and who listens. */
export class AlertPaths {
  private readonly byTopic = new Map<ResourceView, ResourceView[]>();
  private readonly destinations = new Map<ResourceView, readonly Destination[]>();
  private readonly references: References;

  public constructor(app: AppModel) {
    this.references = app.derive(references);
    for (const publisher of app.resourcesOf(...PUBLISHING_TYPES)) {
      const found = PUBLISHING[publisher.type].destinations(publisher).flatMap((value) => destinationOf(value, app));
      this.destinations.set(publisher, found);
      for (const topic of new Set(found.flatMap((destination) => destination.topic ?? []))) {
        this.byTopic.set(topic, [...this.byTopic.get(topic) ?? [], publisher]);
      }
    }
  }

  /** What publishes to a topic. */
  public publishersTo(topic: ResourceView): readonly ResourceView[] {
    return this.byTopic.get(topic) ?? [];
  }

  /** The topics to which a resource publishes, and what may be one. */
  public destinationsOf(publisher: ResourceView): readonly Destination[] {
    return this.destinations.get(publisher) ?? [];
  }

  /** The policies of a topic, and whether another one may be its. */
  public policiesOf(topic: ResourceView): { readonly found: readonly ResourceView[]; readonly hidden?: string } {
    const [many, one] = [this.references.by('AWS::SNS::TopicPolicy', 'Topics'), this.references.by('AWS::SNS::TopicInlinePolicy', 'TopicArn')];
    return { found: [...many.to(topic), ...one.to(topic)], hidden: [...many.hidden, ...one.hidden][0]?.resource.label };
  }

  /** The channels of chat tools that hear a topic. */
  public chatsOf(topic: ResourceView): { readonly found: readonly ResourceView[]; readonly hidden?: string } {
    const channels = CHAT_CHANNELS.map((type) => this.references.by(type, 'SnsTopicArns'));
    return { found: channels.flatMap(({ to }) => to(topic)), hidden: channels.flatMap(({ hidden }) => hidden)[0]?.resource.label };
  }

  /** The subscriptions of a topic: resources of their own. */
  public subscriptionsOf(topic: ResourceView): { readonly found: readonly ResourceView[]; readonly hidden?: string } {
    const { hidden, to } = this.references.by('AWS::SNS::Subscription', 'TopicArn');
    return { found: to(topic), hidden: hidden[0]?.resource.label };
  }
}

/** Who publishes to which topic. */
export function alertPaths(app: AppModel): AlertPaths {
  return new AlertPaths(app);
}

/** A value that is a topic, or may be one: references to other resources, and ARNs of other services, are not. */
function destinationOf(value: Value, app: AppModel): Destination[] {
  if (value.kind === 'reference') {
    return value.resource.type === TOPIC ? [{ topic: value.resource }] : [];
  }
  const arn = partialTextOf(value);
  if (arn === undefined) {
    return value.kind === 'unknown' ? [{}] : [];
  }
  return /^arn:(\$\{[^}]*\}|[^:]*):sns:/.test(arn) ? [{ arn, topic: app.resourcesOf(TOPIC).find((topic) => topicArn(topic) === arn) }] : [];
}
