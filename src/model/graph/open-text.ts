import { Answer } from './answer';
import { remembered } from './remembered';

/**
 * Texts of which deployment fills in parts, compared with each other.
 *
 * A hole is written `${…}`, and its name says what can stand in it:
 * - `${AWS::Region}` and other pseudo parameters, and `${=<type> <what>}`, the name of one resource: neither a colon nor a slash.
 *   Two holes of the same name are filled with the same text; two resources of one type never have the same name.
 * - `${any}`: everything that exists there, one of which is enough.
 * - `${one}`: one character that the service chooses.
 * - any other name: whatever deployment fills in.
 */
export function matchesOpenText(pattern: string, text: string, wildcards: boolean, anyOf = true): Answer {
  if (pattern === text || (wildcards && /^\*+$/.test(pattern))) {
    return 'yes';
  }
  const [one, other] = [tokensOf(pattern, wildcards), tokensOf(text, false)];
  if (new Search(one, other, false, anyOf).found()) {
    return 'yes';
  }
  return (pattern + text).includes('${') && new Search(one, other, true, anyOf).found() ? 'unknown' : 'no';
}

interface Token {
  readonly kind: 'character' | 'star' | 'single' | 'hole' | 'any' | 'one';
  readonly text: string;

  /** The hole holds neither a colon nor a slash. */
  readonly narrow?: boolean;

  /** Of what the hole is the name. */
  readonly type?: string;
}

const TOKENS = { wildcards: new Map<string, readonly Token[]>(), literal: new Map<string, readonly Token[]>() };

function tokensOf(text: string, wildcards: boolean): readonly Token[] {
  return remembered(wildcards ? TOKENS.wildcards : TOKENS.literal, text, () => text.split(/(\$\{[^}]*\})/).flatMap((part): readonly Token[] => (
    part.startsWith('${') && part.endsWith('}') ? [holeOf(part)] : [...part].map((character) => characterOf(character, wildcards)))));
}

function characterOf(text: string, wildcards: boolean): Token {
  return { kind: wildcards && text === '*' ? 'star' : wildcards && text === '?' ? 'single' : 'character', text };
}

function holeOf(text: string): Token {
  const name = text.slice(2, -1);
  if (name === 'any' || name === 'one') {
    return { kind: name, text };
  }
  return { kind: 'hole', text, narrow: /^(AWS::|=)/.test(name), type: /^=(\S+) /.exec(name)?.[1] };
}

/** Whether a pattern matches a text, whatever fills the holes; or, if `possible`, for some filling of them. */
class Search {
  private readonly failed: Uint8Array;

  public constructor(
    private readonly pattern: readonly Token[],
    private readonly text: readonly Token[],
    private readonly possible: boolean,
    private readonly anyOf: boolean,
  ) {
    this.failed = new Uint8Array((pattern.length + 1) * (text.length + 1));
  }

  public found(at = 0, on = 0): boolean {
    const place = at * (this.text.length + 1) + on;
    if (this.failed[place] === 1) {
      return false;
    }
    const result = at === this.pattern.length && on === this.text.length ? true : this.step(at, on);
    this.failed[place] = result ? 0 : 1;
    return result;
  }

  private step(at: number, on: number): boolean {
    const [one, other] = [this.pattern[at], this.text[on]] as (Token | undefined)[];
    if (one !== undefined && other !== undefined && this.areStrangers(at, on)) {
      return false;
    }
    if (one !== undefined && (one.kind === 'star' || (this.possible && one.kind === 'hole'))) {
      return this.found(at + 1, on) || (other !== undefined && holds(one, other) && this.found(at, on + 1));
    }
    if (other !== undefined && this.isStretchy(other)) {
      return this.found(at, on + 1) || (one !== undefined && holds(other, one) && this.found(at + 1, on));
    }
    return one !== undefined && other !== undefined && this.areEqual(one, other) && this.found(at + 1, on + 1);
  }

  private isStretchy({ kind }: Token): boolean {
    return kind === 'any' ? this.possible || this.anyOf : this.possible && kind === 'hole';
  }

  private areEqual(one: Token, other: Token): boolean {
    if (one.kind === 'single') {
      return other.kind === 'character' || other.kind === 'one';
    }
    return other.kind === 'one' ? this.possible && one.kind === 'character' && /\w/.test(one.text) : one.text === other.text;
  }

  // the names of two resources of one type, each up to where its name must end
  private areStrangers(at: number, on: number): boolean {
    const [one, other] = [this.pattern[at], this.text[on]];
    return one.type !== undefined && one.type === other.type && one.text !== other.text
      && [this.pattern[at + 1], this.text[on + 1]].every((next) => next === undefined || /^[:/]$/.test(next.text));
  }
}

function holds(hole: Token, token: Token): boolean {
  return hole.narrow !== true || token.kind !== 'character' || !/^[:/]$/.test(token.text);
}
