import { isRedirectToHttps } from './redirect';
import { LISTENER, speaks } from './scope';
import { fsbp, hipaa, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { itemsOf } from '../../model/value';
import { expectAt } from '../expect';
import { rule } from '../rule';
import { all, fail, PASS } from '../verdict';

export const httpRedirect = rule({
  id: 'elb.http-redirect',
  title: 'HTTP listeners do nothing but redirect to HTTPS',
  why: 'Over HTTP the session, the password and the data travel in the clear, and anybody on the way may change the page.',
  fix: 'Make every entry of `DefaultActions` a redirect with `Protocol` HTTPS, or use `WafProtectedAlb`, which listens on 443 only.',
  severity: 'medium',
  safeguard: Safeguard.ENCRYPTION_IN_TRANSIT,
  controls: [fsbp('ELB.1'), fsbp('ELB.18'), nist80053r5('AC-17(2)'), nist80053r5('SC-8'), nist80053r5('SC-8(1)'), pciDss('4.2.1'),
    hipaa('164.312(e)(1)'), hipaa('164.312(e)(2)(ii)')],
  appliesTo: [LISTENER],
  only: speaks('HTTP'),
  check: (listener) => expectAt(listener, 'DefaultActions', (actions, at) => all(
    itemsOf(actions).length === 0 ? fail(at, 'it is not set, expected a redirect to HTTPS') : PASS,
    ...itemsOf(actions).map((action) => isRedirectToHttps(action, at)),
  )),
});
