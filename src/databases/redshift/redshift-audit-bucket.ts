import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as redshift from 'aws-cdk-lib/aws-redshift';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { S3AuditLog } from './redshift-audit-log';
import { CLASSIFICATIONS, DataClassification } from '../../core/data-classification';
import { known } from '../../core/known';

/** What the bucket of an audit log depends on. */
export interface AuditBucketOptions {
  readonly classification: DataClassification;
  readonly clusterArn: string;
}

/** How long a deleted or overwritten log can be brought back. */
const UNDELETE_DAYS = 90;

/** Where S3 puts the records of who read the logs. */
const RECORDS_PREFIX = 'audit-bucket/';

/** Regions that are on in every account; in all others services write under a principal of the region. */
const ON_BY_DEFAULT = /^(us-(east|west)-[12]|ca-central-1|sa-east-1|eu-(central|north)-1|eu-west-[123]|ap-(south|southeast)-1|ap-southeast-2|ap-northeast-[123]|cn-.*|us-gov-.*)$/;

/** The bucket given, or one of its own; Redshift may write there for this cluster alone. */
export function auditBucket(scope: Construct, { bucket: given, prefix }: S3AuditLog, { classification, clusterArn }: AuditBucketOptions): s3.IBucket {
  const bucket = given ?? createAuditBucket(scope, classification);
  const region = known(Stack.of(scope).region);
  const principal = region === undefined || ON_BY_DEFAULT.test(region) ? 'redshift.amazonaws.com' : `redshift.${region}.amazonaws.com`;
  const statement = { principals: [new iam.ServicePrincipal(principal)], conditions: { StringEquals: { 'aws:SourceArn': clusterArn } } };
  bucket.addToResourcePolicy(new iam.PolicyStatement({ sid: 'AuditLog', actions: ['s3:PutObject'], resources: [bucket.arnForObjects(`${prefix}/*`)], ...statement }));
  bucket.addToResourcePolicy(new iam.PolicyStatement({ sid: 'AuditLogOwner', actions: ['s3:GetBucketAcl'], resources: [bucket.bucketArn], ...statement }));
  return bucket;
}

/** What the cluster is told. */
export function renderBucketLog({ bucketName }: s3.IBucket, prefix: string): redshift.CfnCluster.LoggingPropertiesProperty {
  return { logDestinationType: 's3', bucketName, s3KeyPrefix: `${prefix}/` };
}

function createAuditBucket(scope: Construct, classification: DataClassification): s3.Bucket {
  const bucket = privateBucket(scope, 'AuditBucket', classification);
  const records = privateBucket(scope, 'AuditAccessBucket', classification);
  // on the L1, since the L2 chooses between a policy and an ACL by a feature flag, and ACLs are off here
  (bucket.node.defaultChild as s3.CfnBucket).loggingConfiguration = { destinationBucketName: records.bucketName, logFilePrefix: RECORDS_PREFIX };
  records.addToResourcePolicy(new iam.PolicyStatement({
    sid: 'BucketAccessRecords',
    principals: [new iam.ServicePrincipal('logging.s3.amazonaws.com')],
    actions: ['s3:PutObject'],
    resources: [records.arnForObjects(`${RECORDS_PREFIX}*`)],
    conditions: { ArnLike: { 'aws:SourceArn': bucket.bucketArn }, StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
  }));
  [bucket, records].forEach(({ policy }) => policy?.applyRemovalPolicy(RemovalPolicy.RETAIN));
  return bucket;
}

/** Redshift writes to buckets with SSE-S3 only: https://docs.aws.amazon.com/redshift/latest/mgmt/db-auditing.html */
function privateBucket(scope: Construct, id: string, classification: DataClassification): s3.Bucket {
  return new s3.Bucket(scope, id, {
    encryption: s3.BucketEncryption.S3_MANAGED,
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
