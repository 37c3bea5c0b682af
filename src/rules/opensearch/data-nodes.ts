import { clusterConfig, DOMAINS } from './scope';
import { fsbp, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { OPENSEARCH_MIN_NODES } from '../../facts/opensearch';
import { atLeast, isTrue } from '../expect';
import { rule } from '../rule';
import { all } from '../verdict';

export const dataNodes = rule({
  id: 'opensearch.data-nodes',
  title: 'OpenSearch domains have at least three data nodes in several zones',
  why: 'With fewer nodes, or all of them in one zone, the loss of one of them stops the domain or loses shards.',
  fix: 'Set `ZoneAwarenessEnabled: true` and an `InstanceCount` of 3 or more in the cluster configuration, or use `SecureOpenSearchDomain`.',
  severity: 'medium',
  safeguard: Safeguard.HIGH_AVAILABILITY,
  controls: [fsbp('Opensearch.6'), fsbp('ES.6'), nist80053r5('CP-10'), nist80053r5('CP-6(2)'), nist80053r5('SC-5(2)'), nist80053r5('SC-36'),
    nist80053r5('SI-13(5)')],
  appliesTo: DOMAINS,
  check: (domain) => all(
    isTrue(domain, clusterConfig(domain, 'ZoneAwarenessEnabled')),
    atLeast(domain, clusterConfig(domain, 'InstanceCount'), OPENSEARCH_MIN_NODES, 'nodes'),
  ),
});
