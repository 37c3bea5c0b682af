import { ResourceView } from '../model/resource-view';
import { alternatives, booleanOf, Either, numberOf, textOf, Value } from '../model/value';
import { all, fail, PASS, undecided, Verdict } from './verdict';

/** A value that is not an `Fn::If`. */
export type Settled = Exclude<Value, Either>;

/**
 * Judge the value at a path below `Properties`.
 *
 * Both branches of an `Fn::If` are judged, and the worse verdict counts. An unknown value is
 * undecided; `judge` sees only values that are known, absent or references.
 */
export function expectAt(resource: ResourceView, path: string, judge: (value: Exclude<Settled, { kind: 'unknown' }>, at: string) => Verdict): Verdict {
  const at = `Properties.${path}`;
  return all(...alternatives(resource.get(path)).map((value) => (
    value.kind === 'unknown' ? undecided(at, `it is only known at deployment (${value.because})`) : judge(value, at))));
}

/** The property is true. */
export function isTrue(resource: ResourceView, path: string): Verdict {
  return expectAt(resource, path, (value, at) => (booleanOf(value) === true ? PASS : wrong(at, value, 'true')));
}

/** The property is false, written explicitly. */
export function isFalse(resource: ResourceView, path: string): Verdict {
  return expectAt(resource, path, (value, at) => (booleanOf(value) === false ? PASS : wrong(at, value, 'false')));
}

/** The property is absent or anything but true: for options whose default is safe. */
export function isNotTrue(resource: ResourceView, path: string): Verdict {
  return expectAt(resource, path, (value, at) => (booleanOf(value) === true ? wrong(at, value, 'false') : PASS));
}

/** The property is absent or anything but false: for options whose default is safe. */
export function isNotFalse(resource: ResourceView, path: string): Verdict {
  return expectAt(resource, path, (value, at) => (booleanOf(value) === false ? wrong(at, value, 'true') : PASS));
}

/** The property is given, whatever it is: a known value that is not empty, or a reference. */
export function present(resource: ResourceView, path: string): Verdict {
  return expectAt(resource, path, (value, at) => (isGiven(value) ? PASS : fail(at, 'it is not set')));
}

/** The property is a number of at least `min`. */
export function atLeast(resource: ResourceView, path: string, min: number, unit = ''): Verdict {
  return expectAt(resource, path, (value, at) => ((numberOf(value) ?? -Infinity) >= min ? PASS : wrong(at, value, `at least ${min}${unit && ` ${unit}`}`)));
}

/** The property is one of the given texts. */
export function oneOf(resource: ResourceView, path: string, allowed: readonly string[]): Verdict {
  return expectAt(resource, path, (value, at) => (allowed.includes(textOf(value) ?? '') ? PASS : wrong(at, value, allowed.join(' or '))));
}

/** The property is absent or none of the given texts. */
export function noneOf(resource: ResourceView, path: string, refused: readonly string[]): Verdict {
  return expectAt(resource, path, (value, at) => (refused.includes(textOf(value) ?? '') ? wrong(at, value, `anything but ${refused.join(', ')}`) : PASS));
}

/** The resource has this deletion policy and the same update-replace policy. */
export function keptOnRemoval(resource: ResourceView, allowed: readonly string[]): Verdict {
  const policies = { DeletionPolicy: resource.json.DeletionPolicy, UpdateReplacePolicy: resource.json.UpdateReplacePolicy };
  return all(...Object.entries(policies).map(([name, policy]) => (
    policy !== undefined && allowed.includes(policy) ? PASS : fail(name, `it is ${policy ?? 'not set'}, expected ${allowed.join(' or ')}`))));
}

function isGiven(value: Settled): boolean {
  switch (value.kind) {
    case 'absent': return false;
    case 'known': return value.value !== '';
    case 'list': return value.items.length > 0;
    case 'map': return value.keys.length > 0;
    default: return true;
  }
}

/** A failure that says what stands there and what should. */
export function wrong(at: string, value: Settled, expected: string): Verdict {
  return fail(at, `it is ${display(value)}, expected ${expected}`);
}

/** A value as it is shown to people. */
export function display(value: Settled): string {
  switch (value.kind) {
    case 'absent': return 'not set';
    case 'known': return String(value.value);
    case 'reference': return `a reference to ${value.resource.label}`;
    case 'list': return `a list of ${value.items.length}`;
    case 'map': return 'a map';
    case 'unknown': return `unknown (${value.because})`;
  }
}
