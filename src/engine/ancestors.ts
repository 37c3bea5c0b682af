import { IConstruct } from 'constructs';
import { ResourceView } from '../model/resource-view';

/** The construct of a resource (else its stack) and everything around it, nearest first. */
export function* constructsAbove(resource: ResourceView): Iterable<IConstruct> {
  let current: IConstruct | undefined = resource.node ?? resource.template.source.stack;
  while (current) {
    yield current;
    current = current.node.scope;
  }
}
