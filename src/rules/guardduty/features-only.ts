import { Safeguard } from '../../core/safeguard';
import { isAbsent } from '../expect';
import { rule } from '../rule';
import { PASS } from '../verdict';

export const featuresOnly = rule({
  id: 'guardduty.features-only',
  title: 'Detectors of GuardDuty name their protections once',
  why: 'GuardDuty refuses a detector with both `Features` and `DataSources`: the deployment fails, and the account stays without one. No published control asks for it.',
  fix: 'Move what stands in `DataSources` to `Features`, and remove `DataSources`; `GuardDutyAlerts` knows only features.',
  severity: 'low',
  safeguard: Safeguard.THREAT_DETECTION,
  controls: [],
  appliesTo: ['AWS::GuardDuty::Detector'],
  check: (detector) => (detector.get('Features').kind === 'absent' ? PASS : isAbsent(detector, 'DataSources')),
});
