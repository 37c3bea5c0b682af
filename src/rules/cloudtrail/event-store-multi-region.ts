import { Safeguard } from '../../core/safeguard';
import { isNotFalse } from '../expect';
import { rule } from '../rule';

export const eventStoreMultiRegion = rule({
  id: 'cloudtrail.event-store-multi-region',
  title: 'Event data stores collect all regions',
  why: 'A store of one region misses what happens in the others, where nobody works and nobody looks. No published control asks for it.',
  fix: 'Leave `MultiRegionEnabled` at true, its default.',
  severity: 'low',
  safeguard: Safeguard.AUDIT_TRAIL,
  controls: [],
  appliesTo: ['AWS::CloudTrail::EventDataStore'],
  check: (store) => isNotFalse(store, 'MultiRegionEnabled'),
});
