import { isAurora, isAuroraMember, standsAlone } from './scope';
import { RDS_ENGINES } from '../../facts/rds-engines';
import { ResourceView } from '../../model/resource-view';
import { alternatives, textOf } from '../../model/value';

/** The property that switches the insights on: instances and clusters spell it differently. */
export function insightsProperty(resource: ResourceView): string {
  return resource.type === 'AWS::RDS::DBCluster' ? 'PerformanceInsightsEnabled' : 'EnablePerformanceInsights';
}

/** A store or member of an Aurora cluster whose insights are a property of its own, on an engine and an instance class that have them. */
export function canHaveInsights(resource: ResourceView): boolean {
  const engine = RDS_ENGINES[textOf(resource.get('Engine')) ?? ''];
  const own = isAuroraMember(resource) || (standsAlone(resource) && !isAurora(resource));
  return own && engine?.insights !== false && !alternatives(resource.get('DBInstanceClass')).every((size) => (
    (engine?.withoutInsights ?? []).includes(textOf(size)?.replace(/^db\./, '') ?? '')));
}
