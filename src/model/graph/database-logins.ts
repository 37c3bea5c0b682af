import { openTextOf } from './iam/arns';
import { references } from './references';
import { AppModel } from '../app-model';
import { ResourceView } from '../resource-view';
import { itemsOf, Json } from '../value';

type JsonMap = { readonly [key: string]: Json };

/** Who may connect as which database user: names of principals, by what stands behind `dbuser:` in the ARN. */
export function holdersOfLogins(app: AppModel): ReadonlyMap<string, ReadonlySet<string>> {
  const holders = new Map<string, Set<string>>();
  for (const policy of [...app.resources()].filter(({ type }) => type.startsWith('AWS::IAM::'))) {
    for (const login of loginsIn(policy)) {
      const principals = holders.get(login) ?? new Set();
      principalsOf(policy).forEach((principal) => principals.add(principal));
      holders.set(login, principals);
    }
  }
  return holders;
}

/** The database users, each with its server, that a policy lets its holders connect as; wildcards are another rule's. */
export function loginsIn(resource: ResourceView): readonly string[] {
  const collect = (json: Json | undefined): string[] => {
    if (typeof json !== 'object' || json === null) {
      return [];
    }
    const { Action, Effect, Resource } = json as JsonMap;
    const allows = Effect === 'Allow' && [Action ?? []].flat().some((action) => /^(\*|rds-db:(\*|connect))$/i.test(String(action)));
    const here = allows ? [Resource ?? []].flat().flatMap((arn) => loginOf(arn as Json, resource) ?? []) : [];
    return [...here, ...Object.values(json).flatMap((each) => collect(each as Json))];
  };
  return [...new Set(collect(resource.json.Properties))];
}

function loginOf(arn: Json, { template }: ResourceView): string | undefined {
  const login = openTextOf(template.evaluate(arn), template).split(':dbuser:')[1];
  return login === undefined || /[*?]/.test(login.replace(/\$\{[^}]*\}/g, '')) ? undefined : login;
}

function principalsOf(policy: ResourceView): readonly string[] {
  if (!policy.type.endsWith('Policy')) {
    return [policy.label];
  }
  const attached = ['AWS::IAM::Role', 'AWS::IAM::User', 'AWS::IAM::Group']
    .flatMap((type) => policy.template.app.derive(references).by(type, 'ManagedPolicyArns').to(policy));
  const listed = ['Roles', 'Users', 'Groups'].flatMap((property) => itemsOf(policy.get(property)))
    .map((item) => (item.kind === 'reference' ? item.resource.label : openTextOf(item, policy.template)));
  return [...attached.map(({ label }) => label), ...listed];
}
