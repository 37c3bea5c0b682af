import { cisDatabase, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { noneOf, present } from '../expect';
import { rule } from '../rule';
import { all } from '../verdict';

export const subnetGroupGiven = rule({
  id: 'neptune.subnet-group-given',
  title: 'Neptune clusters are placed in chosen subnets',
  why: 'Without a subnet group the database lands in the default VPC, all of whose subnets are public.',
  fix: 'Set `DBSubnetGroupName` to a group of isolated subnets, such as the data tier of a `TieredNetwork`.',
  severity: 'high',
  safeguard: Safeguard.PRIVATE_NETWORK,
  controls: [cisDatabase('9.1'), cisDatabase('9.8'), nist80053r5('AC-4'), nist80053r5('AC-4(21)'), nist80053r5('SC-7'),
    nist80053r5('SC-7(21)')],
  appliesTo: ['AWS::Neptune::DBCluster'],
  check: (cluster) => all(present(cluster, 'DBSubnetGroupName'), noneOf(cluster, 'DBSubnetGroupName', ['default'])),
});
