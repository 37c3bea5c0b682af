import { atLeastIfGiven, expectAt, isTrue, present } from './expect';
import { Preparation } from './recovery';
import { all, fail, PASS, undecided, Verdict } from './verdict';
import { REDSHIFT_RECOVERY } from '../facts/recovery';
import { ResourceView } from '../model/resource-view';
import { textOf } from '../model/value';

/** What a cluster of Redshift may have against each disaster. */
export function preparationsOf(cluster: ResourceView): Preparation[] {
  const { snapshots, scheduledSnapshots, managedStorage, secondZone, copiedSnapshots, copiedScheduledSnapshots } = REDSHIFT_RECOVERY;
  // CloudFormation has no resource for it
  const scheduled = () => undecided('Properties', 'whether snapshots are taken on a schedule, and how often, no template shows');
  const taken = () => atLeastIfGiven(cluster, 'AutomatedSnapshotRetentionPeriod', 1, 'days');
  const copied = () => present(cluster, 'DestinationRegion');
  return [
    { means: snapshots, there: taken },
    { means: scheduledSnapshots, there: () => all(taken(), scheduled()) },
    { means: managedStorage, there: () => hasManagedStorage(cluster) },
    { means: secondZone, there: () => isTrue(cluster, 'MultiAZ') },
    { means: copiedSnapshots, there: () => all(taken(), copied()) },
    { means: copiedScheduledSnapshots, there: () => all(taken(), copied(), scheduled()) },
  ];
}

/** Nodes with disks of their own lose them with their zone: https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-clusters.html#rs-node-type-info */
function hasManagedStorage(cluster: ResourceView): Verdict {
  return expectAt(cluster, 'NodeType', (type, at) => (/^d[cs]/.test(textOf(type) ?? '') ? fail(at, 'its nodes keep the data on disks of their own') : PASS));
}
