import { fsbp, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { isTrue } from '../expect';
import { rule } from '../rule';

export const enabled = rule({
  id: 'guardduty.enabled',
  title: 'Detectors of GuardDuty are switched on',
  why: 'A detector that is switched off looks at nothing, and nobody notices, since it raises no findings either.',
  fix: 'Set `Enable: true`, or use `GuardDutyAlerts`.',
  severity: 'high',
  safeguard: Safeguard.THREAT_DETECTION,
  controls: [fsbp('GuardDuty.1'), nist80053r5('SI-4(5)'), pciDss('11.5.1')],
  appliesTo: ['AWS::GuardDuty::Detector'],
  check: (detector) => isTrue(detector, 'Enable'),
});
