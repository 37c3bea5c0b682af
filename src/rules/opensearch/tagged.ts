import { DOMAINS } from './scope';
import { securityHub } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { present } from '../expect';
import { rule } from '../rule';

export const tagged = rule({
  id: 'opensearch.tagged',
  title: 'OpenSearch domains are tagged',
  why: 'Nobody knows whose data a domain without tags holds. Which tags are needed is up to the organisation, so this rule is off by default.',
  fix: 'Set `Tags`, or `Tags.of(domain).add(key, value)` in the CDK.',
  severity: 'low',
  safeguard: Safeguard.FINE_GRAINED_ACCESS,
  controls: [securityHub('Opensearch.9'), securityHub('ES.9')],
  appliesTo: DOMAINS,
  byDefault: false,
  check: (domain) => present(domain, 'Tags'),
});
