import { CLASSIC, classicListeners } from './classic';
import { nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { at, textOf } from '../../model/value';
import { rule } from '../rule';
import { fail, PASS } from '../verdict';

export const noClassicHttp = rule({
  id: 'elb.no-classic-http',
  title: 'No classic load balancer serves the web',
  why: 'Classic load balancers know neither a firewall nor modern TLS nor the removal of ambiguous requests before they reach the app.',
  fix: 'Replace the classic load balancer by an application load balancer, such as `WafProtectedAlb`.',
  severity: 'medium',
  safeguard: Safeguard.WEB_FIREWALL,
  controls: [nist80053r5('SC-7')],
  appliesTo: [CLASSIC],
  check: (resource) => classicListeners(resource, (listener, where) => {
    const protocol = textOf(at(listener, 'Protocol'))?.toUpperCase() ?? '';
    return ['HTTP', 'HTTPS'].includes(protocol) ? fail(where, `a listener speaks ${protocol}, which an application load balancer does better`) : PASS;
  }),
});
