import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { DB2, ENV, MYSQL, rdsInstance, SQL_SERVER, twoStacks } from '../../support/fixtures';
import { thrown } from '../../support/thrown';

function bucketOf(stack: Stack, encryptionKey?: kms.IKey): s3.IBucket {
  return s3.Bucket.fromBucketAttributes(stack, 'Audits', { bucketName: 'audits-of-orders', encryptionKey });
}

describe('SQL Server with a bucket for its audits', () => {
  let template: Template;
  beforeAll(() => {
    const stacks = twoStacks(ENV);
    const key = kms.Key.fromKeyArn(stacks.dataStack, 'Key', 'arn:aws:kms:eu-west-1:111111111111:key/one');
    rdsInstance(stacks, { engine: SQL_SERVER, naming: { identifier: 'orders' }, engineOptions: { auditBucket: bucketOf(stacks.dataStack, key) } });
    template = Template.fromStack(stacks.dataStack);
  });

  test('uploads them by the option of the engine', () => {
    template.hasResourceProperties('AWS::RDS::OptionGroup', {
      OptionConfigurations: [{
        OptionName: 'SQLSERVER_AUDIT',
        OptionSettings: [
          { Name: 'IAM_ROLE_ARN', Value: { 'Fn::GetAtt': [Match.stringLikeRegexp('^OrdersAuditRole'), 'Arn'] } },
          { Name: 'S3_BUCKET_ARN', Value: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::audits-of-orders']] } },
        ],
      }],
    });
  });

  test('lets only RDS use the role, for this instance and option groups of this account', () => {
    template.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [{
          Principal: { Service: 'rds.amazonaws.com' },
          Condition: {
            StringEquals: { 'aws:SourceAccount': '111111111111' },
            ArnLike: {
              'aws:SourceArn': [
                { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':rds:eu-west-1:111111111111:db:orders']] },
                { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':rds:eu-west-1:111111111111:og:*']] },
              ],
            },
          },
        }],
      },
    });
  });

  test('lets it write into the bucket and use its key, and read nothing', () => {
    const policies = template.findResources('AWS::IAM::ManagedPolicy', { Properties: { Description: 'Audits of orders' } });
    const [{ Properties }] = Object.values(policies) as { Properties: { PolicyDocument: { Statement: { Action: string | string[] }[] } } }[];
    expect(Properties.PolicyDocument.Statement.map(({ Action }) => Action)).toEqual([
      's3:ListAllMyBuckets',
      ['s3:ListBucket', 's3:GetBucketAcl', 's3:GetBucketLocation'],
      ['s3:PutObject', 's3:ListMultipartUploadParts', 's3:AbortMultipartUpload'],
      ['kms:Decrypt', 'kms:GenerateDataKey'],
    ]);
  });
});

test('Db2 has an option of its own', () => {
  const stacks = twoStacks(ENV);
  const engineOptions = { ibmCustomerId: '1234567', ibmSiteId: '7654321', auditBucket: bucketOf(stacks.dataStack) };
  rdsInstance(stacks, { engine: DB2, engineOptions });
  Template.fromStack(stacks.dataStack).hasResourceProperties('AWS::RDS::OptionGroup', { OptionConfigurations: [{ OptionName: 'DB2_AUDIT' }] });
});

test('an engine that exports its audits takes no bucket', () => {
  const stacks = twoStacks(ENV);
  expect(thrown(() => rdsInstance(stacks, { engine: MYSQL, engineOptions: { auditBucket: bucketOf(stacks.dataStack) } }))).toBe(
    "SecureRdsInstance 'Data/Orders' cannot be created, 1 problem:\n"
    + '  AUDIT_BUCKET_UNSUPPORTED: `engineOptions.auditBucket` is set, but mysql writes its audits into its exported logs; remove it');
});
