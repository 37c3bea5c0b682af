import { App, Fn, Lazy, NestedStack, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sns from 'aws-cdk-lib/aws-sns';
import { EmailSubscription, SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { DataClassification } from '../../../src/core/data-classification';
import { hardeningOf } from '../../../src/core/hardening';
import { Safeguard } from '../../../src/core/safeguard';
import { Waiver } from '../../../src/core/waiver';
import { AlertTopic } from '../../../src/foundation/alerts/alert-topic';
import { AlertTopicProps } from '../../../src/foundation/alerts/alert-topic-props';
import { DataKey } from '../../../src/foundation/data-key';
import { unclearTexts } from '../../support/alert-texts';
import { findingsOf, listed } from '../../support/findings';
import { nagFindings } from '../../support/nag-findings';
import { thrown } from '../../support/thrown';

const REASON = 'the security team admits the publishers in its own key policy';
const IMPORTED_ARN = 'arn:aws:kms:eu-west-1:111122223333:key/1';

function topicIn(props?: AlertTopicProps, env?: { account: string; region: string }) {
  const stack = new Stack(new App(), 'S', { env });
  return { stack, alerts: new AlertTopic(stack, 'Alerts', props) };
}

const template = (props?: AlertTopicProps) => Template.fromStack(topicIn(props).stack);

describe('an alert topic', () => {
  const { stack, alerts } = topicIn();
  const standard = Template.fromStack(stack);

  test('is encrypted with a key of its own', () => {
    standard.hasResourceProperties('AWS::SNS::Topic', { KmsMasterKeyId: stack.resolve(alerts.encryptionKey.keyArn) });
    standard.resourceCountIs('AWS::KMS::Key', 1);
  });

  test('keeps the key when the stack is deleted', () => {
    standard.hasResource('AWS::KMS::Key', { DeletionPolicy: 'Retain' });
  });

  test('signs its messages with SHA-256', () => {
    standard.hasResourceProperties('AWS::SNS::Topic', { SignatureVersion: '2' });
  });

  test('has no subscription', () => {
    standard.resourceCountIs('AWS::SNS::Subscription', 0);
  });

  test('records its safeguards', () => {
    expect(hardeningOf(alerts)?.provides).toEqual([
      Safeguard.ALERT_DELIVERY, Safeguard.ENCRYPTION_AT_REST, Safeguard.CUSTOMER_MANAGED_KEY, Safeguard.ENCRYPTION_IN_TRANSIT,
    ]);
  });

  test('has no finding under the six cdk-nag packs', () => {
    expect(nagFindings(stack)).toEqual([]);
  });

  test('keeps the logical ids of topic and key', () => {
    expect([...Object.keys(standard.findResources('AWS::SNS::Topic')), ...Object.keys(standard.findResources('AWS::KMS::Key'))])
      .toEqual(['AlertsTopicCF7C81C9', 'AlertsKeyE7245541']);
  });
});

describe('the props of an alert topic', () => {
  test('subscribe every e-mail address', () => {
    const got = template({ emails: ['dba@example.com', 'O\'Brien+ops@sub.example-1.co.uk'] });
    got.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'email', Endpoint: 'dba@example.com' });
    got.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'email', Endpoint: 'O\'Brien+ops@sub.example-1.co.uk' });
  });

  test('subscribe every phone number', () => {
    template({ phoneNumbers: ['+14155550123'] }).hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'sms', Endpoint: '+14155550123' });
  });

  test('subscribe on-call services by HTTPS, each with the envelope and signature of SNS', () => {
    const pagers = ['https://events.pagerduty.com/integration/0123456789abcdef/enqueue', 'https://api.opsgenie.com/v1/json/amazonsns?apiKey=0-1'];
    const got = template({ pagers });
    pagers.forEach((Endpoint) => got.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'https', Endpoint, RawMessageDelivery: Match.absent() }));
    expect(Object.keys(got.findResources('AWS::SNS::Subscription')).join(' ')).not.toContain('pagerduty');
  });

  test('subscribe on-call services whose address is a secret', () => {
    const stack = new Stack(new App(), 'S');
    const secret = secretsmanager.Secret.fromSecretNameV2(stack, 'Secret', 'pagerduty');
    new AlertTopic(stack, 'Alerts', { pagers: [secret.secretValue.unsafeUnwrap()] });
    Template.fromStack(stack).hasResourceProperties('AWS::SNS::Subscription', { Endpoint: { 'Fn::Join': ['', Match.arrayWith(['{{resolve:secretsmanager:arn:'])] } });
  });

  test('subscribe e-mail addresses that are parameters', () => {
    const parameter = (name: string) => Lazy.string({ produce: () => name });
    template({ emails: [parameter('a'), parameter('b')] }).resourceCountIs('AWS::SNS::Subscription', 2);
  });

  test('take 100 e-mail addresses', () => {
    template({ emails: Array.from({ length: 100 }, (_, index) => `dba${index}@example.com`) }).resourceCountIs('AWS::SNS::Subscription', 100);
  });

  test('name the sender', () => {
    template({ displayName: 'Databases' }).hasResourceProperties('AWS::SNS::Topic', { DisplayName: 'Databases' });
  });

  test('set the rotation of the key by classification', () => {
    template({ classification: DataClassification.SECRET }).hasResourceProperties('AWS::KMS::Key', { RotationPeriodInDays: 90 });
  });

  test('waive TLS', () => {
    const got = template({ waivers: [Waiver.of(Safeguard.ENCRYPTION_IN_TRANSIT, 'a legacy publisher has no TLS')] });
    const [policy] = Object.values(got.findResources('AWS::SNS::TopicPolicy'));
    expect(policy.Properties.PolicyDocument.Statement.filter(({ Effect }: { Effect: string }) => Effect === 'Deny')).toEqual([]);
  });

  test('waive delivery, and leave the key policy as it is', () => {
    const got = template({ waivers: [Waiver.of(Safeguard.ALERT_DELIVERY, REASON)] });
    const [key] = Object.values(got.findResources('AWS::KMS::Key'));
    expect(JSON.stringify(key.Properties.KeyPolicy)).not.toContain('Service');
  });
});

