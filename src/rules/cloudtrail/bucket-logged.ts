import { bucketOf } from './bucket';
import { cisFoundations, nist80053r5, securityHub } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { present } from '../expect';
import { rule } from '../rule';

export const bucketLogged = rule({
  id: 'cloudtrail.bucket-logged',
  title: 'The bucket of a trail records who reads it',
  why: 'Whoever reads the records learns what is noticed; their own reading should be noticed, too.',
  fix: 'Set `LoggingConfiguration` on the bucket, or use `AuditTrail`.',
  severity: 'low',
  safeguard: Safeguard.AUDIT_TRAIL,
  controls: [securityHub('CloudTrail.7'), cisFoundations('3.4'), nist80053r5('AC-2(4)')],
  appliesTo: ['AWS::CloudTrail::Trail'],
  check: (trail) => bucketOf(trail, (bucket) => present(bucket, 'LoggingConfiguration')),
});
