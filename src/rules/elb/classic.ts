import { ResourceView } from '../../model/resource-view';
import { at, itemsOf, Value } from '../../model/value';
import { all, fail, undecided, Verdict } from '../verdict';

export const CLASSIC = 'AWS::ElasticLoadBalancing::LoadBalancer';

/** Judge every listener of a classic load balancer; a listener whose protocol deployment decides is open. */
export function classicListeners(resource: ResourceView, judge: (listener: Value, where: string) => Verdict): Verdict {
  const where = 'Properties.Listeners';
  const listeners = itemsOf(resource.get('Listeners'));
  return all(
    ...listeners.map((listener) => {
      const protocol = at(listener, 'Protocol');
      return protocol.kind === 'unknown' ? undecided(where, `the protocol of a listener is only known at deployment (${protocol.because})`) : judge(listener, where);
    }),
    ...listeners.length === 0 ? [fail(where, 'it has no listener')] : [],
  );
}
