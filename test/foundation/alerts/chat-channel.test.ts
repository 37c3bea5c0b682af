import { App, Environment, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as chatbot from 'aws-cdk-lib/aws-chatbot';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Safeguard } from '../../../src/core/safeguard';
import { Waiver } from '../../../src/core/waiver';
import { AlertTopic } from '../../../src/foundation/alerts/alert-topic';
import { AuditTrail } from '../../../src/foundation/alerts/changes/audit-trail';
import { ChangeAlarms } from '../../../src/foundation/alerts/changes/change-alarms';
import { ChatChannel, ChatChannelProps } from '../../../src/foundation/alerts/chat-channel';
import { ChatRoom } from '../../../src/foundation/alerts/chat-room';
import { nagFindings } from '../../support/nag-findings';
import { thrown } from '../../support/thrown';

const SLACK = 'AWS::Chatbot::SlackChannelConfiguration';
const ROOM = ChatRoom.slack('T07EA123LEP', 'C07EZ1ABC23');
const TENANT = '8f2e1d0c-1111-2222-3333-444455556666';
const TEAM = '1b6ef35d-1111-2222-3333-444455556666';

function channelIn(props: Partial<ChatChannelProps> = {}, env?: Environment) {
  const stack = new Stack(new App(), 'S', { env });
  const alerts = new AlertTopic(stack, 'Alerts');
  return { stack, alerts, channel: new ChatChannel(stack, 'OnCall', { room: ROOM, topics: [alerts.topic], ...props }) };
}

const templateOf = (props: Partial<ChatChannelProps> = {}) => Template.fromStack(channelIn(props).stack);

describe('a channel', () => {
  const { stack, channel } = channelIn();
  const template = Template.fromStack(stack);
  const policy = { Ref: Match.stringLikeRegexp('^OnCallPolicy') };

  test('reads metrics, and lets nobody do more', () => {
    template.hasResourceProperties(SLACK, {
      SlackWorkspaceId: 'T07EA123LEP',
      SlackChannelId: 'C07EZ1ABC23',
      GuardrailPolicies: [policy],
      UserRoleRequired: true,
      LoggingLevel: 'ERROR',
      IamRoleArn: stack.resolve(channel.role.roleArn) as object,
    });
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: {
        Statement: [Match.objectLike({
          Effect: 'Allow',
          Action: ['cloudwatch:DescribeAlarms', 'cloudwatch:GetMetricData', 'cloudwatch:GetMetricStatistics', 'cloudwatch:GetMetricWidgetImage', 'cloudwatch:ListMetrics'],
        })],
      },
      Roles: [{ Ref: Match.stringLikeRegexp('^OnCallRole') }],
    });
    template.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: { Statement: [{ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: 'chatbot.amazonaws.com' } }] },
      ManagedPolicyArns: Match.absent(),
    });
  });

  test('hears the topic, and the one beside it that chat reads, which is protected alike', () => {
    template.hasResourceProperties(SLACK, { SnsTopicArns: [{ Ref: Match.stringLikeRegexp('^AlertsTopic') }, { Ref: Match.stringLikeRegexp('^AlertsChatTopic') }] });
    const topics = Object.values(template.findResources('AWS::SNS::Topic'));
    expect(topics).toHaveLength(2);
    expect(topics[0].Properties).toEqual(topics[1].Properties);
    const policies = Object.values(template.findResources('AWS::SNS::TopicPolicy'));
    expect(policies.map(({ Properties }) => Properties.PolicyDocument.Statement.length as number)).toEqual([7, 7]);
  });

  test('has one finding under the six cdk-nag packs, which is by design', () => {
    expect(nagFindings(stack)).toEqual(['AwsSolutions-IAM5[Resource::*]']);
  });
});

test('two channels of one topic share the topic that chat reads', () => {
  const { stack, alerts } = channelIn();
  new ChatChannel(stack, 'Managers', { room: ChatRoom.slack('T07EA123LEP', 'C2'), topics: [alerts.topic] });
  Template.fromStack(stack).resourceCountIs('AWS::SNS::Topic', 2);
});

test('a topic of another kind is heard as it is', () => {
  const topicArn = 'arn:aws:sns:eu-west-1:111111111111:alarms';
  const stack = new Stack(new App(), 'S');
  new ChatChannel(stack, 'OnCall', { room: ROOM, topics: [sns.Topic.fromTopicArn(stack, 'Alarms', topicArn)] });
  Template.fromStack(stack).hasResourceProperties(SLACK, { SnsTopicArns: [topicArn] });
});

test('without TLS at the topic, the one beside it does without, too', () => {
  const stack = new Stack(new App(), 'S');
  const alerts = new AlertTopic(stack, 'Alerts', { waivers: [Waiver.of(Safeguard.ENCRYPTION_IN_TRANSIT, 'a legacy publisher has no TLS')] });
  new ChatChannel(stack, 'OnCall', { room: ROOM, topics: [alerts.topic] });
  expect(JSON.stringify(Template.fromStack(stack).findResources('AWS::SNS::TopicPolicy'))).not.toContain('Deny');
});

test('a channel of Teams is heard of in the same way', () => {
  const { stack, channel } = channelIn({ room: ChatRoom.teams(TENANT, TEAM, '19%3ab6ef35dc342d56ba5654e6fc6d25a071%40thread.tacv2') });
  expect(channel.slackChannel).toBeUndefined();
  Template.fromStack(stack).hasResourceProperties('AWS::Chatbot::MicrosoftTeamsChannelConfiguration', {
    TeamsTenantId: TENANT,
    TeamId: TEAM,
    TeamsChannelId: '19%3ab6ef35dc342d56ba5654e6fc6d25a071%40thread.tacv2',
    SnsTopicArns: [Match.anyValue(), Match.anyValue()],
    GuardrailPolicies: [Match.anyValue()],
    UserRoleRequired: true,
  });
});

