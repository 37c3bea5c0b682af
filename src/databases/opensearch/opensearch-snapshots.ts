import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

/** The role of a domain in a bucket of snapshots; one for each bucket. */
export function snapshotRole(scope: Construct, bucket: s3.IBucket, domainArn: string): iam.Role {
  const id = `SnapshotRole-${bucket.node.addr.slice(-8)}`;
  const known = scope.node.tryFindChild(id) as iam.Role | undefined;
  if (known) {
    return known;
  }
  const role = new iam.Role(scope, id, {
    description: `Writes snapshots of ${scope.node.path} to ${bucket.node.path}`,
    // the service acts for this domain alone: https://docs.aws.amazon.com/opensearch-service/latest/developerguide/cross-service-confused-deputy-prevention.html
    assumedBy: new iam.ServicePrincipal('es.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account }, ArnLike: { 'aws:SourceArn': domainArn } },
    }),
  });
  new iam.ManagedPolicy(role, 'Policy', {
    description: `Snapshots of ${scope.node.path}`,
    roles: [role],
    statements: statementsFor(bucket),
  });
  return role;
}

function statementsFor(bucket: s3.IBucket): iam.PolicyStatement[] {
  const key = bucket.encryptionKey;
  return [
    new iam.PolicyStatement({ actions: ['s3:ListBucket'], resources: [bucket.bucketArn] }),
    new iam.PolicyStatement({ actions: ['s3:DeleteObject', 's3:GetObject', 's3:PutObject'], resources: [bucket.arnForObjects('*')] }),
    ...(key ? [new iam.PolicyStatement({ actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [key.keyArn] })] : []),
  ];
}
