import { cisFoundations, fsbp, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { isTrue } from '../expect';
import { rule } from '../rule';

export const fileValidation = rule({
  id: 'cloudtrail.file-validation',
  title: 'Trails sign their files',
  why: 'Without digests, nobody can tell whether an attacker with access to the bucket removed or changed records.',
  fix: 'Set `EnableLogFileValidation: true`, or use `AuditTrail`.',
  severity: 'low',
  safeguard: Safeguard.AUDIT_TRAIL,
  controls: [fsbp('CloudTrail.4'), cisFoundations('3.2'), nist80053r5('AU-9'), pciDss('10.3.4')],
  appliesTo: ['AWS::CloudTrail::Trail'],
  check: (trail) => isTrue(trail, 'EnableLogFileValidation'),
});
