import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { CLASSIFICATIONS, DataClassification } from '../../core/data-classification';

/** How long a deleted or overwritten object can be brought back. */
const UNDELETE_DAYS = 90;

/** What a bucket for logs or records needs. */
export interface RecordedBucketOptions {
  /** Its child id, and that of the bucket with the records of who reads it: both are part of logical ids. */
  readonly ids: { readonly bucket: string; readonly records: string };

  /** Where S3 puts the records, ending with a slash. */
  readonly recordsPrefix: string;

  /** Sets how long objects are kept. */
  readonly classification: DataClassification;
  readonly removalPolicy: RemovalPolicy;

  /** The key of its objects; SSE-S3 when left out. */
  readonly encryptionKey?: kms.IKey;

  /** The name, where a service dictates how it starts; generated when left out. */
  readonly bucketName?: string;
}

/** A bucket for records, encrypted with a key, and a second one that holds who read the first; both outlive their stack. */
export function encryptedBucket(scope: Construct, encryptionKey: kms.IKey, classification: DataClassification): s3.Bucket {
  return recordedBucket(scope, {
    ids: { bucket: 'Bucket', records: 'AccessRecords' },
    recordsPrefix: 'bucket-access/',
    classification,
    removalPolicy: RemovalPolicy.RETAIN,
    encryptionKey,
  });
}

/** A private, versioned bucket, and a second one that records who reads the first. */
export function recordedBucket(scope: Construct, options: RecordedBucketOptions): s3.Bucket {
  const { ids, recordsPrefix, removalPolicy } = options;
  const bucket = privateBucket(scope, ids.bucket, options);
  // server access logs go to buckets with SSE-S3 only, so this one has no key
  const records = privateBucket(scope, ids.records, { ...options, encryptionKey: undefined, bucketName: undefined });
  recordReaders(bucket, records, recordsPrefix);
  for (const { policy } of [bucket, records]) {
    // a bucket that stays without its policy would accept plain HTTP, and its records would end
    policy?.applyRemovalPolicy(removalPolicy);
  }
  return bucket;
}

function privateBucket(scope: Construct, id: string, { bucketName, classification, encryptionKey, removalPolicy }: RecordedBucketOptions): s3.Bucket {
  return new s3.Bucket(scope, id, {
    bucketName,
    encryption: encryptionKey === undefined ? s3.BucketEncryption.S3_MANAGED : s3.BucketEncryption.KMS,
    encryptionKey,
    enforceSSL: true,
    blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
    objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
    versioned: true,
    lifecycleRules: [{
      // the members of `RetentionDays` are numbers of days
      expiration: Duration.days(CLASSIFICATIONS[classification].logRetention),
      noncurrentVersionExpiration: Duration.days(UNDELETE_DAYS),
      abortIncompleteMultipartUploadAfter: Duration.days(7),
    }],
    removalPolicy,
  });
}

/**
 * Set on the L1, since the L2 chooses between a bucket policy and an ACL by a feature flag, and ACLs are off here.
 *
 * The records need a bucket of their own: in the same one, each would cause the next.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
 */
function recordReaders(bucket: s3.Bucket, records: s3.Bucket, logFilePrefix: string): void {
  (bucket.node.defaultChild as s3.CfnBucket).loggingConfiguration = { destinationBucketName: records.bucketName, logFilePrefix };
  records.addToResourcePolicy(new iam.PolicyStatement({
    sid: 'BucketAccessRecords',
    principals: [new iam.ServicePrincipal('logging.s3.amazonaws.com')],
    actions: ['s3:PutObject'],
    resources: [records.arnForObjects(`${logFilePrefix}*`)],
    conditions: { ArnLike: { 'aws:SourceArn': bucket.bucketArn }, StringEquals: { 'aws:SourceAccount': Stack.of(bucket).account } },
  }));
}
