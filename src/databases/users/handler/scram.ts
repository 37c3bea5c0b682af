import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'crypto';
import { Refusal } from '../../../foundation/functions/refusal';

// https://www.postgresql.org/docs/current/catalog-pg-authid.html, RFC 5803
const ITERATIONS = 4096;
const SALT_BYTES = 16;
const KEY_BYTES = 32;

/**
 * What PostgreSQL stores instead of a password.
 *
 * It is computed here, so that the password itself never stands in a statement, which `log_statement = ddl`
 * would write into the log of the server.
 */
export function scramVerifier(password: string, salt = randomBytes(SALT_BYTES)): string {
  checkPassword(password);
  const salted = pbkdf2Sync(password, salt, ITERATIONS, KEY_BYTES, 'sha256');
  const keyed = (text: string) => createHmac('sha256', salted).update(text).digest();
  const stored = createHash('sha256').update(keyed('Client Key')).digest('base64');
  return `SCRAM-SHA-256$${ITERATIONS}:${salt.toString('base64')}$${stored}:${keyed('Server Key').toString('base64')}`;
}

/** Refuse a password that client and server may not write alike. */
export function checkPassword(password: string): void {
  // other characters would have to be normalised as RFC 4013 says
  if (!/^[\x20-\x7e]+$/.test(password)) {
    throw new Refusal('PASSWORD_UNSUPPORTED', 'a password is empty or has characters outside of printable ASCII; generate another one');
  }
}
