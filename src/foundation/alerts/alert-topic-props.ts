import * as kms from 'aws-cdk-lib/aws-kms';
import { DataClassification } from '../../core/data-classification';
import { Waiver } from '../../core/waiver';

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
   * HTTPS addresses of on-call services that receive every alert, 1 to 100, such as the integration URL of PagerDuty or Opsgenie. Each
   * confirms the message that SNS sends to it. Messages come as SNS writes them, with subject and signature, which these services ask for.
   *
   * Such an address usually holds a key. A reference to a secret keeps it out of the template: `secret.secretValue.unsafeUnwrap()`.
   *
   * @see https://docs.aws.amazon.com/sns/latest/dg/sns-http-https-endpoint-as-subscriber.html
   * @default - no on-call service
   */
  readonly pagers?: string[];

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
