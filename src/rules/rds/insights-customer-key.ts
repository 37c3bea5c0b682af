import { canHaveInsights, insightsProperty } from './insights';
import { isAurora, STORES } from './scope';
import { nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { alternatives, booleanOf } from '../../model/value';
import { hasCustomerKey } from '../expect-key';
import { rule } from '../rule';

export const insightsCustomerKey = rule({
  id: 'rds.insights-customer-key',
  title: 'Query performance data is encrypted with a customer managed key',
  why: 'It holds the text of statements, and so literals of the data; it deserves the key of the data.',
  fix: 'Set `PerformanceInsightsKMSKeyId` to the key of the database (`PerformanceInsightsKmsKeyId` on a cluster), or use `SecureRdsInstance`.',
  severity: 'medium',
  safeguard: Safeguard.PERFORMANCE_INSIGHTS,
  controls: [nist80053r5('SC-28(1)')],
  appliesTo: STORES,
  only: (resource) => (canHaveInsights(resource) || isAurora(resource))
    && alternatives(resource.get(insightsProperty(resource))).some((on) => booleanOf(on) === true),
  check: (resource) => hasCustomerKey(resource, resource.type === 'AWS::RDS::DBCluster' ? 'PerformanceInsightsKmsKeyId' : 'PerformanceInsightsKMSKeyId'),
});
