import { Duration, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { checkTopic } from './alert-topic-checks';
import { AlertTopicProps } from './alert-topic-props';
import { letChatRead } from './chat-audience';
import { admitPublishersToKey, admitPublishersToTopic } from './publishers';
import { ALARM_PERIOD, StoreAlarm, storeAlarms } from './store-alarms';
import { deadLetters } from './undelivered';
import { PropProblems } from '../../core/check-props';
import { DataClassification } from '../../core/data-classification';
import { Hardening } from '../../core/hardening';
import { known } from '../../core/known';
import { Safeguard } from '../../core/safeguard';
import { NOTIFICATION_PUBLISHERS } from '../../facts/notification-publishers';
import { DataKey } from '../data-key';
import { checkHome, checkTopic as checkAudience } from '../home-region';

/**
 * An encrypted topic that CloudWatch alarms, EventBridge, events of RDS, Redshift and DAX, and AWS Backup of this account can publish to.
 *
 * - Notifications are encrypted with a customer managed key whose policy admits each publisher, for topics of this
 *   account and region only. The AWS managed key of SNS cannot be used: services have no access to it.
 * - Messages without TLS are refused.
 * - Publishers must act for this account (`aws:SourceAccount`), as far as they say for whom they act.
 * - What a subscriber does not take waits in a queue, and an alarm tells the others of it. `tellIfUnheard` tells another topic when nobody takes anything.
 *
 * ### What this does not do
 *
 * - EventBridge does not say for which account it acts: the topic accepts every rule that names its ARN. DAX and Redshift do not either.
 * - DMS and ElastiCache notifications are not admitted.
 * - A subscribed SQS queue that is encrypted needs a key that admits `sns.amazonaws.com`.
 * - A chat cannot read the texts that event rules send to people: `ChatChannel` has them written in its own way.
 * - Integrations of on-call services that are made for CloudWatch take alarms, and may drop the texts of event rules.
 */
export class AlertTopic extends Construct {
  /** The topic. */
  public readonly topic: sns.Topic;

  /** The key that encrypts the notifications. */
  public readonly encryptionKey: kms.IKey;

  private readonly hardening: Hardening;
  private chatTopic?: sns.Topic;
  private queue?: sqs.Queue;

  /**
   * Throws `EMAILS_EMPTY`, `EMAIL_INVALID`, `EMAIL_REPEATED`, `EMAILS_TOO_MANY`, `EMAILS_UNKNOWN`, the same for `PHONE_NUMBER` and `PAGER`,
   * `DISPLAY_NAME_TOO_LONG`, `KEY_NOT_AMENDABLE`, `ENCRYPTION_KEY_ELSEWHERE`, and the `WAIVER_` codes.
   */
  public constructor(scope: Construct, id: string, props: AlertTopicProps = {}) {
    const problems = new PropProblems('AlertTopic', scope, id);
    const hardening = hardeningFor(props, problems);
    checkTopic(props, problems);
    checkHome(scope, { encryptionKey: props.encryptionKey }, problems);
    problems.throwIfAny();
    const delivers = hardening.keeps(Safeguard.ALERT_DELIVERY);
    if (props.encryptionKey && delivers) {
      checkAmendable(admitPublishersToKey(props.encryptionKey, Stack.of(scope)), problems);
    }

    super(scope, id);
    this.encryptionKey = props.encryptionKey ?? this.createKey(hardening.classification, delivers);
    this.hardening = hardening;
    this.topic = this.createTopic('Topic', props.displayName);
    this.subscribeAll('Email', sns.SubscriptionProtocol.EMAIL, props.emails);
    this.subscribeAll('Phone', sns.SubscriptionProtocol.SMS, props.phoneNumbers);
    this.subscribeAll('Pager', sns.SubscriptionProtocol.HTTPS, props.pagers);
    hardening.recordOn(this);
  }

  /**
   * Add a subscription of any kind: a queue, a function, an HTTPS endpoint. A chat is added with `ChatChannel`.
   *
   * @param subscription who is told; what it does not take waits in the queue of the topic, unless it has one of its own or lies in another stack
   */
  public subscribe(subscription: sns.ITopicSubscription): void {
    this.topic.addSubscription({
      bind: (topic) => {
        const bound = subscription.bind(topic);
        const here = bound.subscriberScope === undefined || Stack.of(bound.subscriberScope) === Stack.of(this);
        return { ...bound, deadLetterQueue: bound.deadLetterQueue ?? (here ? this.undelivered() : undefined) };
      },
    });
  }

  /**
   * Tell another topic when alerts were sent here and nobody got any for an hour: whoever is subscribed has not confirmed, or has gone.
   *
   * No template shows who has confirmed an address. Let two topics watch each other. Throws `UNHEARD_BY_ITSELF`, `UNHEARD_REPEATED`, `TOPIC_ELSEWHERE`, `TOPIC_FIFO`.
   *
   * @see https://docs.aws.amazon.com/sns/latest/dg/sns-monitoring-using-cloudwatch.html
   * @param topic the other topic, of this region
   */
  public tellIfUnheard(topic: sns.ITopic): void {
    const problems = new PropProblems('AlertTopic', this, 'tellIfUnheard');
    problems.when(topic === this.topic, 'UNHEARD_BY_ITSELF', () => '`topic` is the same one, which nobody hears then; pass another one');
    problems.when(this.node.tryFindChild('Unheard') !== undefined, 'UNHEARD_REPEATED', () => 'another topic is told already; remove the call');
    checkAudience(this, 'topic', topic, problems);
    problems.throwIfAny();
    storeAlarms(new Construct(this, 'Unheard'), topic, [unheardAlarm(this.topic)]);
  }

  /**
   * The topic that event rules write to as chat reads it.
   *
   * @internal
   */
  public _chatTopic(): sns.Topic {
    if (this.chatTopic === undefined) {
      this.chatTopic = this.createTopic('ChatTopic');
      letChatRead(this.topic, this.chatTopic);
    }
    return this.chatTopic;
  }

  private createTopic(id: string, displayName?: string): sns.Topic {
    const topic = new sns.Topic(this, id, {
      displayName,
      masterKey: this.encryptionKey,
      enforceSSL: this.hardening.keeps(Safeguard.ENCRYPTION_IN_TRANSIT),
      // SHA-256 instead of SHA-1: https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
      signatureVersion: '2',
    });
    admitPublishersToTopic(topic);
    return topic;
  }

  /** The queue of what no subscriber took, and its alarm; made for the first subscriber. */
  private undelivered(): sqs.Queue {
    if (this.queue === undefined) {
      this.queue = deadLetters(this);
      storeAlarms(this, this.topic, [untakenAlarm(this.queue)]);
    }
    return this.queue;
  }

  private createKey(classification: DataClassification, delivers: boolean): kms.Key {
    const { key } = new DataKey(this, 'Key', { classification, description: `Notifications of ${this.node.path}` });
    if (delivers) {
      admitPublishersToKey(key, Stack.of(this));
    }
    return key;
  }

  private subscribeAll(kind: string, protocol: sns.SubscriptionProtocol, endpoints: string[] = []): void {
    endpoints.forEach((endpoint, index) => {
      // ids cannot hold tokens, nor the slashes and keys of the addresses of on-call services
      const id = protocol === sns.SubscriptionProtocol.HTTPS ? index + 1 : known(endpoint) ?? index;
      new sns.Subscription(this, `${kind}-${id}`, { topic: this.topic, protocol, endpoint, deadLetterQueue: this.undelivered() });
    });
  }
}

/** An alarm on messages that a subscriber did not take. */
function untakenAlarm(queue: sqs.Queue): StoreAlarm {
  return {
    id: 'Undelivered',
    metric: queue.metricApproximateNumberOfMessagesVisible({ period: ALARM_PERIOD, statistic: 'Maximum' }),
    threshold: 0,
    when: 'above',
    description: 'a subscriber did not take its alerts, and they wait in a queue. Read them there, then correct the address or remove the subscriber.',
  };
}

/** An alarm on messages that reached nobody. SNS counts what it delivered to whom has confirmed. */
function unheardAlarm(topic: sns.ITopic): StoreAlarm {
  const period = Duration.hours(1);
  const usingMetrics = { sent: topic.metricNumberOfMessagesPublished({ period }), got: topic.metricNumberOfNotificationsDelivered({ period }) };
  return {
    id: 'Nobody',
    metric: new cloudwatch.MathExpression({ expression: 'IF(FILL(sent, 0) > 0 AND FILL(got, 0) == 0, 1, 0)', usingMetrics, period, label: 'Alerts that nobody got' }),
    threshold: 0,
    when: 'above',
    periods: 1,
    description: 'alerts were sent for an hour, and nobody got any. Look in the console of SNS which subscriptions are pending, and let their owners confirm them; '
      + 'read the alerts themselves in CloudWatch meanwhile.',
  };
}

function hardeningFor(props: AlertTopicProps, problems: PropProblems): Hardening {
  return new Hardening({
    construct: 'AlertTopic',
    classification: props.classification,
    safeguards: [Safeguard.ALERT_DELIVERY, Safeguard.ENCRYPTION_AT_REST, Safeguard.CUSTOMER_MANAGED_KEY, Safeguard.ENCRYPTION_IN_TRANSIT],
    waivers: props.waivers,
  }, problems);
}

function checkAmendable(admitted: boolean, problems: PropProblems): void {
  problems.when(!admitted, 'KEY_NOT_AMENDABLE', () => '`encryptionKey` is imported, its policy cannot be changed to admit the publishers, '
    + 'and alerts would be lost without a trace; leave it out, or have its owner admit '
    + `${NOTIFICATION_PUBLISHERS.map(({ principal }) => principal).join(', ')} and waive Safeguard.ALERT_DELIVERY with that reason`);
  problems.throwIfAny();
}
