import { nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { membersSpanZones } from '../cluster-members';
import { rule } from '../rule';

export const spansZones = rule({
  id: 'documentdb.spans-zones',
  title: 'DocumentDB clusters have at least two instances, in different zones',
  why: 'With one instance the cluster is down until the service has started another; a reader takes over within a minute.',
  fix: 'Add a second `AWS::DocDB::DBInstance` with the `DBClusterIdentifier` of the cluster, in another zone.',
  severity: 'medium',
  safeguard: Safeguard.HIGH_AVAILABILITY,
  controls: [nist80053r5('CP-10'), nist80053r5('SC-5(2)'), nist80053r5('SC-36'), nist80053r5('SI-13(5)')],
  appliesTo: ['AWS::DocDB::DBCluster'],
  check: (cluster) => membersSpanZones(cluster, 'AWS::DocDB::DBInstance'),
});
