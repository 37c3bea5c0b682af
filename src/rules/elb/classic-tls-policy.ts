import { CLASSIC } from './classic';
import { fsbp, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { at, itemsOf, textOf } from '../../model/value';
import { rule } from '../rule';
import { fail, PASS, undecided } from '../verdict';

const STRONGEST = 'ELBSecurityPolicy-TLS-1-2-2017-01';

export const classicTlsPolicy = rule({
  id: 'elb.classic-tls-policy',
  title: 'Classic load balancers use the strongest predefined TLS policy',
  why: 'The default of classic load balancers takes TLS 1.0; the only predefined policy without it is ELBSecurityPolicy-TLS-1-2-2017-01.',
  fix: 'Add a policy whose attribute Reference-Security-Policy is ELBSecurityPolicy-TLS-1-2-2017-01, or replace the classic load balancer by `WafProtectedAlb`.',
  severity: 'medium',
  safeguard: Safeguard.ENCRYPTION_IN_TRANSIT,
  controls: [fsbp('ELB.8'), nist80053r5('SC-8(1)'), nist80053r5('SC-13'), pciDss('4.2.1')],
  appliesTo: [CLASSIC],
  check: (resource) => {
    const policies = itemsOf(resource.get('Policies'));
    const attributes = policies.flatMap((policy) => itemsOf(at(policy, 'Attributes')));
    if (attributes.some((attribute) => textOf(at(attribute, 'Value')) === STRONGEST)) {
      return PASS;
    }
    const hidden = [...policies, ...attributes, ...attributes.map((attribute) => at(attribute, 'Value'))].find(({ kind }) => kind === 'unknown');
    return hidden?.kind === 'unknown'
      ? undecided('Properties.Policies', `a policy is only known at deployment (${hidden.because})`) : fail('Properties.Policies', `none is ${STRONGEST}`);
  },
});
