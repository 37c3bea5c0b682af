import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { RdsBlueprint } from './rds-render';

/** The option that uploads audits, with the role that writes them into the bucket; none where no bucket is given. */
export function auditUploads(scope: Construct, { props, facts, identifier }: RdsBlueprint): rds.OptionConfiguration[] {
  const bucket = props.engineOptions?.auditBucket;
  if (bucket === undefined || facts.auditUpload === undefined) {
    return [];
  }
  const role = uploadRole(scope, identifier);
  new iam.ManagedPolicy(scope, 'AuditPolicy', { description: `Audits of ${identifier}`, roles: [role], statements: mayUpload(bucket) });
  return [{ name: facts.auditUpload, settings: { IAM_ROLE_ARN: role.roleArn, S3_BUCKET_ARN: bucket.bucketArn } }];
}

function uploadRole(scope: Construct, identifier: string): iam.Role {
  const stack = Stack.of(scope);
  const arn = (resource: string, resourceName: string) => stack.formatArn({ service: 'rds', resource, resourceName, arnFormat: ArnFormat.COLON_RESOURCE_NAME });
  return new iam.Role(scope, 'AuditRole', {
    description: `Uploads audits of ${identifier}`,
    assumedBy: new iam.ServicePrincipal('rds.amazonaws.com', {
      conditions: {
        StringEquals: { 'aws:SourceAccount': stack.account },
        // the name of the option group is not known before it exists
        ArnLike: { 'aws:SourceArn': [arn('db', identifier), arn('og', '*')] },
      },
    }),
  });
}

// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.SQLServer.Options.Audit.html#Appendix.SQLServer.Options.Audit.IAM
function mayUpload(bucket: s3.IBucket): iam.PolicyStatement[] {
  return [
    // RDS compares the owners of bucket and instance, and there is no action for one bucket
    new iam.PolicyStatement({ actions: ['s3:ListAllMyBuckets'], resources: ['*'] }),
    new iam.PolicyStatement({ actions: ['s3:ListBucket', 's3:GetBucketAcl', 's3:GetBucketLocation'], resources: [bucket.bucketArn] }),
    new iam.PolicyStatement({
      actions: ['s3:PutObject', 's3:ListMultipartUploadParts', 's3:AbortMultipartUpload'], resources: [bucket.arnForObjects('*')],
    }),
    ...bucket.encryptionKey === undefined ? [] : [
      new iam.PolicyStatement({ actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [bucket.encryptionKey.keyArn] }),
    ],
  ];
}
