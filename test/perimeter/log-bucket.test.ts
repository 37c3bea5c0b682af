import { App, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { DataClassification } from '../../src/core/data-classification';
import { admitLogDelivery, createLogBucket } from '../../src/perimeter/log-bucket';
import { decide, plain, PolicyJson } from '../support/iam-simulator';

function bucketIn(region?: string): Template {
  const stack = new Stack(new App(), 'Shop', region === undefined ? {} : { env: { account: '111122223333', region } });
  const bucket = createLogBucket(stack, { classification: DataClassification.CONFIDENTIAL, removalPolicy: RemovalPolicy.RETAIN });
  admitLogDelivery(stack, bucket, ['access-logs']);
  return Template.fromStack(stack);
}

function deliveryStatement(template: Template): { Principal: object; Resource: unknown } {
  const statements = Object.values(template.findResources('AWS::S3::BucketPolicy')).flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
  return statements.find(({ Sid }) => Sid === 'LoadBalancerLogs');
}

/** The policy of the bucket for logs (`LogBucket`) or for records (`LogAccessBucket`), as AWS receives it. */
function policyOf(template: Template, id: string): PolicyJson {
  const buckets = Object.keys(template.findResources('AWS::S3::Bucket'));
  const policies = Object.entries(template.findResources('AWS::S3::BucketPolicy'));
  const [, { Properties }] = policies.find(([logicalId]) => logicalId.startsWith(`${id}Policy`))!;
  return plain(Properties.PolicyDocument, Object.fromEntries(buckets.map((bucket) => [bucket, bucket.startsWith('LogBucket') ? LOGS : RECORDS])));
}

const LOGS = 'arn:aws:s3:::logs';
const RECORDS = 'arn:aws:s3:::records';
const ACCOUNT = '111122223333';
const TLS = { 'aws:SecureTransport': 'true' };

describe('log bucket', () => {
  const template = bucketIn();

  test.each([
    ['access-logs/AWSLogs/111122223333/elasticloadbalancing/x.log.gz', 'Allowed'],
    ['access-logs/AWSLogs/999999999999/elasticloadbalancing/x.log.gz', 'ImplicitlyDenied'],
    ['AWSLogs/111122223333/elasticloadbalancing/x.log.gz', 'ImplicitlyDenied'],
  ])('may be written by Elastic Load Balancing: %s is %s', async (object, decision) => {
    const principal = 'logdelivery.elasticloadbalancing.amazonaws.com';
    expect(await decide({
      principal, action: 's3:PutObject', resource: `${LOGS}/${object}`, account: ACCOUNT, context: TLS, resourcePolicy: policyOf(template, 'LogBucket'),
    })).toBe(decision);
  });

  test.each([[LOGS, 'Allowed'], ['arn:aws:s3:::other', 'ImplicitlyDenied']])('may have its records written by S3: for %s that is %s', async (source, decision) => {
    expect(await decide({
      principal: 'logging.s3.amazonaws.com',
      action: 's3:PutObject',
      resource: `${RECORDS}/log-bucket/2026-01-01`,
      account: ACCOUNT,
      context: { ...TLS, 'aws:SourceArn': source, 'aws:SourceAccount': ACCOUNT },
      resourcePolicy: policyOf(template, 'LogAccessBucket'),
    })).toBe(decision);
  });

  test('and its records are private, versioned and encrypted with SSE-S3', () => {
    template.resourceCountIs('AWS::S3::Bucket', 2);
    template.allResourcesProperties('AWS::S3::Bucket', {
      BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }] },
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      VersioningConfiguration: { Status: 'Enabled' },
      LifecycleConfiguration: {
        Rules: [{
          Status: 'Enabled',
          ExpirationInDays: 365,
          NoncurrentVersionExpiration: { NoncurrentDays: 90 },
          AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
        }],
      },
    });
  });

  test('and its records refuse plain HTTP', () => {
    template.allResourcesProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([Match.objectLike({ Effect: 'Deny', Action: 's3:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } })]),
      },
    });
  });

  test('writes down who reads it, in a bucket of its own', () => {
    template.hasResourceProperties('AWS::S3::Bucket', {
      LoggingConfiguration: { DestinationBucketName: { Ref: Match.stringLikeRegexp('^LogAccessBucket') }, LogFilePrefix: 'log-bucket/' },
    });
    template.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([Match.objectLike({
          Sid: 'BucketAccessRecords',
          Principal: { Service: 'logging.s3.amazonaws.com' },
          Action: 's3:PutObject',
          Condition: {
            ArnLike: { 'aws:SourceArn': { 'Fn::GetAtt': [Match.stringLikeRegexp('^LogBucket'), 'Arn'] } },
            StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
          },
        })]),
      },
    });
  });

  test('admits Elastic Load Balancing for the logs of this account only', () => {
    expect(deliveryStatement(template)).toMatchObject({
      Effect: 'Allow',
      Action: 's3:PutObject',
      Principal: { Service: 'logdelivery.elasticloadbalancing.amazonaws.com' },
      Resource: { 'Fn::Join': ['', [expect.anything(), '/access-logs/AWSLogs/', { Ref: 'AWS::AccountId' }, '/*']] },
    });
  });

  test.each([
    ['eu-west-1', { Service: 'logdelivery.elasticloadbalancing.amazonaws.com' }],
    ['us-gov-west-1', { Service: 'logdelivery.elasticloadbalancing.amazonaws.com' }],
    ['cn-north-1', {
      Service: 'logdelivery.elasticloadbalancing.amazonaws.com',
      AWS: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::638102146993:root']] },
    }],
  ])('in %s admits %j', (region, principal) => {
    expect(deliveryStatement(bucketIn(region)).Principal).toEqual(principal);
  });
});
