import { contextOf, queueAdmits } from './alert-admission';
import { all, fail, PASS, undecided, Verdict } from './verdict';
import { pseudoParameter } from '../model/environment';
import { alertPaths, Destination, sharePlace, sourceArn } from '../model/graph/alert-paths';
import { Answer } from '../model/graph/answer';
import { ResourceView } from '../model/resource-view';
import { at, itemsOf, textOf } from '../model/value';

const RULE = 'AWS::Events::Rule';

/** What a publisher itself adds to the path: it is on, it reaches a topic, and what fails is kept. */
export function publisherSends(publisher: ResourceView): Verdict {
  const destinations = publisher.template.app.derive(alertPaths).destinationsOf(publisher);
  return all(
    ...publisher.type === RULE ? [isOn(publisher)] : [],
    ...destinations.map((destination) => reaches(publisher, destination)),
    ...publisher.type === RULE ? deadLetters(publisher) : [],
  );
}

function isOn(rule: ResourceView): Verdict {
  const state = rule.get('State');
  return state.kind === 'unknown' ? undecided('Properties.State', `whether the rule is on is only known at deployment (${state.because})`)
    : textOf(state) === 'DISABLED' ? fail('Properties.State', `${rule.label} is disabled, so nothing is sent`) : PASS;
}

function reaches(publisher: ResourceView, { topic, arn }: Destination): Verdict {
  const where = publisher.type === RULE ? 'Properties.Targets' : 'Properties';
  const [region, account] = topic === undefined ? placeOf(publisher, arn)
    : [sharePlace('AWS::Region', publisher, topic), sharePlace('AWS::AccountId', publisher, topic)];
  const name = topic?.label ?? arn;
  if (region === 'no') {
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-actions.html
    // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-targets.html
    return fail(where, `${publisher.label} → ${name} is broken: the topic is in another region`);
  }
  if (account === 'no' && publisher.type === RULE && !hasRole(publisher)) {
    // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-cross-account.html
    return fail(where, `${publisher.label} → ${name} is broken: the topic is in another account, which a rule reaches with a role only (\`RoleArn\`)`);
  }
  return topic !== undefined ? PASS
    : undecided(where, `${publisher.label} → ${name ?? 'a topic that is only known at deployment'} ends outside this app: policy, key and subscribers cannot be seen`);
}

function hasRole(rule: ResourceView): boolean {
  return itemsOf(rule.get('Targets')).some((target) => at(target, 'RoleArn').kind !== 'absent');
}

function placeOf({ template }: ResourceView, arn = ''): readonly [region: Answer, account: Answer] {
  const parts = /^arn:(?:\$\{[^}]*\}|[^:]*):sns:(\$\{[^}]*\}|[^:]*):(\$\{[^}]*\}|[^:]*):/.exec(arn);
  const same = (name: string, part = '${?}'): Answer => {
    const own = pseudoParameter(name, template);
    return own === part ? 'yes' : own.startsWith('${') || part.startsWith('${') ? 'unknown' : 'no';
  };
  return [same('AWS::Region', parts?.[1]), same('AWS::AccountId', parts?.[2])];
}

/** The dead-letter queues of a rule take what its targets did not. */
function deadLetters(rule: ResourceView): Verdict[] {
  const service = 'events.amazonaws.com';
  // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-event-delivery.html#eb-rule-dlq
  const source = { 'aws:sourcearn': { text: sourceArn(rule), resource: rule }, 'aws:sourceaccount': 'undocumented' as const };
  return itemsOf(rule.get('Targets')).flatMap((target) => itemsOf(at(target, 'DeadLetterConfig.Arn'))).flatMap((queue) => (
    queue.kind === 'reference' && queue.resource.type === 'AWS::SQS::Queue'
      ? queueAdmits(queue.resource, { service, context: contextOf(service, source) })
      : [undecided('Properties.Targets', `the policy of the dead-letter queue of ${rule.label} is not part of this app`)]));
}
