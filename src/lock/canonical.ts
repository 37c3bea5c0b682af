import { Json } from '../model/value';

type JsonMap = { readonly [key: string]: Json };

/** A value of a template in one spelling: keys in order, `Fn::GetAtt` as a list; undefined for what CloudFormation takes as absent. */
export function canonical(json: Json | undefined): Json | undefined {
  if (json === undefined || json === null) {
    return undefined;
  }
  if (isList(json)) {
    return json.map(canonical).filter((item): item is Json => item !== undefined);
  }
  if (typeof json !== 'object') {
    return json;
  }
  if (json.Ref === 'AWS::NoValue') {
    return undefined;
  }
  const attribute = json['Fn::GetAtt'];
  if (typeof attribute === 'string') {
    const dot = attribute.indexOf('.');
    return { 'Fn::GetAtt': [attribute.slice(0, dot), attribute.slice(dot + 1)] };
  }
  const entries = Object.keys(json).sort().map((key) => [key, canonical(json[key])] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as JsonMap;
}

/** Whether CloudFormation takes two values for the same: `7` is `"7"` and `true` is `"true"`. */
export function isSame(one: Json | undefined, other: Json | undefined): boolean {
  return spelling(one) === spelling(other);
}

function spelling(json: Json | undefined): string {
  return JSON.stringify(canonical(json), (_key, value: unknown) => (typeof value === 'number' || typeof value === 'boolean' ? String(value) : value)) ?? '';
}

/** The logical ids to which a canonical value refers. */
export function referencesIn(json: Json | undefined): ReadonlySet<string> {
  const found = new Set<string>();
  collect(json, found);
  return found;
}

function collect(json: Json | undefined, found: Set<string>): void {
  if (typeof json !== 'object' || json === null) {
    return;
  }
  if (isList(json)) {
    return json.forEach((item) => collect(item, found));
  }
  for (const [key, value] of Object.entries(json)) {
    if (key === 'Ref' || key === 'Fn::GetAtt') {
      found.add(String(isList(value) ? value[0] : value));
    } else if (key === 'Fn::Sub') {
      const text = String(isList(value) ? value[0] : value);
      [...text.matchAll(/\$\{([^!.}]+)[^}]*\}/g)].forEach(([, name]) => found.add(name));
    }
    collect(value, found);
  }
}

function isList(json: Json): json is readonly Json[] {
  return Array.isArray(json);
}
