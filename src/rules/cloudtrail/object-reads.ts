import { cisFoundations, securityHub } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { rule } from '../rule';
import { recordsDataEvents } from '../trail-selectors';

export const objectReads = rule({
  id: 'cloudtrail.object-reads',
  title: 'Trails record reads of objects in S3',
  why: 'Exports and backups of databases lie in buckets, and reads of objects are no management events: nobody can tell later what was taken or changed.',
  fix: 'Add a selector for data events of AWS::S3::Object to `AdvancedEventSelectors`, or use `AuditTrail` with `recordsDataEvents`.',
  severity: 'medium',
  safeguard: Safeguard.AUDIT_TRAIL,
  controls: [securityHub('S3.23'), cisFoundations('3.9')],
  appliesTo: ['AWS::CloudTrail::Trail'],
  byDefault: false,
  check: (trail) => recordsDataEvents(trail, 'AWS::S3::Object', 'false'),
});
