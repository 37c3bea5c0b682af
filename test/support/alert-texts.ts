import { Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as events from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';

/** Words with which a text says what to do; the person who reads it has been woken up. */
const TO_DO = /\b(add|ask|block|cancel|commit|delete|enable|end|find|give|keep|let|look|note|purge|raise|read|remove|restore|rotate|send|take|treat)\b/i;

/**
 * Alarms and events whose text a person could not act on.
 *
 * The e-mail of an alarm shows its description below its name: it starts with the path of the store, says what happened, and what to do. The e-mail of an
 * event is the text of the rule: it says what happened in its first line, where, and what to do.
 */
export function unclearTexts(construct: Construct): string[] {
  const inside = construct.node.findAll();
  const alarms = inside.filter((each): each is cloudwatch.CfnAlarm => each instanceof cloudwatch.CfnAlarm);
  const rules = inside.filter((each): each is events.CfnRule => each instanceof events.CfnRule);
  return [
    ...alarms.filter((alarm) => !isClear(construct, String(alarm.alarmDescription))).map(({ node, alarmDescription }) => `${node.path}: ${alarmDescription}`),
    ...rules.flatMap((rule) => messagesOf(rule).filter((message) => !tells(message)).map((message) => `${rule.node.path}: ${message}`)),
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

/** The texts that a rule sends, with the fields of the event in place of their names. */
function messagesOf(rule: events.CfnRule): string[] {
  const targets = Stack.of(rule).resolve(rule.targets) as readonly { readonly inputTransformer?: Transformer }[];
  return targets.flatMap(({ inputTransformer }) => (inputTransformer === undefined ? []
    : [Object.entries(inputTransformer.inputPathsMap).reduce((text, [name, path]) => text.replaceAll(`<${name}>`, path), inputTransformer.inputTemplate)]));
}

function tells(message: string): boolean {
  return /^"[A-Z].{20,}"\n/.test(message) && /account \$\.account, region \$\.region/.test(message) && /\$\.detail\.(requestParameters|resource)/.test(message)
    && /What to do: .{30,}/.test(message) && TO_DO.test(message);
}
