import { fsbp, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { hasCompanion } from '../companion';
import { present } from '../expect';
import { rule } from '../rule';

export const busPolicy = rule({
  id: 'events.bus-policy',
  title: 'Custom event buses have a resource policy',
  why: 'Without a policy, any identity of the account with a broad right may put events on the bus, and start what listens to it.',
  fix: 'Add an `AWS::Events::EventBusPolicy` that names who may put events.',
  severity: 'low',
  safeguard: Safeguard.ALERT_DELIVERY,
  controls: [fsbp('EventBridge.3'), nist80053r5('AC-3')],
  appliesTo: ['AWS::Events::EventBus'],
  check: (bus) => (bus.get('Policy').kind === 'absent' ? hasCompanion(bus, {
    type: 'AWS::Events::EventBusPolicy', by: 'EventBusName', missing: 'no policy of the app is about this bus',
  }) : present(bus, 'Policy')),
});
