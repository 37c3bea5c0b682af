import { DOMAINS } from './scope';
import { nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { rule } from '../rule';
import { isWatched, named } from '../watched';

export const alarmed = rule({
  id: 'opensearch.alarmed',
  title: 'OpenSearch domains have alarms on their health and free storage',
  why: 'A red cluster cannot be read, a full one refuses writes, and both announce themselves before.',
  fix: 'Add an `AWS::CloudWatch::Alarm` on ClusterStatus.red and on FreeStorageSpace of the domain, or use `SecureOpenSearchDomain` with `alerts`.',
  severity: 'low',
  safeguard: Safeguard.ALARMS,
  controls: [nist80053r5('CA-7'), nist80053r5('SI-4(5)')],
  appliesTo: DOMAINS,
  check: (domain, app) => isWatched(app, {
    metrics: ['ClusterStatus.red', 'FreeStorageSpace'], dimension: 'DomainName', noun: 'domain', isIt: named(domain, 'DomainName'),
  }),
});
