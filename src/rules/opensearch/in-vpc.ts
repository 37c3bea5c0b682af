import { DOMAINS } from './scope';
import { fsbp, hipaa, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { present } from '../expect';
import { rule } from '../rule';

export const inVpc = rule({
  id: 'opensearch.in-vpc',
  title: 'OpenSearch domains lie in a VPC',
  why: 'A domain outside a VPC has an endpoint that the whole internet reaches, and only a policy stands between it and the data; it '
    + 'can never move into a VPC.',
  fix: 'Set `VPCOptions.SubnetIds` to isolated subnets before the first deployment, or use `SecureOpenSearchDomain` with a `TieredNetwork`.',
  severity: 'critical',
  safeguard: Safeguard.PRIVATE_NETWORK,
  controls: [fsbp('Opensearch.2'), fsbp('ES.2'), nist80053r5('AC-4'), nist80053r5('AC-4(21)'), nist80053r5('SC-7'), nist80053r5('SC-7(4)'),
    nist80053r5('SC-7(11)'), nist80053r5('SC-7(20)'), nist80053r5('SC-7(21)'), pciDss('1.3.1'), pciDss('1.4.4'), hipaa('164.312(a)(1)'),
    hipaa('164.312(e)(1)')],
  appliesTo: DOMAINS,
  check: (domain) => present(domain, 'VPCOptions.SubnetIds'),
});
