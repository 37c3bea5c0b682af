import { ResourceView } from '../model/resource-view';
import { Json } from '../model/value';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
const SECRET_REFERENCE = /\{\{resolve:(secretsmanager|ssm-secure):/;
const ANY_REFERENCE = /\{\{resolve:/;

/** Whether a property is a dynamic reference to a secret, plain or joined. */
export function isSecretReference(resource: ResourceView, property: string): boolean {
  return SECRET_REFERENCE.test(textOfJson(resource, property));
}

/** Whether a property is a dynamic reference of any kind, which CloudFormation resolves at deployment. */
export function isDynamicReference(resource: ResourceView, property: string): boolean {
  return ANY_REFERENCE.test(textOfJson(resource, property));
}

/** Whether a property is a `Ref` to a parameter whose default stands in the template. */
export function isDefaultedParameter(resource: ResourceView, property: string): boolean {
  const json = resource.json.Properties?.[property];
  const name = isMap(json) ? json.Ref : undefined;
  return typeof name === 'string' && resource.template.source.template.Parameters?.[name]?.Default !== undefined;
}

function textOfJson(resource: ResourceView, property: string): string {
  return JSON.stringify(resource.json.Properties?.[property] ?? '');
}

function isMap(json: Json | undefined): json is { readonly [key: string]: Json } {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}
