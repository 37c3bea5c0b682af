/** What a rule says about one resource. */
export type Verdict = Pass | Fail | Undecided;

export interface Pass {
  readonly kind: 'pass';
}

/** The protection is missing. */
export interface Fail {
  readonly kind: 'fail';

  /** Where: a path below the resource, `Properties.StorageEncrypted`, or the type of the companion that is missing. */
  readonly at: string;

  /** What stands there, and what should. */
  readonly because: string;
}

/** The value is only known at deployment. Neither a pass nor a failure. */
export interface Undecided {
  readonly kind: 'unknown';
  readonly at: string;

  /** Names the intrinsic that hides the value. */
  readonly because: string;
}

export const PASS: Pass = { kind: 'pass' };

export function fail(at: string, because: string): Fail {
  return { kind: 'fail', at, because };
}

export function undecided(at: string, because: string): Undecided {
  return { kind: 'unknown', at, because };
}

/** All must hold: the first failure, else the first unknown, else a pass. */
export function all(...verdicts: readonly Verdict[]): Verdict {
  return verdicts.find(({ kind }) => kind === 'fail') ?? verdicts.find(({ kind }) => kind === 'unknown') ?? PASS;
}

/** One must hold: a pass if there is one, else the first unknown, else the first failure. */
export function any(...verdicts: readonly Verdict[]): Verdict {
  return verdicts.find(({ kind }) => kind === 'pass') ?? verdicts.find(({ kind }) => kind === 'unknown') ?? verdicts[0] ?? PASS;
}
