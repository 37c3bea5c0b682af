import { Duration } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import { DynamoCapacity } from './dynamo-capacity';
import { DynamoEncryption } from './dynamo-encryption';
import { DynamoReplica } from './dynamo-replica';
import { RecoveryObjectives } from '../../core/recovery-objectives';
import { DataStoreProps } from '../data-store';

/** An index with a partition key of its own. */
export interface GlobalTableIndex {
  /** 3 to 255 letters, digits, underscores, dots or hyphens. */
  readonly name: string;

  /** The attribute by which items are found. */
  readonly partitionKey: dynamodb.Attribute;

  /**
   * The attribute by which items of one partition are ordered.
   *
   * @default - items of one partition have no order
   */
  readonly sortKey?: dynamodb.Attribute;

  /**
   * The attributes that the index holds besides the keys; an empty list for the keys alone.
   *
   * @default - all attributes
   */
  readonly projectedAttributes?: string[];
}

/** An index with the partition key of the table. */
export interface LocalTableIndex {
  /** 3 to 255 letters, digits, underscores, dots or hyphens. */
  readonly name: string;

  /** The attribute by which items of one partition are ordered, other than in the table. */
  readonly sortKey: dynamodb.Attribute;

  /**
   * The attributes that the index holds besides the keys; an empty list for the keys alone.
   *
   * @default - all attributes
   */
  readonly projectedAttributes?: string[];
}

/** The indexes of a table. */
export interface TableIndexes {
  /**
   * Up to 20. One can be added or removed in each deployment. Keys and projection of an index that is there are fixed: add another one
   * under another name, and remove the old one afterwards.
   *
   * @default - items are found by the key of the table alone
   */
  readonly globalIndexes?: GlobalTableIndex[];

  /**
   * Up to 5, fixed at creation. Changing it replaces the table, which fails since the name is taken.
   *
   * @default - partitions have the order of the table alone
   */
  readonly localIndexes?: LocalTableIndex[];
}

/** Which keys CloudWatch Contributor Insights records. They are shown in plain text, outside of the key of the table. */
export enum ContributorKeys {
  /** The keys of throttled requests. */
  THROTTLED = 'throttled',

  /** The keys of throttled and of the most frequent requests. */
  THROTTLED_AND_FREQUENT = 'throttled-and-frequent',
}

/** What a table does besides keeping items. */
export interface TableFeatures {
  /**
   * What the stream of changes holds. Streams are encrypted with the key of the table.
   *
   * @default - no stream; tables with replicas have one with new and old images
   */
  readonly stream?: dynamodb.StreamViewType;

  /**
   * The attribute with the time, in seconds since 1970, after which an item is deleted.
   *
   * @default - items stay
   */
  readonly timeToLiveAttribute?: string;

  /**
   * The price class of the storage.
   *
   * @default dynamodb.TableClass.STANDARD
   */
  readonly tableClass?: dynamodb.TableClass;

  /**
   * Which keys Contributor Insights records. They reach CloudWatch under a key that AWS owns. Waive
   * `Safeguard.PERFORMANCE_INSIGHTS` to record none.
   *
   * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/contributorinsights_HowItWorks.html
   * @default - those of throttled requests; none for protected and secret data, which is reported as waived with its reason
   */
  readonly contributorInsights?: ContributorKeys;
}

/** Whom the policy of the table lets past, and whom it keeps out besides. */
export interface TablePolicy {
  /**
   * ARNs of roles that may delete and unprotect the table although their sessions carry no proof of MFA, because MFA was needed
   * to enter them: the administrator role of a `DeletionGuard`. `*` and `?` are wildcards in the name.
   *
   * @default - only IAM users whose session has MFA, and the root user with MFA
   */
  readonly deletionRoleArns?: string[];

  /**
   * ARNs of the roles by which CloudFormation updates the table: it has no MFA. They may update the table, its backups and its
   * policy, but not delete it. `*` and `?` are wildcards in the name.
   *
   * @default - the roles for CloudFormation that `cdk bootstrap` makes in this account
   */
  readonly deploymentRoleArns?: string[];

  /**
   * The VPC endpoints through which items may be read and written: `network.endpoint('dynamodb').vpcEndpointId`. Endpoints of
   * every region with a replica belong here.
   *
   * @default - items are reached from everywhere that IAM allows
   */
  readonly vpcEndpointIds?: string[];

  /**
   * The organisation whose principals may read and write items: `o-a1b2c3d4e5`.
   *
   * @default - principals of any organisation that the table is shared with
   */
  readonly organizationId?: string;

