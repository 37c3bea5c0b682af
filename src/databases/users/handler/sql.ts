/** A piece of SQL that is safe to send: made of constants of this package and of what the driver has quoted. */
export class Sql {
  /** @param text only functions of this file and the quoting of a driver may choose it */
  public constructor(public readonly text: string) {}
}

/**
 * A statement. Only pieces of SQL and numbers can be put into it: a bare string does not compile.
 */
export function sql(constants: TemplateStringsArray, ...pieces: readonly (Sql | number)[]): Sql {
  return new Sql(constants.map((constant, index) => constant + textOf(pieces[index])).join(''));
}

function textOf(piece: Sql | number | undefined): string {
  if (piece === undefined) {
    return '';
  }
  if (piece instanceof Sql) {
    return piece.text;
  }
  if (!Number.isSafeInteger(piece)) {
    throw new Error('only whole numbers can stand in a statement');
  }
  return String(piece);
}

/** Pieces with commas between them. */
export function list(pieces: readonly Sql[]): Sql {
  return new Sql(pieces.map(({ text }) => text).join(', '));
}

/** A privilege as the server names it: words of capital letters with blanks or underscores between them. */
export function keyword(word: string): Sql {
  if (!/^[A-Z]+([ _][A-Z]+)*$/.test(word)) {
    throw new Error(`not a keyword: ${JSON.stringify(word)}`);
  }
  return new Sql(word);
}

export const NOTHING = new Sql('');

/** A statement as it may be shown and logged: without passwords, their hashes and verifiers. */
export function redacted({ text }: Sql): string {
  return text.replace(/ (PASSWORD|IDENTIFIED) .*/s, ' $1 ...');
}
