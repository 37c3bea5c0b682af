import { fsbp, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { hasCompanion } from '../companion';
import { rule } from '../rule';

export const aclUsed = rule({
  id: 'vpc.acl-used',
  title: 'Every network ACL guards a subnet',
  why: 'An ACL without a subnet protects nothing, and whoever reads it believes otherwise.',
  fix: 'Add an `AWS::EC2::SubnetNetworkAclAssociation`, remove the ACL, or use `TieredNetwork`.',
  severity: 'low',
  safeguard: Safeguard.NETWORK_ACL,
  controls: [fsbp('EC2.16'), pciDss('1.2.8')],
  appliesTo: ['AWS::EC2::NetworkAcl'],
  check: (resource) => hasCompanion(resource, {
    type: 'AWS::EC2::SubnetNetworkAclAssociation', by: 'NetworkAclId', missing: 'no subnet of the app is associated with the ACL',
  }),
});
