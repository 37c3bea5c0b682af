import { PortRange } from './ports';
import { DefaultPorts, STORE_TYPES, StoreType } from '../../facts/store-types';
import { ResourceView } from '../resource-view';
import { alternatives, itemsOf, numberOf, textOf, Value } from '../value';

/** The ports on which a store listens; several when a store has two endpoints, or `Fn::If` chooses. */
export type StorePorts =
  | { readonly kind: 'known'; readonly ports: readonly number[] }
  | { readonly kind: 'unknown'; readonly because: string };

/** The subnets in which a store is placed. */
export type StoreSubnets =
  | { readonly kind: 'known'; readonly at: string; readonly subnets: readonly Value[] }
  | { readonly kind: 'unknown'; readonly at: string; readonly because: string };

/** Whether a rule covers the port of a store: yes, no, or only the deployment knows. */
export type Cover = 'yes' | 'no' | 'unknown';

const BY_TYPE = new Map(STORE_TYPES.map((type) => [type.type, type]));

/** How a resource is placed in a VPC; undefined when it is no store, or follows its cluster, or is in no VPC. */
export function storeType(resource: ResourceView): StoreType | undefined {
  const type = BY_TYPE.get(resource.type);
  const member = type?.memberOf !== undefined && resource.get(type.memberOf).kind !== 'absent';
  const outside = type?.inVpcBy !== undefined && resource.get(type.inVpcBy).kind === 'absent';
  return member || outside ? undefined : type;
}

/** The ports on which a store listens. */
export function storePorts(store: ResourceView, type: StoreType): StorePorts {
  const own = propertyPorts(store, type);
  return own.kind === 'unknown' ? own : { kind: 'known', ports: [...own.ports, ...parameterPorts(store, type)] };
}

/** Ports that a parameter of the attached group opens. */
function parameterPorts(store: ResourceView, { portParameter }: StoreType): readonly number[] {
  const groups = portParameter === undefined ? [] : alternatives(store.get(portParameter.property));
  return groups.flatMap((group) => (group.kind === 'reference' ? numberOf(group.resource.get(`Parameters.${portParameter!.parameter}`)) ?? [] : []));
}

function propertyPorts(store: ResourceView, type: StoreType): StorePorts {
  const given = type.port === undefined ? [] : alternatives(store.get(type.port)).filter(({ kind }) => kind !== 'absent');
  if (given.length === 0) {
    return defaultPorts(store, type.defaultPorts);
  }
  const ports = given.map(numberOf).filter((port) => port !== undefined);
  return ports.length === given.length ? { kind: 'known', ports } : { kind: 'unknown', because: `its ${type.port} is only known at deployment` };
}

function defaultPorts(store: ResourceView, { by, values: facts = {}, otherwise }: DefaultPorts): StorePorts {
  const values = by === undefined ? [] : alternatives(store.get(by));
  const found: (readonly number[] | undefined)[] = values.map((value) => facts[(textOf(value) ?? '').toLowerCase()] ?? otherwise);
  if (values.some(({ kind }) => kind === 'unknown') || found.includes(undefined)) {
    return { kind: 'unknown', because: `its port follows from ${by}, which the template does not say` };
  }
  return { kind: 'known', ports: values.length === 0 ? otherwise ?? [] : found.flatMap((ports) => ports ?? []) };
}

/** Whether a rule covers the port of a store. */
export function covers(range: PortRange, store: ResourceView, ports: StorePorts): Cover {
  if (range.kind === 'range' && range.from <= 0 && range.to >= 65535) {
    return 'yes';
  }
  if (range.kind === 'port-of') {
    return range.resource === store ? 'yes' : sharesPort(range.resource, ports);
  }
  if (range.kind === 'unknown' || ports.kind === 'unknown') {
    return 'unknown';
  }
  return ports.ports.some((port) => port >= range.from && port <= range.to) ? 'yes' : 'no';
}

// the rule was made for the port of another store, which may be the same number
function sharesPort(other: ResourceView, ports: StorePorts): Cover {
  const type = BY_TYPE.get(other.type);
  const others = type && storePorts(other, type);
  if (others?.kind !== 'known' || ports.kind !== 'known') {
    return 'unknown';
  }
  return ports.ports.some((port) => others.ports.includes(port)) ? 'yes' : 'no';
}

/** The subnets of a store: its own list, or that of its subnet group, whichever template holds it. */
export function storeSubnets(store: ResourceView, type: StoreType): StoreSubnets {
  if (type.subnetGroup === undefined) {
    return listed(store.get(type.subnets!), `Properties.${type.subnets}`, () => 'no subnet is named, so the service chooses from the default VPC');
  }
  const { property } = type.subnetGroup;
  const place = `Properties.${property}`;
  const groups = alternatives(store.get(property)).map((value) => ({ value, group: subnetGroup(value, type, store) }));
  const missing = groups.find(({ group }) => group === undefined);
  if (missing) {
    return { kind: 'unknown', at: place, because: whyMissing(missing.value) };
  }
  const subnets = groups.map(({ group }) => listed(group!.get('SubnetIds'), place, () => `${group!.label} names no subnets`));
  return subnets.find(({ kind }) => kind === 'unknown')
    ?? { kind: 'known', at: place, subnets: subnets.flatMap((list) => (list.kind === 'known' ? list.subnets : [])) };
}

function listed(list: Value, place: string, otherwise: () => string): StoreSubnets {
  const subnets = itemsOf(list);
  return subnets.length === 0 ? { kind: 'unknown', at: place, because: otherwise() } : { kind: 'known', at: place, subnets };
}

function subnetGroup(value: Value, { subnetGroup: facts }: StoreType, store: ResourceView): ResourceView | undefined {
  if (value.kind === 'reference') {
    return value.resource.type === facts!.type ? value.resource : undefined;
  }
  // names are stored in lower case: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBSubnetGroup.html
  const name = textOf(value)?.toLowerCase();
  return name === undefined || facts!.nameProperty === undefined ? undefined : store.template.app.resourcesOf(facts!.type)
    .find((group) => textOf(group.get(facts!.nameProperty!))?.toLowerCase() === name);
}

function whyMissing(value: Value): string {
  switch (value.kind) {
    case 'absent': return 'no subnet group is named, so the service chooses the default one of the account';
    case 'known': return `the subnet group ${value.value} is not part of the app`;
    case 'unknown': return `the subnet group is only known at deployment (${value.because})`;
    default: return 'the subnet group is not part of the app';
  }
}

/** The security groups that are attached to a store. */
export function storeGroups(store: ResourceView, type: StoreType): readonly Value[] {
  return itemsOf(store.get(type.securityGroups));
}
