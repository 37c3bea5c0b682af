import { ResourceView } from './resource-view';
import { TemplateSource, TemplateView } from './template-view';
import { Json, Value } from './value';

/** Something that is derived from the whole app, once per run: a graph. */
export type Derivation<T> = (app: AppModel) => T;

interface Exported {
  readonly template: TemplateView;
  readonly value: Json;
}

/** All templates of an app: stacks, nested stacks and the stacks of stages; read-only. */
export class AppModel {
  public readonly templates: ReadonlyMap<string, TemplateView>;
  private readonly byType = new Map<string, ResourceView[]>();
  private readonly derived = new Map<Derivation<unknown>, unknown>();
  private readonly nested = new Map<string, TemplateView>();
  private exports?: Map<string, Exported[]>;

  public constructor(sources: readonly TemplateSource[]) {
    this.templates = new Map(sources.map((source) => [source.id, new TemplateView(this, source)]));
    for (const template of this.templates.values()) {
      const { nestedIn } = template.source;
      if (nestedIn) {
        this.nested.set(`${nestedIn.template}|${nestedIn.logicalId}`, template);
      }
    }
    for (const resource of this.resources()) {
      const known = this.byType.get(resource.type);
      if (known) {
        known.push(resource);
      } else {
        this.byType.set(resource.type, [resource]);
      }
    }
  }

  /** Every resource of a type, in all templates. */
  public resourcesOf(...types: readonly string[]): readonly ResourceView[] {
    return types.length === 1 ? this.byType.get(types[0]) ?? [] : types.flatMap((type) => this.byType.get(type) ?? []);
  }

  /** Every resource of every template. */
  public *resources(): Iterable<ResourceView> {
    for (const template of this.templates.values()) {
      yield* template.resources.values();
    }
  }

  /** A graph over this app; built at the first request, then shared. */
  public derive<T>(derivation: Derivation<T>): T {
    if (!this.derived.has(derivation)) {
      this.derived.set(derivation, derivation(this));
    }
    return this.derived.get(derivation) as T;
  }

  /** What another stack of the reader's account and region exports under a name. */
  public exported(name: string, reader: TemplateView): Value | undefined {
    this.exports ??= this.collectExports();
    const candidates = this.exports.get(name) ?? [];
    const found = candidates.find(({ template }) => environmentOf(template) === environmentOf(reader))
      ?? candidates.find(({ template }) => mayShareEnvironment(template, reader));
    return found?.template.evaluate(found.value);
  }

  /** The template of a stack by its deployed name, nearest to the reader's account and region. */
  public templateNamed(stackName: string, reader: TemplateView): TemplateView | undefined {
    const named = [...this.templates.values()].filter(({ source }) => source.stackName === stackName);
    return named.find((template) => environmentOf(template) === environmentOf(reader)) ?? named[0];
  }

  /** The template that an `AWS::CloudFormation::Stack` resource deploys. */
  public templateNestedAt(parent: TemplateView, logicalId: string): TemplateView | undefined {
    return this.nested.get(`${parent.id}|${logicalId}`);
  }

  private collectExports(): Map<string, Exported[]> {
    const exports = new Map<string, Exported[]>();
    for (const template of this.templates.values()) {
      for (const output of Object.values(template.source.template.Outputs ?? {})) {
        const name = output?.Export && template.evaluate(output.Export.Name);
        if (name?.kind === 'known') {
          const label = String(name.value);
          exports.set(label, [...exports.get(label) ?? [], { template, value: output.Value }]);
        }
      }
    }
    return exports;
  }
}

function environmentOf(template: TemplateView): string {
  return template.source.environment ?? '';
}

// stacks that leave their account or region open may be deployed anywhere, so also beside each other
function mayShareEnvironment(one: TemplateView, other: TemplateView): boolean {
  const [left, right] = [one, other].map((template) => environmentOf(template).replace('aws://', '').split('/'));
  return left.every((part, index) => isOpen(part) || isOpen(right[index]) || part === right[index]);
}

function isOpen(part: string | undefined): boolean {
  return !part || part.startsWith('unknown-');
}
