import { fsbp, hipaa, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { isNotTrue } from '../expect';
import { rule } from '../rule';

export const noPublicIpOnLaunch = rule({
  id: 'vpc.no-public-ip-on-launch',
  title: 'Subnets give out no public addresses by themselves',
  why: 'A host that lands in such a subnet by mistake is on the internet before anybody has asked for it.',
  fix: 'Set `MapPublicIpOnLaunch: false` (`mapPublicIpOnLaunch` of a subnet configuration), or use `TieredNetwork`.',
  severity: 'medium',
  safeguard: Safeguard.PRIVATE_NETWORK,
  controls: [fsbp('EC2.15'), nist80053r5('AC-4'), nist80053r5('SC-7'), nist80053r5('SC-7(3)'), hipaa('164.312(a)(1)'), hipaa('164.312(e)(1)')],
  appliesTo: ['AWS::EC2::Subnet'],
  check: (resource) => isNotTrue(resource, 'MapPublicIpOnLaunch'),
});
