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
  const { app } = handler.template;
  return [handler, ...callersOf(handler)].some((called) => [...app.resources()].some((resource) => (
    resource.type.startsWith('Custom::') && resourcesIn(resource.get('ServiceToken')).includes(called))));
}

/** How the framework of the CDK names the function that it calls: https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.custom_resources-readme.html */
const CALLED_BY_FRAMEWORK = ['USER_ON_EVENT_FUNCTION_ARN', 'USER_IS_COMPLETE_FUNCTION_ARN'];

function callersOf(handler: ResourceView): readonly ResourceView[] {
  return handler.template.app.resourcesOf('AWS::Lambda::Function').filter((framework) => CALLED_BY_FRAMEWORK.some((name) => (
    resourcesIn(framework.get(`Environment.Variables.${name}`)).includes(handler))));
}

function resourcesIn(value: Value): readonly ResourceView[] {
  return itemsOf(value).flatMap((item) => (item.kind === 'reference' ? item.resource : []));
}
