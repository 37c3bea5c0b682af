import { hipaa, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { keptOnRemoval } from '../expect';
import { rule } from '../rule';

export const retained = rule({
  id: 'neptune.retained',
  title: 'Neptune clusters outlive their stack, or leave a snapshot',
  why: 'A renamed construct, a changed immutable property or a deleted stack removes the database; both policies default to deletion.',
  fix: 'Set `DeletionPolicy` and `UpdateReplacePolicy` to Retain or Snapshot.',
  severity: 'medium',
  safeguard: Safeguard.RETENTION,
  controls: [nist80053r5('CP-9'), nist80053r5('SI-12'), hipaa('164.308(a)(7)(ii)(A)')],
  appliesTo: ['AWS::Neptune::DBCluster'],
  check: (cluster) => keptOnRemoval(cluster, ['Retain', 'RetainExceptOnCreate', 'Snapshot']),
});
