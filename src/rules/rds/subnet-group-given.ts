import { isPrimary, STORES } from './scope';
import { cisDatabase, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { noneOf, present } from '../expect';
import { rule } from '../rule';
import { all } from '../verdict';

export const subnetGroupGiven = rule({
  id: 'rds.subnet-group-given',
  title: 'RDS instances and clusters are placed in chosen subnets',
  why: 'Without a subnet group the database lands in the default VPC, all of whose subnets are public.',
  fix: 'Set `DBSubnetGroupName` to a group of isolated subnets, or use `SecureRdsInstance` with a `TieredNetwork`.',
  severity: 'high',
  safeguard: Safeguard.PRIVATE_NETWORK,
  controls: [cisDatabase('3.3'), nist80053r5('AC-4'), nist80053r5('AC-4(21)'), nist80053r5('SC-7'), nist80053r5('SC-7(21)')],
  appliesTo: STORES,
  only: isPrimary,
  check: (resource) => all(present(resource, 'DBSubnetGroupName'), noneOf(resource, 'DBSubnetGroupName', ['default'])),
});
