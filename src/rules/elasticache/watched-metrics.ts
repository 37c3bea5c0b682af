import { AppModel } from '../../model/app-model';
import { ResourceView } from '../../model/resource-view';
import { at, itemsOf, textOf, Value } from '../../model/value';

const ALARM = 'AWS::CloudWatch::Alarm';

/** One metric that an alarm of the app watches. */
export interface WatchedMetric { readonly name: string; readonly dimensions: readonly Value[]; readonly alarm: ResourceView }

/** The metrics of every alarm: its own one, and those of its expressions. */
export function watchedMetrics(app: AppModel): readonly WatchedMetric[] {
  return app.resourcesOf(ALARM).flatMap((alarm) => [
    ...metric(alarm, alarm.get('MetricName'), alarm.get('Dimensions')),
    ...itemsOf(alarm.get('Metrics')).map((query) => at(query, 'MetricStat.Metric'))
      .flatMap((each) => metric(alarm, at(each, 'MetricName'), at(each, 'Dimensions'))),
  ]);
}

function metric(alarm: ResourceView, name: Value, dimensions: Value): WatchedMetric[] {
  const text = textOf(name);
  return text === undefined ? [] : [{ name: text, alarm, dimensions: itemsOf(dimensions).map((dimension) => at(dimension, 'Value')) }];
}

/** Whether a metric is about a cache: it refers to it, or names it or one of its nodes; undefined when only deployment decides. */
export function isAbout({ dimensions }: WatchedMetric, cache: ResourceView, nameProperty: string): boolean | undefined {
  const name = textOf(cache.get(nameProperty))?.toLowerCase();
  const verdicts = dimensions.map((value) => {
    switch (value.kind) {
      case 'reference': return value.resource === cache;
      // `${Sessions}-0001-001`
      case 'unknown': return value.because.includes(`Ref ${cache.logicalId}`) || undefined;
      default: return name !== undefined && `${textOf(value)?.toLowerCase()}-`.startsWith(`${name}-`);
    }
  });
  return verdicts.includes(true) || (verdicts.includes(undefined) ? undefined : false);
}
