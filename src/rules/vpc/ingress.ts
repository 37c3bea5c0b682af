import { isInternet } from '../../model/graph/addresses';
import { portRanges } from '../../model/graph/ports';
import { groupOf, securityGroups, TrafficRule } from '../../model/graph/security-groups';
import { ResourceView } from '../../model/resource-view';
import { alternatives, itemsOf, textOf } from '../../model/value';

/** Security groups, and rules that are added to groups of others. */
export const INGRESS = ['AWS::EC2::SecurityGroup', 'AWS::EC2::SecurityGroupIngress'];

/** A group of the app, with all its rules; or a separate rule, when its group is not part of the app. */
export function isJudgedHere(resource: ResourceView): boolean {
  return resource.type === 'AWS::EC2::SecurityGroup'
    || alternatives(resource.get('GroupId')).every((group) => group.kind !== 'reference' || group.resource.type !== 'AWS::EC2::SecurityGroup');
}

/** The rules of a group, from whichever template; or the separate rule alone. */
export function ingressOf(resource: ResourceView): readonly TrafficRule[] {
  return resource.type === 'AWS::EC2::SecurityGroup'
    ? groupOf(resource.template.app.derive(securityGroups), { kind: 'reference', resource, attribute: 'GroupId' })?.ingress ?? []
    : separateRule(resource);
}

function separateRule(resource: ResourceView): readonly TrafficRule[] {
  const addresses = [...itemsOf(resource.get('CidrIp')), ...itemsOf(resource.get('CidrIpv6'))];
  const peers = addresses.map((address): TrafficRule['peer'] => {
    const cidr = textOf(address) ?? '';
    return address.kind === 'unknown' ? { kind: 'unknown', because: address.because } : { kind: isInternet(cidr) ? 'internet' : 'addresses', cidr };
  });
  return portRanges((property) => resource.get(property)).flatMap((ports) => peers.map((peer) => ({ peer, ports })));
}
