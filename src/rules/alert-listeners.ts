import { queueAdmits, snsFor } from './alert-admission';
import { all, any, fail, PASS, undecided, Verdict } from './verdict';
import { alertPaths, topicArn } from '../model/graph/alert-paths';
import { matchesPattern } from '../model/graph/policy-patterns';
import { references } from '../model/graph/references';
import { ResourceView } from '../model/resource-view';
import { at, itemsOf, textOf, Value } from '../model/value';

const SUBSCRIPTION = 'AWS::SNS::Subscription';
const PERMISSION = 'AWS::Lambda::Permission';
const CHAT = 'AWS::Chatbot';

/** Somebody listens to a topic: a chat, or one subscription, inside the topic or beside it, that lets everything through. */
export function isHeard(topic: ResourceView): Verdict {
  const paths = topic.template.app.derive(alertPaths);
  const { found, hidden } = paths.subscriptionsOf(topic);
  const chats = paths.chatsOf(topic);
  return any(
    ...itemsOf(topic.get('Subscription')).map((subscription) => takes(topic, at(subscription, 'Protocol'), at(subscription, 'Endpoint'))),
    ...found.map((subscription) => (subscription.get('FilterPolicy').kind === 'absent'
      ? takes(topic, subscription.get('Protocol'), subscription.get('Endpoint'))
      : undecided(SUBSCRIPTION, `the filter policy of ${subscription.label} decides what it lets through`))),
    // chat applications subscribe to the topics that a channel names
    ...chats.found.map(() => PASS),
    ...chats.hidden === undefined ? [] : [undecided(CHAT, `which topics ${chats.hidden} hears is only known at deployment`)],
    ...hidden === undefined ? [] : [undecided(SUBSCRIPTION, `the topic of ${hidden} is only known at deployment`)],
    fail(SUBSCRIPTION, `nobody is subscribed to ${topic.label}`),
  );
}

function takes(topic: ResourceView, protocol: Value, endpoint: Value): Verdict {
  switch (textOf(protocol)) {
    case 'sqs': return endpoint.kind === 'reference' && endpoint.resource.type === 'AWS::SQS::Queue'
      ? all(...queueAdmits(endpoint.resource, snsFor(topic))) : undecided(SUBSCRIPTION, 'the policy of the subscribed queue is not part of this app');
    case 'lambda': return endpoint.kind === 'reference' && endpoint.resource.type === 'AWS::Lambda::Function'
      ? mayBeInvoked(endpoint.resource, topic) : undecided(SUBSCRIPTION, 'the policy of the subscribed function is not part of this app');
    // people confirm addresses and phone numbers, which no template shows
    default: return PASS;
  }
}

function mayBeInvoked(handler: ResourceView, topic: ResourceView): Verdict {
  const { hidden, to } = handler.template.app.derive(references).by(PERMISSION, 'FunctionName');
  return any(
    ...to(handler).filter((permission) => textOf(permission.get('Principal')) === 'sns.amazonaws.com').map((permission) => {
      const source = permission.get('SourceArn');
      const matches = source.kind === 'absent' ? 'yes' : matchesPattern(source, { text: topicArn(topic), resource: topic }, true);
      return matches === 'yes' ? PASS : matches === 'no' ? fail(PERMISSION, `${permission.label} is about another topic than ${topic.label}`)
        : undecided(PERMISSION, `the topic of ${permission.label} is only known at deployment`);
    }),
    ...hidden.map((each) => undecided(PERMISSION, `the function of ${each.resource.label} is only known at deployment`)),
    fail(PERMISSION, `no permission lets ${topic.label} invoke ${handler.label}`),
  );
}
