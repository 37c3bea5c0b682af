import { DOMAINS } from './scope';
import { hipaa, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { keptOnRemoval } from '../expect';
import { rule } from '../rule';

export const retained = rule({
  id: 'opensearch.retained',
  title: 'OpenSearch domains outlive their stack',
  why: 'A renamed construct, a changed name or a deleted stack removes the domain with its automated snapshots; the service leaves '
    + 'no final snapshot.',
  fix: 'Set `DeletionPolicy` and `UpdateReplacePolicy` to Retain, or use `SecureOpenSearchDomain`.',
  severity: 'medium',
  safeguard: Safeguard.RETENTION,
  controls: [nist80053r5('CP-9'), nist80053r5('SI-12'), hipaa('164.308(a)(7)(ii)(A)')],
  appliesTo: DOMAINS,
  check: (domain) => keptOnRemoval(domain, ['Retain', 'RetainExceptOnCreate']),
});
