import { Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as events from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { chatMessage, ChatMessage } from './event-pattern';
import { CHAT_LIMITS, MAX_INPUT_TEMPLATE } from '../../src/facts/chat';

/** Words with which a text says what to do; the person who reads it has been woken up. */
const TO_DO = /\b(add|ask|block|cancel|commit|delete|enable|end|find|give|keep|let|look|note|purge|raise|read|remove|restore|rotate|send|take|treat)\b/i;

/**
 * Alarms and events whose text a person could not act on.
 *
 * The e-mail of an alarm shows its description below its name: it starts with the path of the store, says what happened, and what to do. The e-mail of an
 * event is the text of the rule: it says what happened in its first line, where, and what to do. A chat shows the same without what a client wrote, within
 * its limits.
 */
export function unclearTexts(construct: Construct): string[] {
  const inside = construct.node.findAll();
  const alarms = inside.filter((each): each is cloudwatch.CfnAlarm => each instanceof cloudwatch.CfnAlarm);
  const rules = inside.filter((each): each is events.CfnRule => each instanceof events.CfnRule);
  return [
    ...alarms.filter((alarm) => !isClear(construct, String(alarm.alarmDescription))).map(({ node, alarmDescription }) => `${node.path}: ${alarmDescription}`),
    ...rules.flatMap((rule) => transformersOf(rule).filter((each) => !isReadable(each)).map(({ inputTemplate }) => `${rule.node.path}: ${inputTemplate}`)),
  ];
}

function isClear({ node }: Construct, description: string): boolean {
  const [, path, says] = /^([^:]+): (.{20,})$/s.exec(description) ?? [];
  return path?.startsWith(node.path) && TO_DO.test(says);
}

interface Transformer {
  readonly inputTemplate: string;
  readonly inputPathsMap: Readonly<Record<string, string>>;
}

/** What the targets of a rule get. */
function transformersOf(rule: events.CfnRule): Transformer[] {
  const targets = Stack.of(rule).resolve(rule.targets) as readonly { readonly inputTransformer?: Transformer }[];
  return targets.flatMap(({ inputTransformer }) => inputTransformer ?? []);
}

function isReadable(transformer: Transformer): boolean {
  const { inputTemplate, inputPathsMap } = transformer;
  return inputTemplate.length <= MAX_INPUT_TEMPLATE
    && (inputTemplate.startsWith('{') ? showsInChat(transformer) : tells(Object.entries(inputPathsMap).reduce((text, [name, path]) => text.replaceAll(`<${name}>`, path), inputTemplate)));
}

function tells(message: string): boolean {
  return /^"[A-Z].{20,}"\n/.test(message) && /account \$\.account, region \$\.region/.test(message) && /\$\.detail\.(requestParameters|resource|additionalEventData|affectedEntities|sourceResourceArn)/.test(message)
    && /What to do: .{30,}/.test(message) && TO_DO.test(message);
}

/** Fields whose text is anybody's: a quotation mark in one of them would keep chat from showing the message. */
const FREE = /\.(userAgent|requestParameters|errorMessage|\w*[sS]tatusMessage|title|description|affectedEntities)$/;

/** As long as fields are that stand in titles: names of calls, states, numbers. */
const NAME = 'x'.repeat(64);

/** As long as other fields are: ARNs. */
const ARN = 'x'.repeat(300);

function showsInChat({ inputTemplate: InputTemplate, inputPathsMap: InputPathsMap }: Transformer): boolean {
  const filled = (valueOf: (path: string) => string): ChatMessage => chatMessage({ InputTemplate, InputPathsMap }, valueOf);
  const { version, source, content: { textType, title, description, nextSteps } } = filled((path) => path);
  const long = filled(() => NAME).content;
  return version === '1.0' && source === 'custom' && textType === 'client-markdown'
    && /^[A-Z].{20,}/.test(title) && /account \$\.account, region \$\.region/.test(description) && TO_DO.test(nextSteps.join(' '))
    && !Object.values(InputPathsMap).some((path) => FREE.test(path))
    && long.title.length <= CHAT_LIMITS.title && long.nextSteps.every((step) => step.length <= CHAT_LIMITS.nextStep)
    && filled(() => ARN).content.description.length <= CHAT_LIMITS.description;
}
