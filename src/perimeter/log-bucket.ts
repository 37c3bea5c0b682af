import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { Construct } from 'constructs';
import { DataClassification } from '../core/data-classification';
import { known } from '../core/known';
import { recordedBucket } from '../foundation/logs/private-bucket';

/** What a bucket for logs needs. */
export interface LogBucketOptions {
  /** Sets how long logs are kept. */
  readonly classification: DataClassification;
  readonly removalPolicy: RemovalPolicy;

  /** The name, where a service dictates how it starts; generated when left out. */
  readonly bucketName?: string;

  /** The key of its objects, which load balancers cannot use; SSE-S3 when left out. */
  readonly encryptionKey?: kms.IKey;
}

/**
 * A bucket for the logs of load balancers or of a firewall, and a second one that records who reads the first.
 *
 * Elastic Load Balancing writes to buckets with SSE-S3 only:
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
 */
export function createLogBucket(scope: Construct, options: LogBucketOptions): s3.Bucket {
  return recordedBucket(scope, { ids: { bucket: 'LogBucket', records: 'LogAccessBucket' }, recordsPrefix: 'log-bucket/', ...options });
}

/**
 * Let Elastic Load Balancing write the logs of this account below some prefixes.
 *
 * The policy of an imported bucket belongs to its owner and is left as it is.
 */
export function admitLogDelivery(scope: Construct, bucket: s3.IBucket, prefixes: string[]): void {
  const { account, region } = Stack.of(scope);
  bucket.addToResourcePolicy(new iam.PolicyStatement({
    sid: 'LoadBalancerLogs',
    principals: [new iam.ServicePrincipal('logdelivery.elasticloadbalancing.amazonaws.com'), ...legacyPrincipal(region)],
    actions: ['s3:PutObject'],
    resources: prefixes.map((prefix) => bucket.arnForObjects(`${prefix}/AWSLogs/${account}/*`)),
  }));
}

/**
 * The service principal replaces the accounts that older regions had. The guide says so for all partitions
 * but the Chinese one, so there the account is admitted too.
 */
function legacyPrincipal(region: string): iam.IPrincipal[] {
  const name = known(region);
  const account = name?.startsWith('cn-') === true ? RegionInfo.get(name).elbv2Account : undefined;
  return account === undefined ? [] : [new iam.AccountPrincipal(account)];
}
