import { ResourceView } from '../../model/resource-view';
import { textOf } from '../../model/value';
import { expectAt, wrong } from '../expect';
import { isDynamicReference } from '../raw-text';
import { PASS, undecided, Verdict } from '../verdict';

/** The property is given, and none of the names that everybody expects. */
export function hasOwnName(resource: ResourceView, property: string, expected: readonly string[]): Verdict {
  if (isDynamicReference(resource, property)) {
    return undecided(`Properties.${property}`, 'it is a dynamic reference');
  }
  return expectAt(resource, property, (name, at) => (
    name.kind === 'absent' || expected.includes((textOf(name) ?? '').toLowerCase()) ? wrong(at, name, 'a name of its own') : PASS));
}
