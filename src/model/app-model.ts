import { ResourceView } from './resource-view';
import { TemplateSource, TemplateView } from './template-view';
import { Json, Value } from './value';

/** Something that is derived from the whole app, once per run: a graph. */
export type Derivation<T> = (app: AppModel) => T;

/** All templates of an app: stacks, nested stacks and the stacks of stages; read-only. */
export class AppModel {
  public readonly templates: ReadonlyMap<string, TemplateView>;
  private readonly byType = new Map<string, ResourceView[]>();
  private readonly derived = new Map<Derivation<unknown>, unknown>();
  private exports?: Map<string, { template: TemplateView; value: Json }>;

  public constructor(sources: readonly TemplateSource[]) {
    this.templates = new Map(sources.map((source) => [source.id, new TemplateView(this, source)]));
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

  /** What another stack exports under a name. */
  public exported(name: string): Value | undefined {
    this.exports ??= this.collectExports();
    const found = this.exports.get(name);
    return found && found.template.evaluate(found.value);
  }

  /** The template of a stack by its deployed name. */
  public templateNamed(stackName: string): TemplateView | undefined {
    return [...this.templates.values()].find(({ source }) => source.stackName === stackName);
  }

  private collectExports() {
    const exports = new Map<string, { template: TemplateView; value: Json }>();
    for (const template of this.templates.values()) {
      for (const output of Object.values(template.source.template.Outputs ?? {})) {
        const name = output.Export && template.evaluate(output.Export.Name);
        if (name?.kind === 'known') {
          exports.set(String(name.value), { template, value: output.Value });
        }
      }
    }
    return exports;
  }
}
