import { AppModel } from '../app-model';
import { ResourceView } from '../resource-view';
import { alternatives, itemsOf, textOf, Value } from '../value';

/** Whether a subnet has a way to and from the internet. */
export type Exposure =
  | { readonly kind: 'public'; readonly subnet: string; readonly gateway: string }
  | { readonly kind: 'private' }
  | { readonly kind: 'unknown'; readonly because: string };

// where a route leads, whichever subnet it serves
type Way = { readonly kind: 'public'; readonly gateway: ResourceView | string } | Exclude<Exposure, { kind: 'public' }>;

/** What the route tables of an app say about each subnet. */
export class Routes {
  private readonly tablesBySubnet = new Map<ResourceView, Value[]>();
  private readonly gatewaysByTable = new Map<ResourceView, Way[]>();

  public constructor(app: AppModel) {
    for (const association of app.resourcesOf('AWS::EC2::SubnetRouteTableAssociation')) {
      const tables = itemsOf(association.get('RouteTableId'));
      itemsOf(association.get('SubnetId')).forEach((subnet) => append(this.tablesBySubnet, subnet, tables));
    }
    for (const route of app.resourcesOf('AWS::EC2::Route')) {
      const gateways = alternatives(route.get('GatewayId')).map(wayThrough);
      itemsOf(route.get('RouteTableId')).forEach((table) => append(this.gatewaysByTable, table, gateways));
    }
  }

  /** Where the routes of a subnet lead. The value is what a subnet group lists: a reference, an id, or unknown. */
  public exposureOf(subnet: Value): Exposure {
    if (subnet.kind !== 'reference' || subnet.resource.type !== 'AWS::EC2::Subnet') {
      return { kind: 'unknown', because: `the subnet ${nameOf(subnet)} is not part of the app, its routes cannot be seen` };
    }
    const tables = this.tablesBySubnet.get(subnet.resource);
    if (tables === undefined) {
      return { kind: 'unknown', because: `the subnet ${subnet.resource.label} follows the main route table of its VPC, which templates cannot describe` };
    }
    const way = worst(tables.map((table) => this.waysOut(table)));
    return way.kind === 'public' ? { kind: 'public', subnet: subnet.resource.label, gateway: labelOf(way.gateway) } : way;
  }

  private waysOut(table: Value): Way {
    return table.kind === 'reference'
      ? worst(this.gatewaysByTable.get(table.resource) ?? [])
      : { kind: 'unknown', because: `the route table ${nameOf(table)} is not part of the app` };
  }
}

/** The routes of an app. */
export function routes(app: AppModel): Routes {
  return new Routes(app);
}

// NAT gateways, egress-only gateways, endpoints and peers stand in other properties, and let nobody in
function wayThrough(gateway: Value): Way {
  switch (gateway.kind) {
    case 'reference':
      return gateway.resource.type === 'AWS::EC2::InternetGateway' ? { kind: 'public', gateway: gateway.resource } : { kind: 'private' };
    case 'known':
      return /^igw-/.test(String(gateway.value)) ? { kind: 'public', gateway: String(gateway.value) } : { kind: 'private' };
    case 'unknown':
      return { kind: 'unknown', because: `a route leads to a gateway that is only known at deployment (${gateway.because})` };
    default:
      return { kind: 'private' };
  }
}

function worst(ways: readonly Way[]): Way {
  return ways.find(({ kind }) => kind === 'public') ?? ways.find(({ kind }) => kind === 'unknown') ?? { kind: 'private' };
}

function append<T>(map: Map<ResourceView, T[]>, key: Value, values: readonly T[]): void {
  if (key.kind === 'reference') {
    map.set(key.resource, [...map.get(key.resource) ?? [], ...values]);
  }
}

function labelOf(gateway: ResourceView | string): string {
  return typeof gateway === 'string' ? gateway : gateway.label;
}

function nameOf(value: Value): string {
  return textOf(value) ?? (value.kind === 'unknown' ? value.because : value.kind === 'reference' ? value.resource.label : value.kind);
}
