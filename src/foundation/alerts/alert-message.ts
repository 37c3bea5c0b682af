import * as events from 'aws-cdk-lib/aws-events';
import { IConstruct } from 'constructs';

/** A line of a message. */
export interface MessageLine {
  /** Words of ours, and fields that hold names, numbers, times, addresses and ARNs. */
  readonly plain: string;

  /** How the line goes on, with fields that hold what a client, a user or a service wrote freely. */
  readonly free?: string;
}

/** What people are told about an event, in whatever way they are told. */
export interface AlertMessage {
  /** What happened; without its free part at most 250 characters when the fields are filled. */
  readonly title: MessageLine;

  /** Who, what, when, where. */
  readonly details: readonly MessageLine[];

  /** What to do, sentence by sentence; at most 350 characters each. */
  readonly toDo: readonly string[];

  /** What messages about the same matter have in common: chat shows them as one thread. Each stands alone when left out. */
  readonly thread?: string;
}

/** A field of an event, as it stands in a message. */
export function field(path: string): string {
  return events.EventField.fromPath(`$.${path}`);
}

/** A line that is shown wherever the message is. */
export function line(plain: string, free?: string): MessageLine {
  return { plain, free };
}

/** A line that says nothing without its free part. */
export function freeLine(free: string): MessageLine {
  return { plain: '', free };
}

/** Who did what, when and from where, in a call that CloudTrail recorded. */
export function callDetails(): MessageLine[] {
  const of = (path: string) => field(`detail.${path}`);
  return [
    line(`Who: ${of('userIdentity.arn')} (${of('userIdentity.type')}, MFA: ${of('userIdentity.sessionContext.attributes.mfaAuthenticated')})`),
    line(`What: ${of('eventName')}`, ` with ${of('requestParameters')}`),
    line(`When: ${of('eventTime')}`),
    line(`From where: ${of('sourceIPAddress')}`, ` with ${of('userAgent')}`),
    line(`In: account ${field('account')}, region ${field('region')}`),
    line(`Result (empty: it succeeded): ${of('errorCode')}`, ` ${of('errorMessage')}`),
  ];
}

/** The path of a construct, short enough for a title. */
export function titlePath({ node: { path } }: IConstruct): string {
  return path.length > LONGEST_PATH ? `…${path.slice(1 - LONGEST_PATH)}` : path;
}

const LONGEST_PATH = 100;

/** The message as a text of several lines, for e-mail. EventBridge asks for quotes around each line, and e-mail shows them. */
export function asText({ title, details, toDo }: AlertMessage): events.RuleTargetInput {
  const lines = [title, ...details].map(({ plain, free }) => `${plain}${free ?? ''}`);
  return events.RuleTargetInput.fromMultilineText([...lines, `What to do: ${toDo.join(' ')}`].join('\n'));
}

/**
 * The message as chat reads it: https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html
 *
 * Without what was written freely: EventBridge does not escape the values of fields, so that a quotation mark in one of them, such as a client may send
 * as its user agent, would make the JSON unreadable, and chat would show nothing at all.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html#eb-transform-input-issues
 */
export function asChat({ title, details, toDo, thread }: AlertMessage): events.RuleTargetInput {
  return events.RuleTargetInput.fromObject({
    version: '1.0',
    source: 'custom',
    content: {
      textType: 'client-markdown',
      title: title.plain,
      description: details.map(({ plain }) => plain).filter((plain) => plain !== '').join('\n'),
      nextSteps: toDo,
    },
    ...thread === undefined ? {} : { metadata: { threadId: thread, summary: title.plain } },
  });
}
