import { admits, notFromInternet, portsOf } from './acl-entry';
import { cisFoundations, fsbp, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { ADMINISTRATION_PORTS } from '../../facts/administration-ports';
import { ResourceView } from '../../model/resource-view';
import { rule } from '../rule';

export const aclNoOpenAdministrationPorts = rule({
  id: 'vpc.acl-no-open-administration-ports',
  title: 'Network ACLs do not open SSH and RDP to the internet',
  why: 'The network ACL is the second lock: it should hold when somebody opens a security group.',
  fix: 'Narrow `CidrBlock` or `PortRange` of the entry, or use `TieredNetwork`, whose data subnets admit store ports from the app tier only.',
  severity: 'medium',
  safeguard: Safeguard.NETWORK_ACL,
  controls: [fsbp('EC2.21'), cisFoundations('5.2'), nist80053r5('AC-4(21)'), nist80053r5('CM-7'), nist80053r5('SC-7'), nist80053r5('SC-7(5)'),
    pciDss('1.3.1')],
  appliesTo: ['AWS::EC2::NetworkAclEntry'],
  only: (entry) => admits(entry) && opened(entry).length > 0,
  check: (entry) => notFromInternet(entry, `it admits ${opened(entry).map((port) => `port ${port}`).join(' and ')}`),
});

function opened(entry: ResourceView): readonly number[] {
  const { from, to } = portsOf(entry);
  return ADMINISTRATION_PORTS.filter((port) => from <= port && port <= to);
}
