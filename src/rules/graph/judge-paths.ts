import { Path, reachability } from '../../model/graph/reachability';
import { storeType } from '../../model/graph/stores';
import { ResourceView } from '../../model/resource-view';
import { fail, PASS, undecided, Verdict } from '../verdict';

/** Whether a resource is a data store with groups of its own. */
export function hasSecurityGroups(resource: ResourceView): boolean {
  return storeType(resource) !== undefined;
}

/** No path is open: the open ones are printed together, else what hides whether there is one. */
export function noPath(store: ResourceView, paths: readonly Path[], because: (paths: string) => string): Verdict {
  const at = `Properties.${storeType(store)!.securityGroups}`;
  const open = [...new Set(paths.flatMap((path) => (path.kind === 'path' ? [path.path] : [])))].sort();
  if (open.length > 0) {
    return fail(at, because(open.join(' and ')));
  }
  const hidden = store.template.app.derive(reachability).unseen(store) ?? paths.map((path) => (path.kind === 'unknown' ? path.because : ''))[0];
  return hidden === undefined ? PASS : undecided(at, hidden);
}
