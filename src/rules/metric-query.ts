import { literalOf, unknown, Value } from '../model/value';

/** A metric that is asked for by a query, with the dimensions that the query names. */
export interface MetricQuery {
  readonly name: string;
  readonly namespace: string;
  readonly dimensions: readonly Dimension[];
}

/** A dimension of a metric. */
export interface Dimension {
  readonly name: string;
  readonly value: Value;
}

const QUERY = /^\s*SELECT\s+\w+\(\s*"?(\w+)"?\s*\)\s+FROM\s+(?:SCHEMA\(\s*)?"?([\w/.-]+)"?/i;

/**
 * What a query of Metrics Insights asks for; nothing where an expression is no query.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-metrics-insights-querylanguage.html
 */
export function metricQuery(expression: Value): MetricQuery | undefined {
  const text = literalOf(expression);
  const [, name, namespace] = QUERY.exec(text) ?? [];
  return name === undefined ? undefined : {
    name,
    namespace,
    dimensions: [...text.matchAll(/"?(\w+)"?\s*=\s*'([^']*)'/g)].map(([, dimension, value]) => (
      { name: dimension, value: value.includes('${}') ? unknown('a text that is put together') : { kind: 'known', value } })),
  };
}
