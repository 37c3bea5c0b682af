import { CfnResource } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/**
 * What brings an app back to how it is now after escape hatches were used on it: constructs that were added or removed, and whatever was set or
 * overridden on a resource. What calls have changed elsewhere stays; whoever relies on this compares the templates in the end.
 */
export function restorable(root: IConstruct): () => void {
  const restorers = root.node.findAll().flatMap((construct) => [
    ...kept(construct.node, ['_children']),
    ...CfnResource.isCfnResource(construct) ? [assigned(construct), ...kept(construct, ['rawOverrides', 'cfnOptions'])] : [],
  ]);
  return () => restorers.forEach((restore) => restore());
}

/** Gives an object back all values that are assigned to its fields, which may be private to the CDK. */
function assigned(target: object): () => void {
  const fields = Object.entries(target) as [string, unknown][];
  return () => fields.forEach(([field, value]) => Reflect.get(target, field) === value || Reflect.set(target, field, value));
}

/** Gives an object back what is changed in place: as deep as it is plain. */
function kept(target: object, fields: readonly string[]): (() => void)[] {
  return fields.map((field) => {
    const value = copy(Reflect.get(target, field));
    return () => {
      Reflect.set(target, field, copy(value));
    };
  });
}

function copy(value: unknown): unknown {
  return isPlain(value) ? Object.assign(Object.create(Object.getPrototypeOf(value) as object | null) as object, mapped(value)) : value;
}

function mapped(value: object): object {
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, copy(each)]));
}

// what the CDK makes comes from another realm, where `Object` is another one
function isPlain(value: unknown): value is object {
  const prototype: unknown = typeof value === 'object' && value !== null ? Object.getPrototypeOf(value) : undefined;
  return prototype === null || (prototype as { readonly constructor?: { readonly name: string } } | undefined)?.constructor?.name === 'Object';
}
