import { cisDatabase, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { AppModel } from '../../model/app-model';
import { ResourceView } from '../../model/resource-view';
import { itemsOf } from '../../model/value';
import { hasCompanion } from '../companion';
import { rule } from '../rule';

export const dataSubnetsHaveAcl = rule({
  id: 'vpc.data-subnets-have-acl',
  title: 'The subnets of databases have a network ACL of their own',
  why: 'The default ACL admits everything, so one wrong security group opens the database; an ACL is the second lock, in other hands.',
  fix: 'Add an `AWS::EC2::NetworkAcl` and a `SubnetNetworkAclAssociation` for each subnet of the group, or use `TieredNetwork`.',
  severity: 'medium',
  safeguard: Safeguard.NETWORK_ACL,
  controls: [cisDatabase('3.3'), nist80053r5('AC-4(21)'), nist80053r5('SC-7'), nist80053r5('SC-7(21)'), pciDss('1.4.1')],
  // judged on the subnet, so that its network answers for it and not the database
  appliesTo: ['AWS::EC2::Subnet'],
  only: (subnet, app) => app.derive(subnetsOfDatabases).has(subnet),
  check: (subnet) => hasCompanion(subnet, {
    type: 'AWS::EC2::SubnetNetworkAclAssociation', by: 'SubnetId', missing: 'it has the default network ACL, which admits everything',
  }),
});

function subnetsOfDatabases(app: AppModel): ReadonlySet<ResourceView> {
  const listed = app.resourcesOf('AWS::RDS::DBSubnetGroup').flatMap((group) => itemsOf(group.get('SubnetIds')));
  return new Set(listed.flatMap((subnet) => (subnet.kind === 'reference' ? [subnet.resource] : [])));
}
