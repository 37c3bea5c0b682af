import { ResourceView } from '../../model/resource-view';
import { at, booleanOf, itemsOf, textOf } from '../../model/value';
import { fail, PASS, undecided, Verdict } from '../verdict';

/** How a resource lists parameters. */
export interface ParameterList {
  readonly list: string;
  readonly name: string;
  readonly value: string;
}

/** Some entry of a list sets a parameter to true, and none to anything else. */
export function entrySays(resource: ResourceView, { list, name, value }: ParameterList, parameter: string): Verdict {
  const where = `${resource.label} Properties.${list}`;
  const items = itemsOf(resource.get(list));
  const values = items.filter((item) => textOf(at(item, name)) === parameter).flatMap((item) => itemsOf(at(item, value)));
  const hidden = [...values, ...items.flatMap((item) => itemsOf(at(item, name))), ...items].find(({ kind }) => kind === 'unknown');
  const wrong = values.find((item) => item.kind === 'known' && booleanOf(item) !== true);
  if (wrong) {
    return fail(where, `\`${parameter}\` is ${textOf(wrong)}, expected true`);
  }
  if (hidden?.kind === 'unknown') {
    return undecided(where, `a parameter is only known at deployment (${hidden.because})`);
  }
  return values.length > 0 ? PASS : fail(where, `\`${parameter}\` is not set, expected true`);
}
