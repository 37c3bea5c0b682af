import { Definer, givenBack, planTransfers, Transfer, transferStatements } from './definers';
import { AccountSpec, identifiedWith, keysOf, planAccounts, Specs, specsOf } from './mysql-plan';
import { name } from './mysql-session';
import { accountKey, Authentication, readServer, Right, ServerState } from './mysql-state';
import { storedPassword } from './password-hash';
import { messageOf, Refusal } from '../../../../foundation/functions/refusal';
import { Declaration, DeclaredRight, DeclaredUser, Outcome, Password, Passwords, Preset, ReadPasswords } from '../declaration';
import { checkNames, MYSQL_NAMES, shown } from '../names';
import { Connect, Session } from '../session';
import { redacted, Sql, sql } from '../sql';

/** How accounts present IAM tokens: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.DBAccounts.html */
export const IAM_PLUGIN: Authentication = { plugin: 'AWSAuthenticationPlugin', stored: 'RDS' };

/** What differs between RDS and a server that somebody runs for tests. */
export interface MysqlSettings {
  readonly iamPlugin: Authentication;

  /** Milliseconds to wait for another run to end. */
  readonly patience: number;
}

export const RDS_SETTINGS: MysqlSettings = { iamPlugin: IAM_PLUGIN, patience: 300_000 };

/**
 * Bring a MySQL or MariaDB server to the declared state.
 *
 * The server has no transactions for accounts. When a statement fails, the accounts are led back to what
 * they were; when the function itself is killed, the next run goes on from where it ended.
 */
export async function bringMysql(
  connect: Connect, declaration: Declaration, readPasswords: ReadPasswords, settings = RDS_SETTINGS,
): Promise<Outcome> {
  checkNames(declaration, MYSQL_NAMES);
  const session = await connect();
  let work: Work | undefined;
  let before: Before | undefined;
  try {
    await lockMysql(session, settings.patience);
    // not before: a rotation may have been under way
    work = { declaration, passwords: await readPasswords(), settings };
    const state = await readServer(session, declaration.owner, declaration.users.map((user) => user.name));
    const { specs, transfers } = await wantedSpecs(session, state, work);
    const databases = missingDatabases(state, declaration).map((database) => sql`CREATE DATABASE ${name(database)}`);
    const statements = [...databases, ...planAccounts(state, specs, await transferStatements(session, transfers))];
    before = { state, transfers, keys: [...specs.keys()] };
    await send(session, statements);
    if (statements.length > 0) {
      await verify(session, work);
    }
    return { statements: statements.length, notes: [] };
  } catch (error) {
    await session.end().catch(() => undefined);
    if (work === undefined || before === undefined) {
      throw error;
    }
    throw await leadBack(connect, work, before, messageOf(error));
  } finally {
    await session.end().catch(() => undefined);
  }
}

interface Work {
  readonly declaration: Declaration;
  readonly passwords: Passwords;
  readonly settings: MysqlSettings;
}

interface Before {
  readonly state: ServerState;
  readonly keys: readonly string[];
  readonly transfers: readonly Transfer[];
}

/** Wait until no other run changes users. */
export async function lockMysql(session: Session, patience: number): Promise<void> {
  const [{ taken }] = await session.read(sql`SELECT GET_LOCK('cdk-hardened-databases', ?) AS taken`, [Math.ceil(patience / 1000)]);
  if (Number(taken) !== 1) {
    throw new Refusal('SERVER_BUSY', 'another deployment is changing the users of this server; deploy again when it has ended');
  }
}

async function send(session: Session, statements: readonly Sql[]): Promise<void> {
  for (const statement of statements) {
    await session.change(statement);
  }
}

/** A second plan must be empty. */
async function verify(session: Session, work: Work): Promise<void> {
  const state = await readServer(session, work.declaration.owner, work.declaration.users.map((user) => user.name));
  const open = planAccounts(state, (await wantedSpecs(session, state, work)).specs).map(redacted);
  if (open.length > 0) {
    throw new Refusal('NOT_REACHED', `the server accepted every statement, but this would still be needed: ${open.slice(0, 5).join('; ')}`);
  }
}

