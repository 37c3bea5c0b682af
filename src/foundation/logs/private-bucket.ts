import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { CLASSIFICATIONS, DataClassification } from '../../core/data-classification';

/** How long a deleted or overwritten object can be brought back. */
const UNDELETE_DAYS = 90;

/** Where S3 puts the records of who read the bucket. */
const RECORDS_PREFIX = 'bucket-access/';

/** A bucket for records, encrypted with a key, and a second one that holds who read the first; both outlive their stack. */
export function encryptedBucket(scope: Construct, key: kms.IKey, classification: DataClassification): s3.Bucket {
  return recordedBucket(scope, { bucket: 'Bucket', records: 'AccessRecords' }, classification, key);
}

/** The same under these ids; with SSE-S3 where there is no key, for services that can write to no other bucket. */
export function recordedBucket(
  scope: Construct, ids: { readonly bucket: string; readonly records: string }, classification: DataClassification, key?: kms.IKey,
): s3.Bucket {
  const records = privateBucket(scope, ids.records, classification);
  const bucket = privateBucket(scope, ids.bucket, classification, key);
  // set on the L1, since the L2 chooses between a bucket policy and an ACL by a feature flag, and ACLs are off here
  (bucket.node.defaultChild as s3.CfnBucket).loggingConfiguration = { destinationBucketName: records.bucketName, logFilePrefix: RECORDS_PREFIX };
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
  records.addToResourcePolicy(new iam.PolicyStatement({
    sid: 'BucketAccessRecords',
    principals: [new iam.ServicePrincipal('logging.s3.amazonaws.com')],
    actions: ['s3:PutObject'],
    resources: [records.arnForObjects(`${RECORDS_PREFIX}*`)],
    conditions: { ArnLike: { 'aws:SourceArn': bucket.bucketArn }, StringEquals: { 'aws:SourceAccount': Stack.of(bucket).account } },
  }));
  for (const { policy } of [bucket, records]) {
    // a bucket that stays without its policy would accept plain HTTP
    policy?.applyRemovalPolicy(RemovalPolicy.RETAIN);
  }
  return bucket;
}

/** Server access logs go to buckets with SSE-S3 only, so the bucket of records has no key. */
function privateBucket(scope: Construct, id: string, classification: DataClassification, encryptionKey?: kms.IKey): s3.Bucket {
  return new s3.Bucket(scope, id, {
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
    removalPolicy: RemovalPolicy.RETAIN,
  });
}
