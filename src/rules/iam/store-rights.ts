import { AccessRight } from '../../facts/store-access';
import { AppModel } from '../../model/app-model';
import { AccessAnswer } from '../../model/graph/iam/decision';
import { accessByPrincipal } from '../../model/graph/iam/store-access';
import { runsCode } from '../../model/graph/iam/trust';
import { ResourceView } from '../../model/resource-view';
import { isOfDeploymentHelpers } from '../secretsmanager/helper-roles';
import { fail, PASS, undecided, Verdict } from '../verdict';

const VERBS: Readonly<Record<AccessRight, string>> = { destroy: 'destroy', change: 'change', read: 'read', share: 'copy' };

/** Answers that a rule takes for a failure, and those that it leaves open. */
export interface Judged {
  readonly failing: readonly AccessAnswer[];
  readonly open: readonly AccessAnswer[];
}

/** A principal has none of some rights on any store of the app; the message names store, action and path. */
export function hasNoRight(principal: ResourceView, app: AppModel, rights: readonly AccessRight[], { failing, open }: Judged): Verdict {
  const held = (app.derive(accessByPrincipal).get(principal) ?? []).flatMap(({ store, rights: has }) => rights.flatMap((right) => {
    const found = has[right];
    return found === undefined ? [] : [{ store, right, ...found }];
  }));
  const stores = (all: readonly { readonly store: ResourceView }[]) => new Set(all.map(({ store }) => store)).size - 1;
  const found = held.filter(({ answer }) => failing.includes(answer));
  const [one] = found.length > 0 ? found : held.filter(({ answer }) => open.includes(answer));
  if (one === undefined) {
    return PASS;
  }
  const what = `${VERBS[one.right]} ${one.store.label}${found.length > 0 && stores(found) > 0 ? ` and ${stores(found)} more` : ''} (${one.actions.slice(0, 2).join(', ')})`;
  const path = `${principal.label} → ${one.by ?? 'a policy'}`;
  return found.length > 0
    ? fail('Properties', `it may ${what}: ${path}`)
    : undecided('Properties', `whether it may ${what} is open: ${path}${one.because === undefined ? '' : `, ${one.because}`}`);
}

/** Whether code of the application has the rights of a role, and not a deployment. */
export function isOfWorkload(role: ResourceView): boolean {
  return role.type === 'AWS::IAM::Role' && runsCode(role) && !isOfDeploymentHelpers(role);
}