/** Take back what a failed run has changed, and say whether that succeeded. */
async function leadBack(connect: Connect, { declaration, settings }: Work, { state, keys, transfers }: Before, cause: string): Promise<Refusal> {
  try {
    const session = await connect();
    try {
      await lockMysql(session, settings.patience);
      const now = await readServer(session, declaration.owner, declaration.users.map((user) => user.name));
      await send(session, planAccounts(now, specsOf(state, keys), await transferStatements(session, await givenBack(session, transfers))));
      for (const database of missingDatabases(state, declaration).filter((each) => now.databases.has(each))) {
        const tables = await session.read(sql`SELECT 1 FROM information_schema.TABLES WHERE TABLE_SCHEMA = ?`, [database]);
        await send(session, tables.length === 0 ? [sql`DROP DATABASE ${name(database)}`] : []);
      }
      return new Refusal('NOT_CHANGED', `${cause}; everything is as it was before: remove the cause, then deploy again`);
    } finally {
      await session.end().catch(() => undefined);
    }
  } catch (error) {
    return new Refusal('HALF_DONE', `${cause}; taking back what had been changed failed too (${messageOf(error)}): accounts may have old and new rights together; `
      + 'remove the cause, then deploy again');
  }
}

function missingDatabases({ databases, lowerCase }: ServerState, { databases: declared }: Declaration): string[] {
  return declared.map((database) => (lowerCase ? database.name.toLowerCase() : database.name)).filter((database) => !databases.has(database));
}

interface WantedSpecs {
  readonly specs: Specs;
  readonly transfers: readonly Transfer[];
}

/** What every account of the declaration shall be; accounts that it no longer names shall be nothing, and others get what they define. */
async function wantedSpecs(session: Session, state: ServerState, work: Work): Promise<WantedSpecs> {
  const { declaration: { users, owner, heirs = {} } } = work;
  const specs = new Map<string, AccountSpec | undefined>();
  for (const user of users) {
    checkOwner(state, user, owner);
    (user.hosts ?? ['%']).forEach((host) => specs.set(accountKey({ user: user.name, host }), specOf(state, user, host, work)));
  }
  await checkTables(session, state, users);
  const removed = [...state.markers].filter(([key, marker]) => marker.owner === owner && !specs.has(key)).map(([key]) => key);
  const definers = new Map(users.map((user) => [user.name, { user: user.name, host: user.hosts?.[0] ?? '%' }]));
  const transfers = await planTransfers(session, removed.map(definerOf), heirs, definers);
  removed.forEach((key) => specs.set(key, undefined));
  return { specs, transfers };
}

function definerOf(key: string): Definer {
  const [user, host] = JSON.parse(key) as [string, string];
  return { user, host };
}

function checkOwner({ accounts, markers, administrator }: ServerState, user: DeclaredUser, owner: string): void {
  const foreign = [...accounts].find(([key, { user: present }]) => present === user.name && markers.get(key)?.owner !== owner);
  const noted = keysOf(user.name, user.hosts ?? ['%']).map((key) => markers.get(key)).find((marker) => marker !== undefined && marker.owner !== owner);
  if (foreign !== undefined || noted !== undefined || user.name === administrator) {
    const marker = noted ?? markers.get(foreign?.[0] ?? '');
    const whose = user.name === administrator ? 'the administrator' : marker ? `of ${shown(marker.owner)}` : 'made by somebody else';
    throw new Refusal('USER_EXISTS', `the user ${shown(user.name)} exists already and is ${whose}; choose another name, or drop the user by hand first`);
  }
}

