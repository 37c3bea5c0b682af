import { Stack } from 'aws-cdk-lib';
import * as chatbot from 'aws-cdk-lib/aws-chatbot';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { AlertTopic } from './alert-topic';
import { ChatRoom } from './chat-room';
import { PropProblems, quoted } from '../../core/check-props';
import { Hardening } from '../../core/hardening';
import { known } from '../../core/known';
import { physicalName } from '../../core/physical-name';
import { Safeguard } from '../../core/safeguard';
import { lacksChat } from '../../facts/chat';
import { checkOrder } from '../home-region';

/** Properties of `ChatChannel`. */
export interface ChatChannelProps {
  /** Where the alerts are shown. */
  readonly room: ChatRoom;

  /**
   * The topics whose alerts are shown, at least one. Alarms of CloudWatch are shown by themselves; event rules of this library write to a topic of an
   * `AlertTopic` as chat reads it, in addition to the text for people.
   */
  readonly topics: sns.ITopic[];

  /**
   * What members may do at most from the channel, each with a role of their own: managed policies, but not `AdministratorAccess`.
   *
   * @see https://docs.aws.amazon.com/chatbot/latest/adminguide/understanding-permissions.html
   * @default - read metrics, which the graphs of alarms need, and nothing else
   */
  readonly guardrails?: iam.IManagedPolicy[];

  /**
   * What chat applications write to the log group `/aws/chatbot/<name>` in us-east-1, which they create and which keeps its entries for ever.
   *
   * @see https://docs.aws.amazon.com/chatbot/latest/adminguide/cloudwatch-logs.html
   * @default - errors, such as messages that could not be shown
   */
  readonly loggingLevel?: chatbot.LoggingLevel;
}

/**
 * Alerts in a channel of Slack or Microsoft Teams, from which nobody can change anything unless `guardrails` says so.
 *
 * - Alarms come with their graph; events say what happened, where, and what to do, as in the e-mail.
 * - Without this construct, whoever is in the channel acts within `AdministratorAccess`, the guardrail by default. Here, the guardrail reads metrics.
 * - Members need roles of their own for anything they ask in the channel, within the guardrail.
 *
 * ```ts
 * import { AlertTopic, ChatChannel, ChatRoom } from 'cdk-hardened-databases';
 *
 * const alerts = new AlertTopic(this, 'Alerts', { emails: ['dba@example.com'] });
 * new ChatChannel(this, 'OnCall', { room: ChatRoom.slack('T07EA123LEP', 'C07EZ1ABC23'), topics: [alerts.topic] });
 * ```
 *
 * ### What this does not do
 *
 * - It does not connect the account to Slack or Teams: an administrator does that once, in the console.
 * - Chat shows no free text of an event, such as error messages, user agents and request parameters: EventBridge does not escape them, and whoever
 *   wrote a quotation mark there would keep the alert from being shown. The e-mail has them.
 * - Chat applications drop what they cannot read, and log it: the texts that event rules send to people. Whether they show notifications that RDS, Redshift
 *   and DAX send to topics is not documented.
 * - They exist in the commercial partition of AWS, though not in every region of it.
 */
export class ChatChannel extends Construct {
  /** The configuration of a channel of Slack; undefined for Teams. */
  public readonly slackChannel?: chatbot.CfnSlackChannelConfiguration;

  /** The configuration of a channel of Teams; undefined for Slack. */
  public readonly teamsChannel?: chatbot.CfnMicrosoftTeamsChannelConfiguration;

  /** The role with which the graphs of alarms are made. */
  public readonly role: iam.Role;

  /** Throws one error with all problems: `CHAT_UNAVAILABLE`, `TOPICS_EMPTY`, `TOPIC_REPEATED`, `TOPIC_FIFO`, `GUARDRAILS_EMPTY`, `GUARDRAIL_ADMINISTRATOR`. */
  public constructor(scope: Construct, id: string, props: ChatChannelProps) {
    const problems = new PropProblems('ChatChannel', scope, id);
    const hardening = new Hardening({ construct: 'ChatChannel', safeguards: [Safeguard.TIERED_ACCESS] }, problems);
    check(props, known(Stack.of(scope).region) ?? '', problems);
    problems.throwIfAny();

    super(scope, id);
    this.role = new iam.Role(this, 'Role', {
      description: `Reads metrics for ${this.node.path}`,
      // what the service says about the account for which it acts is not documented
      assumedBy: new iam.ServicePrincipal('chatbot.amazonaws.com'),
    });
    const metrics = readsMetrics(this, this.role);
    const shared = {
      configurationName: physicalName(this, 128),
      iamRoleArn: this.role.roleArn,
      snsTopicArns: props.topics.flatMap(heardWith).map(({ topicArn }) => topicArn),
      guardrailPolicies: (props.guardrails ?? [metrics]).map(({ managedPolicyArn }) => managedPolicyArn),
      userRoleRequired: true,
      loggingLevel: props.loggingLevel ?? chatbot.LoggingLevel.ERROR,
    };
    const { slack, teams } = props.room._place;
    this.slackChannel = slack && new chatbot.CfnSlackChannelConfiguration(this, 'Channel', { ...shared, ...slack });
    this.teamsChannel = teams && new chatbot.CfnMicrosoftTeamsChannelConfiguration(this, 'Channel', { ...shared, ...teams });
    hardening.recordOn(this);
  }
}

/** A topic, and the one beside it that chat reads, if its owner can have one. */
function heardWith(topic: sns.ITopic): sns.ITopic[] {
  const owner = topic.node.scope;
  return owner instanceof AlertTopic && owner.topic === topic ? [topic, owner._chatTopic()] : [topic];
}

/** Metrics know no resource: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html */
function readsMetrics(scope: Construct, role: iam.Role): iam.ManagedPolicy {
  return new iam.ManagedPolicy(scope, 'Policy', {
    description: `Reads metrics for ${scope.node.path}, and bounds what its members may do`,
    roles: [role],
    statements: [new iam.PolicyStatement({
      sid: 'ReadMetrics',
      actions: ['cloudwatch:DescribeAlarms', 'cloudwatch:GetMetricData', 'cloudwatch:GetMetricStatistics', 'cloudwatch:GetMetricWidgetImage', 'cloudwatch:ListMetrics'],
      resources: ['*'],
    })],
  });
}

function check({ topics, guardrails }: ChatChannelProps, region: string, problems: PropProblems): void {
  problems.when(lacksChat(region), 'CHAT_UNAVAILABLE', () => `there are no chat applications in ${region}; subscribe e-mail addresses, or a service of your own by HTTPS`);
  problems.when(topics.length === 0, 'TOPICS_EMPTY', () => '`topics` is empty; pass the topics whose alerts are shown');
  topics.forEach((topic, index) => problems.when(topics.indexOf(topic) !== index, 'TOPIC_REPEATED', () => `\`topics[${index}]\` is in the list already; remove it`));
  topics.forEach((topic, index) => checkOrder(`topics[${index}]`, 'TOPIC_FIFO', topic, problems));
  problems.when(guardrails?.length === 0, 'GUARDRAILS_EMPTY', () => '`guardrails` is empty, so that members would act within AdministratorAccess; leave it out, or pass a policy');
  guardrails?.forEach(({ managedPolicyArn }, index) => problems.when(/:iam::aws:policy\/AdministratorAccess$/.test(managedPolicyArn), 'GUARDRAIL_ADMINISTRATOR',
    () => `\`guardrails[${index}]\` is ${quoted('AdministratorAccess')}, which bounds nothing; pass a policy that allows what members need`));
}
