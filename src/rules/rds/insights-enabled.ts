import { canHaveInsights, insightsProperty } from './insights';
import { byItselfOrCluster } from './members';
import { STORES } from './scope';
import { Safeguard } from '../../core/safeguard';
import { isTrue } from '../expect';
import { rule } from '../rule';

export const insightsEnabled = rule({
  id: 'rds.insights-enabled',
  title: 'RDS instances and clusters collect query performance data',
  why: 'Without it nobody can tell which statement, user or host loads the database when it slows down or is attacked. No published control asks for it.',
  fix: 'Set `EnablePerformanceInsights: true` (`PerformanceInsightsEnabled` on a cluster), or use `SecureRdsInstance`.',
  severity: 'low',
  safeguard: Safeguard.PERFORMANCE_INSIGHTS,
  controls: [],
  appliesTo: STORES,
  only: canHaveInsights,
  check: (resource) => byItselfOrCluster(resource, (store) => isTrue(store, insightsProperty(store))),
});
