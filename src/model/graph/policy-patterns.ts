import { Answer, every } from './answer';
import { matchesOpenText } from './open-text';
import { remembered } from './remembered';
import type { ResourceView } from '../resource-view';
import { textOf, Value } from '../value';

/** A value that a request carries: a text, whose open parts stand as `${…}`, and the resource that it names. */
export interface Carried {
  readonly text: string;
  readonly resource?: ResourceView;
}

/** What is known of the text of a value. */
export function partialTextOf(value: Value): string | undefined {
  return value.kind === 'unknown' ? value.text : textOf(value);
}

/** Whether a pattern of a policy, with or without wildcards, matches what a request carries. */
export function matchesPattern(pattern: Value, carried: Carried, wildcards: boolean): Answer {
  if (pattern.kind === 'reference' && carried.resource !== undefined) {
    return pattern.resource === carried.resource ? 'yes' : pattern.resource.type === carried.resource.type ? 'no' : 'unknown';
  }
  const text = partialTextOf(pattern);
  return text === undefined ? 'unknown' : matchesText(text, carried.text, wildcards);
}

/** The same for texts with holes (`open-text.ts`); where `anyOf` holds, one of what a `${any}` stands for is enough. */
export function matchesText(pattern: string, text: string, wildcards: boolean, anyOf = true): Answer {
  if (wildcards && /^\*+$/.test(pattern)) {
    return 'yes';
  }
  const [patterns, parts] = [partsOf(pattern), partsOf(text)];
  // a wildcard crosses the colons of an ARN in some operators, so patterns of fewer parts are compared as a whole
  return patterns.length === parts.length
    ? every(parts.map((part, index) => (isPartition(parts, index, patterns[index]) ? 'yes' : matchesOpenText(patterns[index], part, wildcards, anyOf))))
    : matchesOpenText(pattern, text, wildcards, anyOf);
}

// IAM takes no policy that names another partition than its own, so one that is written out is the one of the deployment
function isPartition(parts: readonly string[], index: number, pattern: string): boolean {
  return index === 1 && parts[0] === 'arn' && [pattern, parts[1]].some((part) => part === '${AWS::Partition}') && /^(aws[\w-]*|\$\{AWS::Partition\})$/.test(pattern);
}

// each store is held against the patterns of all policies, and each pattern against all stores
const PARTS = new Map<string, readonly string[]>();

function partsOf(text: string): readonly string[] {
  return remembered(PARTS, text, () => {
    const parts = text.startsWith('arn:') ? text.split(/:(?![^{]*\})/) : [text];
    return parts.length > 6 ? [...parts.slice(0, 5), parts.slice(5).join(':')] : parts;
  });
}

/** A pattern with `*` and `?` as a regular expression. */
export function glob(pattern: string, flags = ''): RegExp {
  const name = `${flags} ${pattern}`;
  const known = GLOBS.get(name) ?? new RegExp(`^${pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*').replace(/\?/g, '.')}$`, flags);
  GLOBS.set(name, known);
  return known;
}

// every statement is held against many actions, and the same few patterns stand in all policies of an app
const GLOBS = new Map<string, RegExp>();
