import { ResourceView } from '../../model/resource-view';
import { ABSENT, alternatives, at, itemsOf, textOf } from '../../model/value';
import { Settled } from '../expect';
import { all, undecided, Verdict } from '../verdict';

type Judge = (value: Exclude<Settled, { kind: 'unknown' }>, at: string) => Verdict;

/** Judge an attribute of a load balancer or target group; absent where the default of the service counts. */
export function expectAttribute(resource: ResourceView, key: string, judge: Judge, property = 'LoadBalancerAttributes'): Verdict {
  const where = `Properties.${property}.${key}`;
  const items = itemsOf(resource.get(property));
  const found = items.filter((item) => textOf(at(item, 'Key')) === key);
  const hidden = items.find((item) => item.kind === 'unknown' || at(item, 'Key').kind === 'unknown');
  if (found.length === 0 && hidden) {
    return undecided(where, `an attribute is only known at deployment (${hidden.kind === 'unknown' ? hidden.because : 'its key'})`);
  }
  const values = found.length === 0 ? [ABSENT] : found.flatMap((item) => alternatives(at(item, 'Value')));
  return all(...values.map((value) => (
    value.kind === 'unknown' ? undecided(where, `it is only known at deployment (${value.because})`) : judge(value, where))));
}
