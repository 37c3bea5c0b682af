import { DefaultTokenResolver, IPostProcessor, IResolvable, IResolveContext, Reference, Stack, Tokenization } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { sourceOf, StackElements, stacksOf } from './app-source';
import { TemplateJson, TemplateSource } from './template-view';
import { Json } from './value';

/**
 * The templates of an app that is not synthesized: every element is resolved as it stands, with its raw
 * overrides. Nothing is written, no aspect is applied and no plugin runs, so the app can still be changed
 * and synthesized afterwards.
 */
export function resolveApp(root: IConstruct): TemplateSource[] {
  return stacksOf(root).map((found) => sourceOf(found, resolveTemplate(found)));
}

function resolveTemplate({ stack, elements }: StackElements): TemplateJson {
  const resolver = new ReferencesAcrossStacks(stack);
  const template: Record<string, Record<string, Json>> = {};
  for (const element of elements.values()) {
    const fragment: typeof template | undefined = Tokenization.resolve(element._toCloudFormation(), { scope: element, resolver, preparing: false });
    for (const [section, entries] of Object.entries(fragment ?? {})) {
      template[section] = Object.assign(template[section] ?? {}, entries);
    }
  }
  return template;
}

// Before a synth has prepared the app, a reference into another stack resolves as if its target stood in
// this one; here it names its template, and is evaluated there.
class ReferencesAcrossStacks extends DefaultTokenResolver {
  // a logical id is a hash of the path, which the CDK makes anew for every reference
  private readonly within = new Map<IResolvable, readonly [name: string, argument: string | readonly string[]]>();

  public constructor(private readonly stack: Stack) {
    super({ join: concatenate });
  }

  public override resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): unknown {
    const reference = referenceBehind(token);
    const owner = reference && Stack.of(reference.target);
    if (owner !== undefined && owner !== this.stack) {
      return { 'Fn::InTemplate': [owner.node.path, owner.resolve(reference)] };
    }
    const known = this.within.get(token);
    if (known) {
      // each place has its own, for overrides are merged into it
      return { [known[0]]: typeof known[1] === 'string' ? known[1] : [...known[1]] };
    }
    const resolved: unknown = super.resolveToken(token, context, postProcessor);
    const [[name, argument] = [], ...others] = reference ? Object.entries(resolved as object) as [string, unknown][] : [];
    if (name !== undefined && others.length === 0 && isArgument(argument)) {
      this.within.set(token, [name, argument]);
    }
    return resolved;
  }
}

function isArgument(argument: unknown): argument is string | readonly string[] {
  return typeof argument === 'string' || (Array.isArray(argument) && argument.every((part) => typeof part === 'string'));
}

// newer CDK versions wrap a reference to say whether it is strong or weak
function referenceBehind(token: IResolvable): Reference | undefined {
  const wrapped = (token as { readonly reference?: unknown }).reference;
  return [token, wrapped].find((candidate) => Reference.isReference(candidate)) as Reference | undefined;
}

function concatenate(left: unknown, right: unknown): unknown {
  const parts = [left, right].filter((part) => part !== undefined).flatMap(partsOf);
  return parts.every((part) => typeof part === 'string') ? parts.join('') : { 'Fn::Join': ['', parts] };
}

// `concatenate` is called from left to right: what it made before is continued, not nested
function partsOf(part: unknown): unknown[] {
  const joined = (part as { readonly 'Fn::Join'?: readonly [string, unknown[]] })['Fn::Join'];
  return joined?.[0] === '' && Array.isArray(joined[1]) ? joined[1] : [part];
}
