import { nist80053r5, securityHub } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { present } from '../expect';
import { rule } from '../rule';

export const tagged = rule({
  id: 'guardduty.tagged',
  title: 'GuardDuty detectors, filters and lists are tagged',
  why: 'A filter without an owner hides findings, and nobody knows for whom.',
  fix: 'Set `Tags`: `Tags.of(stack).add(key, value)`.',
  severity: 'low',
  safeguard: Safeguard.THREAT_DETECTION,
  controls: [securityHub('GuardDuty.2'), securityHub('GuardDuty.3'), securityHub('GuardDuty.4'), nist80053r5('CM-8(1)')],
  byDefault: false,
  appliesTo: ['AWS::GuardDuty::Detector', 'AWS::GuardDuty::Filter', 'AWS::GuardDuty::IPSet'],
  check: (resource) => present(resource, 'Tags'),
});
