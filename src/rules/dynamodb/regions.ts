import { AppModel } from '../../model/app-model';
import { pseudoParameter } from '../../model/environment';
import { ResourceView } from '../../model/resource-view';
import { alternatives, at, itemsOf, textOf } from '../../model/value';

/** The region in which a resource is deployed, `${AWS::Region}` while its stack leaves that open. */
export function regionOf({ template }: ResourceView): string {
  return pseudoParameter('AWS::Region', template);
}

/** Whether two resources are deployed in one region, or may be. */
export function mayLieBeside(one: ResourceView, other: ResourceView): boolean {
  const [left, right] = [one, other].map(regionOf);
  return left === right || [left, right].some((region) => region.startsWith('${'));
}

/** The regions of replicas in which the app has stacks; what watches the others belongs to another app. */
export function regionsAtHand(table: ResourceView, app: AppModel): string[] {
  const ofStacks = new Set([...app.templates.values()].map((template) => pseudoParameter('AWS::Region', template)));
  const ofReplicas = alternatives(table.get('Replicas')).flatMap((replicas) => (replicas.kind === 'unknown' ? [] : itemsOf(replicas)))
    .map((replica) => (replica.kind === 'unknown' ? undefined : textOf(at(replica, 'Region'))));
  return [...new Set(ofReplicas)].filter((region): region is string => region !== undefined && region !== regionOf(table) && ofStacks.has(region));
}
