import { createConnection } from 'mysql2/promise';
import { Client } from 'pg';
import { TestServer } from './test-server';

const POSTGRES_SHARED = [
  `SELECT 'role', rolname, rolcanlogin, rolinherit, rolconnlimit, rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls, rolpassword IS NOT NULL,
    shobj_description(oid, 'pg_authid') FROM pg_authid WHERE rolname !~ '^pg_'`,
  `SELECT 'member', r.rolname, m.rolname, bool_or(a.admin_option), bool_or(a.set_option) FROM pg_auth_members a JOIN pg_roles r ON r.oid = a.roleid
    JOIN pg_roles m ON m.oid = a.member WHERE r.rolname !~ '^pg_' AND m.rolname <> 'dba' GROUP BY 2, 3`,
  'SELECT \'database\', datname, datconnlimit, shobj_description(oid, \'pg_database\') FROM pg_database',
  'SELECT \'right on database\', datname, grantee::regrole::text, privilege_type, is_grantable FROM pg_database, aclexplode(datacl)',
];

const POSTGRES_INSIDE = [
  "SELECT 'schema', nspname, grantee::regrole::text, privilege_type, is_grantable FROM pg_namespace, aclexplode(nspacl) WHERE nspname !~ '^(pg_|information)'",
  `SELECT 'table', relname, relowner::regrole::text, grantee::regrole::text, privilege_type, is_grantable FROM pg_class, aclexplode(relacl)
    WHERE relnamespace::regnamespace::text !~ '^(pg_|information)'`,
  "SELECT 'column', attrelid::regclass::text, attname, grantee::regrole::text, privilege_type FROM pg_attribute, aclexplode(attacl) WHERE attrelid > 16000",
  `SELECT 'to come', defaclrole::regrole::text, defaclnamespace::regnamespace::text, defaclobjtype, grantee::regrole::text, privilege_type
    FROM pg_default_acl, aclexplode(defaclacl)`,
];

/** Connections of snapshots that are used again, by server and database. */
const kept = new Map<string, Client>();

async function look<T>(server: TestServer, database: string, keep: boolean, ask: (client: Client) => Promise<T>): Promise<T> {
  const key = `${server.socket}/${database}`;
  const client = kept.get(key) ?? new Client({ host: server.socket, port: server.root.port, user: server.root.user, database });
  if (!kept.has(key)) {
    await client.connect();
  }
  const answer = await ask(client);
  if (keep) {
    kept.set(key, client);
  } else {
    await client.end();
  }
  return answer;
}

/** Close what snapshots have kept open. */
export async function forgetSnapshots(): Promise<void> {
  await Promise.all([...kept.values()].map((client) => client.end()));
  kept.clear();
}

/**
 * What PostgreSQL knows about roles and rights.
 *
 * @param lasting databases that nobody drops: who looks at them again need not connect again
 */
export async function postgresSnapshot(server: TestServer, databases: readonly string[], lasting: readonly string[] = []): Promise<string[]> {
  const lines = (texts: readonly string[], head: readonly string[]) => async (client: Client) => {
    const found: string[] = [];
    for (const text of texts) {
      const { rows } = await client.query<unknown[]>({ text, rowMode: 'array' });
      found.push(...rows.map((row) => JSON.stringify([...head, ...row])));
    }
    return found;
  };
  const shared = await look(server, 'postgres', lasting.length > 0, lines(POSTGRES_SHARED, []));
  const there = databases.filter((database) => shared.some((line) => line.startsWith(JSON.stringify(['database', database]).slice(0, -1))));
  const inside = [];
  for (const database of there) {
    inside.push(...await look(server, database, lasting.includes(database), lines(POSTGRES_INSIDE, [database])));
  }
  return [...shared, ...inside].sort();
}

/** Tables of privileges, and their columns that only say when or by whom. */
const MARIADB_TABLES = ['db', 'tables_priv', 'columns_priv', 'procs_priv', 'roles_mapping'];
const INCIDENTAL = ['Timestamp', 'Grantor'];

/** What MariaDB knows about accounts and rights. */
export async function mariadbSnapshot({ root }: TestServer): Promise<string[]> {
  const { host, port, user, password, ca } = root;
  const connection = await createConnection({ host, port, user, password, ssl: { ca: [...ca] } });
  const rows = async (text: string) => (await connection.query(text))[0] as Record<string, unknown>[];
  const lines = (await rows('SELECT * FROM mysql.global_priv')).map(({ User, Host, Priv }) => {
    const { password_last_changed: _changed, version_id: _version, account_locked: locked, ...rest } = Priv as Record<string, unknown>;
    return JSON.stringify(['account', User, Host, locked === true, Object.entries(rest).filter(([, each]) => each !== 0).sort()]);
  });
  for (const table of MARIADB_TABLES) {
    lines.push(...(await rows(`SELECT * FROM mysql.${table}`)).map((row) => JSON.stringify([table, Object.entries(row).filter(([column]) => !INCIDENTAL.includes(column))])));
  }
  lines.push(...(await rows("SELECT SCHEMA_NAME AS db FROM information_schema.SCHEMATA WHERE SCHEMA_NAME <> 'cdk_database_users'")).map((row) => JSON.stringify(row)));
  if ((await rows("SELECT 1 FROM information_schema.TABLES WHERE TABLE_SCHEMA = 'cdk_database_users'")).length > 0) {
    lines.push(...(await rows('SELECT * FROM cdk_database_users.accounts')).map((row) => JSON.stringify(['marker', row])));
  }
  await connection.end();
  return lines.sort();
}
