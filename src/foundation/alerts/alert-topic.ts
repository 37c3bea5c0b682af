import { Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { PropProblems, quoted } from '../../core/check-props';
import { DataClassification } from '../../core/data-classification';
import { Hardening } from '../../core/hardening';
import { isDeployTime, known } from '../../core/known';
import { Safeguard } from '../../core/safeguard';
import { Waiver } from '../../core/waiver';
import { NOTIFICATION_PUBLISHERS } from '../../facts/notification-publishers';
import { DataKey } from '../data-key';
import { admitPublishersToKey, admitPublishersToTopic } from './publishers';

/** Properties of `AlertTopic`. */
export interface AlertTopicProps {
  /**
   * Addresses that receive every alert, 1 to 100. Each must confirm the message that SNS sends to it.
   *
   * @see https://docs.aws.amazon.com/sns/latest/dg/sns-email-notifications.html
   * @default - no e-mail
   */
  readonly emails?: string[];

  /**
   * Phone numbers that receive every alert as SMS, 1 to 100, as E.164: `+` and up to 15 digits. Not every region sends SMS.
   *
   * @see https://docs.aws.amazon.com/sns/latest/dg/sns-supported-regions-countries.html
   * @default - no SMS
   */
  readonly phoneNumbers?: string[];

  /**
   * The key that encrypts the notifications. The publishers are admitted to it.
   *
   * The policy of an imported key cannot be changed: if its owner has admitted the publishers, say so by waiving
   * `Safeguard.ALERT_DELIVERY`.
   *
   * @default - a `DataKey` of its own
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * How much harm a leak of the alerts would do; sets the rotation of the key.
   *
   * @default DataClassification.CONFIDENTIAL
   */
  readonly classification?: DataClassification;

  /**
   * The sender that people see; at most 100 characters. SMS shows the first 10.
   *
   * @see https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html
   * @default - the name of the topic
   */
  readonly displayName?: string;

  /**
   * Safeguards that are deliberately left off: `ALERT_DELIVERY` (the key policy is left as it is),
   * `ENCRYPTION_IN_TRANSIT` (messages without TLS are accepted).
   *
   * @default - every safeguard is on
   */
  readonly waivers?: Waiver[];
}

/**
 * An encrypted topic that CloudWatch alarms, EventBridge, events of RDS, Redshift and DAX, and AWS Backup of this account can publish to.
 *
 * - Notifications are encrypted with a customer managed key whose policy admits each publisher, for topics of this
 *   account and region only. The AWS managed key of SNS cannot be used: services have no access to it.
 * - Messages without TLS are refused.
 * - Publishers must act for this account (`aws:SourceAccount`), as far as they say for whom they act.
 *
 * ### What this does not do
 *
 * - EventBridge does not say for which account it acts: the topic accepts every rule that names its ARN. DAX and Redshift do not either.
 * - DMS and ElastiCache notifications are not admitted.
 * - A subscribed SQS queue that is encrypted needs a key that admits `sns.amazonaws.com`.
 */
export class AlertTopic extends Construct {
  /** The topic. */
  public readonly topic: sns.Topic;

  /** The key that encrypts the notifications. */
  public readonly encryptionKey: kms.IKey;

  /**
   * Throws `EMAILS_EMPTY`, `EMAIL_INVALID`, `EMAIL_REPEATED`, `EMAILS_TOO_MANY`, `EMAILS_UNKNOWN`, the same for `PHONE_NUMBER`,
   * `DISPLAY_NAME_TOO_LONG`, `KEY_NOT_AMENDABLE`, and the `WAIVER_` codes.
   */
  public constructor(scope: Construct, id: string, props: AlertTopicProps = {}) {
    const problems = new PropProblems('AlertTopic', scope, id);
    const hardening = hardeningFor(props, problems);
    check(props, problems);
    problems.throwIfAny();
    const delivers = hardening.keeps(Safeguard.ALERT_DELIVERY);
    if (props.encryptionKey && delivers) {
      checkAmendable(admitPublishersToKey(props.encryptionKey, Stack.of(scope)), problems);
    }

    super(scope, id);
    this.encryptionKey = props.encryptionKey ?? this.createKey(hardening.classification, delivers);
    this.topic = new sns.Topic(this, 'Topic', {
      displayName: props.displayName,
      masterKey: this.encryptionKey,
      enforceSSL: hardening.keeps(Safeguard.ENCRYPTION_IN_TRANSIT),
      // SHA-256 instead of SHA-1: https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
      signatureVersion: '2',
    });
    admitPublishersToTopic(this.topic);
    this.subscribeAll('Email', sns.SubscriptionProtocol.EMAIL, props.emails);
    this.subscribeAll('Phone', sns.SubscriptionProtocol.SMS, props.phoneNumbers);
    hardening.recordOn(this);
  }

  /** Add a subscription of any kind: a queue, a function, a chat, an HTTPS endpoint. */
  public subscribe(subscription: sns.ITopicSubscription): void {
    this.topic.addSubscription(subscription);
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
      // ids cannot hold tokens
      new sns.Subscription(this, `${kind}-${known(endpoint) ?? index}`, { topic: this.topic, protocol, endpoint });
    });
  }
}

