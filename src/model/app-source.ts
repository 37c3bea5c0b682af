import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { CfnElement, CfnResource, Stack, Stage } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { ResourceJson } from './resource-view';
import { Located, TemplateJson, TemplateSource } from './template-view';

/** A stack of the app with its elements, in the order of the tree. */
export interface StackElements {
  readonly stack: Stack;

  /** By construct path. */
  readonly elements: ReadonlyMap<string, CfnElement>;
}

/**
 * The templates of a synthesized app, read from its cloud assembly: those of stacks, nested stacks and
 * the stacks of stages. `root` is the app; its stages have been written before validation starts.
 */
export function readApp(root: IConstruct): TemplateSource[] {
  return stacksOf(root).flatMap((found) => {
    const file = templateFileOf(found.stack);
    return file !== undefined && existsSync(file) ? [sourceOf(found, JSON.parse(readFileSync(file, 'utf8')), file)] : [];
  });
}

/** What is the same whichever way the template was obtained. */
export function sourceOf(found: StackElements, template: TemplateJson, file?: string): TemplateSource {
  const { stack } = found;
  const deployedBy = stack.nestedStackResource;
  return {
    id: stack.node.path,
    template,
    file,
    stack,
    stackName: deployedBy ? undefined : stack.stackName,
    environment: stack.environment,
    nestedIn: deployedBy && { template: deployedBy.stack.node.path, logicalId: deployedBy.stack.resolve(deployedBy.logicalId) },
    constructOf: lookup(found, template),
  };
}

/** Every stack below a construct, each with its own elements; one walk. */
export function stacksOf(root: IConstruct): StackElements[] {
  const found = new Map<Stack, Map<string, CfnElement>>();
  collect(root, root.node.path, undefined, found);
  return [...found].map(([stack, elements]) => ({ stack, elements }));
}

function collect(construct: IConstruct, path: string, within: Map<string, CfnElement> | undefined, found: Map<Stack, Map<string, CfnElement>>): void {
  let elements = within;
  if (Stack.isStack(construct)) {
    elements = new Map();
    found.set(construct, elements);
  } else if (elements && CfnElement.isCfnElement(construct)) {
    elements.set(path, construct);
  }
  for (const child of construct.node.children) {
    collect(child, path === '' ? child.node.id : `${path}/${child.node.id}`, elements, found);
  }
}

// the templates of nested stacks lie beside those of their parents
function templateFileOf(stack: Stack): string | undefined {
  const outdir = Stage.of(stack)?.outdir;
  return outdir === undefined ? undefined : join(outdir, stack.templateFile);
}

function lookup(found: StackElements, template: TemplateJson): (logicalId: string) => Located | undefined {
  let byLogicalId: ReadonlyMap<string, Located> | undefined;
  return (logicalId) => {
    const recorded = elementRecorded(found, template.Resources?.[logicalId]);
    byLogicalId ??= recorded ? undefined : elementsByLogicalId(found, template);
    return recorded ?? byLogicalId?.get(logicalId);
  };
}

// The CLI has the path of each construct written into the template. An included template may carry the paths of
// another app, so the path must lead to an element of the same type in this stack.
function elementRecorded({ elements }: StackElements, json?: ResourceJson): Located | undefined {
  const path = json?.Metadata?.['aws:cdk:path'];
  if (typeof path !== 'string') {
    return undefined;
  }
  const construct = elements.get(path);
  return construct && CfnResource.isCfnResource(construct) && construct.cfnResourceType === json!.Type ? { construct, path } : undefined;
}

// Resolving a logical id takes four times as long as computing it, and is needed for overridden ids only:
// those whose computed id is not in the template under the same type.
function elementsByLogicalId({ stack, elements }: StackElements, template: TemplateJson): ReadonlyMap<string, Located> {
  const byLogicalId = new Map<string, Located & { readonly construct: CfnResource }>();
  const overridden: (Located & { readonly construct: CfnResource })[] = [];
  for (const [path, construct] of elements) {
    if (CfnResource.isCfnResource(construct)) {
      const computed = stack.getLogicalId(construct);
      if (template.Resources?.[computed]?.Type === construct.cfnResourceType) {
        byLogicalId.set(computed, { construct, path });
      } else {
        overridden.push({ construct, path });
      }
    }
  }
  for (const located of overridden) {
    const logicalId = stack.resolve(located.construct.logicalId);
    const displaced = byLogicalId.get(logicalId);
    byLogicalId.set(logicalId, located);
    if (displaced && displaced.construct !== located.construct) {
      overridden.push(displaced);
    }
  }
  return byLogicalId;
}
