import { contextOf, keyAdmits, Sender, verdictOf, worst } from './alert-admission';
import { isHeard } from './alert-listeners';
import { all, fail, PASS, undecided, Verdict } from './verdict';
import { pseudoParameter } from '../model/environment';
import { alertPaths, publisherOf, sharePlace, sourceArn, topicArn } from '../model/graph/alert-paths';
import { serviceAccess } from '../model/graph/service-access';
import { ResourceView } from '../model/resource-view';

const POLICY = 'AWS::SNS::TopicPolicy';

// the default policy admits the services that act for the account of the topic and say so by its owner:
// https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html#source-account-versus-source-owner
// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.GrantingPermissions.html
const ADMITTED_BY_DEFAULT = ['cloudwatch.amazonaws.com', 'events.rds.amazonaws.com'];

/** Whatever is published to a topic of the app gets in, and somebody is told. */
export function topicDelivers(topic: ResourceView): Verdict {
  const publishers = topic.template.app.derive(alertPaths).publishersTo(topic);
  const links = [policyAdmits, keyOfTopicAdmits].map((link) => throughLink(topic, publishers, link));
  return all(...links, isHeard(topic));
}

type Link = (topic: ResourceView, publisher: ResourceView) => Verdict;

/** The verdict on one link, with the path that it breaks: `CpuHigh and 3 more → Alerts: …`. */
function throughLink(topic: ResourceView, publishers: readonly ResourceView[], link: Link): Verdict {
  const verdicts = publishers.map((publisher) => ({ publisher, verdict: link(topic, publisher) }));
  const verdict = all(...verdicts.map((each) => each.verdict));
  if (verdict.kind === 'pass') {
    return verdict;
  }
  const [first, ...others] = verdicts.filter((each) => each.verdict.kind === verdict.kind).map(({ publisher }) => publisher.label);
  return { ...verdict, because: `${first}${others.length > 0 ? ` and ${others.length} more` : ''} → ${topic.label} is broken: ${verdict.because}` };
}

function policyAdmits(topic: ResourceView, publisher: ResourceView): Verdict {
  const { found, hidden } = topic.template.app.derive(alertPaths).policiesOf(topic);
  if (found.length === 0) {
    return hidden === undefined ? byDefault(topic, publisher) : undecided(POLICY, `the topic of ${hidden} is only known at deployment`);
  }
  const request = { ...senderOf(publisher), action: 'sns:Publish', resource: { text: topicArn(topic), resource: topic } };
  return verdictOf(worst(found.map((policy) => serviceAccess(policy.get('PolicyDocument'), request))), POLICY, `the policy of ${topic.label}`);
}

function byDefault(topic: ResourceView, publisher: ResourceView): Verdict {
  const { principal } = publisherOf(publisher);
  if (!ADMITTED_BY_DEFAULT.includes(principal)) {
    return fail(POLICY, `the topic has no policy, and the default one does not admit ${principal}`);
  }
  switch (sharePlace('AWS::AccountId', topic, publisher)) {
    case 'yes': return PASS;
    case 'no': return fail(POLICY, 'the topic has no policy, and the default one admits its own account only');
    default: return undecided(POLICY, 'the topic has no policy, and whether both are in one account is only known at deployment');
  }
}

function keyOfTopicAdmits(topic: ResourceView, publisher: ResourceView): Verdict {
  return all(...keyAdmits(topic, senderOf(publisher, topic)));
}

/** Who publishes, and what the service says to the topic, or to the key of a topic. */
function senderOf(publisher: ResourceView, encrypted?: ResourceView): Sender {
  const { principal: service, namesAccountToKey, namesAccountToTopic } = publisherOf(publisher);
  const account = { text: pseudoParameter('AWS::AccountId', publisher.template) };
  const source = { 'aws:sourceaccount': account, 'aws:sourceowner': account, 'aws:sourcearn': { text: sourceArn(publisher), resource: publisher } };
  if (encrypted === undefined) {
    return { service, context: contextOf(service, namesAccountToTopic ? source : {}) };
  }
  const hidden = { 'aws:sourceaccount': 'undocumented', 'aws:sourceowner': 'undocumented', 'aws:sourcearn': 'undocumented' } as const;
  return {
    service,
    // a service that does not tell the topic for whom it acts does not tell the key
    context: contextOf(service, {
      ...namesAccountToKey ? source : namesAccountToTopic ? hidden : {},
      'kms:encryptioncontext:aws:sns:topicarn': { text: topicArn(encrypted), resource: encrypted },
      'kms:encryptioncontextkeys': { text: 'aws:sns:topicArn' },
    }),
  };
}
