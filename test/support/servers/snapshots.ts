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

/** What PostgreSQL knows about roles and rights. */
export async function postgresSnapshot({ root, socket }: TestServer, databases: readonly string[]): Promise<string[]> {
  const lines: string[] = [];
  for (const database of ['postgres', ...databases]) {
    const client = new Client({ host: socket, port: root.port, user: root.user, database });
    try {
      await client.connect();
    } catch {
      continue; // not made yet
    }
    for (const text of database === 'postgres' ? POSTGRES_SHARED : POSTGRES_INSIDE) {
      const { rows } = await client.query<unknown[]>({ text, rowMode: 'array' });
      lines.push(...rows.map((row) => JSON.stringify(database === 'postgres' ? row : [database, ...row])));
    }
    await client.end();
  }
  return lines.sort();
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
