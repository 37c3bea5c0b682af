/**
 * How far something is allowed, in one situation: `conditional` depends on each request, `unknown` on what the templates hide.
 */
export type Grade = 'no' | 'unknown' | 'conditional' | 'yes';

const ORDER: readonly Grade[] = ['no', 'unknown', 'conditional', 'yes'];

/** A grade, the statement that decides it, and why it is not a plain yes or no. */
export interface Graded {
  readonly grade: Grade;

  /** `policy → statement`. */
  readonly by?: string;
  readonly because?: string;

  /** The database users as whom the statement lets somebody log in. */
  readonly users?: readonly string[];
}

export const NOT_ALLOWED: Graded = { grade: 'no' };
export const ALLOWED: Graded = { grade: 'yes' };

/** All must hold: the least of them; what is hidden hides more than what depends on the request. */
export function least(...all: readonly Graded[]): Graded {
  return all.reduce((one, other) => (ORDER.indexOf(other.grade) < ORDER.indexOf(one.grade) ? other : one));
}

/** One is enough: the greatest of them. */
export function greatest(all: readonly Graded[]): Graded {
  return all.reduce((one, other) => (ORDER.indexOf(other.grade) > ORDER.indexOf(one.grade) ? other : one), NOT_ALLOWED);
}

/** What remains where this denies. */
export function opposite(denial: Graded): Graded {
  switch (denial.grade) {
    case 'no': return ALLOWED;
    case 'yes': return { ...denial, grade: 'no' };
    default: return denial;
  }
}
