import * as fc from 'fast-check';
import { Engine, POSTGRES } from './engines';

/** The same names on every machine: what fails once fails again. */
export const SEED = -970_001_048;

/** What breaks quoting, if anything does. */
const NASTY = ["'", '"', '`', '\\', '\\\'', ';', '--', '/*', '*/', '#', '%', '_', '.', '$$', '$1', '?', '@', "'@'%", '{', '\n', '\t', '\u00a0', 'é', '中', '\u{1f600}',
  "'; DROP DATABASE canary; --", '"; DROP DATABASE canary; --', '`; DROP DATABASE canary; --', "\\'; DROP DATABASE canary; -- ", '\u02bc', '\u200b', '\uff07'];

/** As much of a text as the server can store in a name. */
function fit(engine: Engine, text: string, max: number): string {
  const characters = [...(engine === POSTGRES ? text : text.replace(/[\u{10000}-\u{10ffff}]/gu, ''))];
  while ((engine === POSTGRES ? Buffer.byteLength(characters.join('')) : characters.length) > max) {
    characters.pop();
  }
  // MySQL and MariaDB refuse a blank at the end
  return characters.join('').trimEnd() || 'x';
}

/** MariaDB could store 64, but it names folders and files after databases and tables: `'` becomes `@0027`, and 255 bytes is the end. */
const LONGEST = (engine: Engine) => (engine === POSTGRES ? 63 : 50);

/** Names of hostile parts, a third of them as long as a name may be. */
export const names = (engine: Engine, max = LONGEST(engine)) => fc.tuple(
  fc.array(fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 })), { minLength: 1, maxLength: 6 }), fc.nat(2),
).map(([parts, padded]) => fit(engine, padded === 0 ? parts.join('').repeat(max) : parts.join(''), max));
