import { IConstruct } from 'constructs';

/** One thing that is wrong with what a caller passed. */
export interface Problem {
  /** Stable code, part of the public API: `UPPER_SNAKE_CASE`. */
  readonly code: string;

  /** What was expected, what was got, what is allowed, and what to do. */
  readonly message: string;
}

/** As many as a person reads: a list of ten thousand addresses without a prefix makes as many problems. */
const MOST_SHOWN = 50;

/** The error that every construct of this library throws: all problems at once, each with its code. */
export class HardeningError extends Error {
  /** The codes of all problems, in order. */
  public readonly codes: readonly string[];

  public constructor(subject: string, problems: readonly Problem[]) {
    const list = problems.slice(0, MOST_SHOWN).map(({ code, message }) => `\n  ${code}: ${message}`).join('');
    const more = problems.length > MOST_SHOWN ? `\n  and ${problems.length - MOST_SHOWN} more` : '';
    super(`${subject} cannot be created, ${problems.length} problem${problems.length === 1 ? '' : 's'}:${list}${more}`);
    this.name = 'HardeningError';
    this.codes = problems.map(({ code }) => code);
  }
}

/** How a construct is named in messages: `SecureRdsInstance 'Data/Orders'`; what has no path goes by its kind. */
export function subjectOf(kind: string, scope: IConstruct | undefined, id: string): string {
  const path = [scope?.node.path, id].filter(Boolean).join('/');
  return path === '' ? kind : `${kind} '${path}'`;
}
