import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'fs';
import { dirname } from 'path';
import { Locked, LockedStack } from './locked';
import { watchedProperties } from './watched-properties';
import { Json } from '../model/value';

/** The version of the format that is written, and the newest that is read. */
const VERSION = 1;

const ABOUT = 'Resources that hold data, recorded by ReplacementLock of cdk-hardened-databases: a synth that would replace or remove one fails. '
  + 'Review changes of this file as you would review the deletion of a database.';

/** What is recorded in a file, or why nobody can tell. */
export interface LockFileContent {
  /** Undefined when there is no file, or none that can be read. */
  readonly locked?: Locked;

  /** What is wrong with the file. */
  readonly problem?: string;
}

/** Read a lock file; never throws because of what it holds. */
export function readLockFile(file: string): LockFileContent {
  if (!existsSync(file)) {
    return {};
  }
  const text = readFileSync(file, 'utf8');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return { problem: `it is not JSON (${(error as Error).message}); restore it from version control, and solve a merge conflict by keeping the entries of both sides` };
  }
  const problem = problemOf(json);
  return problem === undefined ? { locked: json as Locked } : { problem };
}

/** The same content gives the same bytes, in an order that does not depend on the app's. */
export function renderLockFile(stacks: readonly LockedStack[]): string {
  const used = stacks.flatMap(({ resources, references }) => [...Object.values(resources), ...Object.values(references)]);
  const types = [...new Set(used.map(({ type }) => type))].sort();
  const content = {
    about: ABOUT,
    version: VERSION,
    properties: Object.fromEntries(types.map((type) => [type, watchedProperties(type)])),
    stacks: stacks.filter(({ resources }) => Object.keys(resources).length > 0).map(renderStack).sort(byStack),
  };
  return `${JSON.stringify(content, undefined, 2)}\n`;
}

/** Write a lock file as a whole or not at all. */
export function writeLockFile(file: string, text: string): void {
  if (existsSync(file) && readFileSync(file, 'utf8') === text) {
    return;
  }
  mkdirSync(dirname(file), { recursive: true });
  const beside = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(beside, text);
    renameSync(beside, file);
  } finally {
    rmSync(beside, { force: true });
  }
}

// named one by one: a current stack knows more than is recorded
function renderStack({ stack, path, account, region, resources, references }: LockedStack) {
  return {
    stack,
    path,
    account,
    region,
    resources: sorted(resources, ({ type, path: place, deletionPolicy, condition, leaving, properties }) => (
      { type, path: place, deletionPolicy, condition, leaving, properties })),
    references: Object.keys(references).length === 0 ? undefined : sorted(references, ({ type, properties }) => ({ type, properties })),
  };
}

function sorted<T, U>(entries: Readonly<Record<string, T>>, render: (entry: T) => U): Record<string, U> {
  return Object.fromEntries(Object.keys(entries).sort().map((key) => [key, render(entries[key])]));
}

function byStack(one: ReturnType<typeof renderStack>, other: ReturnType<typeof renderStack>): number {
  const [left, right] = [one, other].map(({ stack, path, account = '', region = '' }) => [stack, account, region, path].join('|'));
  return left < right ? -1 : 1;
}

function problemOf(json: unknown): string | undefined {
  if (!isMap(json)) {
    return 'it does not hold a JSON object; restore it from version control';
  }
  if (typeof json.version === 'number' && json.version > VERSION) {
    return `its format is of version ${json.version}, this version of cdk-hardened-databases reads version ${VERSION}; update the library`;
  }
  const malformed = json.version === VERSION ? placesOf(json)[0] : 'version';
  return malformed === undefined ? undefined : `\`${malformed}\` is missing or malformed; restore the file from version control`;
}

/** Places that are not as they were written. */
function placesOf({ properties, stacks }: Readonly<Record<string, Json>>): string[] {
  if (!isMap(properties) || !Object.values(properties).every((names) => Array.isArray(names))) {
    return ['properties'];
  }
  if (!Array.isArray(stacks)) {
    return ['stacks'];
  }
  return (stacks as readonly unknown[]).flatMap((stack, index) => {
    if (!isMap(stack) || typeof stack.stack !== 'string' || typeof stack.path !== 'string' || !isMap(stack.resources)) {
      return [`stacks[${index}]`];
    }
    const { resources, references = {} } = stack;
    return [
      ...Object.entries(resources).filter(([, one]) => !isReference(one) || typeof one.path !== 'string').map(([id]) => `stacks[${index}].resources.${id}`),
      ...(isMap(references) ? Object.entries(references) : [['', undefined]]).filter(([, one]) => !isReference(one)).map(([id]) => `stacks[${index}].references.${id}`),
    ];
  });
}

function isReference(json: unknown): json is Readonly<Record<string, Json>> {
  return isMap(json) && typeof json.type === 'string' && isMap(json.properties);
}

function isMap(json: unknown): json is Readonly<Record<string, Json>> {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}
