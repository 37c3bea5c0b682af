import { spansZones } from './members';
import { isAurora } from './scope';
import { cisDatabase, cisFoundations, fsbp, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { rule } from '../rule';

export const clusterSpansZones = rule({
  id: 'rds.cluster-spans-zones',
  title: 'Aurora clusters have at least two members, in different zones',
  why: 'With one member the cluster is down until Aurora has started another, in the same zone or in the next; a reader takes over within a minute.',
  fix: 'Add a second `AWS::RDS::DBInstance` with the `DBClusterIdentifier` of the cluster, in another zone.',
  severity: 'medium',
  safeguard: Safeguard.HIGH_AVAILABILITY,
  controls: [fsbp('RDS.15'), cisDatabase('3.2'), cisFoundations('2.2.4'), nist80053r5('CP-10'), nist80053r5('SC-5(2)'), nist80053r5('SC-36'),
    nist80053r5('SI-13(5)')],
  appliesTo: ['AWS::RDS::DBCluster'],
  only: isAurora,
  check: spansZones,
});
