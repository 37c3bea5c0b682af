import { Safeguard } from '../../core/safeguard';
import { present } from '../expect';
import { rule } from '../rule';

export const insights = rule({
  id: 'cloudtrail.insights',
  title: 'Trails watch for unusual numbers of calls',
  why: 'A key that suddenly describes every table is noticed by the number of its calls alone. No published control asks for it.',
  fix: 'Add ApiCallRateInsight to `InsightSelectors`.',
  severity: 'low',
  safeguard: Safeguard.AUDIT_TRAIL,
  controls: [],
  appliesTo: ['AWS::CloudTrail::Trail'],
  byDefault: false,
  check: (trail) => present(trail, 'InsightSelectors'),
});
