import { nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { noneOf, present } from '../expect';
import { rule } from '../rule';
import { all } from '../verdict';

export const subnetGroupGiven = rule({
  id: 'redshift.subnet-group-given',
  title: 'Redshift clusters are placed in chosen subnets',
  why: 'Without a subnet group the cluster lands outside the VPC, or in the default one, all of whose subnets are public.',
  fix: 'Set `ClusterSubnetGroupName` to a group of isolated subnets, or use `SecureRedshiftCluster` with a `TieredNetwork`.',
  severity: 'high',
  safeguard: Safeguard.PRIVATE_NETWORK,
  controls: [nist80053r5('AC-4'), nist80053r5('AC-4(21)'), nist80053r5('SC-7'), nist80053r5('SC-7(21)')],
  appliesTo: ['AWS::Redshift::Cluster'],
  check: (cluster) => all(present(cluster, 'ClusterSubnetGroupName'), noneOf(cluster, 'ClusterSubnetGroupName', ['default'])),
});
