import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { DataClassification } from '../core/data-classification';
import { Waiver } from '../core/waiver';
import { DeletionGuard } from '../foundation/deletion/deletion-guard';
import { IProtectedStore } from '../foundation/deletion/protected-store';
import { ITieredNetwork } from '../foundation/network/network';

/** What every data store takes. */
export interface DataStoreProps {
  /**
   * How much harm a leak or loss of the data would do; sets retention and key rotation, and says what may be waived.
   *
   * @default - DataClassification.CONFIDENTIAL
   */
  readonly classification?: DataClassification;

  /**
   * The key that encrypts the store, its logs and its master secret.
   *
   * An imported key is used as it is: its policy must already admit CloudWatch Logs of this region. Changing the key of a
   * living store replaces the store.
   *
   * @default - a key of its own, rotated, retained, and guarded against destruction without MFA
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * Where alarms and service events go.
   *
   * @default - an `AlertTopic` of its own, without subscribers; subscribe to `alerts`
   */
  readonly alerts?: sns.ITopic;

  /**
   * A guard that denies people without MFA the destruction of this store.
   *
   * @default - no guard; `DeletionGuard.protect(store)` adds one later
   */
  readonly deletionGuard?: DeletionGuard;

  /**
   * Safeguards that are deliberately left off, each with its reason; `Teardown.disposable` has those of an environment that is thrown away.
   *
   * @default - every safeguard is on
   */
  readonly waivers?: Waiver[];
}

/** What every data store in a VPC takes. */
export interface NetworkedDataStoreProps extends DataStoreProps {
  /** The network whose data tier holds the store and whose app tier reaches it. */
  readonly network: ITieredNetwork;
}

/** A store that somebody watches: a data store, or a cache that holds copies. */
export interface IWatchedStore extends IProtectedStore {
  /** Where alarms and service events go. */
  readonly alerts: sns.ITopic;

  /**
   * A metric of the store.
   *
   * @param metricName as CloudWatch names it
   * @param options period, statistic, label
   */
  metric(metricName: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric;
}

/** A data store. */
export interface IDataStore extends IWatchedStore {
  /** The key that encrypts the store. */
  readonly encryptionKey: kms.IKey;
}

/** A store in a VPC, whether or not it takes a key of the customer. */
export interface INetworkedStore extends IWatchedStore, ec2.IConnectable {
  /** The port that the store listens on. */
  readonly port: number;
}

/** A data store in a VPC. */
export interface INetworkedDataStore extends IDataStore, INetworkedStore {}
