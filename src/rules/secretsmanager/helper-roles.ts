import { references } from '../../model/graph/references';
import { ResourceView } from '../../model/resource-view';
import { itemsOf, Value } from '../../model/value';

/** Whether a policy belongs to functions that only CloudFormation calls: those that stand behind custom resources. */
export function isOfDeploymentHelpers(policy: ResourceView): boolean {
  const roles = rolesOf(policy);
  return roles.length > 0 && roles.every((role) => {
    const functions = policy.template.app.derive(references).by('AWS::Lambda::Function', 'Role').to(role);
    return functions.length > 0 && functions.every(isCustomResource);
  });
}

function rolesOf(policy: ResourceView): readonly ResourceView[] {
  const attached = policy.template.app.derive(references).by('AWS::IAM::Role', 'ManagedPolicyArns').to(policy);
  return policy.type === 'AWS::IAM::Role' ? [policy] : [...resourcesIn(policy.get('Roles')), ...attached];
}

function isCustomResource(handler: ResourceView): boolean {
  return [...handler.template.app.resources()].some((resource) => (
    resource.type.startsWith('Custom::') && resourcesIn(resource.get('ServiceToken')).includes(handler)));
}

function resourcesIn(value: Value): readonly ResourceView[] {
  return itemsOf(value).flatMap((item) => (item.kind === 'reference' ? item.resource : []));
}
