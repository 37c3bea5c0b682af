import { fail, PASS, Verdict } from './verdict';
import { ResourceView } from '../model/resource-view';
import { alternatives, textOf } from '../model/value';

/** A cluster of DocumentDB or Neptune has at least two instances, which do not all name the same zone. */
export function membersSpanZones(cluster: ResourceView, type: string): Verdict {
  const members = cluster.template.app.resourcesOf(type).filter((instance) => (
    alternatives(instance.get('DBClusterIdentifier')).some((value) => value.kind === 'reference' && value.resource === cluster)));
  if (members.length < 2) {
    return fail(type, `the cluster has ${members.length} instances in this app, expected at least 2`);
  }
  const [zone, ...others] = members.map((member) => textOf(member.get('AvailabilityZone')));
  return zone !== undefined && others.every((other) => other === zone)
    ? fail(type, `all ${members.length} instances are placed in ${zone}, expected at least 2 zones`) : PASS;
}
