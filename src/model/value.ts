import type { ResourceView } from './resource-view';

/** Plain JSON, as it stands in a template. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** A scalar that is known at synth. */
export interface Known {
  readonly kind: 'known';
  readonly value: string | number | boolean;
}

/** A list; items that are `AWS::NoValue` are gone. */
export interface List {
  readonly kind: 'list';
  readonly items: readonly Value[];
}

/** A map. */
export interface Dictionary {
  readonly kind: 'map';
  readonly keys: readonly string[];

  /** The value at a dotted path below this map. */
  get(path: string): Value;
}

/** Nothing stands there, or `AWS::NoValue`. */
export interface Absent {
  readonly kind: 'absent';
}

/** A reference to another resource of the app, in whichever template. */
export interface Reference {
  readonly kind: 'reference';
  readonly resource: ResourceView;

  /** `Ref`, or the attribute of `Fn::GetAtt`. */
  readonly attribute: string;
}

/** Only known at deployment; `because` names the intrinsic. */
export interface Unknown {
  readonly kind: 'unknown';
  readonly because: string;

  /** What a text is put together from, when it is a text: some of the parts are known. */
  readonly parts?: readonly Value[];

  /** What is known of a text, with `${…}` where deployment fills something in: `arn:${AWS::Partition}:sns:eu-west-1:${AWS::AccountId}:*`. */
  readonly text?: string;
}

/** An `Fn::If`: either branch may come true. */
export interface Either {
  readonly kind: 'either';
  readonly condition: string;
  readonly branches: readonly Value[];
}

/** What CloudFormation will receive at one place of a template. */
export type Value = Known | List | Dictionary | Absent | Reference | Unknown | Either;

export const ABSENT: Absent = { kind: 'absent' };

export function unknown(because: string, text?: string): Unknown {
  return text === undefined ? { kind: 'unknown', because } : { kind: 'unknown', because, text };
}

/** The values that may come true: the branches of every `Fn::If`, else the value itself. */
export function alternatives(value: Value): readonly Exclude<Value, Either>[] {
  return value.kind === 'either' ? value.branches.flatMap(alternatives) : [value];
}

/** The items that a list may hold, whichever condition holds; a single value counts as a list of one. */
export function itemsOf(value: Value): readonly Exclude<Value, Either>[] {
  const items: Exclude<Value, Either>[] = [];
  collectItems(value, items);
  return items;
}

function collectItems(value: Value, items: Exclude<Value, Either>[]): void {
  switch (value.kind) {
    case 'absent': return;
    case 'list': return value.items.forEach((item) => collectItems(item, items));
    case 'either': return value.branches.forEach((branch) => collectItems(branch, items));
    default: items.push(value);
  }
}

/** The value at a dotted path below a value. */
export function at(value: Value, path: string): Value {
  switch (value.kind) {
    case 'map': return value.get(path);
    case 'either': return { ...value, branches: value.branches.map((branch) => at(branch, path)) };
    case 'unknown': return value;
    // what stands inside an attribute is only known at deployment
    case 'reference': return unknown(`${value.attribute === 'Ref' ? 'Ref' : 'Fn::GetAtt'} ${value.resource.logicalId}`);
    default: return ABSENT;
  }
}

/** The text of a known scalar. */
export function textOf(value: Value): string | undefined {
  return value.kind === 'known' ? String(value.value) : undefined;
}

/** What a value is put together from: the parts of a joined text, else the value itself. */
export function partsOf(value: Value): readonly Value[] {
  return value.kind === 'unknown' && value.parts !== undefined ? value.parts.flatMap(partsOf) : [value];
}

/** The literal parts of a text, with `${}` where deployment fills something in: `arn:${}:iam::111122223333:root`. */
export function literalOf(value: Value): string {
  return partsOf(value).map((part) => textOf(part) ?? '${}').join('');
}

/** The number of a known scalar: CloudFormation takes `"7"` for `7`. */
export function numberOf(value: Value): number | undefined {
  if (value.kind !== 'known' || typeof value.value === 'boolean' || value.value === '') {
    return undefined;
  }
  const number = Number(value.value);
  return Number.isNaN(number) ? undefined : number;
}

/** The boolean of a known scalar: CloudFormation takes `"true"` for `true`. */
export function booleanOf(value: Value): boolean | undefined {
  const text = textOf(value)?.toLowerCase();
  return text === 'true' || text === 'false' ? text === 'true' : undefined;
}
