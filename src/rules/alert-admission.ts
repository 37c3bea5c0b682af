import { fail, PASS, undecided, Verdict } from './verdict';
import { topicArn } from '../model/graph/alert-paths';
import { Answer } from '../model/graph/answer';
import { RequestContext } from '../model/graph/policy-conditions';
import { Carried, partialTextOf } from '../model/graph/policy-patterns';
import { references } from '../model/graph/references';
import { Access, serviceAccess } from '../model/graph/service-access';
import { ResourceView } from '../model/resource-view';
import { alternatives, Value } from '../model/value';

// what a service needs of the key of a topic or queue to which it sends:
// https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#sns-what-permissions-for-sse
const KEY_ACTIONS = ['kms:GenerateDataKey', 'kms:Decrypt'];

/** Who sends, and what the service says about it. */
export interface Sender {
  readonly service: string;
  readonly context: RequestContext;
}

/** What every service sends. */
export function contextOf(service: string, more: Readonly<Record<string, Carried | 'undocumented'>>): RequestContext {
  return new Map<string, Carried | 'undocumented'>(Object.entries({
    'aws:securetransport': { text: 'true' },
    'aws:principalisawsservice': { text: 'true' },
    'aws:principalservicename': { text: service },
    'kms:viaservice': 'undocumented',
    'kms:calleraccount': 'undocumented',
    ...more,
  }));
}

/** A verdict on what a policy says. */
export function verdictOf({ answer, because }: Access, at: string, policy: string): Verdict {
  return answer === 'yes' ? PASS : answer === 'no' ? fail(at, `${policy}: ${because}`) : undecided(at, `${policy}: ${because}`);
}

/** The key that a property names admits a service. Without a key there is nothing to admit. */
export function keyAdmits(resource: ResourceView, sender: Sender): Verdict[] {
  const at = 'Properties.KmsMasterKeyId';
  return alternatives(resource.get('KmsMasterKeyId')).filter(({ kind }) => kind !== 'absent').map((value) => {
    const key = keyOf(value, resource);
    const text = partialTextOf(value) ?? '';
    if (key === undefined) {
      // https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
      return /(^|[:/])alias\/aws\/|^aws\//.test(text)
        ? fail(at, `${resource.label} is encrypted with ${text}: a key that AWS manages admits no service`)
        : undecided(at, `the policy of the key of ${resource.label} is not part of this app`);
    }
    const refused = KEY_ACTIONS.map((action) => serviceAccess(key.get('KeyPolicy'), { ...sender, action }));
    return verdictOf(worst(refused), at, `the key policy of ${key.label}`);
  });
}

/** A queue takes what a service sends to it: its policy and its key admit the service. */
export function queueAdmits(queue: ResourceView, sender: Sender): Verdict[] {
  const at = 'AWS::SQS::QueuePolicy';
  const { hidden, to } = queue.template.app.derive(references).by(at, 'Queues');
  const request = { ...sender, action: 'sqs:SendMessage' };
  const policies = to(queue).map((policy) => verdictOf(serviceAccess(policy.get('PolicyDocument'), request), at, `the policy of the queue ${queue.label}`));
  const without = hidden.length > 0 ? undecided(at, `the queue of ${hidden[0].resource.label} is only known at deployment`)
    : fail(at, `the queue ${queue.label} has no policy that admits ${sender.service}`);
  return [...policies.length > 0 ? policies : [without], ...keyAdmits(queue, sender)];
}

/** The worst of several answers. */
export function worst(accesses: readonly Access[]): Access {
  const order: readonly Answer[] = ['no', 'unknown', 'yes'];
  return [...accesses].sort((left, right) => order.indexOf(left.answer) - order.indexOf(right.answer))[0];
}

/** What SNS says when it sends for a topic: https://docs.aws.amazon.com/sns/latest/dg/subscribe-sqs-queue-to-sns-topic.html */
export function snsFor(topic: ResourceView): Sender {
  return {
    service: 'sns.amazonaws.com',
    context: contextOf('sns.amazonaws.com', { 'aws:sourcearn': { text: topicArn(topic), resource: topic }, 'aws:sourceaccount': 'undocumented' }),
  };
}

function keyOf(value: Value, { template: { app } }: ResourceView): ResourceView | undefined {
  const text = partialTextOf(value);
  const named = value.kind === 'reference' ? value.resource
    : app.resourcesOf('AWS::KMS::Alias').find((alias) => text !== undefined && partialTextOf(alias.get('AliasName')) === text);
  if (named?.type !== 'AWS::KMS::Alias') {
    return named?.type === 'AWS::KMS::Key' ? named : undefined;
  }
  const target = named.get('TargetKeyId');
  return target.kind === 'reference' && target.resource.type === 'AWS::KMS::Key' ? target.resource : undefined;
}
