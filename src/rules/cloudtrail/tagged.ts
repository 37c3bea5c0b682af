import { nist80053r5, securityHub } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { present } from '../expect';
import { rule } from '../rule';

export const tagged = rule({
  id: 'cloudtrail.tagged',
  title: 'Trails are tagged',
  why: 'A trail without an owner is one that somebody stops to save its cost.',
  fix: 'Set `Tags`: `Tags.of(stack).add(key, value)`.',
  severity: 'low',
  safeguard: Safeguard.AUDIT_TRAIL,
  controls: [securityHub('CloudTrail.9'), nist80053r5('CM-8(1)')],
  byDefault: false,
  appliesTo: ['AWS::CloudTrail::Trail'],
  check: (resource) => present(resource, 'Tags'),
});