test('guardrails and the level of the log can be chosen', () => {
  templateOf({ guardrails: [iam.ManagedPolicy.fromAwsManagedPolicyName('ReadOnlyAccess')], loggingLevel: chatbot.LoggingLevel.INFO }).hasResourceProperties(SLACK, {
    GuardrailPolicies: [{ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::aws:policy/ReadOnlyAccess']] }],
    LoggingLevel: 'INFO',
  });
});

describe('event rules write to chat', () => {
  const targetsIn = (template: Template) => Object.values(template.findResources('AWS::Events::Rule')).map(({ Properties }) => (Properties.Targets as object[]).length);
  const trail = 'arn:aws:cloudtrail:eu-west-1:222222222222:trail/organization';

  test.each(['before', 'after'])('that were made %s the channel, in stacks that do not wait for each other', (order) => {
    const app = new App();
    const scope = new Stack(app, `Alerting-${order}`);
    const changes = new Stack(app, `Changes-${order}`);
    const chat = new Stack(app, `Chat-${order}`);
    const alerts = new AlertTopic(scope, 'Alerts');
    const make = [
      () => new ChangeAlarms(changes, 'Changes', { alerts: alerts.topic, trail: AuditTrail.fromTrailArn(changes, 'Trail', trail) }),
      () => new ChatChannel(chat, 'OnCall', { room: ROOM, topics: [alerts.topic] }),
    ];
    (order === 'before' ? make : [...make].reverse()).forEach((each) => each());
    const template = Template.fromStack(changes);
    expect(new Set(targetsIn(template))).toEqual(new Set([2]));
    expect(changes.dependencies).toEqual([scope]);
    expect(chat.dependencies).toEqual([scope]);
  });
});

describe('bad props', () => {
  const message = (props: Partial<ChatChannelProps>, env?: Environment) => thrown(() => channelIn(props, env));
  const one = (problem: string) => `ChatChannel 'S/OnCall' cannot be created, 1 problem:\n  ${problem}`;
  const room = (which: string, problem: string) => `ChatRoom '${which}' cannot be created, 1 problem:\n  ${problem}`;

  test.each(['cn-north-1', 'us-gov-west-1', 'us-iso-east-1'])('a channel in %s', (region) => {
    expect(message({}, { account: '111111111111', region })).toBe(one(
      `CHAT_UNAVAILABLE: there are no chat applications in ${region}; subscribe e-mail addresses, or a service of your own by HTTPS`));
  });

  test('no topics', () => {
    expect(message({ topics: [] })).toBe(one('TOPICS_EMPTY: `topics` is empty; pass the topics whose alerts are shown'));
  });

  test('a topic twice', () => {
    const topic = new sns.Topic(new Stack(), 'Topic');
    expect(message({ topics: [topic, topic] })).toBe(one('TOPIC_REPEATED: `topics[1]` is in the list already; remove it'));
  });

  test('a topic that orders its messages', () => {
    expect(message({ topics: [new sns.Topic(new Stack(), 'Topic', { fifo: true })] })).toBe(one(
      'TOPIC_FIFO: `topics[0]` is a FIFO topic, to which neither people nor on-call services can subscribe; pass a standard topic, or leave it out'));
  });

  test('no guardrails', () => {
    expect(message({ guardrails: [] })).toBe(one(
      'GUARDRAILS_EMPTY: `guardrails` is empty, so that members would act within AdministratorAccess; leave it out, or pass a policy'));
  });

  test('a guardrail that bounds nothing', () => {
    expect(message({ guardrails: [iam.ManagedPolicy.fromAwsManagedPolicyName('AdministratorAccess')] })).toBe(one(
      "GUARDRAIL_ADMINISTRATOR: `guardrails[0]` is 'AdministratorAccess', which bounds nothing; pass a policy that allows what members need"));
  });

  test.each<[() => ChatRoom, string]>([
    [() => ChatRoom.slack('my-team', 'C1'), room('slack', "WORKSPACE_INVALID: `workspaceId` is 'my-team', allowed are 1 to 255 capital letters and digits; copy it from the console")],
    [() => ChatRoom.slack('T1', '#alerts'), room('slack',
      "CHANNEL_INVALID: `channelId` is '#alerts', allowed are 1 to 255 letters and digits, not the name of the channel; copy the end of the link of the channel")],
    [() => ChatRoom.teams('acme', TEAM, 'a%3ab%40c'), room('teams', "TENANT_INVALID: `tenantId` is 'acme', allowed are ids of 32 hexadecimal digits in five groups; copy it from the console")],
    [() => ChatRoom.teams(TENANT, 'dba', 'a%3ab%40c'), room('teams', "TEAM_INVALID: `teamId` is 'dba', allowed are ids of 32 hexadecimal digits in five groups; copy it from the console")],
    [() => ChatRoom.teams(TENANT, TEAM, '19:b6@thread.tacv2'), room('teams', "CHANNEL_INVALID: `channelId` is '19:b6@thread.tacv2', "
      + 'allowed are ids such as 19%3ab6ef35dc342d56ba5654e6fc6d25a071%40thread.tacv2; copy it from the link of the channel, without decoding it')],
  ])('a room that is none: %#', (make, text) => {
    expect(thrown(make)).toBe(text);
  });
});
