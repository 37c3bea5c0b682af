import { isEnteredWithMfa as roleIsEnteredWithMfa } from '../../model/graph/iam/trust';
import { ResourceView } from '../../model/resource-view';
import { itemsOf } from '../../model/value';
import { conditionOf, Statement } from '../policy';

const ROLE = 'AWS::IAM::Role';

/** Whether a statement is for requests with multi-factor authentication only. */
export function needsMfa(statement: Statement): boolean {
  return conditionOf(statement, 'Bool', 'aws:MultiFactorAuthPresent').includes('true')
    || conditionOf(statement, 'NumericLessThan', 'aws:MultiFactorAuthAge').length > 0
    || conditionOf(statement, 'NumericLessThanEquals', 'aws:MultiFactorAuthAge').length > 0;
}

/** Whether a policy is for roles of the app only, each of which is entered with multi-factor authentication. */
export function isEnteredWithMfa(policy: ResourceView): boolean {
  const roles = rolesOf(policy);
  const others = [...itemsOf(policy.get('Users')), ...itemsOf(policy.get('Groups'))];
  return roles.length > 0 && others.length === 0 && roles.every((role) => role !== undefined && roleIsEnteredWithMfa(role));
}

/** The roles of the app that a policy is for; undefined for those outside of it. */
export function rolesOf(policy: ResourceView): readonly (ResourceView | undefined)[] {
  if (policy.type === ROLE) {
    return [policy];
  }
  const named = itemsOf(policy.get('Roles')).map((role) => (role.kind === 'reference' && role.resource.type === ROLE ? role.resource : undefined));
  const naming = policy.template.app.resourcesOf(ROLE).filter((role) => itemsOf(role.get('ManagedPolicyArns'))
    .some((arn) => arn.kind === 'reference' && arn.resource === policy));
  return [...named, ...naming];
}
