import { nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { alertPaths, PUBLISHING_TYPES } from '../../model/graph/alert-paths';
import { publisherSends } from '../alert-publishers';
import { topicDelivers } from '../alert-topics';
import { rule } from '../rule';

const TOPIC = 'AWS::SNS::Topic';

/** Walks publisher → topic policy → key policy → subscription; each broken link is one finding, at the resource that owns the link. */
export const deliverable = rule({
  id: 'alerts.deliverable',
  aliases: ['sns.key-admits-publishers'],
  title: 'Alarms and events reach somebody through topic, key and subscription',
  why: 'A disabled rule, a topic or key that does not admit the service, a condition that the service never meets, or a topic without subscribers: '
    + 'the alert is lost without an error that anybody sees.',
  fix: 'Mend the link that the finding names: admit the service in `PolicyDocument` of the topic and in `KeyPolicy` of its key, subscribe somebody, '
    + 'or publish to an `AlertTopic` with `emails`.',
  severity: 'medium',
  safeguard: Safeguard.ALERT_DELIVERY,
  controls: [nist80053r5('SI-4(5)'), pciDss('10.7.2')],
  appliesTo: [TOPIC, ...PUBLISHING_TYPES],
  only: (resource, app) => {
    const paths = app.derive(alertPaths);
    return (resource.type === TOPIC ? paths.publishersTo(resource) : paths.destinationsOf(resource)).length > 0;
  },
  check: (resource) => (resource.type === TOPIC ? topicDelivers(resource) : publisherSends(resource)),
});
