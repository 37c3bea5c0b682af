import { ResourceView } from '../../model/resource-view';
import { alternatives, textOf } from '../../model/value';
import { all, any, fail, PASS, undecided, Verdict } from '../verdict';

const CLUSTER = 'DBClusterIdentifier';

/** Judge a store by its own setting; a member of a cluster also by that of its cluster, which hands it down. */
export function byItselfOrCluster(resource: ResourceView, judge: (resource: ResourceView) => Verdict): Verdict {
  const clusters = alternatives(resource.get(CLUSTER)).filter(({ kind }) => kind !== 'absent');
  return clusters.length === 0 ? judge(resource) : any(judge(resource), all(...clusters.map((cluster) => (
    cluster.kind === 'reference' ? judge(cluster.resource) : undecided(`Properties.${CLUSTER}`, 'its cluster is not part of the app, and may set this for its members')))));
}

/** The members of a cluster in the app. */
export function membersOf(cluster: ResourceView): ResourceView[] {
  return cluster.template.app.resourcesOf('AWS::RDS::DBInstance').filter((instance) => (
    alternatives(instance.get(CLUSTER)).some((value) => value.kind === 'reference' && value.resource === cluster)));
}

/** A cluster has members in two zones; where none is said, RDS spreads them. */
export function spansZones(cluster: ResourceView): Verdict {
  const members = membersOf(cluster);
  if (members.length < 2) {
    return fail('AWS::RDS::DBInstance', `the cluster has ${members.length} members in this app, expected at least 2`);
  }
  const [zone, ...others] = members.map((member) => textOf(member.get('AvailabilityZone')));
  return zone !== undefined && others.every((other) => other === zone)
    ? fail('AWS::RDS::DBInstance', `all ${members.length} members are placed in ${zone}, expected at least 2 zones`) : PASS;
}
