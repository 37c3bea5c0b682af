import { hipaa, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { keptOnRemoval } from '../expect';
import { rule } from '../rule';

export const retained = rule({
  id: 'redshift.retained',
  title: 'Redshift clusters outlive their stack, or leave a snapshot',
  why: 'Redshift has no deletion protection: a renamed construct, a changed immutable property or a deleted stack removes the warehouse and its automated snapshots.',
  fix: 'Set `DeletionPolicy` and `UpdateReplacePolicy` to Retain or Snapshot, or use `SecureRedshiftCluster`.',
  severity: 'medium',
  safeguard: Safeguard.RETENTION,
  controls: [nist80053r5('CP-9'), nist80053r5('SI-12'), hipaa('164.308(a)(7)(ii)(A)')],
  appliesTo: ['AWS::Redshift::Cluster'],
  check: (cluster) => keptOnRemoval(cluster, ['Retain', 'RetainExceptOnCreate', 'Snapshot']),
});
