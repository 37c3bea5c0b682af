import { Duration } from 'aws-cdk-lib';
import { RedshiftNaming, RedshiftTls, RedshiftTrack } from './redshift-props';
import { RedshiftUsageLimit } from './redshift-usage-limit';
import { NetworkedDataStoreProps } from '../data-store';

/** How much a workgroup can do. One processing unit has 16 GB of memory. */
export interface RedshiftServerlessCapacity {
  /**
   * Processing units that queries start with: 4, 8 to 512 in steps of 8, or 512 to 1024 in steps of 32. 4, and more than 512, exist in some
   * regions only.
   *
   * @see https://docs.aws.amazon.com/redshift/latest/mgmt/serverless-capacity.html
   * @default 32
   */
  readonly baseRpus?: number;

  /**
   * Processing units that the workgroup grows to at most: from `baseRpus` to 5632.
   *
   * @see https://docs.aws.amazon.com/redshift/latest/mgmt/serverless-billing.html
   * @default - four times `baseRpus`
   */
  readonly maxRpus?: number;
}

/** A copy of the snapshots and recovery points of a namespace in another region. */
export interface ServerlessSnapshotCopy {
  /** The region, in plain text: `eu-central-1`. */
  readonly region: string;

  /** ARN of a key in that region. Its policy must let Redshift use it for this account. */
  readonly encryptionKeyArn: string;

  /**
   * How long the copies are kept, in whole days, at least 1; AWS names no upper limit.
   *
   * @see https://docs.aws.amazon.com/redshift-serverless/latest/APIReference/API_CreateSnapshotCopyConfiguration.html
   * @default - until somebody deletes them
   */
  readonly retention?: Duration;
}

/** Properties of `SecureRedshiftServerless`. */
export interface SecureRedshiftServerlessProps extends NetworkedDataStoreProps {
  /**
   * How much the workgroup can do.
   *
   * @default - 32 processing units that grow to 128
   */
  readonly capacity?: RedshiftServerlessCapacity;

  /**
   * Names. That of the namespace cannot be changed without replacing it.
   *
   * @default - derived names
   */
  readonly naming?: RedshiftNaming;

  /**
   * The port that the workgroup listens on: 5431 to 5455 or 8191 to 8215.
   *
   * @see https://docs.aws.amazon.com/redshift-serverless/latest/APIReference/API_CreateWorkgroup.html
   * @default 5440
   */
  readonly port?: number;

  /**
   * How strict TLS is.
   *
   * @default RedshiftTls.REQUIRED
   */
  readonly tls?: RedshiftTls;

  /**
   * Which versions are installed.
   *
   * @default RedshiftTrack.CURRENT
   */
  readonly track?: RedshiftTrack;

  /**
   * Further parameters of the workgroup, by name: `datestyle`, `search_path`, `max_query_execution_time`. Those of the safeguards cannot be
   * set here.
   *
   * @see https://docs.aws.amazon.com/redshift-serverless/latest/APIReference/API_ConfigParameter.html
   * @default - only the parameters of the safeguards
   */
  readonly parameters?: { readonly [name: string]: string };

  /**
   * A copy of the snapshots in another region.
   *
   * @default - no copy
   */
  readonly snapshotCopy?: ServerlessSnapshotCopy;

  /**
   * Where the cost stops, each feature at most once in a period.
   *
   * CloudFormation has no resource for it: a function in the app tier makes the limits, and reaches Redshift Serverless through an endpoint
   * of the network (`PrivateEndpoint.of(new ec2.InterfaceVpcEndpointAwsService('redshift-serverless'))`).
   *
   * @default - no limits
   */
  readonly usageLimits?: RedshiftUsageLimit[];
}

const DEFAULT_BASE = 32;
const GROWTH = 4;

/** The capacity, with defaults. */
export function capacityOf({ baseRpus = DEFAULT_BASE, maxRpus }: RedshiftServerlessCapacity = {}): Required<RedshiftServerlessCapacity> {
  return { baseRpus, maxRpus: maxRpus ?? baseRpus * GROWTH };
}
