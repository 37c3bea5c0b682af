import { createConnection } from 'mysql2/promise';
import { Client } from 'pg';
import { cleanMariadb, startMariadb, withoutMariadb } from './mariadb';
import { cleanPostgres, startPostgres, withoutPostgres } from './postgres';
import { sharedServer } from './shared';
import { forgetSnapshots, mariadbSnapshot, postgresSnapshot } from './snapshots';
import { TestServer } from './test-server';
import { Declaration, Outcome, Password, Passwords } from '../../../src/databases/users/handler/declaration';
import { bringMysql, RDS_SETTINGS } from '../../../src/databases/users/handler/mysql/bring-mysql';
import { mysqlServer } from '../../../src/databases/users/handler/mysql/mysql-session';
import { bringPostgres } from '../../../src/databases/users/handler/postgres/bring-postgres';
import { postgresServer } from '../../../src/databases/users/handler/postgres/postgres-session';
import { Connect, Server } from '../../../src/databases/users/handler/session';

/** A connection of somebody to a database. */
export interface Visitor {
  ask(statement: string): Promise<Record<string, unknown>[]>;
  leave(): Promise<void>;
}

/** How somebody connects. */
export interface Visit {
  readonly user: string;
  readonly password: string;
  readonly database: string;

  /** Without, the certificate is verified. */
  readonly withoutTls?: boolean;
}

/** One database engine, with a real server. */
export interface Engine {
  readonly name: string;

  /** Why it cannot be started here. */
  readonly missing: string | undefined;
  start(): Promise<TestServer>;

  /** Make a used server as good as new. */
  clean(server: TestServer): Promise<void>;
  connect(server: Server): Connect;
  bring(connect: Connect, declaration: Declaration, passwords?: Passwords, patience?: number): Promise<Outcome>;
  visit(server: Server, visit: Visit): Promise<Visitor>;

  /** Everything that the server knows about users and rights, as comparable text. */
  snapshot(server: TestServer, databases: readonly string[], lasting?: readonly string[]): Promise<string[]>;
}

export const POSTGRES: Engine = {
  name: 'PostgreSQL',
  missing: withoutPostgres(),
  start: startPostgres,
  clean: cleanPostgres,
  connect: postgresServer,
  bring: (connect, declaration, passwords = passwordsOf(declaration), patience = 60_000) => (
    bringPostgres(connect, declaration, () => Promise.resolve(passwords), patience)),
  visit: async ({ host, port, ca }, { user, password, database, withoutTls }) => {
    const client = new Client({ host, port, user, password, database, ssl: withoutTls ? false : { ca: [...ca] } });
    client.on('error', () => undefined);
    await client.connect();
    return { ask: async (statement) => (await client.query(statement)).rows as Record<string, unknown>[], leave: () => client.end() };
  },
  snapshot: postgresSnapshot,
};

/** The plugin of RDS exists on RDS only: another one stands in for it. */
export const IAM_STAND_IN = { plugin: 'mysql_native_password', stored: '*0123456789ABCDEF0123456789ABCDEF01234567' };

export const MARIADB: Engine = {
  name: 'MariaDB',
  missing: withoutMariadb(),
  start: startMariadb,
  clean: cleanMariadb,
  connect: mysqlServer,
  bring: (connect, declaration, passwords = passwordsOf(declaration), patience = 60_000) => (
    bringMysql(connect, declaration, () => Promise.resolve(passwords), { ...RDS_SETTINGS, iamPlugin: IAM_STAND_IN, patience })),
  visit: async ({ host, port, ca }, { user, password, database, withoutTls }) => {
    const ssl = withoutTls ? undefined : { ca: [...ca], verifyIdentity: true };
    const connection = await createConnection({ host, port, user, password, database, ssl });
    return { ask: async (statement) => (await connection.query(statement))[0] as Record<string, unknown>[], leave: () => connection.end() };
  },
  snapshot: mariadbSnapshot,
};

export const ENGINES = [POSTGRES, MARIADB];

/** The password of every user with a secret: its name with a version. */
export function passwordsOf({ users }: Declaration, version = '1'): Map<string, Password> {
  return new Map(users.filter(({ secretArn }) => secretArn !== undefined).map(({ name }) => [name, { value: passwordOf(name, version), version }]));
}

/** The password of one user: printable, with everything that quoting could get wrong. */
export function passwordOf(user: string, version = '1'): string {
  return `${Buffer.from(user).toString('hex').slice(0, 40)} '"\\\`%_;-- ${version}`;
}

/**
 * Tests on a real server, which has nothing on it but what a new one has.
 *
 * Without a server they are skipped, and their title says why; where servers are required (CI), they fail.
 */
export function describeOn(engine: Engine, tests: (server: () => TestServer) => void): void {
  if (engine.missing !== undefined && process.env.REQUIRE_TEST_SERVERS !== 'true') {
    test.skip(`${engine.name}: skipped, ${engine.missing}`, () => undefined);
    return;
  }
  describe(`${engine.name}`, () => {
    let started: TestServer | undefined;
    beforeAll(async () => {
      if (engine.missing !== undefined) {
        throw new Error(engine.missing);
      }
      started = await sharedServer(engine);
    }, 60_000);
    afterAll(forgetSnapshots);
    tests(() => started!);
  });
}
