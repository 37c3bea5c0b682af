import { AppModel } from '../../model/app-model';
import { references } from '../../model/graph/references';
import { ResourceView } from '../../model/resource-view';
import { itemsOf, Value } from '../../model/value';

/** Whether a policy belongs to functions that only CloudFormation calls: those that stand behind custom resources. */
export function isOfDeploymentHelpers(policy: ResourceView): boolean {
  const roles = rolesOf(policy);
  return roles.length > 0 && roles.every((role) => {
    const functions = policy.template.app.derive(references).by('AWS::Lambda::Function', 'Role').to(role);
    const handlers = policy.template.app.derive(customResourceHandlers);
    return functions.length > 0 && functions.every((handler) => handlers.has(handler));
  });
}

function rolesOf(policy: ResourceView): readonly ResourceView[] {
  const attached = policy.template.app.derive(references).by('AWS::IAM::Role', 'ManagedPolicyArns').to(policy);
  return policy.type === 'AWS::IAM::Role' ? [policy] : [...resourcesIn(policy.get('Roles')), ...attached];
}

/** How the framework of the CDK names the function that it calls: https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.custom_resources-readme.html */
const CALLED_BY_FRAMEWORK = ['USER_ON_EVENT_FUNCTION_ARN', 'USER_IS_COMPLETE_FUNCTION_ARN'];

/** The functions that custom resources name, and those that these call for the framework of the CDK. */
function customResourceHandlers(app: AppModel): ReadonlySet<ResourceView> {
  const named = [...app.resources()].filter(({ type }) => /^(Custom::|AWS::CloudFormation::CustomResource$)/.test(type))
    .flatMap((resource) => resourcesIn(resource.get('ServiceToken')));
  const called = [...new Set(named)].flatMap((handler) => CALLED_BY_FRAMEWORK.flatMap((name) => resourcesIn(handler.get(`Environment.Variables.${name}`))));
  return new Set([...named, ...called]);
}

function resourcesIn(value: Value): readonly ResourceView[] {
  return itemsOf(value).flatMap((item) => (item.kind === 'reference' ? item.resource : []));
}
