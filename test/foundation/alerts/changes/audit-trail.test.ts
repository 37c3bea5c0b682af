import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import { DataClassification } from '../../../../src/core/data-classification';
import { AuditTrail, AuditTrailProps } from '../../../../src/foundation/alerts/changes/audit-trail';
import { ENV } from '../../../support/fixtures';
import { thrown } from '../../../support/thrown';

function templateOf(props?: AuditTrailProps): Template {
  const stack = new Stack(new App(), 'Stack', { env: ENV });
  new AuditTrail(stack, 'Trail', props);
  return Template.fromStack(stack);
}

const template = templateOf();
const [{ Properties: trail }] = Object.values(template.findResources('AWS::CloudTrail::Trail'));
const trailArn = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:cloudtrail:eu-west-1:111111111111:trail/${trail.TrailName}`]] };

test('the trail records management events of all regions, signs its files, encrypts them and can be searched', () => {
  expect(trail).toMatchObject({
    IsLogging: true,
    IsMultiRegionTrail: true,
    IncludeGlobalServiceEvents: true,
    EnableLogFileValidation: true,
    KMSKeyId: { 'Fn::GetAtt': [expect.stringContaining('Key') as string, 'Arn'] },
    CloudWatchLogsLogGroupArn: { 'Fn::GetAtt': [expect.stringContaining('LogGroup') as string, 'Arn'] },
    AdvancedEventSelectors: [{ Name: 'Management events', FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }] }],
  });
});

test('data events are recorded on request', () => {
  const [{ Properties }] = Object.values(templateOf({ recordsDataEvents: true }).findResources('AWS::CloudTrail::Trail'));
  expect(Properties.AdvancedEventSelectors.map(({ Name }: { Name: string }) => Name)).toEqual([
    'Management events', 'Data events of AWS::DynamoDB::Table', 'Data events of AWS::S3::Object',
  ]);
});

test('the key admits this trail alone', () => {
  template.hasResourceProperties('AWS::KMS::Key', {
    KeyPolicy: {
      Statement: Match.arrayWith([
        Match.objectLike({
          Action: 'kms:GenerateDataKey*',
          Principal: { Service: 'cloudtrail.amazonaws.com' },
          Condition: {
            ArnLike: { 'aws:SourceArn': trailArn },
            StringLike: { 'kms:EncryptionContext:aws:cloudtrail:arn': { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':cloudtrail:*:111111111111:trail/*']] } },
          },
        }),
        Match.objectLike({ Action: 'kms:DescribeKey', Condition: { ArnLike: { 'aws:SourceArn': trailArn } } }),
      ]),
    },
  });
});

test('the bucket admits this trail alone, before the trail is made', () => {
  template.hasResourceProperties('AWS::S3::BucketPolicy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({ Sid: 'TrailLooks', Action: 's3:GetBucketAcl', Condition: { StringEquals: { 'aws:SourceArn': trailArn } } }),
        Match.objectLike({ Sid: 'TrailWrites', Action: 's3:PutObject', Condition: { StringEquals: { 'aws:SourceArn': trailArn, 's3:x-amz-acl': 'bucket-owner-full-control' } } }),
      ]),
    },
  });
  template.hasResource('AWS::CloudTrail::Trail', { DependsOn: Match.arrayWith([Match.stringLikeRegexp('BucketPolicy'), Match.stringLikeRegexp('LogPolicy')]) });
});

test('trail, buckets, policies, key and log outlive the stack', () => {
  for (const type of ['AWS::CloudTrail::Trail', 'AWS::S3::Bucket', 'AWS::S3::BucketPolicy', 'AWS::KMS::Key', 'AWS::Logs::LogGroup']) {
    template.allResources(type, Match.objectLike({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' }));
  }
});

test('the classification sets how long records are kept', () => {
  const days = (found: Template) => Object.values(found.findResources('AWS::S3::Bucket')).map(({ Properties }) => Properties.LifecycleConfiguration.Rules[0].ExpirationInDays as number);
  expect(days(template)).toEqual([365, 365]);
  expect(days(templateOf({ classification: DataClassification.PROTECTED }))).toEqual([2192, 2192]);
});

test('a trail that exists is referred to', () => {
  const stack = new Stack(new App(), 'Stack');
  const arn = 'arn:aws:cloudtrail:eu-west-1:222222222222:trail/organization';
  expect(AuditTrail.fromTrailArn(stack, 'Organization', arn).trailArn).toBe(arn);
  Template.fromStack(stack).resourceCountIs('AWS::CloudTrail::Trail', 0);
});

test.each(['', 'calls', 'arn:aws:s3:::bucket'])('%j is no trail', (arn) => {
  expect(thrown(() => AuditTrail.fromTrailArn(new Stack(new App(), 'Stack'), 'Calls', arn))).toBe("AuditTrail 'Stack/Calls' cannot be created, 1 problem:\n"
    + `  TRAIL_INVALID: \`trailArn\` is '${arn}', allowed are ARNs such as arn:aws:cloudtrail:eu-west-1:111122223333:trail/calls; copy it from CloudTrail`);
});

test('a key of another region is refused', () => {
  const key = kms.Key.fromKeyArn(new Stack(), 'Key', 'arn:aws:kms:us-west-2:111111111111:key/k1');
  expect(thrown(() => templateOf({ encryptionKey: key }))).toBe("AuditTrail 'Stack/Trail' cannot be created, 1 problem:\n"
    + '  ENCRYPTION_KEY_ELSEWHERE: `encryptionKey` lies in us-west-2, but the stack in eu-west-1; pass a key of the region of the stack, or leave it out');
});
