import { DOMAINS } from './scope';
import { nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { alternatives } from '../../model/value';
import { admitsNobodyUnknown } from '../policy';
import { rule } from '../rule';
import { all, PASS, undecided } from '../verdict';

export const noAnonymousAccess = rule({
  id: 'opensearch.no-anonymous-access',
  title: 'The access policy of OpenSearch domains admits nobody without a name',
  why: 'A policy for everybody lets unsigned requests through; in a VPC everything that reaches port 443 then reads the indices.',
  fix: 'Name roles as `Principal` in `AccessPolicies`, or leave them out and grant by policies of identities, as `SecureOpenSearchDomain` does.',
  severity: 'critical',
  safeguard: Safeguard.FINE_GRAINED_ACCESS,
  controls: [nist80053r5('AC-3'), nist80053r5('AC-4'), nist80053r5('AC-6'), nist80053r5('AC-21'), nist80053r5('SC-7'), pciDss('1.4.4'),
    pciDss('7.2.5')],
  appliesTo: DOMAINS,
  check: (domain) => all(...alternatives(domain.get('AccessPolicies')).map(({ kind }) => (
    kind === 'known' ? undecided('Properties.AccessPolicies', 'it is a text, expected a map') : PASS)), admitsNobodyUnknown(domain, 'AccessPolicies')),
});
