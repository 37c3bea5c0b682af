import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { ActivityStreamSource } from './activity-stream-source';
import { DataClassification } from '../../core/data-classification';
import { ITieredNetwork } from '../../foundation/network/network';

/** How a session of the database treats the record of what it did. */
export enum ActivityStreamMode {
  /** The session goes on at once. Records may be lost when the stream fails; RDS tells of the time. */
  ASYNC = 'async',

  /** The session waits until the record is durable: Aurora PostgreSQL only. Every statement takes longer. */
  SYNC = 'sync',
}

/** Properties of `DatabaseActivityStream`. */
export interface DatabaseActivityStreamProps {
  /** The store: `ActivityStreamSource.cluster(orders)`. */
  readonly source: ActivityStreamSource;

  /** The network of the store: the function that starts the stream runs in its app tier, and reaches RDS through the endpoint `RDS`. */
  readonly network: ITieredNetwork;

  /**
   * Whether sessions wait until the record of what they did is durable. It is changed as the key is: see the class.
   *
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/DBActivityStreams.html#DBActivityStreams.Overview.sync-mode
   * @default ActivityStreamMode.ASYNC
   */
  readonly mode?: ActivityStreamMode;

  /**
   * The key that encrypts the records. Whoever may decrypt with it reads every statement that the database ran, so it should not be the key of
   * the store. An imported key is used as it is: its policy must admit CloudWatch Logs and SQS for the function.
   *
   * @default - a key of its own, rotated, retained, and guarded against destruction without MFA
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * Where it is told that the stream was stopped, is silent, or is not read in time.
   *
   * @default - the topic of the store
   */
  readonly alerts?: sns.ITopic;

  /**
   * Any text; when it changes, the function looks after the stream again, and starts it if somebody has stopped it.
   *
   * @default - only when the stream is declared differently
   */
  readonly revision?: string;

  /**
   * How much harm a leak of the records would do; sets the rotation of the key, and how long the log of the function is kept.
   *
   * @default DataClassification.CONFIDENTIAL
   */
  readonly classification?: DataClassification;
}
