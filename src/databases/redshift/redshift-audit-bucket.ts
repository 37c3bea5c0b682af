import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as redshift from 'aws-cdk-lib/aws-redshift';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { S3AuditLog } from './redshift-audit-log';
import { DataClassification } from '../../core/data-classification';
import { known } from '../../core/known';
import { recordedBucket } from '../../foundation/logs/private-bucket';

/** What the bucket of an audit log depends on. */
export interface AuditBucketOptions {
  readonly classification: DataClassification;
  readonly clusterArn: string;
}

/** Regions that are on in every account; in all others services write under a principal of the region. */
const ON_BY_DEFAULT = /^(us-(east|west)-[12]|ca-central-1|sa-east-1|eu-(central|north)-1|eu-west-[123]|ap-(south|southeast)-1|ap-southeast-2|ap-northeast-[123]|cn-.*|us-gov-.*)$/;

/** The bucket given, or one of its own; Redshift may write there for this cluster alone. */
export function auditBucket(scope: Construct, { bucket: given, prefix }: S3AuditLog, { classification, clusterArn }: AuditBucketOptions): s3.IBucket {
  // Redshift writes to buckets with SSE-S3 only: https://docs.aws.amazon.com/redshift/latest/mgmt/db-auditing.html
  const bucket = given ?? recordedBucket(scope, {
    ids: { bucket: 'AuditBucket', records: 'AuditAccessBucket' }, recordsPrefix: 'bucket-access/', classification, removalPolicy: RemovalPolicy.RETAIN,
  });
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
