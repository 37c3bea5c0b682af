import { INGRESS, isJudgedHere } from './ingress';
import { holdsOneOf, notOpenToInternet } from './open-ports';
import { cisFoundations, fsbp, hipaa, nist80053r5, pciDss, securityHub } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { ADMINISTRATION_PORTS } from '../../facts/administration-ports';
import { rule } from '../rule';

export const noOpenAdministrationPorts = rule({
  id: 'vpc.no-open-administration-ports',
  title: 'Security groups do not open SSH and RDP to the internet',
  why: 'A host that takes logins from anywhere is taken over sooner or later, and it stands inside the network of the database.',
  fix: 'Remove the `CidrIp` or `CidrIpv6` of the rule in `SecurityGroupIngress`; Systems Manager needs no open port.',
  severity: 'high',
  safeguard: Safeguard.TIERED_ACCESS,
  controls: [fsbp('EC2.18'), fsbp('EC2.19'), securityHub('EC2.13'), securityHub('EC2.14'), securityHub('EC2.53'), securityHub('EC2.54'), cisFoundations('5.3'), cisFoundations('5.4'),
    nist80053r5('AC-17'), nist80053r5('SC-7'), pciDss('1.3.1'), hipaa('164.312(a)(1)'), hipaa('164.312(e)(1)')],
  appliesTo: INGRESS,
  only: isJudgedHere,
  check: (resource) => notOpenToInternet(resource, holdsOneOf(ADMINISTRATION_PORTS), 'no administration port'),
});
