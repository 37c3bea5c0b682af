import { nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { keptOnRemoval } from '../expect';
import { rule } from '../rule';

export const automatedSnapshotsKept = rule({
  id: 'redshift.automated-snapshots-kept',
  title: 'Automated snapshots of Redshift clusters outlive the cluster in its stack',
  why: 'Redshift deletes the automated snapshots together with the cluster: a final snapshot is one point in time, and damage of last week is in it.',
  fix: 'Set `DeletionPolicy` and `UpdateReplacePolicy` to Retain, or use `SecureRedshiftCluster`.',
  severity: 'low',
  safeguard: Safeguard.RETENTION,
  controls: [nist80053r5('CP-9'), nist80053r5('SI-12')],
  appliesTo: ['AWS::Redshift::Cluster'],
  // https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-snapshots.html#about-automated-snapshots
  check: (resource) => keptOnRemoval(resource, ['Retain', 'RetainExceptOnCreate']),
});
