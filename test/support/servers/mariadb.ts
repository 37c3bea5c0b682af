import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { createConnection, escape, escapeId } from 'mysql2/promise';
import { makeCertificates } from './certificates';
import { freePort, giveAway, run, serverFolder, ServerProcess } from './process';
import { ADMIN_PASSWORD, ServerOptions, TestServer } from './test-server';

const FOLDERS = ['/usr/sbin', '/usr/bin', '/usr/local/bin', '/usr/libexec'];
const find = (program: string) => FOLDERS.map((folder) => join(folder, program)).find(existsSync);

/** Why there is no MariaDB here; undefined when there is one. */
export function withoutMariadb(): string | undefined {
  return find('mariadbd') && find('mariadb-install-db') ? undefined : 'mariadbd is not installed: scripts/install-test-servers.sh installs it on Debian';
}

const auditFile = (folder: string) => join(folder, 'audit.log');

/** The audit plugin, which is the one that RDS offers as MARIADB_AUDIT_PLUGIN; names are not looked up, so that hosts are logged as addresses. */
function auditing(folder: string): string[] {
  return ['--plugin-load-add=server_audit', '--server-audit-logging=ON', '--server-audit-events=CONNECT', `--server-audit-file-path=${auditFile(folder)}`, '--skip-name-resolve'];
}

/** Start a server. It offers TLS without demanding it, so that `REQUIRE SSL` of an account is what refuses others. */
export async function startMariadb({ logged = false }: ServerOptions = {}): Promise<TestServer> {
  const folder = serverFolder('mariadb');
  const data = join(folder, 'data');
  const { ca, caFile, certificateFile, keyFile } = makeCertificates(folder);
  giveAway(folder);
  run(find('mariadb-install-db')!, ['--no-defaults', `--datadir=${data}`, '--auth-root-authentication-method=normal', '--skip-test-db'], { cwd: folder });
  const port = await freePort();
  const child = new ServerProcess(find('mariadbd')!, [
    '--no-defaults', `--datadir=${data}`, `--bind-address=${logged ? '*' : '127.0.0.1'}`, `--port=${port}`, `--socket=${join(folder, 'socket')}`, `--pid-file=${join(folder, 'pid')}`,
    `--ssl-ca=${caFile}`, `--ssl-cert=${certificateFile}`, `--ssl-key=${keyFile}`, '--innodb-flush-log-at-trx-commit=0', '--debug-no-sync', '--innodb-buffer-pool-size=32M', '--max-connections=60',
    ...(logged ? auditing(folder) : ['--skip-name-resolve=OFF']),
  ], folder);
  const connect = () => createConnection({ host: 'localhost', port, user: 'root', ssl: { ca, verifyIdentity: true } });
  await child.ready(async () => (await connect()).end());
  const root = await connect();
  await root.query(`CREATE USER dba@'%' IDENTIFIED BY '${ADMIN_PASSWORD}' REQUIRE SSL`);
  // what RDS gives to the master user: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.MasterAccounts.html
  await root.query(`GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, RELOAD, PROCESS, REFERENCES, INDEX, ALTER, SHOW DATABASES, CREATE TEMPORARY TABLES,
    LOCK TABLES, EXECUTE, REPLICATION CLIENT, CREATE VIEW, SHOW VIEW, CREATE ROUTINE, ALTER ROUTINE, CREATE USER, EVENT, TRIGGER ON *.* TO dba@'%' WITH GRANT OPTION`);
  await root.end();
  const server = { host: 'localhost', port, user: 'dba', password: ADMIN_PASSWORD, ca: [ca] };
  return {
    server,
    root: { ...server, user: 'root', password: '' },
    pid: child.pid,
    folder,
    stop: () => child.stop('SIGKILL'),
    log: () => (logged ? readFileSync(auditFile(folder), 'utf-8') : ''),
  };
}

const OF_THE_SERVER = ['mysql', 'information_schema', 'performance_schema', 'sys'];

/** Leave nothing but what a new server has. */
export async function cleanMariadb({ root: { host, port, user, password, ca } }: Pick<TestServer, 'root'>): Promise<void> {
  const connection = await createConnection({ host, port, user, password, ssl: { ca: [...ca] } });
  const rows = async (text: string) => (await connection.query(text))[0] as Record<string, string>[];
  for (const { ID } of await rows("SELECT ID FROM information_schema.PROCESSLIST WHERE ID <> CONNECTION_ID() AND USER <> 'system user'")) {
    await connection.query(`KILL ${ID}`).catch(() => undefined);
  }
  for (const { name } of await rows('SELECT SCHEMA_NAME AS name FROM information_schema.SCHEMATA')) {
    await connection.query(OF_THE_SERVER.includes(name) ? 'DO 0' : `DROP DATABASE ${escapeId(name, true)}`);
  }
  for (const { User, Host, is_role: role } of await rows("SELECT User, Host, is_role FROM mysql.user WHERE User NOT IN ('root', 'dba', 'mariadb.sys')")) {
    await connection.query(role === 'Y' ? `DROP ROLE ${escape(User)}` : `DROP USER ${escape(User)}@${escape(Host)}`);
  }
  await connection.end();
}
