import { cisDatabase, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { present } from '../expect';
import { rule } from '../rule';
import { all } from '../verdict';

export const networkGiven = rule({
  id: 'memorydb.network-given',
  title: 'MemoryDB clusters are placed in chosen subnets and security groups',
  why: 'Without them a cluster lands in the default subnets, which are public, with the default group, which admits all its members.',
  fix: 'Set `SubnetGroupName` to a group of isolated subnets and `SecurityGroupIds` to a group of its own.',
  severity: 'high',
  safeguard: Safeguard.PRIVATE_NETWORK,
  controls: [cisDatabase('6.1'), nist80053r5('AC-4'), nist80053r5('SC-7')],
  appliesTo: ['AWS::MemoryDB::Cluster'],
  check: (cluster) => all(present(cluster, 'SubnetGroupName'), present(cluster, 'SecurityGroupIds')),
});