  /**
   * ARNs of roles that reach items past the VPC endpoints, such as the role of a service that runs outside the VPC.
   *
   * @default - only the roles that AWS services hold for themselves
   */
  readonly outsideRoleArns?: string[];
}

/** What brings the items of a table back, and what is asked of it. */
export interface DynamoRecovery {
  /**
   * How far back the table can be restored to any second, in whole days: at least 7 for confidential data, 35 for protected and
   * secret data, 1 for public data; at most 35. The price does not depend on it.
   *
   * @default - 35 days, none when `Safeguard.BACKUPS` is waived
   */
  readonly period?: Duration;

  /**
   * How much data may be lost, and how long it may take until the table serves again, by kind of disaster. What cannot be met, or is waived, is
   * refused; what is stated decides:
   *
   * - `application`: point-in-time recovery loses up to 5 minutes. AWS does not say how long a restore takes, so a `time` switches
   *   `restoreTests` on in the plan of AWS Backup that holds the table; they cost, and tell how long it took. State the `point` alone where AWS
   *   Backup has none: https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-feature-availability.html
   * - `zone`: DynamoDB always spans three zones.
   * - `region`: needs `replicas`, or a `DatabaseBackupPlan` that copies to another region; the synth fails with `OBJECTIVE_NOT_PREPARED` as long
   *   as there is neither. With replicas it ends where your application writes to another region: DynamoDB does not move it.
   *
   * What every store reaches stands in `docs/guides/recovery-objectives.md`.
   *
   * @default - nothing is stated, and nothing is held to it
   */
  readonly objectives?: RecoveryObjectives;
}

/** Properties of `SecureDynamoTable`. */
export interface SecureDynamoTableProps extends DataStoreProps {
  /**
   * The attribute by which items are spread. Changing it replaces the table, which fails since the name is taken. Nor can its type be
   * changed: no diff shows that as a replacement, and DynamoDB has no call for it.
   *
   * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTable.html
   */
  readonly partitionKey: dynamodb.Attribute;

  /**
   * The attribute by which items of one partition are ordered. Changing it replaces the table, which fails since the name is taken; its
   * type cannot be changed either.
   *
   * @default - one item in each partition
   */
  readonly sortKey?: dynamodb.Attribute;

  /**
   * The name of the table: 3 to 255 letters, digits, underscores, dots or hyphens. Changing it replaces the table: a new one
   * comes empty, and the old one is retained with its data.
   *
   * @default - derived from the construct path and the name of the stack
   */
  readonly tableName?: string;

  /**
   * Other ways to find items.
   *
   * @default - items are found by the key of the table alone
   */
  readonly indexes?: TableIndexes;

  /**
   * How the capacity is paid and scaled. It can be changed once in 24 hours from one mode to the other.
   *
   * @default DynamoCapacity.onDemand()
   */
  readonly capacity?: DynamoCapacity;

  /**
   * Who owns the key.
   *
   * @default - DynamoEncryption.customerManagedKey(), with `encryptionKey` or a key of its own
   */
  readonly encryption?: DynamoEncryption;

  /**
   * How far back the table can be restored, and what is asked of it after a disaster.
   *
   * @default - 35 days; nothing is asked
   */
  readonly recovery?: DynamoRecovery;

  /**
   * Stream, time to live, storage class and Contributor Insights.
   *
   * @default - no stream, items stay, standard storage, keys of throttled requests are recorded
   */
  readonly features?: TableFeatures;

  /**
   * Whom the policy of the table lets past, and whom it keeps out.
   *
   * @default - CloudFormation updates the table, nobody without MFA deletes it, IAM alone says who reads it
   */
  readonly policy?: TablePolicy;

  /**
   * Copies in other regions. A new table may begin with several, later one can be added or removed in each deployment. Deploy a new one
   * with `ReplicaStage.JOINING`, then with the default: a replica that is created with a policy fails the deployment. A removed replica
   * is deleted with its data, which its deletion protection refuses until it is off.
   *
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-globaltable.html
   * @default - the table lives in the region of the stack alone
   */
  readonly replicas?: DynamoReplica[];
}

/** The attributes of the key of a table or index. */
export function keyAttributes({ partitionKey, sortKey }: Pick<GlobalTableIndex, 'partitionKey' | 'sortKey'>): dynamodb.Attribute[] {
  return sortKey ? [partitionKey, sortKey] : [partitionKey];
}
