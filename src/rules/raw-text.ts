import { ResourceView } from '../model/resource-view';
import { Json } from '../model/value';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
const SECRET_REFERENCE = /\{\{resolve:(secretsmanager|ssm-secure):/;
const ANY_REFERENCE = /\{\{resolve:/;

/**
 * The literal parts of a property, with `${…}` where deployment fills something in.
 *
 * For names whose fixed end says what is meant: `com.amazonaws.${AWS::Region}.s3`.
 */
export function rawText(resource: ResourceView, property: string): string {
  return rawTextOf(resource.json.Properties?.[property]);
}

/** Whether a property is a dynamic reference to a secret, plain or joined. */
export function isSecretReference(resource: ResourceView, property: string): boolean {
  return SECRET_REFERENCE.test(rawText(resource, property));
}

/** Whether a property is a dynamic reference of any kind, which CloudFormation resolves at deployment. */
export function isDynamicReference(resource: ResourceView, property: string): boolean {
  return ANY_REFERENCE.test(rawText(resource, property));
}

/** Whether a property is a `Ref` to a parameter whose default stands in the template. */
export function isDefaultedParameter(resource: ResourceView, property: string): boolean {
  const json = resource.json.Properties?.[property];
  const name = isMap(json) ? json.Ref : undefined;
  return typeof name === 'string' && resource.template.source.template.Parameters?.[name]?.Default !== undefined;
}

/** The literal parts of an expression, as `rawText` shows them. */
export function rawTextOf(json: Json | undefined): string {
  if (isMap(json)) {
    const [intrinsic, argument] = Object.entries(json)[0] ?? [];
    const [first, parts] = isList(argument) ? argument : [];
    switch (intrinsic) {
      case 'Fn::Join': return isList(parts) ? parts.map(rawTextOf).join(String(first)) : '${}';
      case 'Fn::Sub': return typeof argument === 'string' ? argument : String(first);
      default: return '${}';
    }
  }
  return json === undefined || json === null || isList(json) ? '' : String(json);
}

function isList(json: Json | undefined): json is readonly Json[] {
  return Array.isArray(json);
}

function isMap(json: Json | undefined): json is { readonly [key: string]: Json } {
  return typeof json === 'object' && json !== null && !isList(json);
}
