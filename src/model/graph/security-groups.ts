import { isInternet } from './addresses';
import { PortRange, portRanges } from './ports';
import { AppModel } from '../app-model';
import { ResourceView } from '../resource-view';
import { alternatives, at, itemsOf, textOf, Value } from '../value';

/** Who stands at the other end of a rule. */
export type Peer =
  | { readonly kind: 'internet'; readonly cidr: string }

  /** Certain addresses, or private ones. */
  | { readonly kind: 'addresses'; readonly cidr: string }
  | { readonly kind: 'group'; readonly group: Value }
  | { readonly kind: 'unknown'; readonly because: string };

/** One rule of a group: whom it lets in, or where it lets its members out. */
export interface TrafficRule {
  readonly peer: Peer;
  readonly ports: PortRange;
}

/** A security group of the app, a VPC for its default group, or a name that stands for a group of another app. */
type GroupKey = ResourceView | string;

const VPC = 'AWS::EC2::VPC';

/** A security group, as far as the app describes it. */
export class SecurityGroup {
  public readonly ingress: TrafficRule[] = [];
  public readonly egress: TrafficRule[] = [];

  /**
   * Whether any egress rule is declared, be it one that opens nothing; else the service lets everything out:
   * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroup.html
   */
  public limitsEgress = false;

  public constructor(public readonly key: GroupKey) {}

  /** How messages name it. */
  public get label(): string {
    if (typeof this.key === 'string') {
      return this.key;
    }
    return this.key.type === VPC ? `${this.key.label} (default group)` : this.key.label;
  }

  /** Whether the app makes the group, so that all its rules are seen. */
  public get ours(): boolean {
    return typeof this.key !== 'string';
  }
}

/** All security groups that the app makes or adds rules to. */
export type SecurityGroups = ReadonlyMap<GroupKey, SecurityGroup>;

const DIRECTIONS = [
  { direction: 'ingress', list: 'SecurityGroupIngress', resource: 'AWS::EC2::SecurityGroupIngress', end: 'Source' },
  { direction: 'egress', list: 'SecurityGroupEgress', resource: 'AWS::EC2::SecurityGroupEgress', end: 'Destination' },
] as const;

/** Who admits whom, from the rules inside groups and from separate rules in whichever template. */
export function securityGroups(app: AppModel): SecurityGroups {
  const groups = new Map<GroupKey, SecurityGroup>();
  const declare = (key: GroupKey, direction: 'ingress' | 'egress', rules: readonly TrafficRule[]) => {
    const group = groups.get(key) ?? new SecurityGroup(key);
    group[direction].push(...rules);
    group.limitsEgress ||= direction === 'egress';
    groups.set(key, group);
  };
  for (const { direction, list, resource, end } of DIRECTIONS) {
    for (const group of app.resourcesOf('AWS::EC2::SecurityGroup')) {
      itemsOf(group.get(list)).forEach((rule) => declare(group, direction, trafficRules((name) => at(rule, name), end, app)));
    }
    for (const separate of app.resourcesOf(resource)) {
      const targets = [...itemsOf(separate.get('GroupId')), ...itemsOf(separate.get('GroupName'))].map(keyOf).filter((key) => key !== undefined);
      targets.forEach((target) => declare(target, direction, trafficRules((name) => separate.get(name), end, app)));
    }
  }
  // the CDK empties default groups by a custom resource (feature flag `@aws-cdk/aws-ec2:restrictDefaultSecurityGroup`)
  for (const emptied of app.resourcesOf('Custom::VpcRestrictDefaultSG')) {
    itemsOf(emptied.get('DefaultSecurityGroupId')).map(keyOf).forEach((key) => key !== undefined && declare(key, 'egress', []));
  }
  return groups;
}

function trafficRules(property: (name: string) => Value, end: 'Source' | 'Destination', app: AppModel): TrafficRule[] {
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
  const key = keyOf(value);
  return key === undefined ? undefined : groups.get(key) ?? new SecurityGroup(key);
}

function keyOf(value: Value): GroupKey | undefined {
  if (value.kind !== 'reference') {
    return textOf(value);
  }
  const { resource, attribute } = value;
  const ours = resource.type === 'AWS::EC2::SecurityGroup' || (resource.type === VPC && attribute === 'DefaultSecurityGroup');
  return ours ? resource : `${resource.label}.${attribute}`;
}

function addressesAt(value: Value): Peer[] {
  return alternatives(value).filter(({ kind }) => kind !== 'absent').map((address) => {
    if (address.kind === 'known') {
      const cidr = String(address.value);
      return { kind: isInternet(cidr) ? 'internet' : 'addresses', cidr };
    }
    // the range of a VPC or subnet of the app is never the internet
    if (address.kind === 'reference' && /^AWS::EC2::(VPC|Subnet)$/.test(address.resource.type)) {
      return { kind: 'addresses', cidr: `${address.resource.logicalId}.${address.attribute}` };
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
  return keyOf(group) !== undefined
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
