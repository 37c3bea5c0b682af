import { existsSync, readFileSync } from 'fs';
import { dirname, join } from 'path';
import { gunzipSync } from 'zlib';

/** The parts of a jsii assembly that the API tests read. */
export interface Assembly {
  readonly name: string;
  readonly types: { readonly [fqn: string]: ApiType };
}

interface Documented {
  readonly name: string;
  readonly docs?: { readonly summary?: string; readonly default?: string };
}

export interface ApiType extends Documented {
  readonly kind: 'class' | 'interface' | 'enum';
  readonly datatype?: boolean;
  readonly interfaces?: readonly string[];
  readonly properties?: readonly ApiValue[];
  readonly methods?: readonly ApiMethod[];
  readonly members?: readonly Documented[];
  readonly initializer?: { readonly parameters?: readonly ApiValue[] };
}

interface ApiValue extends Documented {
  readonly optional?: boolean;
  readonly type: TypeReference;
}

interface ApiMethod extends Documented {
  readonly parameters?: readonly ApiValue[];
  readonly returns?: { readonly type: TypeReference };
}

interface TypeReference {
  readonly fqn?: string;
  readonly primitive?: string;
  readonly union?: object;
  readonly collection?: { readonly elementtype: TypeReference };
}

/** The assembly in a folder; large ones are compressed beside a file that says so. */
export function readAssembly(folder: string): Assembly {
  const file = join(folder, '.jsii');
  if (!existsSync(file)) {
    throw new Error(`${file} is missing: run \`npm run compile\` first (\`npm test\` does)`);
  }
  const assembly = JSON.parse(readFileSync(file, 'utf-8')) as Assembly & { readonly filename?: string };
  return assembly.filename ? JSON.parse(gunzipSync(readFileSync(join(folder, assembly.filename))).toString()) as Assembly : assembly;
}

export function assemblyOf(dependency: string): Assembly {
  return readAssembly(dirname(require.resolve(`${dependency}/package.json`)));
}

/** Everything that the API says about itself, by the path of the sentence: `Waiver.reason`. */
function* documented(assembly: Assembly): Iterable<[string, Documented]> {
  for (const type of Object.values(assembly.types)) {
    yield [type.name, type];
    for (const member of [...type.properties ?? [], ...type.methods ?? [], ...type.members ?? []]) {
      yield [`${type.name}.${member.name}`, member];
    }
  }
}

/** Every type that a caller passes or gets: properties, parameters and returned values. */
function* references(assembly: Assembly): Iterable<[string, TypeReference]> {
  for (const type of Object.values(assembly.types)) {
    const values = [
      ...type.properties ?? [],
      ...type.initializer?.parameters ?? [],
      ...(type.methods ?? []).flatMap(({ name, parameters, returns }) => [...parameters ?? [], ...returns ? [{ name: `${name}()`, ...returns }] : []]),
    ];
    for (const value of values) {
      yield [`${type.name}.${value.name}`, value.type];
    }
  }
}

function structs(assembly: Assembly): ApiType[] {
  return Object.values(assembly.types).filter(({ datatype }) => datatype);
}

function innermost(type: TypeReference): TypeReference {
  return type.collection ? innermost(type.collection.elementtype) : type;
}

/** Types, members and enum values without a sentence. */
export function undocumented(assembly: Assembly): string[] {
  return [...documented(assembly)].filter(([, { docs }]) => !docs?.summary).map(([path]) => path);
}

/** Optional props whose `@default` is missing or says nothing. */
export function withoutDefault(assembly: Assembly): string[] {
  const empty = /^[-\s]*(undefined|none|null|n\/a)?[.\s]*$/i;
  return structs(assembly).flatMap((struct) => (struct.properties ?? [])
    .filter(({ optional, docs }) => optional && empty.test(docs?.default ?? ''))
    .map(({ name }) => `${struct.name}.${name}`));
}

/** Values of type `any`, in whatever list or map. */
export function untyped(assembly: Assembly): string[] {
  return [...references(assembly)].filter(([, type]) => ['any', 'json'].includes(innermost(type).primitive ?? '')).map(([path]) => path);
}

/** Values that are one type or another: other languages see them as `any`. */
export function unions(assembly: Assembly): string[] {
  return [...references(assembly)].filter(([, type]) => innermost(type).union).map(([path]) => path);
}

/** Structs with more props than a person reads, with what they inherit. */
export function tooWide(assembly: Assembly, dependencies: readonly Assembly[], most: number): string[] {
  const types: { readonly [fqn: string]: ApiType } = Object.assign({}, ...[assembly, ...dependencies].map(({ types: all }) => all));
  const propsOf = (type: ApiType): string[] => [
    ...(type.properties ?? []).map(({ name }) => name),
    ...(type.interfaces ?? []).flatMap((fqn) => propsOf(types[fqn])),
  ];
  return structs(assembly)
    .map((struct) => [struct.name, new Set(propsOf(struct)).size] as const)
    .filter(([, count]) => count > most)
    .map(([name, count]) => `${name}: ${count} props`);
}

/** Exported names that a reader knows from another library. */
export function borrowedNames(assembly: Assembly, others: readonly Assembly[]): string[] {
  const taken = new Set(others.flatMap(({ types }) => Object.values(types)).filter(({ kind }) => kind === 'class').map(({ name }) => name));
  return Object.values(assembly.types).map(({ name }) => name).filter((name) => taken.has(name));
}

const PROTECTION = /^(audit|backup|block|delet|disable|encrypt|enable|enforce|https|internet|kms|log|multi|private|protect|public|retain|rotat|secur|ssl|tls|waf)/;

/** Boolean props that would switch a protection: that is what waivers are for. */
export function protectionSwitches(assembly: Assembly): string[] {
  const words = (name: string) => name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase().split(' ');
  return structs(assembly).flatMap((struct) => (struct.properties ?? [])
    .filter(({ name, type }) => type.primitive === 'boolean' && words(name).some((word) => PROTECTION.test(word)))
    .map(({ name }) => `${struct.name}.${name}`));
}
