import { Duration } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { HardeningError, Problem, subjectOf } from './errors';
import { isDeployTime, known } from './known';

/** A range of whole numbers, and what to do when it is left. */
export interface WholeNumberLimit {
  /** Stable code of the problem. */
  readonly code: string;
  readonly min: number;

  /**
   * The largest one.
   *
   * @default - as large as the service takes
   */
  readonly max?: number;

  /** The advice that ends the message. */
  readonly instead: string;

  /**
   * The unit, in the plural.
   *
   * @default - a plain number
   */
  readonly unit?: string;
}

/** What a text must look like. */
export interface TextLimit {
  /** Stable code of the problem. */
  readonly code: string;
  readonly pattern: RegExp;

  /** The pattern in words: "1 to 63 letters, digits or hyphens, starting with a letter". */
  readonly allowed: string;

  /** The advice that ends the message. */
  readonly instead: string;
}

/**
 * Collects what is wrong with the props of one construct, and throws once.
 *
 * Tokens pass every check, since their value is not known yet; `mustBeKnown` refuses them where a
 * decision of the construct depends on the value.
 */
export class PropProblems {
  private readonly problems: Problem[] = [];
  private readonly subject: string;

  public constructor(kind: string, scope: IConstruct | undefined, id: string) {
    this.subject = subjectOf(kind, scope, id);
  }

  /** Add a problem. */
  public add(code: string, message: string): void {
    this.problems.push({ code, message });
  }

  /** Add a problem when the condition holds. */
  public when(condition: boolean | undefined, code: string, message: () => string): void {
    if (condition === true) {
      this.add(code, message());
    }
  }

  /** A whole number within a range. */
  public wholeNumber(name: string, value: number | undefined, limit: WholeNumberLimit): void {
    const got = known(value);
    if (got === undefined) {
      return;
    }
    const { code, min, max, instead } = limit;
    const unit = limit.unit ? ` ${limit.unit}` : '';
    const range = max === undefined ? `of at least ${min}` : `from ${min} to ${max}`;
    this.when(!Number.isInteger(got) || got < min || got > (max ?? Infinity), code,
      () => `\`${name}\` is ${got}${unit}, a whole number ${range}${unit} is allowed; ${instead}`);
  }

  /** A duration of whole days within a range. */
  public days(name: string, value: Duration | undefined, limit: WholeNumberLimit): void {
    this.mustConvert(name, value, 'days', limit.code);
    this.wholeNumber(name, known(value)?.toDays({ integral: false }), { ...limit, unit: 'days' });
  }

  /** A duration of whole seconds within a range. */
  public seconds(name: string, value: Duration | undefined, limit: WholeNumberLimit): void {
    this.mustConvert(name, value, 'seconds', limit.code);
    this.wholeNumber(name, known(value)?.toSeconds({ integral: false }), { ...limit, unit: 'seconds' });
  }

  /** Nobody can count the days of a token that counts hours. */
  private mustConvert(name: string, value: Duration | undefined, unit: string, code: string): void {
    this.when(isDeployTime(value) && value!.unitLabel() !== unit, code,
      () => `\`${name}\` is only known at deployment (a token) in ${value!.unitLabel()}, which cannot be converted; pass Duration.${unit}() of it`);
  }

  /** A duration of whole minutes within a range, of which something is made. */
  public minutes(name: string, value: Duration | undefined, unknown: string, limit: WholeNumberLimit): void {
    this.mustBeKnown(name, value, unknown, 'pass a Duration of whole minutes');
    this.wholeNumber(name, known(value)?.toMinutes({ integral: false }), { ...limit, unit: 'minutes' });
  }

  /** A text that matches a pattern. */
  public text(name: string, value: string | undefined, limit: TextLimit): void {
    const got = known(value);
    this.when(got !== undefined && !limit.pattern.test(got), limit.code,
      () => `\`${name}\` is ${quoted(got!)}, allowed are ${limit.allowed}; ${limit.instead}`);
  }

  /** A value that decides what is built, and so cannot be a token. */
  public mustBeKnown(name: string, value: unknown, code: string, instead: string): void {
    this.when(isDeployTime(value), code,
      () => `\`${name}\` is only known at deployment (a token), but it decides what is built; ${instead}`);
  }

  /** Props without which nothing else can be checked: plain JavaScript lets them out. Throws at once. */
  public required(props: Readonly<Record<string, unknown>>): void {
    for (const [name, value] of Object.entries(props)) {
      this.when(value === undefined || value === null, 'PROP_MISSING', () => `\`${name}\` is not set, but nothing can be made without it; pass it`);
    }
    this.throwIfAny();
  }

  /** Throw one error with all problems, if there are any. */
  public throwIfAny(): void {
    if (this.problems.length > 0) {
      throw new HardeningError(this.subject, this.problems);
    }
  }
}

/** A text as it is shown in a message: quoted, and cut when it is long. */
export function quoted(text: string): string {
  return text.length > 80 ? `'${text.slice(0, 77)}...' (${text.length} characters)` : `'${text}'`;
}
