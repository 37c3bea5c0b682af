import { securityHub } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { noneOf } from '../expect';
import { rule } from '../rule';

export const endpointReplication = rule({
  id: 'events.endpoint-replication',
  title: 'Global endpoints of EventBridge replicate events',
  why: 'When the region fails over, events of the other region are missing, and with them the alarms they would have raised.',
  fix: 'Set `ReplicationConfig` State to ENABLED.',
  severity: 'medium',
  safeguard: Safeguard.ALERT_DELIVERY,
  controls: [securityHub('EventBridge.4')],
  appliesTo: ['AWS::Events::Endpoint'],
  check: (endpoint) => noneOf(endpoint, 'ReplicationConfig.State', ['DISABLED']),
});
