import { fsbp, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { alternatives, textOf } from '../../model/value';
import { isTrue } from '../expect';
import { rule } from '../rule';

export const multiAz = rule({
  id: 'redshift.multi-az',
  title: 'Redshift clusters run in two Availability Zones',
  why: 'When the zone of the cluster fails, it is down until it has been relocated or restored; in two zones it goes on.',
  fix: 'Set `MultiAZ: true`, or use `SecureRedshiftCluster`.',
  severity: 'medium',
  safeguard: Safeguard.HIGH_AVAILABILITY,
  controls: [fsbp('Redshift.18'), nist80053r5('CP-10'), nist80053r5('CP-6(2)'), nist80053r5('SC-36'),
    nist80053r5('SC-5(2)'), nist80053r5('SI-13(5)')],
  appliesTo: ['AWS::Redshift::Cluster'],
  // nodes with disks of their own have no second zone: https://docs.aws.amazon.com/redshift/latest/mgmt/managing-cluster-multi-az.html
  only: (cluster) => alternatives(cluster.get('NodeType')).every((type) => !/^d[cs]/.test(textOf(type) ?? '')),
  check: (cluster) => isTrue(cluster, 'MultiAZ'),
});
