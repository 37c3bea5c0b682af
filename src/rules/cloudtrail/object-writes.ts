import { cisFoundations, securityHub } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { rule } from '../rule';
import { recordsDataEvents } from '../trail-selectors';

export const objectWrites = rule({
  id: 'cloudtrail.object-writes',
  title: 'Trails record writes of objects in S3',
  why: 'Exports and backups of databases lie in buckets, and writes of objects are no management events: nobody can tell later what was taken or changed.',
  fix: 'Add a selector for data events of AWS::S3::Object to `AdvancedEventSelectors`, or use `AuditTrail` with `recordsDataEvents`.',
  severity: 'medium',
  safeguard: Safeguard.AUDIT_TRAIL,
  controls: [securityHub('S3.22'), cisFoundations('3.8')],
  appliesTo: ['AWS::CloudTrail::Trail'],
  byDefault: false,
  check: (trail) => recordsDataEvents(trail, 'AWS::S3::Object', 'true'),
});
