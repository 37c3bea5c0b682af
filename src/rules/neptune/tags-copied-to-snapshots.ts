import { fsbp, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { isTrue } from '../expect';
import { rule } from '../rule';

export const tagsCopiedToSnapshots = rule({
  id: 'neptune.tags-copied-to-snapshots',
  title: 'Neptune clusters copy their tags to snapshots',
  why: 'Policies that grant or deny by tag, and the owner of the data, are lost on snapshots that carry no tags.',
  fix: 'Set `CopyTagsToSnapshot: true`.',
  severity: 'low',
  safeguard: Safeguard.BACKUPS,
  controls: [fsbp('Neptune.8'), nist80053r5('CM-2'), nist80053r5('CA-9(1)')],
  appliesTo: ['AWS::Neptune::DBCluster'],
  check: (cluster) => isTrue(cluster, 'CopyTagsToSnapshot'),
});
