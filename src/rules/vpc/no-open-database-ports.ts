import { INGRESS, isJudgedHere } from './ingress';
import { holdsOneOf, notOpenToInternet } from './open-ports';
import { fsbp, hipaa, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { HIGH_RISK_PORTS } from '../../facts/high-risk-ports';
import { rule } from '../rule';

export const noOpenDatabasePorts = rule({
  id: 'vpc.no-open-database-ports',
  title: 'Security groups do not open ports of databases and other risky services to the internet',
  why: 'Open database ports are found by scanners within minutes, and every weak password behind them within hours.',
  fix: 'Remove the `CidrIp` or `CidrIpv6` of the rule in `SecurityGroupIngress` and admit a security group, or use `TieredNetwork`.',
  severity: 'critical',
  safeguard: Safeguard.TIERED_ACCESS,
  controls: [fsbp('EC2.18'), fsbp('EC2.19'), nist80053r5('AC-4'), nist80053r5('CM-7'), nist80053r5('SC-7'), nist80053r5('SC-7(5)'), pciDss('1.3.1'), pciDss('1.4.2'),
    hipaa('164.312(a)(1)'), hipaa('164.312(e)(1)')],
  appliesTo: INGRESS,
  only: isJudgedHere,
  check: (resource) => notOpenToInternet(resource, holdsOneOf(HIGH_RISK_PORTS), 'only ports of public services'),
});
