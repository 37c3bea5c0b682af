import { nist80053r5, securityHub } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { isTrue } from '../expect';
import { rule } from '../rule';

export const logging = rule({
  id: 'cloudtrail.logging',
  title: 'Trails are recording',
  why: 'A trail that is switched off looks like any other in the list, and records nothing.',
  fix: 'Set `IsLogging: true`, or use `AuditTrail`.',
  severity: 'high',
  safeguard: Safeguard.AUDIT_TRAIL,
  controls: [securityHub('CloudTrail.3'), nist80053r5('AU-12')],
  appliesTo: ['AWS::CloudTrail::Trail'],
  check: (trail) => isTrue(trail, 'IsLogging'),
});
