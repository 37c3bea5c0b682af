import { nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { at, textOf } from '../../model/value';
import { expectAt } from '../expect';
import { namesWhom } from '../policy';
import { rule } from '../rule';
import { fail } from '../verdict';

export const busNotPublic = rule({
  id: 'events.bus-not-public',
  title: 'Event bus policies admit nobody without naming whom',
  why: 'Anybody could put events on the bus: false alarms that bury the real one, or events that start what listens.',
  fix: 'Name accounts in `Principal`, or add a condition on aws:PrincipalOrgID.',
  severity: 'high',
  safeguard: Safeguard.ALERT_DELIVERY,
  controls: [nist80053r5('AC-3'), nist80053r5('AC-6')],
  appliesTo: ['AWS::Events::EventBusPolicy'],
  check: (policy) => {
    const old = textOf(policy.get('Principal')) === '*' && policy.get('Condition').kind === 'absent';
    return old ? fail('Properties.Principal', 'it is * without a condition on an organization') : expectAt(policy, 'Statement', (body, where) => namesWhom({ body, effect: textOf(at(body, 'Effect')), label: 'the statement' }, where));
  },
});
