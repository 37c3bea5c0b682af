import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { Construct } from 'constructs';
import { CLASSIFICATIONS, DataClassification } from '../core/data-classification';
import { known } from '../core/known';

/** What a bucket for logs needs. */
export interface LogBucketOptions {
  /** Sets how long logs are kept. */
  readonly classification: DataClassification;
  readonly removalPolicy: RemovalPolicy;

  /** The name, where a service dictates how it starts; generated when left out. */
  readonly bucketName?: string;
}

/** How long a deleted or overwritten log can be brought back. */
const UNDELETE_DAYS = 90;

/** Where S3 puts the records of who read the logs. */
const RECORDS_PREFIX = 'log-bucket/';

/**
 * A bucket for the logs of load balancers or of a firewall, and a second one that records who reads the first.
 *
 * Elastic Load Balancing writes to buckets with SSE-S3 only:
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
 */
export function createLogBucket(scope: Construct, options: LogBucketOptions): s3.Bucket {
  const bucket = privateBucket(scope, 'LogBucket', options);
  const records = privateBucket(scope, 'LogAccessBucket', { ...options, bucketName: undefined });
  recordReaders(bucket, records);
  for (const { policy } of [bucket, records]) {
    // a bucket that stays without its policy would accept plain HTTP, and its records would end
    policy?.applyRemovalPolicy(options.removalPolicy);
  }
  return bucket;
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

function privateBucket(scope: Construct, id: string, options: LogBucketOptions): s3.Bucket {
  return new s3.Bucket(scope, id, {
    bucketName: options.bucketName,
    encryption: s3.BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
    objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
    versioned: true,
    lifecycleRules: [{
      // the members of `RetentionDays` are numbers of days
      expiration: Duration.days(CLASSIFICATIONS[options.classification].logRetention),
      noncurrentVersionExpiration: Duration.days(UNDELETE_DAYS),
      abortIncompleteMultipartUploadAfter: Duration.days(7),
    }],
    removalPolicy: options.removalPolicy,
  });
}

/**
 * Set on the L1, since the L2 chooses between a bucket policy and an ACL by a feature flag, and ACLs are off here.
 *
 * The records need a bucket of their own: in the same one, each would cause the next.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
 */
function recordReaders(bucket: s3.Bucket, records: s3.Bucket): void {
  (bucket.node.defaultChild as s3.CfnBucket).loggingConfiguration = { destinationBucketName: records.bucketName, logFilePrefix: RECORDS_PREFIX };
  records.addToResourcePolicy(new iam.PolicyStatement({
    sid: 'BucketAccessRecords',
    principals: [new iam.ServicePrincipal('logging.s3.amazonaws.com')],
    actions: ['s3:PutObject'],
    resources: [records.arnForObjects(`${RECORDS_PREFIX}*`)],
    conditions: {
      ArnLike: { 'aws:SourceArn': bucket.bucketArn },
      StringEquals: { 'aws:SourceAccount': Stack.of(bucket).account },
    },
  }));
}
