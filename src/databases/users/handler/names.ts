import { Declaration, DeclaredRight, DeclaredUser } from './declaration';
import { Refusal } from '../../../foundation/functions/refusal';

/** How long names may be, and in which unit the server counts. */
export interface NameLimits {
  readonly user: number;
  readonly name: number;
  readonly unit: 'bytes' | 'characters';

  /** Characters that the server cannot store in a name. */
  readonly refused: RegExp;

  /** Names that the server, or RDS, keeps for itself. */
  readonly reserved: RegExp;
}

// A longer name would be cut by PostgreSQL without an error: https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS
// Roles that begin with `pg_` and those that begin with `rds` belong to the server and to RDS.
export const POSTGRES_NAMES: NameLimits = {
  user: 63,
  name: 63,
  unit: 'bytes',
  refused: /[\0\p{Surrogate}]/u,
  reserved: /^(pg_|cdk_rights_|rds_|rds(proxy|repl)?admin$|rdstopmgr$|(public|none|postgres|session_user|current_user|current_role|user)$)/i,
};

// https://dev.mysql.com/doc/refman/8.0/en/identifier-length.html, https://dev.mysql.com/doc/refman/8.0/en/identifiers.html
export const MYSQL_NAMES: NameLimits = {
  user: 32,
  name: 64,
  unit: 'characters',
  refused: /[\0\p{Surrogate}\u{10000}-\u{10ffff}]|\s$/u,
  reserved: /^(root|rds(proxy|repl)?admin|rds_superuser_role|mysql|mysql\..*|mariadb\.sys|sys|information_schema|performance_schema|cdk_database_users|public)$/i,
};

const HOST = /^[0-9A-Za-z%_.:/-]{1,60}$/;

/** Refuse names that the server would cut, misread or not store. */
export function checkNames(declaration: Declaration, limits: NameLimits): void {
  const databases = new Set(declaration.databases.map(({ name }) => name));
  for (const { name, schemas } of declaration.databases) {
    check('database', name, limits.name, limits);
    schemas?.forEach((schema) => check('schema', schema, limits.name, limits));
  }
  const seen = new Set<string>();
  for (const user of declaration.users) {
    check('user', user.name, limits.user, limits);
    if (seen.has(user.name)) {
      throw new Refusal('USER_REPEATED', `the user ${shown(user.name)} is declared twice; declare it once with all its rights`);
    }
    seen.add(user.name);
    checkUser(user, limits);
    user.rights.forEach((right) => checkRight(user, right, databases, limits));
  }
}

function checkUser({ name, hosts, maxConnections }: DeclaredUser, limits: NameLimits): void {
  if (hosts !== undefined && limits === POSTGRES_NAMES) {
    throw new Refusal('HOSTS_UNSUPPORTED', `the user ${shown(name)} is restricted to hosts, which PostgreSQL on RDS cannot do; use security groups`);
  }
  const wrong = hosts?.find((host) => !HOST.test(host));
  if (wrong !== undefined || hosts?.length === 0) {
    throw new Refusal('HOST_INVALID', `the host ${shown(wrong ?? '')} of the user ${shown(name)} is not an address, a network or a pattern of one; `
      + "write it like '10.0.1.%' or '10.0.0.0/255.255.0.0'");
  }
  if (maxConnections !== undefined && !(Number.isInteger(maxConnections) && maxConnections > 0 && maxConnections < 2 ** 31)) {
    throw new Refusal('MAX_CONNECTIONS_INVALID', `the user ${shown(name)} is limited to ${maxConnections} connections, a whole number from 1 is allowed`);
  }
}

function checkRight(user: DeclaredUser, right: DeclaredRight, databases: ReadonlySet<string>, limits: NameLimits): void {
  const { database, schema, table, columns, preset, privileges } = right;
  if (!databases.has(database)) {
    throw new Refusal('DATABASE_UNDECLARED', `the user ${shown(user.name)} has a right in ${shown(database)}, which is not among the databases; add it there`);
  }
  if (schema !== undefined && limits !== POSTGRES_NAMES) {
    throw new Refusal('SCHEMA_UNSUPPORTED', `the user ${shown(user.name)} has a right in the schema ${shown(schema)}, but MySQL and MariaDB know databases only; leave it out`);
  }
  if ((preset === undefined) === (privileges === undefined) || privileges?.length === 0 || columns?.length === 0
    || (preset !== undefined && table !== undefined) || (columns !== undefined && (table === undefined || privileges!.includes('DELETE')))) {
    throw new Refusal('RIGHT_INVALID', `a right of the user ${shown(user.name)} is ambiguous; give either a preset, or privileges with an optional table, `
      + 'and columns only together with a table and SELECT, INSERT or UPDATE');
  }
  if (schema !== undefined) {
    check('schema', schema, limits.name, limits);
  }
  [table, ...columns ?? []].forEach((name) => name !== undefined && checkText('table or column', name, limits.name, limits));
}

function check(kind: string, name: string, max: number, limits: NameLimits): void {
  checkText(kind, name, max, limits);
  // `public` is the default schema of PostgreSQL
  if (limits.reserved.test(name) && !(kind === 'schema' && name === 'public') && !(kind === 'database' && name === 'postgres')) {
    throw new Refusal('NAME_RESERVED', `the ${kind} ${shown(name)} has a name that the server or RDS keeps for itself; choose another one`);
  }
}

function checkText(kind: string, name: string, max: number, limits: NameLimits): void {
  const length = limits.unit === 'bytes' ? Buffer.byteLength(name) : [...name].length;
  if (length === 0 || length > max) {
    throw new Refusal('NAME_LENGTH', `the name ${shown(name)} of a ${kind} has ${length} ${limits.unit}, 1 to ${max} are allowed`);
  }
  if (limits.refused.test(name)) {
    throw new Refusal('NAME_UNSTORABLE', `the name ${shown(name)} of a ${kind} has characters that the server cannot store; choose another one`);
  }
}

/** A name as it is shown in messages, which end in CloudFormation events: quoted, escaped, cut. */
export function shown(name: string): string {
  const text = JSON.stringify(name);
  return text.length > 80 ? `${text.slice(0, 77)}..."` : text;
}
