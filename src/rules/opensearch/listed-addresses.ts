import { DOMAINS } from './scope';
import { nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { mayBeAbsent } from '../expect';
import { conditionOf, everyStatement, Statement } from '../policy';
import { rule } from '../rule';
import { fail, PASS } from '../verdict';

export const listedAddresses = rule({
  id: 'opensearch.listed-addresses',
  title: 'The access policy of public OpenSearch domains admits listed addresses only',
  why: 'A stolen credential opens a public endpoint from anywhere. In a VPC the service refuses conditions on addresses, and '
    + 'security groups do this.',
  fix: 'Add `IpAddress` with `aws:SourceIp` to every statement of `AccessPolicies`, or better move the domain into a VPC.',
  severity: 'medium',
  safeguard: Safeguard.PRIVATE_NETWORK,
  controls: [nist80053r5('AC-4'), nist80053r5('SC-7'), nist80053r5('SC-7(5)')],
  appliesTo: DOMAINS,
  byDefault: false,
  only: (domain) => mayBeAbsent(domain, 'VPCOptions'),
  check: (domain) => everyStatement(domain.get('AccessPolicies'), 'Properties.AccessPolicies', (statement) => (
    statement.effect !== 'Allow' || isListed(statement) ? PASS : fail('Properties.AccessPolicies', `${statement.label} admits any address`))),
});

// CloudFormation keys are compared without regard to case
function isListed(statement: Statement): boolean {
  const addresses = ['aws:SourceIp', 'aws:sourceIp', 'aws:sourceip'].flatMap((key) => conditionOf(statement, 'IpAddress', key));
  return addresses.length > 0 && !addresses.some((address) => /\/0$/.test(address));
}
