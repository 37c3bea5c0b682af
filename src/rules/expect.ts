import { all, fail, PASS, undecided, Verdict } from './verdict';
import { ResourceView } from '../model/resource-view';
import { alternatives, booleanOf, Either, itemsOf, numberOf, textOf, Value } from '../model/value';

/** A value that is not an `Fn::If`. */
export type Settled = Exclude<Value, Either>;

/**
 * Judge the value at a path below `Properties`.
 *
 * Both branches of an `Fn::If` are judged, and the worse verdict counts. An unknown value is
 * undecided; `judge` sees only values that are known, absent or references.
 */
export function expectAt(resource: ResourceView, path: string, judge: (value: Exclude<Settled, { kind: 'unknown' }>, at: string) => Verdict): Verdict {
  return expectValue(resource.get(path), `Properties.${path}`, judge);
}

/** Judge a value that stands elsewhere: in one replica of a table. */
export function expectValue(given: Value, at: string, judge: (value: Exclude<Settled, { kind: 'unknown' }>, at: string) => Verdict): Verdict {
  return all(...alternatives(given).map((value) => (
    value.kind === 'unknown' ? undecided(at, `it is only known at deployment (${value.because})`) : judge(value, at))));
}

/** Whether the property is absent, or may be: an `Fn::If` with `AWS::NoValue`. */
export function mayBeAbsent(resource: ResourceView, path: string): boolean {
  return alternatives(resource.get(path)).some(({ kind }) => kind === 'absent');
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

/** The property is absent or empty. */
export function isAbsent(resource: ResourceView, path: string): Verdict {
  return expectAt(resource, path, (value, at) => (isGiven(value) ? wrong(at, value, 'nothing') : PASS));
}

/** The property is a number of at least `min`. */
export function atLeast(resource: ResourceView, path: string, min: number, unit = ''): Verdict {
  return expectAt(resource, path, (value, at) => ((numberOf(value) ?? -Infinity) >= min ? PASS : wrong(at, value, withUnit(`at least ${min}`, unit))));
}

/** The property is absent or a number of at least `min`: for options whose default is safe. */
export function atLeastIfGiven(resource: ResourceView, path: string, min: number, unit = ''): Verdict {
  return expectAt(resource, path, (value, at) => (
    value.kind === 'absent' || (numberOf(value) ?? -Infinity) >= min ? PASS : wrong(at, value, withUnit(`at least ${min}`, unit))));
}

/** The property is a number of at most `max`. */
export function atMost(resource: ResourceView, path: string, max: number, unit = ''): Verdict {
  return expectAt(resource, path, (value, at) => ((numberOf(value) ?? Infinity) <= max ? PASS : wrong(at, value, withUnit(`at most ${max}`, unit))));
}

/** The property is one of the given texts. */
export function oneOf(resource: ResourceView, path: string, allowed: readonly string[]): Verdict {
  return expectAt(resource, path, (value, at) => (allowed.includes(textOf(value) ?? '') ? PASS : wrong(at, value, allowed.join(' or '))));
}

/** The property is absent or none of the given texts. */
export function noneOf(resource: ResourceView, path: string, refused: readonly string[]): Verdict {
  return expectAt(resource, path, (value, at) => (refused.includes(textOf(value) ?? '') ? wrong(at, value, `anything but ${refused.join(', ')}`) : PASS));
}

/** The property is a list that holds every one of the given texts. */
export function contains(resource: ResourceView, path: string, wanted: readonly string[]): Verdict {
  return expectAt(resource, path, (value, at) => {
    const items = itemsOf(value);
    const missing = wanted.filter((text) => !items.some((item) => textOf(item) === text));
    const hidden = items.find((item) => item.kind === 'unknown');
    if (missing.length > 0 && hidden?.kind === 'unknown') {
      return undecided(at, `an item is only known at deployment (${hidden.because})`);
    }
    return missing.length === 0 ? PASS : fail(at, value.kind === 'absent' ? `it is not set, expected ${wanted.join(', ')}` : `it lacks ${missing.join(', ')}`);
  });
}

/**
 * The resource has one of these deletion policies and one of these update-replace policies.
 *
 * `onDeletion` is the policy that CloudFormation takes for the type when none is given.
 */
export function keptOnRemoval(resource: ResourceView, allowed: readonly string[], onDeletion = 'Delete'): Verdict {
  return all(
    isKept('DeletionPolicy', resource.json.DeletionPolicy, onDeletion, allowed),
    isKept('UpdateReplacePolicy', resource.json.UpdateReplacePolicy, 'Delete', allowed),
  );
}

// the language extensions transform allows intrinsics in both attributes:
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/transform-aws-languageextensions.html
function isKept(name: string, given: unknown, byDefault: string, allowed: readonly string[]): Verdict {
  if (given !== undefined && typeof given !== 'string') {
    return undecided(name, `it is only known at deployment (${Object.keys(given as object).join()})`);
  }
  return allowed.includes(given ?? byDefault) ? PASS : fail(name, `it is ${given ?? 'not set'}, expected ${allowed.join(' or ')}`);
}

function withUnit(text: string, unit: string): string {
  return unit === '' ? text : `${text} ${unit}`;
}

/** Whether a value is known and not empty, or a reference. */
export function isGiven(value: Settled): boolean {
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
