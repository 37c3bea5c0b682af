import { isAurora, standsAlone } from './scope';
import { RDS_ENGINES } from '../../facts/rds-engines';
import { ResourceView } from '../../model/resource-view';
import { alternatives, textOf } from '../../model/value';

/** The property that switches the insights on: instances and clusters spell it differently. */
export function insightsProperty(resource: ResourceView): string {
  return resource.type === 'AWS::RDS::DBCluster' ? 'PerformanceInsightsEnabled' : 'EnablePerformanceInsights';
}

/** A store whose insights are a property of its own, on an instance class that has them. */
export function canHaveInsights(resource: ResourceView): boolean {
  const engine = RDS_ENGINES[textOf(resource.get('Engine')) ?? ''];
  return engine?.insights !== false && standsAlone(resource) && !isAurora(resource) && !alternatives(resource.get('DBInstanceClass')).every((size) => {
    return (engine?.withoutInsights ?? []).includes(textOf(size)?.replace(/^db\./, '') ?? '');
  });
}
