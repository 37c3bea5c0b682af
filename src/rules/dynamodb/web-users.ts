import { COGNITO_HOST, COGNITO_HOSTS } from '../../facts/cognito';
import { ResourceView } from '../../model/resource-view';
import { rolesOf } from '../iam/mfa';
import { statementsOf, textsAt } from '../policy';

// people sign in there; other OIDC providers are as often pipelines and clusters
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-federated-web-identity
const PROVIDERS = [COGNITO_HOST, ...Object.values(COGNITO_HOSTS), 'www.amazon.com', 'accounts.google.com', 'graph.facebook.com'];

/** Whether a policy is for a role that people assume by signing in on the web. */
export function isUsedByWebUsers(policy: ResourceView): boolean {
  return rolesOf(policy).some((role) => role !== undefined && statementsOf(role.get('AssumeRolePolicyDocument'))
    .some((statement) => statement.effect === 'Allow' && textsAt(statement, 'Principal.Federated').some((provider) => PROVIDERS.includes(provider))));
}