describe('what a subscriber does not take', () => {
  const got = template({ emails: ['dba@example.com', 'ops@example.com'], phoneNumbers: ['+14155550123'], pagers: ['https://pager.example.com/'] });

  test('waits in one queue, which admits SNS for this topic alone', () => {
    const queue = { 'Fn::GetAtt': [Match.stringLikeRegexp('^AlertsUndeliveredQueue'), 'Arn'] };
    got.allResourcesProperties('AWS::SNS::Subscription', { RedrivePolicy: { deadLetterTargetArn: queue } });
    got.hasResourceProperties('AWS::SQS::QueuePolicy', {
      PolicyDocument: {
        Statement: [
          Match.objectLike({ Effect: 'Deny' }),
          Match.objectLike({ Effect: 'Allow', Principal: { Service: 'sns.amazonaws.com' }, Condition: { ArnEquals: { 'aws:SourceArn': { Ref: Match.stringLikeRegexp('^AlertsTopic') } } } }),
        ],
      },
    });
  });

  test('is told to the others by an alarm', () => {
    got.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmActions: [{ Ref: Match.stringLikeRegexp('^AlertsTopic') }],
      AlarmDescription: 'S/Alerts: a subscriber did not take its alerts, and they wait in a queue. Read them there, then correct the address or remove the subscriber.',
    });
  });

  test('waits in the queue that a subscription brings', () => {
    const { stack, alerts } = topicIn();
    const deadLetterQueue = new sqs.Queue(stack, 'Own');
    alerts.subscribe(new EmailSubscription('dba@example.com', { deadLetterQueue }));
    Template.fromStack(stack).hasResourceProperties('AWS::SNS::Subscription', { RedrivePolicy: { deadLetterTargetArn: stack.resolve(deadLetterQueue.queueArn) as object } });
  });

  test('is left to a subscriber of another stack', () => {
    const app = new App();
    const alerts = new AlertTopic(new Stack(app, 'Alerting'), 'Alerts');
    const team = new Stack(app, 'Team');
    alerts.subscribe(new SqsSubscription(new sqs.Queue(team, 'Queue')));
    Template.fromStack(team).hasResourceProperties('AWS::SNS::Subscription', { RedrivePolicy: Match.absent() });
  });
});

