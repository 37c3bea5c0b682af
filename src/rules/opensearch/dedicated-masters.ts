import { clusterConfig, DOMAINS } from './scope';
import { fsbp, nist80053r5, securityHub } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { OPENSEARCH_MIN_NODES } from '../../facts/opensearch';
import { atLeast, isTrue } from '../expect';
import { rule } from '../rule';
import { all } from '../verdict';

export const dedicatedMasters = rule({
  id: 'opensearch.dedicated-masters',
  title: 'OpenSearch domains have at least three dedicated masters',
  why: 'Data nodes under load lose sight of each other; masters of their own, three of them, keep the cluster together and elect a '
    + 'leader when one is lost.',
  fix: 'Set `DedicatedMasterEnabled: true` and a `DedicatedMasterCount` of 3 in the cluster configuration, or use `SecureOpenSearchDomain`.',
  severity: 'medium',
  safeguard: Safeguard.HIGH_AVAILABILITY,
  controls: [securityHub('Opensearch.11'), fsbp('ES.7'), nist80053r5('CP-10'), nist80053r5('CP-2(5)'), nist80053r5('SC-5'),
    nist80053r5('SC-36'), nist80053r5('SI-13(5)')],
  appliesTo: DOMAINS,
  check: (domain) => all(
    isTrue(domain, clusterConfig(domain, 'DedicatedMasterEnabled')),
    atLeast(domain, clusterConfig(domain, 'DedicatedMasterCount'), OPENSEARCH_MIN_NODES, 'nodes'),
  ),
});
