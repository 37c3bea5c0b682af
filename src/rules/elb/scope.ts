import { ResourceView } from '../../model/resource-view';
import { alternatives, textOf } from '../../model/value';

export const LOAD_BALANCER = 'AWS::ElasticLoadBalancingV2::LoadBalancer';
export const LISTENER = 'AWS::ElasticLoadBalancingV2::Listener';

/** An application load balancer, which is what the service makes when no type is given. */
export function isApplication(resource: ResourceView): boolean {
  return may(resource, 'Type', (type) => type === undefined || type === 'application');
}

/** A network load balancer. */
export function isNetwork(resource: ResourceView): boolean {
  return may(resource, 'Type', (type) => type === 'network');
}

/** An application load balancer that the internet reaches, which is the default. */
export function isPublicApplication(resource: ResourceView): boolean {
  return isApplication(resource) && may(resource, 'Scheme', (scheme) => scheme === undefined || scheme === 'internet-facing');
}

/** A listener of one of some protocols. */
export function speaks(...protocols: readonly string[]): (listener: ResourceView) => boolean {
  return (listener) => may(listener, 'Protocol', (protocol) => protocols.includes(protocol ?? ''));
}

/** A group whose targets are reached over the network, by a protocol of the group: neither a function nor an appliance. */
export function reachedByNetwork(group: ResourceView): boolean {
  return may(group, 'TargetType', (type) => type !== 'lambda') && may(group, 'Protocol', (protocol) => protocol !== 'GENEVE');
}

function may(resource: ResourceView, property: string, is: (text: string | undefined) => boolean): boolean {
  return alternatives(resource.get(property)).some((value) => value.kind === 'unknown' || is(textOf(value)));
}
