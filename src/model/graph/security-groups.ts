import { scopeOf } from './addresses';
import { PortRange, portRanges } from './ports';
import { AppModel } from '../app-model';
import { ResourceView } from '../resource-view';
import { alternatives, at, itemsOf, Value } from '../value';

/** Who stands at the other end of a rule. */
export type Peer =
  | { readonly kind: 'internet'; readonly cidr: string }
  | { readonly kind: 'group'; readonly group: Value }
  | { readonly kind: 'addresses'; readonly cidr: string }
  | { readonly kind: 'unknown'; readonly because: string };

/** One rule of a group: whom it lets in, or where it lets its members out. */
export interface TrafficRule {
  readonly peer: Peer;
  readonly ports: PortRange;
}

/** A security group, as far as the app describes it. */
export interface SecurityGroup {
  /** The same for every way in which templates name the group. */
  readonly key: string;

  /** How messages name it. */
  readonly label: string;

  /** Whether the app makes the group, so that all its rules are seen. */
  readonly ours: boolean;
  readonly ingress: readonly TrafficRule[];
  readonly egress: readonly TrafficRule[];

  /**
   * Whether any egress rule is declared, be it one that opens nothing; else the service lets everything out:
   * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroup.html
   */
  readonly limitsEgress: boolean;
}

/** All security groups that the app makes or names, by key. */
export type SecurityGroups = ReadonlyMap<string, SecurityGroup>;

interface Named {
  readonly key: string;
  readonly label: string;
  readonly ours: boolean;
}

interface Open extends SecurityGroup {
  readonly ingress: TrafficRule[];
  readonly egress: TrafficRule[];
  limitsEgress: boolean;
}

const DIRECTIONS = [
  { direction: 'ingress', list: 'SecurityGroupIngress', resource: 'AWS::EC2::SecurityGroupIngress', end: 'Source' },
  { direction: 'egress', list: 'SecurityGroupEgress', resource: 'AWS::EC2::SecurityGroupEgress', end: 'Destination' },
] as const;

/** Who admits whom, from the rules inside groups and from separate rules in whichever template. */
export function securityGroups(app: AppModel): SecurityGroups {
  const groups = new Map<string, Open>();
  const declare = (named: Named, direction: 'ingress' | 'egress', rules: readonly TrafficRule[]) => {
    const group = groups.get(named.key) ?? { ...named, ingress: [], egress: [], limitsEgress: false };
    group[direction].push(...rules);
    group.limitsEgress ||= direction === 'egress';
    groups.set(named.key, group);
  };
  for (const { direction, list, resource, end } of DIRECTIONS) {
    for (const group of app.resourcesOf('AWS::EC2::SecurityGroup')) {
      itemsOf(group.get(list)).forEach((rule) => declare(byResource(group, ''), direction, trafficRules(rule, end, app)));
    }
    for (const separate of app.resourcesOf(resource)) {
      const rule = separate.template.evaluate(separate.json.Properties);
      const targets = [...itemsOf(at(rule, 'GroupId')), ...itemsOf(at(rule, 'GroupName'))].flatMap(groupNamed);
      targets.forEach((target) => declare(target, direction, trafficRules(rule, end, app)));
    }
  }
  return groups;
}

function trafficRules(rule: Value, end: 'Source' | 'Destination', app: AppModel): TrafficRule[] {
  const property = (name: string) => at(rule, name);
  const peers: Peer[] = [
    ...addressesAt(property('CidrIp')),
    ...addressesAt(property('CidrIpv6')),
    ...itemsOf(property(`${end}PrefixListId`)).flatMap(prefixList),
    ...itemsOf(property(`${end}SecurityGroupId`)).map(groupPeer),
    ...itemsOf(property(`${end}SecurityGroupName`)).map((group) => groupPeer(byName(group, app))),
  ];
  return portRanges(property).flatMap((ports) => peers.map((peer) => ({ peer, ports })));
}

/** The group that a value names, with whatever the app says about it; undefined when only the deployment knows. */
export function groupOf(groups: SecurityGroups, value: Value): SecurityGroup | undefined {
  const [named] = groupNamed(value);
  return named && (groups.get(named.key) ?? { ...named, ingress: [], egress: [], limitsEgress: false });
}

function groupNamed(value: Value): Named[] {
  switch (value.kind) {
    case 'reference': return [byResource(value.resource, value.attribute)];
    case 'known': return [{ key: String(value.value), label: String(value.value), ours: false }];
    default: return [];
  }
}

function byResource(resource: ResourceView, attribute: string): Named {
  const id = `${resource.template.id}|${resource.logicalId}`;
  if (resource.type === 'AWS::EC2::SecurityGroup') {
    return { key: id, label: resource.label, ours: true };
  }
  // the default group of a VPC of the app (`DefaultSecurityGroup`) admits its own members only, until a rule is added
  const ours = resource.type === 'AWS::EC2::VPC';
  return { key: `${id}.${attribute}`, label: `${resource.label}.${attribute}`, ours };
}

function addressesAt(value: Value): Peer[] {
  return alternatives(value).filter(({ kind }) => kind !== 'absent').map((address) => {
    if (address.kind === 'known') {
      const cidr = String(address.value);
      const scope = scopeOf(cidr);
      return scope === 'internet' ? { kind: 'internet', cidr } : { kind: 'addresses', cidr };
    }
    // the range of a VPC or subnet of the app is never the internet
    if (address.kind === 'reference' && /^AWS::EC2::(VPC|Subnet)$/.test(address.resource.type)) {
      return { kind: 'addresses', cidr: `${address.resource.label}.${address.attribute}` };
    }
    return { kind: 'unknown', because: `an address range that is only known at deployment (${nameOf(address)})` };
  });
}

function prefixList(list: Value): Peer[] {
  if (list.kind === 'reference' && list.resource.type === 'AWS::EC2::PrefixList') {
    return itemsOf(list.resource.get('Entries')).flatMap((entry) => addressesAt(at(entry, 'Cidr')));
  }
  return [{ kind: 'unknown', because: `the prefix list ${nameOf(list)}, whose entries are not in the app` }];
}

function groupPeer(group: Value): Peer {
  return groupNamed(group).length > 0
    ? { kind: 'group', group }
    : { kind: 'unknown', because: `a security group that is only known at deployment (${nameOf(group)})` };
}

// groups outside a VPC are named instead of referenced: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-ec2-securitygroup-ingress.html
function byName(name: Value, app: AppModel): Value {
  const found = name.kind === 'known' && app.resourcesOf('AWS::EC2::SecurityGroup').find((group) => {
    const own = group.get('GroupName');
    return own.kind === 'known' && own.value === name.value;
  });
  return found ? { kind: 'reference', resource: found, attribute: 'GroupId' } : name;
}

function nameOf(value: Value): string {
  switch (value.kind) {
    case 'unknown': return value.because;
    case 'known': return String(value.value);
    case 'reference': return value.resource.label;
    default: return value.kind;
  }
}
