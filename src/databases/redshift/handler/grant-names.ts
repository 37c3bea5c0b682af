import { DeclaredGroupRight, GrantDeclaration } from './grant-declaration';
import { Refusal } from '../../../foundation/functions/refusal';
import { shown } from '../../users/handler/names';

/** https://docs.aws.amazon.com/redshift/latest/dg/r_names.html */
const MAX_BYTES = 127;

const PRIVILEGES = ['SELECT', 'INSERT', 'UPDATE', 'DELETE'];
const ON_COLUMNS = ['SELECT', 'UPDATE'];

/** Schemas of the server, in which nobody is granted anything. */
const SYSTEM = /^(pg_|information_schema$|catalog_history$)/;

/** Refuse names that Redshift would fold, cut or not store, and rights that it does not know. */
export function checkGrants({ groups }: GrantDeclaration): void {
  const seen = new Set<string>();
  for (const { name, rights } of groups) {
    checkName('group', name);
    if (name === 'public' || seen.has(name)) {
      throw new Refusal('GROUP_INVALID', `the group ${shown(name)} is ${name === 'public' ? 'everybody' : 'declared twice'}; `
        + `${name === 'public' ? 'name a group of your own' : 'declare it once with all its rights'}`);
    }
    seen.add(name);
    rights.forEach((right) => checkRight(name, right));
  }
}

function checkRight(group: string, { schema, table, columns, privileges }: DeclaredGroupRight): void {
  checkName('schema', schema);
  [table, ...columns ?? []].forEach((name) => name !== undefined && checkName('table or column', name));
  if (SYSTEM.test(schema)) {
    throw new Refusal('SCHEMA_RESERVED', `the group ${shown(group)} has a right in the schema ${shown(schema)}, which belongs to the server; remove it`);
  }
  const wrong = privileges.find((privilege) => !PRIVILEGES.includes(privilege));
  const beyond = columns && privileges.find((privilege) => !ON_COLUMNS.includes(privilege));
  const misplaced = columns?.length === 0 || (columns !== undefined && table === undefined);
  if (privileges.length === 0 || wrong !== undefined || misplaced || beyond !== undefined) {
    throw new Refusal('RIGHT_INVALID', `a right of the group ${shown(group)} in ${shown(schema)} is not one that Redshift knows; give one or more of `
      + `${PRIVILEGES.join(', ')}, and columns only together with a table and ${ON_COLUMNS.join(' or ')}`);
  }
}

function checkName(kind: string, name: string): void {
  const length = Buffer.byteLength(name);
  if (length === 0 || length > MAX_BYTES) {
    throw new Refusal('NAME_LENGTH', `the name ${shown(name)} of a ${kind} has ${length} bytes, 1 to ${MAX_BYTES} are allowed`);
  }
  if (/[\p{Cc}\p{Surrogate}]/u.test(name)) {
    throw new Refusal('NAME_UNSTORABLE', `the name ${shown(name)} of a ${kind} has characters that Redshift cannot store; choose another one`);
  }
  if (name !== name.toLowerCase()) {
    throw new Refusal('NAME_CASE', `the name ${shown(name)} of a ${kind} has capital letters, which Redshift makes small; write it in lower case`);
  }
}
