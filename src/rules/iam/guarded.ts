import { rolesOf } from './mfa';
import { isOfWorkload } from './store-rights';
import { AppModel } from '../../model/app-model';
import { accessByPrincipal, storeAccess, storesGivenBy } from '../../model/graph/iam/store-access';
import { references } from '../../model/graph/references';
import { ResourceView } from '../../model/resource-view';
import { itemsOf } from '../../model/value';

/**
 * Whether nobody who has a policy may destroy the stores that it is about without multi-factor authentication: other policies deny it, or a boundary.
 *
 * Roles of workloads are not looked at: `iam.workloads-keep-stores` reports what they may.
 */
export function isGuarded(policy: ResourceView, app: AppModel): boolean {
  const stores = app.derive(storeAccess).length === 0 ? [] : storesGivenBy(policy);
  const holders = holdersOf(policy);
  return stores.length > 0 && holders.length > 0 && holders.every((holder) => (
    holder !== undefined && (isOfWorkload(holder) || !stores.some((store) => mayDestroy(holder, store, app)))));
}

function mayDestroy(holder: ResourceView, store: ResourceView, app: AppModel): boolean {
  const held = app.derive(accessByPrincipal).get(holder)?.find((access) => access.store === store)?.rights;
  return [held?.destroy, held?.change].some((right) => right !== undefined && right.answer !== 'with-mfa');
}

/** The principals of the app that a policy is for; undefined for those outside of it. */
function holdersOf(policy: ResourceView): readonly (ResourceView | undefined)[] {
  if (!policy.type.endsWith('Policy')) {
    return [policy];
  }
  const people = ['User', 'Group'].flatMap((type) => [
    ...itemsOf(policy.get(`${type}s`)).map((item) => (item.kind === 'reference' && item.resource.type === `AWS::IAM::${type}` ? item.resource : undefined)),
    ...policy.template.app.derive(references).by(`AWS::IAM::${type}`, 'ManagedPolicyArns').to(policy),
  ]);
  return [...rolesOf(policy), ...people];
}
