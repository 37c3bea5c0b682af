import { any, fail, PASS, undecided, Verdict } from './verdict';
import { AppModel } from '../model/app-model';
import { ResourceView } from '../model/resource-view';
import { at, itemsOf, textOf, Value } from '../model/value';

const ALARM = 'AWS::CloudWatch::Alarm';

/** What an alarm must watch. */
export interface Watch {
  /** One of these metrics. */
  readonly metrics: readonly string[];
  readonly namespace: string;

  /** The dimension that names the resource: `TableName`. */
  readonly dimension: string;

  /** The property by which the resource may be named: a dimension that spells the same name counts. */
  readonly name: string;

  /** What messages call the resource: `table`. */
  readonly noun: string;
}

/** Some alarm of the app watches a metric of a resource, by itself or within an expression. */
export function isWatched(resource: ResourceView, app: AppModel, watch: Watch): Verdict {
  const missing = `no alarm of the app watches ${watch.metrics.join(' or ')} of the ${watch.noun}`;
  return any(...app.resourcesOf(ALARM).flatMap((alarm) => metricsOf(alarm, watch).map((dimensions) => (
    names(dimensions, resource, watch, alarm)))), fail(ALARM, missing));
}

/** The dimensions of each metric that an alarm watches and that the rule asks for. */
function metricsOf(alarm: ResourceView, { metrics, namespace }: Watch): readonly Value[] {
  const plain = { name: alarm.get('MetricName'), namespace: alarm.get('Namespace'), dimensions: alarm.get('Dimensions') };
  const combined = itemsOf(alarm.get('Metrics')).map((query) => at(query, 'MetricStat.Metric'))
    .map((metric) => ({ name: at(metric, 'MetricName'), namespace: at(metric, 'Namespace'), dimensions: at(metric, 'Dimensions') }));
  return [plain, ...combined]
    .filter((metric) => metrics.includes(textOf(metric.name) ?? '') && [undefined, namespace].includes(textOf(metric.namespace)))
    .map(({ dimensions }) => dimensions);
}

function names(dimensions: Value, resource: ResourceView, { dimension, name, noun, metrics }: Watch, alarm: ResourceView): Verdict {
  const named = itemsOf(dimensions).filter((each) => textOf(at(each, 'Name')) === dimension).map((each) => at(each, 'Value'));
  const own = textOf(resource.get(name));
  if (named.some((value) => (value.kind === 'reference' && value.resource === resource) || (own !== undefined && textOf(value) === own))) {
    return PASS;
  }
  return named.some(({ kind }) => kind === 'unknown')
    ? undecided(ALARM, `the ${noun} that ${alarm.label} watches is only known at deployment`)
    : fail(ALARM, `no alarm of the app watches ${metrics.join(' or ')} of the ${noun}`);
}