describe('subscriptions of other kinds', () => {
  test('are added below the topic', () => {
    const { stack, alerts } = topicIn();
    alerts.subscribe(new SqsSubscription(new sqs.Queue(stack, 'Queue')));
    Template.fromStack(stack).hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'sqs' });
  });

  test('leave the topic open for publishers of the same app, who get the key, too', () => {
    const { stack, alerts } = topicIn();
    alerts.topic.grantPublish(new iam.Role(stack, 'Publisher', { assumedBy: new iam.AccountRootPrincipal() }));
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [
          Match.objectLike({ Action: 'sns:Publish' }),
          Match.objectLike({ Action: ['kms:Decrypt', 'kms:GenerateDataKey*'], Resource: stack.resolve(alerts.encryptionKey.keyArn) }),
        ],
      },
    });
  });
});

describe('a key of another origin', () => {
  test('of the same app admits the publishers', () => {
    const stack = new Stack(new App(), 'S');
    const { key } = new DataKey(stack, 'Shared');
    new AlertTopic(stack, 'Alerts', { encryptionKey: key });
    const got = Template.fromStack(stack);
    got.resourceCountIs('AWS::KMS::Key', 1);
    got.hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: { Statement: Match.arrayWith([Match.objectLike({ Principal: { Service: 'cloudwatch.amazonaws.com' } })]) },
    });
  });

  test('of another stack admits them without depending on the topic', () => {
    const app = new App();
    const keys = new Stack(app, 'Keys');
    const alerting = new Stack(app, 'Alerting');
    new AlertTopic(alerting, 'Alerts', { encryptionKey: new DataKey(keys, 'Shared').key });
    app.synth();
    expect(alerting.dependencies).toEqual([keys]);
    expect(keys.dependencies).toEqual([]);
  });

  test('that is imported is refused, since alerts would be lost without a trace', () => {
    const stack = new Stack(new App(), 'S');
    const encryptionKey = kms.Key.fromKeyArn(stack, 'Key', IMPORTED_ARN);
    expect(thrown(() => new AlertTopic(stack, 'Alerts', { encryptionKey }))).toBe(
      "AlertTopic 'S/Alerts' cannot be created, 1 problem:\n"
      + '  KEY_NOT_AMENDABLE: `encryptionKey` is imported, its policy cannot be changed to admit the publishers, and alerts would be lost without a trace; '
      + 'leave it out, or have its owner admit cloudwatch.amazonaws.com, events.amazonaws.com, events.rds.amazonaws.com, redshift.amazonaws.com, backup.amazonaws.com, '
      + 'dax.amazonaws.com '
      + 'and waive Safeguard.ALERT_DELIVERY with that reason');
    expect(stack.node.children.map(({ node }) => node.id)).toEqual(['Key']);
  });

  test('that is imported is taken when its owner vouches for delivery', () => {
    const stack = new Stack(new App(), 'S');
    const encryptionKey = kms.Key.fromKeyArn(stack, 'Key', IMPORTED_ARN);
    new AlertTopic(stack, 'Alerts', { encryptionKey, waivers: [Waiver.of(Safeguard.ALERT_DELIVERY, REASON)] });
    const got = Template.fromStack(stack);
    got.hasResourceProperties('AWS::SNS::Topic', { KmsMasterKeyId: IMPORTED_ARN });
    got.resourceCountIs('AWS::KMS::Key', 0);
  });
});

