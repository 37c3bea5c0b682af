import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Safeguard } from '../../../src/core/safeguard';
import { Waiver } from '../../../src/core/waiver';
import { NOTIFICATION_PUBLISHERS } from '../../../src/facts/notification-publishers';
import { AlertTopic } from '../../../src/foundation/alerts/alert-topic';
import { AlertTopicProps } from '../../../src/foundation/alerts/alert-topic-props';
import { decide, plain, PolicyJson } from '../../support/iam-simulator';

const ACCOUNT = '111122223333';
const STRANGER = '999999999999';
const TOPIC = `arn:aws:sns:eu-west-1:${ACCOUNT}:Alerts`;
const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;

function policiesOf(props?: AlertTopicProps): { topic: PolicyJson; key: PolicyJson } {
  const stack = new Stack(new App(), 'S', { env: { account: ACCOUNT, region: 'eu-west-1' } });
  new AlertTopic(stack, 'Alerts', props);
  const template = Template.fromStack(stack);
  const [[topicId]] = Object.entries(template.findResources('AWS::SNS::Topic'));
  return {
    topic: plain(Object.values(template.findResources('AWS::SNS::TopicPolicy'))[0].Properties.PolicyDocument, { [topicId]: TOPIC }),
    key: plain(Object.values(template.findResources('AWS::KMS::Key'))[0].Properties.KeyPolicy),
  };
}

const policies = policiesOf();
const TLS = { 'aws:SecureTransport': 'true' };
const PLAIN = { 'aws:SecureTransport': 'false' };
const OURS = { 'aws:SourceAccount': ACCOUNT };
const THEIRS = { 'aws:SourceAccount': STRANGER };
const OUR_TOPIC = { 'kms:EncryptionContext:aws:sns:topicArn': TOPIC };
const THEIR_TOPIC = { 'kms:EncryptionContext:aws:sns:topicArn': `arn:aws:sns:eu-west-1:${STRANGER}:Alerts` };
const OTHER_REGION = { 'kms:EncryptionContext:aws:sns:topicArn': `arn:aws:sns:us-east-1:${ACCOUNT}:Alerts` };

const publish = (principal: string, context: Record<string, string>, resourcePolicy = policies.topic) =>
  decide({ principal, action: 'sns:Publish', resource: TOPIC, context, resourcePolicy });
const useKey = (principal: string, action: string, context: Record<string, string>) =>
  decide({ principal, action, resource: KEY, context, resourcePolicy: policies.key });

describe('publishing', () => {
  test.each([
    ['cloudwatch.amazonaws.com', { ...TLS, ...OURS }, 'Allowed'],
    ['cloudwatch.amazonaws.com', { ...TLS, ...THEIRS }, 'ImplicitlyDenied'],
    ['cloudwatch.amazonaws.com', TLS, 'ImplicitlyDenied'],
    ['cloudwatch.amazonaws.com', { ...PLAIN, ...OURS }, 'ExplicitlyDenied'],
    ['events.rds.amazonaws.com', { ...TLS, ...OURS }, 'Allowed'],
    ['events.rds.amazonaws.com', { ...TLS, ...THEIRS }, 'ImplicitlyDenied'],
    ['events.rds.amazonaws.com', { ...PLAIN, ...OURS }, 'ExplicitlyDenied'],
    ['backup.amazonaws.com', { ...TLS, ...OURS }, 'Allowed'],
    ['backup.amazonaws.com', { ...TLS, ...THEIRS }, 'ImplicitlyDenied'],
    // EventBridge does not say for whom it acts
    ['events.amazonaws.com', TLS, 'Allowed'],
    ['events.amazonaws.com', PLAIN, 'ExplicitlyDenied'],
    // nor does DAX
    ['dax.amazonaws.com', TLS, 'Allowed'],
    ['dax.amazonaws.com', PLAIN, 'ExplicitlyDenied'],
    // neither does Redshift
    ['redshift.amazonaws.com', TLS, 'Allowed'],
    ['redshift.amazonaws.com', PLAIN, 'ExplicitlyDenied'],
    ['s3.amazonaws.com', { ...TLS, ...OURS }, 'ImplicitlyDenied'],
    [`arn:aws:iam::${STRANGER}:user/eve`, TLS, 'ImplicitlyDenied'],
    [`arn:aws:iam::${ACCOUNT}:user/dba`, PLAIN, 'ExplicitlyDenied'],
  ] as const)('%s with %p: %s', async (principal, context, decision) => {
    expect(await publish(principal, context)).toBe(decision);
  });

  test('needs no TLS once that is waived, so the simulation can fail', async () => {
    const { topic } = policiesOf({ waivers: [Waiver.of(Safeguard.ENCRYPTION_IN_TRANSIT, 'a legacy publisher has no TLS')] });
    expect(await publish('cloudwatch.amazonaws.com', { ...PLAIN, ...OURS }, topic)).toBe('Allowed');
  });
});