function specOf(state: ServerState, user: DeclaredUser, host: string, { declaration, passwords, settings }: Work): AccountSpec {
  const password = passwords.get(user.name);
  return {
    user: user.name,
    host,
    marker: { owner: declaration.owner, password: password?.version },
    ...authentication(state, password, settings),
    tls: true,
    maxConnections: user.maxConnections ?? 0,
    locked: false,
    rights: user.rights.flatMap((right) => rightsOf(state, right)),
    roles: [],
  };
}

function authentication(server: ServerState, password: Password | undefined, { iamPlugin }: MysqlSettings): Pick<AccountSpec, 'identified' | 'isCurrent'> {
  return password === undefined
    ? {
      identified: () => identifiedWith(iamPlugin),
      isCurrent: (present, marker) => present.authentication.plugin === iamPlugin.plugin && marker?.password === undefined,
    }
    : {
      identified: () => identifiedWith(storedPassword(server, password.value)),
      isCurrent: (_present, marker) => marker?.password === password.version,
    };
}

const WRITER = ['SELECT', 'INSERT', 'UPDATE', 'DELETE'];
const PRESETS: Readonly<Record<Preset, readonly string[]>> = {
  reader: ['SELECT'],
  writer: WRITER,
  migrator: [...WRITER, 'CREATE', 'ALTER', 'DROP', 'INDEX', 'REFERENCES', 'CREATE VIEW', 'SHOW VIEW', 'TRIGGER', 'CREATE ROUTINE', 'ALTER ROUTINE',
    'EXECUTE', 'EVENT', 'CREATE TEMPORARY TABLES', 'LOCK TABLES'],
};

function rightsOf({ wildcards, lowerCase }: ServerState, { database: declared, table: object, columns, preset, privileges }: DeclaredRight): Right[] {
  const database = lowerCase ? declared.toLowerCase() : declared;
  const table = lowerCase ? object?.toLowerCase() : object;
  const words = preset ? PRESETS[preset] : privileges!;
  if (table === undefined) {
    const pattern = wildcards ? database.replace(/[\\_%]/g, '\\$&') : database;
    return words.map((privilege) => ({ place: { on: 'database', pattern }, privilege }));
  }
  return columns === undefined
    ? words.map((privilege) => ({ place: { on: 'table', database, table }, privilege }))
    : columns.flatMap((column) => words.map((privilege): Right => ({ place: { on: 'column', database, table, column }, privilege })));
}

/** Tables and columns must be there before somebody gets a right on them. */
async function checkTables(session: Session, { lowerCase }: ServerState, users: readonly DeclaredUser[]): Promise<void> {
  const rights = users.flatMap((user) => user.rights).filter(({ table }) => table !== undefined);
  if (rights.length === 0) {
    return;
  }
  const databases = [...new Set(rights.map(({ database }) => (lowerCase ? database.toLowerCase() : database)))];
  const columns = new Set((await session.read(sql`SELECT TABLE_SCHEMA AS db, TABLE_NAME AS tab, COLUMN_NAME AS col FROM information_schema.COLUMNS
    WHERE TABLE_SCHEMA IN (?)`, [databases])).flatMap((row) => [JSON.stringify([row.db, row.tab]), JSON.stringify([row.db, row.tab, String(row.col).toLowerCase()])]));
  for (const { database, table, columns: wanted } of rights) {
    const path = [database, table!].map((part) => (lowerCase ? part.toLowerCase() : part));
    if (!columns.has(JSON.stringify(path))) {
      throw new Refusal('TABLE_MISSING', `there is no table ${shown(table!)} in ${shown(database)}; declare the right after the migration that makes it, `
        + 'or use a preset, which covers tables to come');
    }
    const absent = wanted?.find((column) => !columns.has(JSON.stringify([...path, column.toLowerCase()])));
    if (absent !== undefined) {
      throw new Refusal('COLUMN_MISSING', `the table ${shown(table!)} in ${shown(database)} has no column ${shown(absent)}; declare the right after the migration that makes it`);
    }
  }
}
