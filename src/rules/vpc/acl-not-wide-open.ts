import { admits, notFromInternet, portsOf } from './acl-entry';
import { hipaa, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { rule } from '../rule';

export const aclNotWideOpen = rule({
  id: 'vpc.acl-not-wide-open',
  title: 'Network ACLs do not admit everything',
  why: 'An ACL of one entry that admits everything looks like a lock in every diagram and stops nothing.',
  fix: 'Name `Protocol` and `PortRange` of the entry, or narrow `CidrBlock`, as the ACL of `TieredNetwork` does.',
  severity: 'medium',
  safeguard: Safeguard.NETWORK_ACL,
  controls: [nist80053r5('SC-7'), nist80053r5('SC-7(5)'), hipaa('164.312(e)(1)')],
  appliesTo: ['AWS::EC2::NetworkAclEntry'],
  only: (entry) => admits(entry) && portsOf(entry).from === 0 && portsOf(entry).to === 65535,
  check: (entry) => notFromInternet(entry, 'it admits every port'),
});
