import { ResourceView } from '../../model/resource-view';
import { itemsOf, Value } from '../../model/value';
import { fail, PASS, undecided, Verdict } from '../verdict';

/** The subnets of a group lie in at least two zones, as far as the app says in which zone a subnet lies. */
export function spansZones(group: ResourceView): Verdict {
  const where = 'Properties.SubnetIds';
  const subnets = itemsOf(group.get('SubnetIds'));
  const zones = subnets.map(zoneOf);
  if (subnets.length === 1 && subnets[0].kind !== 'unknown') {
    return fail(where, 'it names one subnet, expected subnets of at least 2 zones');
  }
  if (new Set(zones.filter((zone) => zone !== undefined)).size > 1) {
    return PASS;
  }
  return subnets.length === 0 || zones.includes(undefined)
    ? undecided(where, 'the zones of its subnets are only known at deployment')
    : fail(where, `all ${subnets.length} subnets lie in one zone, expected at least 2`);
}

/** The zone of a subnet of this app; different expressions (`Fn::Select` of different places) are different zones. */
function zoneOf(subnet: Value): string | undefined {
  const zone = subnet.kind === 'reference' ? subnet.resource.json.Properties?.AvailabilityZone : undefined;
  return zone === undefined ? undefined : JSON.stringify(zone);
}