/** Each is a resource, and a stack holds 500: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const MAX_ENDPOINTS = 100;

const EMAIL = {
  name: 'emails',
  code: 'EMAIL',
  // the address length of RFC 5321, section 4.5.3.1
  pattern: /^(?=.{3,254}$)[^\s@<>()[\]\\,;:"]+@([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}$/,
  allowed: 'addresses such as dba@example.com',
  many: 'subscribe a mailing list instead',
};

const PHONE_NUMBER = {
  name: 'phoneNumbers',
  code: 'PHONE_NUMBER',
  pattern: /^\+[1-9]\d{1,14}$/,
  allowed: 'E.164 numbers such as +14155550123: a plus sign and 2 to 15 digits',
  many: 'subscribe an on-call service instead',
};

function hardeningFor(props: AlertTopicProps, problems: PropProblems): Hardening {
  return new Hardening({
    construct: 'AlertTopic',
    classification: props.classification,
    safeguards: [Safeguard.ALERT_DELIVERY, Safeguard.ENCRYPTION_AT_REST, Safeguard.CUSTOMER_MANAGED_KEY, Safeguard.ENCRYPTION_IN_TRANSIT],
    waivers: props.waivers,
  }, problems);
}

function check(props: AlertTopicProps, problems: PropProblems): void {
  checkEndpoints(EMAIL, props.emails, problems);
  checkEndpoints(PHONE_NUMBER, props.phoneNumbers, problems);
  const displayName = known(props.displayName) ?? '';
  problems.when(displayName.length > 100, 'DISPLAY_NAME_TOO_LONG',
    () => `\`displayName\` is ${quoted(displayName)}, at most 100 characters are allowed; shorten it`);
}

function checkEndpoints(kind: typeof EMAIL, endpoints: string[] | undefined, problems: PropProblems): void {
  const { name, code, pattern, allowed, many } = kind;
  const list = endpoints ?? [];
  if (isDeployTime(list) && !list.some(isDeployTime)) {
    problems.mustBeKnown(name, list, `${code}S_UNKNOWN`, 'pass a list, whose entries may be tokens');
    return;
  }
  problems.when(endpoints?.length === 0, `${code}S_EMPTY`, () => `\`${name}\` is empty, 1 to ${MAX_ENDPOINTS} are allowed; leave it out, or name who is told`);
  problems.when(list.length > MAX_ENDPOINTS, `${code}S_TOO_MANY`,
    () => `\`${name}\` has ${list.length} entries, 1 to ${MAX_ENDPOINTS} are allowed, since each is a resource of the stack; ${many}`);
  const seen = new Set<string>();
  list.forEach((endpoint, index) => {
    problems.text(`${name}[${index}]`, endpoint, { code: `${code}_INVALID`, pattern, allowed, instead: 'correct or remove it' });
    const same = (known(endpoint) ?? `deploy-time ${index}`).toLowerCase();
    problems.when(seen.has(same), `${code}_REPEATED`, () => `\`${name}[${index}]\` is ${quoted(endpoint)}, which is in the list already; remove it`);
    seen.add(same);
  });
}

function checkAmendable(admitted: boolean, problems: PropProblems): void {
  problems.when(!admitted, 'KEY_NOT_AMENDABLE', () => '`encryptionKey` is imported, its policy cannot be changed to admit the publishers, '
    + 'and alerts would be lost without a trace; leave it out, or have its owner admit '
    + `${NOTIFICATION_PUBLISHERS.map(({ principal }) => principal).join(', ')} and waive Safeguard.ALERT_DELIVERY with that reason`);
  problems.throwIfAny();
}
