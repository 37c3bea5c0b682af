import { Row, Session } from '../session';
import { sql, Sql } from '../sql';

/** Where a privilege applies; `pattern` is how the server writes the database in `mysql.db`. */
export type Place =
  | { readonly on: 'server' }
  | { readonly on: 'database'; readonly pattern: string }
  | { readonly on: 'table'; readonly database: string; readonly table: string }
  | { readonly on: 'column'; readonly database: string; readonly table: string; readonly column: string }
  | { readonly on: 'PROCEDURE' | 'FUNCTION'; readonly database: string; readonly routine: string };

/** One privilege at one place. */
export interface Right {
  readonly place: Place;
  readonly privilege: string;
}

/** How an account proves who it is. */
export interface Authentication {
  readonly plugin: string;

  /** What the server stores: a hash, or `RDS`. */
  readonly stored: string;
}

/** `'user'@'host'` as the server has it. */
export interface PresentAccount {
  readonly user: string;
  readonly host: string;
  readonly authentication: Authentication;
  readonly tls: boolean;
  readonly maxConnections: number;
  readonly locked: boolean;
  readonly roles: readonly { readonly user: string; readonly host: string }[];
  readonly rights: readonly Right[];
}

/** What this library has written down about an account. */
export interface AccountMarker {
  readonly owner: string;
  readonly password?: string;
}

/** Everything about accounts that a run needs to know. */
export interface ServerState {
  readonly administrator: string;

  /** MariaDB keeps accounts in a different table, and has no account attributes. */
  readonly mariadb: boolean;

  /** Whether the server knows `caching_sha2_password`: MySQL from version 8. */
  readonly sha2: boolean;

  /** Whether `_` and `%` are wildcards in a privilege on a database. */
  readonly wildcards: boolean;

  /** Whether the server stores names of databases and tables in lower case. */
  readonly lowerCase: boolean;
  readonly databases: ReadonlySet<string>;
  readonly accounts: ReadonlyMap<string, PresentAccount>;

  /** By the key of the account. */
  readonly markers: ReadonlyMap<string, AccountMarker>;

  /** Whether the table of the markers exists. */
  readonly marked: boolean;
}

/** The database in which this library notes what it has made. */
export const MARKERS = 'cdk_database_users';

/** The key of an account in maps. */
export function accountKey({ user, host }: { readonly user: string; readonly host: string }): string {
  return JSON.stringify([user, host.toLowerCase()]);
}

/** Read the accounts of the server: those of the users that are named, and those that are marked for the owner. */
export async function readServer(session: Session, owner: string, users: readonly string[]): Promise<ServerState> {
  const [server] = await session.read(sql`SELECT CURRENT_USER() AS me, VERSION() AS version, @@lower_case_table_names AS lower_case`);
  const partial = await session.read(sql`SHOW VARIABLES LIKE 'partial_revokes'`);
  const databases = new Set((await session.read(sql`SELECT SCHEMA_NAME AS name FROM information_schema.SCHEMATA`)).map((row) => String(row.name)));
  const tables = await session.read(sql`SELECT TABLE_NAME AS name FROM information_schema.TABLES WHERE TABLE_SCHEMA = 'cdk_database_users'`);
  const marked = tables.some((row) => row.name === 'accounts');
  const markers = new Map((marked ? await session.read(sql`SELECT user, host, owner, password FROM cdk_database_users.accounts`) : [])
    .map((row): [string, AccountMarker] => [accountKey(accountOf(row)), {
      owner: String(row.owner), password: row.password === null ? undefined : String(row.password),
    }]));
  const own = [...markers].filter(([, marker]) => marker.owner === owner).map(([key]) => (JSON.parse(key) as [string])[0]);
  const mariadb = /mariadb/i.test(String(server.version));
  return {
    administrator: String(server.me).replace(/@[^@]*$/, ''),
    mariadb,
    sha2: !mariadb && Number.parseInt(String(server.version), 10) >= 8,
    marked,
    markers,
    databases,
    wildcards: String(partial[0]?.Value ?? 'OFF').toUpperCase() !== 'ON',
    lowerCase: Number(server.lower_case) !== 0,
    accounts: await readAccounts(session, mariadb, [...new Set([...own, ...users])]),
  };
}

function accountOf(row: Row): { readonly user: string; readonly host: string } {
  return { user: String(row.user ?? row.User), host: String(row.host ?? row.Host) };
}

