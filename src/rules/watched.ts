import { Dimension, metricQuery } from './metric-query';
import { fail, PASS, undecided, Verdict } from './verdict';
import { AppModel } from '../model/app-model';
import { ResourceView } from '../model/resource-view';
import { at, itemsOf, textOf, Value } from '../model/value';

const ALARM = 'AWS::CloudWatch::Alarm';

/** What alarms must watch. */
export interface Watch {
  /** Each of these metrics; of a list among them, one is enough. */
  readonly metrics: readonly (string | readonly string[])[];

  /** What messages call the resource: `table`. */
  readonly noun: string;
  readonly namespace?: string;

  /** The dimension that names the resource, `TableName`; every one counts when left out. */
  readonly dimension?: string;

  /** Whether the value of a dimension is the resource; undefined when only deployment decides. */
  isIt(value: Value): boolean | undefined;

  /** Whether an alarm is where the metrics are; every one counts when left out. */
  isThere?(alarm: ResourceView): boolean;
}

/** One metric that an alarm watches, by itself or within an expression. */
interface Metric {
  readonly alarm: ResourceView;
  readonly name?: string;
  readonly namespace?: string;
  readonly dimensions: readonly Dimension[];
}

/** A dimension that refers to the resource, or spells the name that this property gives it. */
export function named(resource: ResourceView, property: string): Watch['isIt'] {
  const name = textOf(resource.get(property));
  return (value) => (value.kind === 'unknown' ? undefined
    : (value.kind === 'reference' && value.resource === resource) || (name !== undefined && textOf(value) === name));
}

/** Alarms of the app watch the metrics of a resource. */
export function isWatched(app: AppModel, watch: Watch): Verdict {
  const watched = app.resourcesOf(ALARM).filter((alarm) => watch.isThere?.(alarm) ?? true).flatMap(metricsOf)
    .filter(({ namespace }) => [undefined, watch.namespace].includes(namespace) || watch.namespace === undefined)
    .map((metric) => ({ ...metric, about: about(metric, watch) }));
  const missing = watch.metrics.map((group) => [group].flat())
    .filter((group) => !watched.some(({ name = '', about: known }) => group.includes(name) && known === true));
  const hidden = watched.find(({ name = '', about: known }) => known === undefined && missing.some((group) => group.includes(name)));
  if (hidden) {
    return undecided(ALARM, `the ${watch.noun} that ${hidden.alarm.label} watches is only known at deployment`);
  }
  return missing.length === 0 ? PASS
    : fail(ALARM, `no alarm of the app watches ${missing.map((group) => group.join(' or ')).join(', ')} of the ${watch.noun}`);
}

function metricsOf(alarm: ResourceView): Metric[] {
  const plain = { name: alarm.get('MetricName'), namespace: alarm.get('Namespace'), dimensions: alarm.get('Dimensions') };
  const entries = itemsOf(alarm.get('Metrics'));
  const combined = entries.map((entry) => at(entry, 'MetricStat.Metric'))
    .map((metric) => ({ name: at(metric, 'MetricName'), namespace: at(metric, 'Namespace'), dimensions: at(metric, 'Dimensions') }));
  const queries = entries.flatMap((entry) => metricQuery(at(entry, 'Expression')) ?? []);
  return [
    ...[plain, ...combined].map(({ name, namespace, dimensions }) => ({
      alarm, name: textOf(name), namespace: textOf(namespace), dimensions: itemsOf(dimensions).map(dimensionOf),
    })),
    ...queries.map((query) => ({ alarm, ...query })),
  ];
}

function dimensionOf(entry: Value): Dimension {
  return { name: textOf(at(entry, 'Name')) ?? '', value: at(entry, 'Value') };
}

function about({ dimensions }: Metric, { dimension, isIt }: Watch): boolean | undefined {
  const answers = dimensions.filter(({ name }) => dimension === undefined || name === dimension).map(({ value }) => isIt(value));
  return answers.includes(true) || (answers.includes(undefined) ? undefined : false);
}
