import { createHash, randomBytes } from 'crypto';
import { Authentication, ServerState } from './mysql-state';
import { checkPassword } from '../scram';

/**
 * What the server stores instead of a password.
 *
 * It is computed here, so that the password itself never stands in a statement, which logs, audits and
 * `SHOW PROCESSLIST` may show.
 */
export function storedPassword({ sha2 }: Pick<ServerState, 'sha2'>, password: string): Authentication {
  checkPassword(password);
  return sha2 ? { plugin: 'caching_sha2_password', stored: cachingSha2(password) } : { plugin: 'mysql_native_password', stored: nativeHash(password) };
}

/** What `mysql_native_password` stores: https://mariadb.com/docs/server/reference/plugins/authentication-plugins/authentication-plugin-mysql_native_password */
export function nativeHash(password: string): string {
  const sha1 = (data: Buffer | string) => createHash('sha1').update(data).digest();
  return `*${sha1(sha1(password)).toString('hex').toUpperCase()}`;
}

// https://dev.mysql.com/doc/refman/8.4/en/caching-sha2-pluggable-authentication.html: 5000 rounds by default, which the server writes as `005`
const ROUNDS = 5000;
const SALT = 20;
const ALPHABET = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** What `caching_sha2_password` stores: the SHA-256 of crypt(3), with a salt of 20 characters. */
export function cachingSha2(password: string, salt = randomSalt()): string {
  return `$A$005$${salt.toString('latin1')}${sha256Crypt(Buffer.from(password), salt, ROUNDS)}`;
}

// characters that can stand in a text as they are: the server splits at their number only
function randomSalt(): Buffer {
  return Buffer.from([...randomBytes(SALT)].map((byte) => ALPHABET.charCodeAt(byte % ALPHABET.length)));
}

/** https://www.akkadia.org/drepper/SHA-crypt.txt */
export function sha256Crypt(password: Buffer, salt: Buffer, rounds: number): string {
  const alternate = digestOf(password, salt, password);
  const first = [password, salt, stretched(alternate, password.length)];
  for (let bits = password.length; bits > 0; bits = Math.floor(bits / 2)) {
    first.push(bits % 2 === 1 ? alternate : password);
  }
  let digest = digestOf(...first);
  const p = stretched(digestOf(...Array<Buffer>(password.length).fill(password)), password.length);
  const s = stretched(digestOf(...Array<Buffer>(16 + digest[0]).fill(salt)), salt.length);
  for (let round = 0; round < rounds; round++) {
    const odd = round % 2 === 1;
    digest = digestOf(odd ? p : digest, ...round % 3 === 0 ? [] : [s], ...round % 7 === 0 ? [] : [p], odd ? digest : p);
  }
  return encoded(digest);
}

function digestOf(...parts: readonly Buffer[]): Buffer {
  return createHash('sha256').update(Buffer.concat(parts)).digest();
}

function stretched(digest: Buffer, length: number): Buffer {
  return Buffer.alloc(length, digest);
}

// how crypt(3) shuffles the bytes of a digest before it writes three of them as four characters
const ORDER = [[0, 10, 20], [21, 1, 11], [12, 22, 2], [3, 13, 23], [24, 4, 14], [15, 25, 5], [6, 16, 26], [27, 7, 17], [18, 28, 8], [9, 19, 29]];

function encoded(digest: Buffer): string {
  const characters = (number: number, count: number) => Array.from({ length: count }, (_, i) => ALPHABET[Math.floor(number / 64 ** i) % 64]).join('');
  return ORDER.map(([a, b, c]) => characters(digest[a] * 65536 + digest[b] * 256 + digest[c], 4)).join('') + characters(digest[31] * 256 + digest[30], 3);
}
