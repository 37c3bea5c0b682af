import { Duration } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import { FindingExport } from './finding-export';
import { GuardDutyDetector } from './guardduty-detector';
import { GuardDutyProtection } from './guardduty-protection';
import { DataClassification } from '../../../core/data-classification';
import { Waiver } from '../../../core/waiver';

/** Where findings go. The policies of the topics are left as they are: an `AlertTopic` admits EventBridge. */
export interface FindingTopics {
  /**
   * Critical findings, 9.0 to 10.0: an attack sequence.
   *
   * @see https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings-severity.html
   * @default - an `AlertTopic` of its own, without subscribers
   */
  readonly critical?: sns.ITopic;

  /**
   * High findings, 7.0 to 8.9: a compromised resource.
   *
   * @default - an `AlertTopic` of its own, without subscribers
   */
  readonly high?: sns.ITopic;

  /**
   * Medium findings, 4.0 to 6.9: suspicious behaviour.
   *
   * @default - an `AlertTopic` of its own, without subscribers
   */
  readonly medium?: sns.ITopic;

  /**
   * Low findings, 1.0 to 3.9: attempts that did not succeed.
   *
   * @default - an `AlertTopic` of its own, without subscribers
   */
  readonly low?: sns.ITopic;

  /**
   * Findings of any severity about databases, in addition to the above: logins to RDS, and suspicious calls of database services, KMS, Secrets
   * Manager and AWS Backup. Nothing else goes there: it is for those who administer databases.
   *
   * @default - an `AlertTopic` of its own, without subscribers
   */
  readonly database?: sns.ITopic;
}

/** Findings that are archived as they arrive, and so tell nobody. */
export interface FindingSuppression {
  /** Name of the filter: 3 to 64 letters, digits, `.`, `_` or `-`. */
  readonly name: string;

  /** Why nobody needs to be told, in 10 to 500 characters; it stands in the description of the filter. */
  readonly reason: string;

  /**
   * What a finding must be to be archived: for each attribute the values of which one must match, such as
   * `{ 'type': ['Recon:EC2/PortProbeUnprotectedPort'], 'resource.instanceDetails.tags.value': ['scanner'] }`. At least `type` is needed, so that
   * no filter hides more than it says.
   *
   * @see https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_filter-findings.html
   */
  readonly criteria: { [attribute: string]: string[] };
}

/** A list of addresses in a bucket. */
export interface GuardDutyAddressList {
  /** Name of the list, unique in the account and region: letters, digits, blanks, `-` or `_`. */
  readonly name: string;

  /** The bucket that holds it. The service-linked role of GuardDuty reads it. */
  readonly bucket: s3.IBucket;

  /** The key of the object. */
  readonly objectKey: string;

  /**
   * Its format, as GuardDuty names it: `TXT`, `STIX`, `OTX_CSV`, `ALIEN_VAULT`, `PROOF_POINT` or `FIRE_EYE`.
   *
   * @see https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_upload-lists.html
   * @default TXT - one address or range a line
   */
  readonly format?: string;
}

/** Properties of `GuardDutyAlerts`. */
export interface GuardDutyAlertsProps {
  /**
   * How the detector comes into the account.
   *
   * @default GuardDutyDetector.createOrAdopt()
   */
  readonly detector?: GuardDutyDetector;

  /**
   * What GuardDuty looks at, beyond CloudTrail, flow logs and DNS. Without effect on a detector that somebody else owns.
   *
   * @see https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_regions.html
   * @default - every protection that the region has; of a region that only deployment knows, all of them
   */
  readonly protections?: GuardDutyProtection[];

  /**
   * Time after which a finding that goes on is told again: 15 minutes, 1 or 6 hours.
   *
   * @default - 15 minutes
   */
  readonly updateFrequency?: Duration;

  /**
   * Who is told about what.
   *
   * @default - an `AlertTopic` for each severity and one for databases, without subscribers; subscribe to `topics` and `databaseTopic`
   */
  readonly topics?: FindingTopics;

  /**
   * Findings that nobody needs to see, each with its reason; at most 100.
   *
   * @default - every finding is told
   */
  readonly suppressions?: FindingSuppression[];

  /**
   * Addresses from which nothing is suspicious. GuardDuty knows one active list.
   *
   * @default - no list
   */
  readonly trustedAddresses?: GuardDutyAddressList;

  /**
   * Addresses that are always suspicious; GuardDuty knows up to six active lists.
   *
   * @default - none beyond those of AWS
   */
  readonly threatLists?: GuardDutyAddressList[];

  /**
   * Where findings are kept for longer than the 90 days of GuardDuty: `FindingExport.newBucket()`, or a bucket that exists.
   *
   * @see https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_exportfindings.html
   * @default - they are not exported
   */
  readonly findingExport?: FindingExport;

  /**
   * The key of the construct's own topics and of exported findings. GuardDuty and the publishers are admitted to it.
   *
   * @default - a `DataKey` of its own, if there is anything to encrypt
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * How much harm a leak of the findings would do; sets the rotation of the key and how long logs are kept.
   *
   * @default DataClassification.CONFIDENTIAL
   */
  readonly classification?: DataClassification;

  /**
   * Safeguards that are deliberately left off: `EVENT_NOTIFICATIONS` (nobody is told), `ALERT_DELIVERY` (what cannot be delivered is lost).
   *
   * @default - every safeguard is on
   */
  readonly waivers?: Waiver[];
}