describe('subscribing and changing the topic', () => {
  test.each(['sns:Subscribe', 'sns:SetTopicAttributes', 'sns:AddPermission', 'sns:DeleteTopic'])('strangers may not call %s', async (action) => {
    expect(await decide({ principal: `arn:aws:iam::${STRANGER}:user/eve`, action, resource: TOPIC, resourcePolicy: policies.topic })).toBe('ImplicitlyDenied');
  });
});

describe('using the key', () => {
  test.each([
    ['cloudwatch.amazonaws.com', 'kms:GenerateDataKey', { ...OUR_TOPIC, ...OURS }, 'Allowed'],
    ['cloudwatch.amazonaws.com', 'kms:Decrypt', { ...OUR_TOPIC, ...OURS }, 'Allowed'],
    ['cloudwatch.amazonaws.com', 'kms:Decrypt', { ...OUR_TOPIC, ...THEIRS }, 'ImplicitlyDenied'],
    ['cloudwatch.amazonaws.com', 'kms:Decrypt', { ...THEIR_TOPIC, ...OURS }, 'ImplicitlyDenied'],
    ['cloudwatch.amazonaws.com', 'kms:Encrypt', { ...OUR_TOPIC, ...OURS }, 'ImplicitlyDenied'],
    // not documented to name the account to the key; the topic policy asks for it
    ['events.rds.amazonaws.com', 'kms:GenerateDataKey', OUR_TOPIC, 'Allowed'],
    ['events.rds.amazonaws.com', 'kms:GenerateDataKey', THEIR_TOPIC, 'ImplicitlyDenied'],
    ['events.rds.amazonaws.com', 'kms:GenerateDataKey', OTHER_REGION, 'ImplicitlyDenied'],
    // no account in the request: https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
    ['events.amazonaws.com', 'kms:GenerateDataKey', OUR_TOPIC, 'Allowed'],
    ['events.amazonaws.com', 'kms:GenerateDataKey', THEIR_TOPIC, 'ImplicitlyDenied'],
    ['events.amazonaws.com', 'kms:GenerateDataKey', OTHER_REGION, 'ImplicitlyDenied'],
    ['events.amazonaws.com', 'kms:GenerateDataKey', {}, 'ImplicitlyDenied'],
    ['redshift.amazonaws.com', 'kms:GenerateDataKey', OUR_TOPIC, 'Allowed'],
    ['redshift.amazonaws.com', 'kms:GenerateDataKey', THEIR_TOPIC, 'ImplicitlyDenied'],
    ['backup.amazonaws.com', 'kms:GenerateDataKey', OUR_TOPIC, 'Allowed'],
    ['backup.amazonaws.com', 'kms:GenerateDataKey', THEIR_TOPIC, 'ImplicitlyDenied'],
    ['s3.amazonaws.com', 'kms:GenerateDataKey', { ...OUR_TOPIC, ...OURS }, 'ImplicitlyDenied'],
  ] as const)('%s asks for %s with %p: %s', async (principal, action, context, decision) => {
    expect(await useKey(principal, action, context)).toBe(decision);
  });
});

describe('every publisher', () => {
  test.each(NOTIFICATION_PUBLISHERS)('$title ($principal) cites where AWS describes it', ({ sources }) => {
    expect(sources.length).toBeGreaterThan(0);
    expect(sources.filter((source) => !source.startsWith('https://docs.aws.amazon.com/'))).toEqual([]);
  });

  test.each(NOTIFICATION_PUBLISHERS)('$title ($principal) delivers with what it sends', async ({ principal, namesAccountToTopic, namesAccountToKey }) => {
    expect(await publish(principal, { ...TLS, ...namesAccountToTopic ? OURS : {} })).toBe('Allowed');
    for (const action of ['kms:GenerateDataKey', 'kms:Decrypt']) {
      expect(await useKey(principal, action, { ...OUR_TOPIC, ...namesAccountToKey ? OURS : {} })).toBe('Allowed');
    }
  });
});
