import { nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { noneOf, present } from '../expect';
import { rule } from '../rule';
import { all } from '../verdict';

export const subnetGroupGiven = rule({
  id: 'dax.subnet-group-given',
  title: 'DAX clusters are placed in chosen subnets',
  why: 'Without a subnet group the nodes land in the default VPC, all of whose subnets are public.',
  fix: 'Set `SubnetGroupName` to a group of isolated subnets, or use `SecureDaxCluster` with a `TieredNetwork`.',
  severity: 'high',
  safeguard: Safeguard.PRIVATE_NETWORK,
  controls: [nist80053r5('AC-4'), nist80053r5('AC-4(21)'), nist80053r5('SC-7'), nist80053r5('SC-7(21)')],
  appliesTo: ['AWS::DAX::Cluster'],
  check: (cluster) => all(present(cluster, 'SubnetGroupName'), noneOf(cluster, 'SubnetGroupName', ['default'])),
});
