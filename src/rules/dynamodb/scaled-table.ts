import { ResourceView } from '../../model/resource-view';
import { literalOf, partsOf, textOf, Value } from '../../model/value';

/** Whether the id of a scalable target, `table/orders/index/by-customer`, names a table and ends as given. */
export function isOf(id: Value, table: ResourceView, suffix: string): boolean {
  const named = partsOf(id).some((part) => part.kind === 'reference' && part.resource === table);
  const own = textOf(table.get('TableName'));
  return named ? literalOf(id).replace(/^table\/\$\{\}/, '') === suffix : own !== undefined && textOf(id) === `table/${own}${suffix}`;
}
