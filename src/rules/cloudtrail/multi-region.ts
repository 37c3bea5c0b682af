import { cisFoundations, fsbp, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { isTrue } from '../expect';
import { rule } from '../rule';
import { recordsManagementEvents } from '../trail-selectors';
import { all } from '../verdict';

export const multiRegion = rule({
  id: 'cloudtrail.multi-region',
  title: 'Trails record management events of all regions',
  why: 'An attacker works where nobody looks: calls in a region without a trail leave no record at all.',
  fix: 'Set `IsMultiRegionTrail: true` and record reads and writes of management events, or use `AuditTrail`.',
  severity: 'high',
  safeguard: Safeguard.AUDIT_TRAIL,
  controls: [fsbp('CloudTrail.1'), cisFoundations('3.1'), nist80053r5('AU-2'), nist80053r5('AU-12'), pciDss('10.2.1')],
  appliesTo: ['AWS::CloudTrail::Trail'],
  check: (trail) => all(isTrue(trail, 'IsMultiRegionTrail'), recordsManagementEvents(trail)),
});