describe('bad props', () => {
  const message = (props: AlertTopicProps) => thrown(() => topicIn(props));
  const one = (problem: string) => `AlertTopic 'S/Alerts' cannot be created, 1 problem:\n  ${problem}`;

  test.each(['', 'dba', 'dba@', '@example.com', 'dba@example', 'd ba@example.com', 'dba@example..com', 'dba@-example.com', 'DBA <dba@example.com>'])(
    'the address "%s"', (address) => {
      expect(message({ emails: [address] })).toBe(one(
        `EMAIL_INVALID: \`emails[0]\` is '${address}', allowed are addresses such as dba@example.com; correct or remove it`));
    });

  test('an address that is too long', () => {
    expect(message({ emails: [`${'x'.repeat(300)}@example.com`] })).toBe(one(
      `EMAIL_INVALID: \`emails[0]\` is '${'x'.repeat(77)}...' (312 characters), allowed are addresses such as dba@example.com; correct or remove it`));
  });

  test('an empty list of addresses', () => {
    expect(message({ emails: [] })).toBe(one('EMAILS_EMPTY: `emails` is empty, 1 to 100 are allowed; leave it out, or name who is told'));
  });

  test('an empty list of phone numbers', () => {
    expect(message({ phoneNumbers: [] })).toBe(one('PHONE_NUMBERS_EMPTY: `phoneNumbers` is empty, 1 to 100 are allowed; leave it out, or name who is told'));
  });

  test('the same address twice, in other letters', () => {
    expect(message({ emails: ['dba@example.com', 'DBA@example.com'] })).toBe(one(
      "EMAIL_REPEATED: `emails[1]` is 'DBA@example.com', which is in the list already; remove it"));
  });

  test('a thousand addresses', () => {
    expect(message({ emails: Array.from({ length: 1000 }, (_, index) => `dba${index}@example.com`) })).toBe(one(
      'EMAILS_TOO_MANY: `emails` has 1000 entries, 1 to 100 are allowed, since each is a resource of the stack; subscribe a mailing list instead'));
  });

  test('a list of addresses that is a token', () => {
    expect(message({ emails: Fn.split(',', Lazy.string({ produce: () => '' })) })).toBe(one(
      'EMAILS_UNKNOWN: `emails` is only known at deployment (a token), but it decides what is built; pass a list, whose entries may be tokens'));
  });

  test.each(['', '4155550123', '+0155550123', '+1 415 555 0123', '+1', '+1234567890123456'])('the phone number "%s"', (number) => {
    expect(message({ phoneNumbers: [number] })).toBe(one(
      `PHONE_NUMBER_INVALID: \`phoneNumbers[0]\` is '${number}', allowed are E.164 numbers such as +14155550123: a plus sign and 2 to 15 digits; correct or remove it`));
  });

  test.each(['http://pager.example.com', 'https://user:password@pager.example.com/', 'https://localhost', 'events.pagerduty.com', 'https://a.example.com/b c'])(
    'the on-call service "%s"', (address) => {
      expect(message({ pagers: [address] })).toBe(one(`PAGER_INVALID: \`pagers[0]\` is '${address}', allowed are HTTPS addresses without user and password, such as `
        + 'https://events.pagerduty.com/integration/<key>/enqueue; correct or remove it'));
    });

  test('an empty list of on-call services', () => {
    expect(message({ pagers: [] })).toBe(one('PAGERS_EMPTY: `pagers` is empty, 1 to 100 are allowed; leave it out, or name who is told'));
  });

  test('a display name that is too long', () => {
    expect(message({ displayName: 'x'.repeat(101) })).toBe(one(
      `DISPLAY_NAME_TOO_LONG: \`displayName\` is '${'x'.repeat(77)}...' (101 characters), at most 100 characters are allowed; shorten it`));
  });

  test('a waiver of what the topic does not provide', () => {
    expect(message({ waivers: [Waiver.of(Safeguard.BACKUPS, 'topics have no backups')] })).toBe(one(
      'WAIVER_UNKNOWN_HERE: Safeguard.BACKUPS is waived, but AlertTopic does not provide it; allowed are only Safeguard.ALERT_DELIVERY, Safeguard.ENCRYPTION_IN_TRANSIT'));
  });

  test('a key of another region', () => {
    const stack = new Stack(new App(), 'S', { env: { account: '111122223333', region: 'us-west-2' } });
    const waivers = [Waiver.of(Safeguard.ALERT_DELIVERY, REASON)];
    expect(thrown(() => new AlertTopic(stack, 'Alerts', { encryptionKey: kms.Key.fromKeyArn(stack, 'Key', IMPORTED_ARN), waivers }))).toBe(one(
      'ENCRYPTION_KEY_ELSEWHERE: `encryptionKey` lies in eu-west-1, but the stack in us-west-2; pass a key of the region of the stack, or leave it out'));
  });

  test('several at once are told at once, and nothing is built', () => {
    const stack = new Stack(new App(), 'S');
    expect(thrown(() => new AlertTopic(stack, 'Alerts', { emails: ['x'], phoneNumbers: [] }))).toBe(
      "AlertTopic 'S/Alerts' cannot be created, 2 problems:\n"
      + "  EMAIL_INVALID: `emails[0]` is 'x', allowed are addresses such as dba@example.com; correct or remove it\n"
      + '  PHONE_NUMBERS_EMPTY: `phoneNumbers` is empty, 1 to 100 are allowed; leave it out, or name who is told');
    expect(stack.node.children).toEqual([]);
  });
});

