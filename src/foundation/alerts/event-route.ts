import * as events from 'aws-cdk-lib/aws-events';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { AlertMessage, asChat, asText } from './alert-message';
import { forChat } from './chat-audience';
import { ALARM_PERIOD, StoreAlarm } from './store-alarms';

/** Events that go to a topic as a text that people can read. */
export interface EventRoute {
  /** What the rule is for, as people see it in the console; at most 512 characters. */
  readonly description: string;
  readonly pattern: events.EventPattern;
  readonly message: AlertMessage;

  /** Where to. Its policy is left as it is: an `AlertTopic` admits EventBridge. A chat that hears it gets the message in its own way. */
  readonly topic: sns.ITopic;

  /** Keeps what could not be delivered, and admits the rules of this account; none if left out. */
  readonly undelivered?: sqs.Queue;
}

/** Create a rule that sends matching events to a topic. */
export function eventRoute(scope: Construct, id: string, { description, pattern, message, topic, undelivered }: EventRoute): events.Rule {
  const rule = new events.Rule(scope, id, { description, eventPattern: pattern });
  const send = (to: sns.ITopic, input: events.RuleTargetInput) => rule.addTarget({
    bind: () => ({ arn: to.topicArn, input, deadLetterConfig: undelivered && { arn: undelivered.queueArn } }),
  });
  send(topic, asText(message));
  forChat(topic, (chat) => send(chat, asChat(message)));
  return rule;
}

/** An alarm on events that could not be delivered: CloudWatch notifies, whom no broken rule keeps from it. */
export function undeliveredAlarm(undelivered: sqs.Queue): StoreAlarm {
  return {
    id: 'Undelivered',
    metric: undelivered.metricApproximateNumberOfMessagesVisible({ period: ALARM_PERIOD, statistic: 'Maximum' }),
    threshold: 0,
    when: 'above',
    description: 'alerts could not be delivered and wait in a queue. Read them there, then look why: the attribute ERROR_CODE of each message tells.',
  };
}
