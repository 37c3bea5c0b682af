import { INGRESS, isJudgedHere } from './ingress';
import { holdsOneOf, notOpenToInternet } from './open-ports';
import { fsbp, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { ADMINISTRATION_PORTS } from '../../facts/administration-ports';
import { HIGH_RISK_PORTS } from '../../facts/high-risk-ports';
import { rule } from '../rule';

// the ports that Security Hub authorises: https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-18
const AUTHORISED = [80, 443];

// these have rules of their own, and one opening is one finding
const holdsRiskyPort = holdsOneOf([...HIGH_RISK_PORTS, ...ADMINISTRATION_PORTS]);

export const onlyWebPortsOpen = rule({
  id: 'vpc.only-web-ports-open',
  title: 'Security groups open nothing but HTTP and HTTPS to the internet',
  why: 'Every other port that answers the internet is an entrance that no firewall inspects.',
  fix: 'Narrow `FromPort` and `ToPort` of the rule in `SecurityGroupIngress` to 80 or 443, or admit a security group, as `TieredNetwork` does.',
  severity: 'high',
  safeguard: Safeguard.TIERED_ACCESS,
  controls: [fsbp('EC2.18'), nist80053r5('AC-4'), nist80053r5('SC-7'), nist80053r5('SC-7(5)'), nist80053r5('SC-7(11)'), pciDss('1.2.5'), pciDss('1.3.1')],
  appliesTo: INGRESS,
  only: isJudgedHere,
  check: (resource) => notOpenToInternet(resource, (from, to) => (
    !holdsRiskyPort(from, to) && (from !== to || !AUTHORISED.includes(from))), 'port 80 or 443'),
});
