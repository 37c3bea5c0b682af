import { cisDatabase, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { itemsOf, Value } from '../../model/value';
import { hasCompanion } from '../companion';
import { expectAt } from '../expect';
import { rule } from '../rule';
import { all, PASS, undecided, Verdict } from '../verdict';

export const dataSubnetsHaveAcl = rule({
  id: 'vpc.data-subnets-have-acl',
  title: 'The subnets of databases have a network ACL of their own',
  why: 'The default ACL admits everything, so one wrong security group opens the database; an ACL is the second lock, in other hands.',
  fix: 'Add an `AWS::EC2::NetworkAcl` and a `SubnetNetworkAclAssociation` for each subnet of the group, or use `TieredNetwork`.',
  severity: 'medium',
  safeguard: Safeguard.NETWORK_ACL,
  controls: [cisDatabase('3.3'), nist80053r5('AC-4(21)'), nist80053r5('SC-7'), nist80053r5('SC-7(21)'), pciDss('1.4.1')],
  appliesTo: ['AWS::RDS::DBSubnetGroup'],
  check: (group) => expectAt(group, 'SubnetIds', (list, at) => all(...itemsOf(list).map((subnet) => hasAcl(subnet, at)))),
});

function hasAcl(subnet: Value, at: string): Verdict {
  if (subnet.kind !== 'reference') {
    return undecided(at, `the subnet ${subnet.kind === 'known' ? subnet.value : ''} is not part of this app`.replace('  ', ' '));
  }
  return subnet.resource.type !== 'AWS::EC2::Subnet' ? PASS : hasCompanion(subnet.resource, {
    type: 'AWS::EC2::SubnetNetworkAclAssociation', by: 'SubnetId', missing: `${subnet.resource.label} has the default network ACL, which admits everything`,
  });
}