describe('a topic that nobody hears', () => {
  const watched = () => {
    const { stack, alerts } = topicIn({ emails: ['dba@example.com'] }, { account: '111122223333', region: 'eu-west-1' });
    return { stack, alerts, other: new AlertTopic(stack, 'Other', { emails: ['security@example.com'] }) };
  };
  const refused = (text: string) => `AlertTopic 'S/Alerts/tellIfUnheard' cannot be created, 1 problem:\n  ${text}`;

  test('is told to another one, by what SNS sent and nobody got', () => {
    const { stack, alerts, other } = watched();
    alerts.tellIfUnheard(other.topic);
    const TopicName = stack.resolve(alerts.topic.topicName) as object;
    const metric = (Id: string, MetricName: string) => ({
      Id, MetricStat: { Metric: { Namespace: 'AWS/SNS', MetricName, Dimensions: [{ Name: 'TopicName', Value: TopicName }] }, Period: 3600, Stat: 'Sum' }, ReturnData: false,
    });
    Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmActions: [stack.resolve(other.topic.topicArn)],
      AlarmDescription: 'S/Alerts/Unheard: alerts were sent for an hour, and nobody got any. Look in the console of SNS which subscriptions are pending, and let their owners '
        + 'confirm them; read the alerts themselves in CloudWatch meanwhile.',
      Metrics: [
        Match.objectLike({ Expression: 'IF(FILL(sent, 0) > 0 AND FILL(got, 0) == 0, 1, 0)' }),
        metric('sent', 'NumberOfMessagesPublished'), metric('got', 'NumberOfNotificationsDelivered'),
      ],
    });
    expect(unclearTexts(alerts)).toEqual([]);
    expect(listed(findingsOf(stack), 'fail', 'unknown')).toEqual([]);
  });

  test('is not told to itself, nor twice, nor elsewhere', () => {
    const { stack, alerts, other } = watched();
    expect(thrown(() => alerts.tellIfUnheard(alerts.topic))).toBe(refused('UNHEARD_BY_ITSELF: `topic` is the same one, which nobody hears then; pass another one'));
    const far = sns.Topic.fromTopicArn(stack, 'Far', 'arn:aws:sns:us-west-2:111122223333:alerts');
    expect(thrown(() => alerts.tellIfUnheard(far))).toBe(refused('TOPIC_ELSEWHERE: `topic` lies in us-west-2, but the stack in eu-west-1; pass a topic of the region of the stack, or leave it out'));
    alerts.tellIfUnheard(other.topic);
    expect(thrown(() => alerts.tellIfUnheard(other.topic))).toBe(refused('UNHEARD_REPEATED: another topic is told already; remove the call'));
  });
});

describe('an alert topic works', () => {
  test.each(['cn-north-1', 'us-gov-west-1'])('in %s', (region) => {
    const { stack } = topicIn({ emails: ['dba@example.com'] }, { account: '111122223333', region });
    Template.fromStack(stack).hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: {
        Statement: Match.arrayWith([Match.objectLike({
          Condition: {
            StringLike: {
              'kms:EncryptionContext:aws:sns:topicArn': {
                'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:sns:${region}:111122223333:*`]],
              },
            },
          },
        })]),
      },
    });
  });

  test('in a nested stack, with a key of the parent', () => {
    const stack = new Stack(new App(), 'S');
    const nested = new NestedStack(stack, 'Nested');
    new AlertTopic(nested, 'Alerts', { encryptionKey: new DataKey(stack, 'Shared').key });
    Template.fromStack(nested).resourceCountIs('AWS::SNS::Topic', 1);
    Template.fromStack(stack).resourceCountIs('AWS::KMS::Key', 1);
  });
});
