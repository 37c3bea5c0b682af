import { nist80053r5, securityHub } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { present } from '../expect';
import { rule } from '../rule';

export const busTagged = rule({
  id: 'events.bus-tagged',
  title: 'Custom event buses are tagged',
  why: 'Nobody knows who listens to a bus without an owner, nor who may change it.',
  fix: 'Set `Tags`: `Tags.of(stack).add(key, value)`.',
  severity: 'low',
  safeguard: Safeguard.ALERT_DELIVERY,
  controls: [securityHub('EventBridge.2'), nist80053r5('CM-8(1)')],
  byDefault: false,
  appliesTo: ['AWS::Events::EventBus'],
  check: (resource) => present(resource, 'Tags'),
});
