import { references } from './references';
import { AppModel } from '../app-model';
import { ResourceView } from '../resource-view';
import { itemsOf, Json, Value } from '../value';

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

function loginOf(arn: Json, resource: ResourceView): string | undefined {
  const login = textOf(arn, resource).split(':dbuser:')[1];
  return login === undefined || /[*?]/.test(login) ? undefined : login;
}

/** The text of an ARN, with the resource of the app where deployment fills one in, however it is referred to. */
function textOf(json: Json, resource: ResourceView): string {
  const parts = partsOf(json);
  return parts === undefined ? shown(resource.template.evaluate(json), resource) : parts.map((part) => textOf(part, resource)).join('');
}

function partsOf(json: Json): readonly Json[] | undefined {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    return undefined;
  }
  const { 'Fn::Join': join, 'Fn::Sub': sub } = json as JsonMap;
  if (Array.isArray(join) && Array.isArray(join[1])) {
    return (join[1] as Json[]).flatMap((part, index) => (index === 0 ? [part] : [join[0] as Json, part]));
  }
  // a reference in the middle of a text: `${Orders.DbiResourceId}`
  return typeof sub !== 'string' ? undefined : sub.split(/\$\{([^}!]+)\}/).map((part, index): Json => (
    index % 2 === 0 ? part : part.includes('.') ? { 'Fn::GetAtt': part } : { Ref: part }));
}

function shown(value: Value, { template }: ResourceView): string {
  switch (value.kind) {
    case 'known': return String(value.value);
    case 'reference': return `${value.resource.path}.${value.attribute}`;
    // the same parameter name means something else in another template
    case 'unknown': return value.because.startsWith('Ref ') ? `${template.id} ${value.because}` : value.because;
    default: return value.kind;
  }
}

function principalsOf(policy: ResourceView): readonly string[] {
  if (!policy.type.endsWith('Policy')) {
    return [policy.label];
  }
  const attached = ['AWS::IAM::Role', 'AWS::IAM::User', 'AWS::IAM::Group']
    .flatMap((type) => policy.template.app.derive(references).by(type, 'ManagedPolicyArns').to(policy));
  const listed = ['Roles', 'Users', 'Groups'].flatMap((property) => itemsOf(policy.get(property)))
    .map((item) => (item.kind === 'reference' ? item.resource.label : shown(item, policy)));
  return [...attached.map(({ label }) => label), ...listed];
}