async function readAccounts(session: Session, mariadb: boolean, users: readonly string[]): Promise<Map<string, PresentAccount>> {
  if (users.length === 0) {
    return new Map();
  }
  // the names of columns differ in case between versions, their meaning does not
  const all = async (question: Sql) => (await session.read(question, [users])).map(lowerCased);
  const accounts = await all(sql`SELECT * FROM mysql.user WHERE User IN (?)`);
  const rights = await readRights(all, accounts, mariadb);
  const roles = await all(mariadb
    ? sql`SELECT User, Host, Role AS granted, '' AS granted_host FROM mysql.roles_mapping WHERE User IN (?)`
    : sql`SELECT TO_USER AS User, TO_HOST AS Host, FROM_USER AS granted, FROM_HOST AS granted_host FROM mysql.role_edges WHERE TO_USER IN (?)`);
  const locks = mariadb ? await all(sql`SELECT User, Host, JSON_VALUE(Priv, '$.account_locked') AS locked FROM mysql.global_priv WHERE User IN (?)`) : [];
  const locked = new Set(locks.filter((row) => ['1', 'true'].includes(String(row.locked))).map((row) => accountKey(accountOf(row))));
  return new Map(accounts.map((row): [string, PresentAccount] => {
    const key = accountKey(accountOf(row));
    return [key, {
      ...accountOf(row),
      authentication: { plugin: String(row.plugin ?? ''), stored: String(row.authentication_string ?? '') },
      tls: row.ssl_type === 'ANY',
      maxConnections: Number(row.max_user_connections),
      locked: mariadb ? locked.has(key) : row.account_locked === 'Y',
      roles: roles.filter((role) => accountKey(accountOf(role)) === key)
        .map((role) => ({ user: String(role.granted), host: String(role.granted_host) })),
      rights: rights.get(key) ?? [],
    }];
  }));
}

type Ask = (question: Sql) => Promise<Row[]>;

/** The privileges of accounts, on whatever they may be. */
async function readRights(all: Ask, accounts: readonly Row[], mariadb: boolean): Promise<ReadonlyMap<string, readonly Right[]>> {
  const rights = new Map<string, Right[]>();
  const note = (row: Row, place: Place, privileges: readonly string[]) => {
    const key = accountKey(accountOf(row));
    const noted = rights.get(key) ?? [];
    noted.push(...privileges.map((privilege) => ({ place, privilege })));
    rights.set(key, noted);
  };
  const database = (row: Row) => String(row.db);
  const table = (row: Row) => String(row.table_name);
  accounts.forEach((row) => note(row, { on: 'server' }, flags(row)));
  for (const row of mariadb ? [] : await all(sql`SELECT USER AS User, HOST AS Host, PRIV AS privilege FROM mysql.global_grants WHERE USER IN (?)`)) {
    note(row, { on: 'server' }, [String(row.privilege)]);
  }
  for (const row of await all(sql`SELECT * FROM mysql.db WHERE User IN (?)`)) {
    note(row, { on: 'database', pattern: database(row) }, flags(row));
  }
  for (const row of await all(sql`SELECT * FROM mysql.tables_priv WHERE User IN (?)`)) {
    note(row, { on: 'table', database: database(row), table: table(row) }, members(row.table_priv));
  }
  for (const row of await all(sql`SELECT * FROM mysql.columns_priv WHERE User IN (?)`)) {
    note(row, { on: 'column', database: database(row), table: table(row), column: String(row.column_name) }, members(row.column_priv));
  }
  for (const row of await all(sql`SELECT * FROM mysql.procs_priv WHERE User IN (?)`)) {
    const on = row.routine_type === 'FUNCTION' ? 'FUNCTION' : 'PROCEDURE';
    note(row, { on, database: database(row), routine: String(row.routine_name) }, members(row.proc_priv));
  }
  return rights;
}

function lowerCased(row: Row): Row {
  return Object.fromEntries(Object.entries(row).map(([column, cell]) => [column.toLowerCase(), cell]));
}

/** Columns whose name is not the privilege's. */
const FLAGS: Readonly<Record<string, string>> = {
  create_tmp_table_priv: 'CREATE TEMPORARY TABLES',
  repl_slave_priv: 'REPLICATION SLAVE',
  repl_client_priv: 'REPLICATION CLIENT',
  show_db_priv: 'SHOW DATABASES',
  grant_priv: 'GRANT OPTION',
};

function flags(row: Row): string[] {
  return Object.keys(row).filter((column) => column.endsWith('_priv') && row[column] === 'Y')
    .map((column) => FLAGS[column] ?? column.replace(/_priv$/, '').replace(/_/g, ' ').toUpperCase());
}

function members(cell: unknown): string[] {
  return String(cell ?? '').split(',').filter((word) => word !== '').map((word) => (/^grant$/i.test(word) ? 'GRANT OPTION' : word.toUpperCase()));
}
