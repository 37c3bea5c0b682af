import { makeDatabases, unmakeDatabases } from './postgres-databases';
import { checkOwnership, creatorsOf, dropRoles, obsoleteRoles, ownRoles, planInside, planShared, planShells, Wanted, wantedOf } from './postgres-plan';
import { MAINTENANCE, name } from './postgres-session';
import { readCatalogue, readDatabaseRights, readOwned, readRights, readShared, SharedState } from './postgres-state';
import { messageOf, Refusal } from '../../../../foundation/functions/refusal';
import { Declaration, Outcome, ReadPasswords } from '../declaration';
import { checkNames, POSTGRES_NAMES, shown } from '../names';
import { Connect, Session } from '../session';
import { redacted, Sql, sql } from '../sql';

/** The statements that lead to what is declared. */
interface Plan {
  readonly shells: readonly Sql[];
  readonly inside: ReadonlyMap<string, readonly Sql[]>;
  readonly shared: readonly Sql[];
  readonly drops: readonly Sql[];
}

/** Connections to every database that the plan touches; the first one changes what they share. */
type Sessions = ReadonlyMap<string, Session>;

/** The commits that were sent: after the first one nothing can be taken back, also if its answer was lost. */
interface Progress {
  committed: number;
}

interface Run {
  readonly connect: Connect;
  readonly sessions: Sessions;
  readonly wanted: Wanted;
  readonly progress: Progress;
}

/**
 * Bring a PostgreSQL server to the declared state.
 *
 * With one database everything is one transaction. With several, the transactions of all databases are
 * committed one after the other when every statement of every one has succeeded and the result was read back.
 */
export async function bringPostgres(connect: Connect, declaration: Declaration, readPasswords: ReadPasswords, patience = 300_000): Promise<Outcome> {
  checkNames(declaration, POSTGRES_NAMES);
  const admin = await connect(MAINTENANCE);
  try {
    await lockPostgres(admin, patience);
    // not before: a rotation may have been under way
    const wanted = wantedOf(declaration, await readPasswords());
    const shared = await readShared(admin);
    checkOwnership(shared, wanted);
    const made: string[] = [];
    const progress = { committed: 0 };
    try {
      const { statements, notes } = await makeDatabases(admin, declaration, shared, made);
      return { statements: statements + await bringRoles(connect, shared, wanted, progress), notes };
    } catch (error) {
      // an open transaction would block what takes things back
      await admin.change(sql`ROLLBACK`).catch(() => undefined);
      if (progress.committed > 0) {
        await admin.end().catch(() => undefined);
        return await goForward(connect, wanted, patience, error);
      }
      await unmakeDatabases(connect, made, declaration);
      throw isExplained(error) ? error : new Refusal('NOT_CHANGED', `${messageOf(error)}; no user and no right was changed: remove the cause, then deploy again`);
    }
  } finally {
    await admin.end().catch(() => undefined);
  }
}

/** Refusals say what to do; what a server answers to a statement does not. */
function isExplained(error: unknown): boolean {
  return error instanceof Refusal && error.code !== 'STATEMENT_FAILED';
}

/** Some databases have their new rights and some do not: the only way that is left is forward. */
async function goForward(connect: Connect, wanted: Wanted, patience: number, error: unknown): Promise<Outcome> {
  try {
    const admin = await connect(MAINTENANCE);
    try {
      await lockPostgres(admin, patience);
      return { statements: await bringRoles(connect, await readShared(admin), wanted, { committed: 0 }), notes: [`went on after: ${messageOf(error)}`] };
    } finally {
      await admin.end().catch(() => undefined);
    }
  } catch (again) {
    throw new Refusal('HALF_DONE', `${messageOf(error)}; a second attempt failed too (${messageOf(again)}): `
      + 'some databases have their new rights, others still the old ones; deploy again, which completes them');
  }
}

// any two numbers that others are unlikely to use; advisory locks belong to a database, so all runs take it in the same one
const LOCK = sql`SELECT pg_try_advisory_lock(1667526754, 1970496882) AS taken`;

/** Wait until no other run changes users. */
export async function lockPostgres(session: Session, patience: number): Promise<void> {
  const end = Date.now() + patience;
  while (!(await session.read<{ taken: boolean }>(LOCK))[0].taken) {
    if (Date.now() >= end) {
      throw new Refusal('SERVER_BUSY', 'another deployment is changing the users of this server; deploy again when it has ended');
    }
    await new Promise((resolve) => setTimeout(resolve, Math.min(250, patience)));
  }
}

async function bringRoles(connect: Connect, shared: SharedState, wanted: Wanted, progress: Progress): Promise<number> {
  const touched = touchedDatabases(shared, wanted);
  const sessions = new Map<string, Session>();
  try {
    for (const database of touched.length === 0 ? [MAINTENANCE] : touched) {
      sessions.set(database, await connect(database));
    }
    const plan = await makePlan(sessions, wanted);
    const all = [plan.shells, ...plan.inside.values(), plan.shared, plan.drops].flat();
    if (all.length > 0) {
      await (sessions.size === 1 ? applyAtOnce : applyInTurn)({ connect, sessions, wanted, progress }, plan);
    }
    return all.length;
  } finally {
    await Promise.all([...sessions.values()].map((session) => session.end().catch(() => undefined)));
  }
}

function touchedDatabases(shared: SharedState, { declaration, roles }: Wanted): string[] {
  return [...new Set([
    ...roles.map(({ right }) => right.database),
    ...declaration.databases.filter(({ schemas }) => schemas !== undefined).map((database) => database.name),
    ...ownRoles(shared, declaration).flatMap((role) => [...shared.traces.get(role) ?? []]),
  ])].sort();
}

async function makePlan(sessions: Sessions, wanted: Wanted): Promise<Plan> {
  const first = [...sessions.values()][0];
  const shared = await readShared(first);
  const obsolete = obsoleteRoles(shared, wanted);
  const acted = new Set<string>();
  const inside = new Map<string, Sql[]>();
  const roles = [...new Set([...ownRoles(shared, wanted.declaration), ...wanted.users.keys(), ...wanted.roles.map(({ role }) => role)])];
  for (const [database, session] of sessions) {
    const schemas = [...new Set(wanted.roles.filter(({ right }) => right.database === database).map(({ right }) => right.schema))];
    const tables = wanted.roles.flatMap(({ right }) => (right.columns && right.table !== undefined ? [right.table] : []));
    const inherited = await planInheritance(session, wanted, shared, obsolete, database);
    inherited.acted.forEach((role) => acted.add(role));
    schemas.forEach((schema) => creatorsOf(shared, wanted, database, schema).forEach((creator) => acted.add(creator)));
    inside.set(database, [
      ...inherited.statements,
      ...planInside(shared, wanted, database, await readCatalogue(session, schemas, tables), await readRights(session, database, roles)),
    ]);
  }
  return {
    inside,
    shells: planShells(shared, wanted, acted),
    shared: planShared(shared, wanted, await readDatabaseRights(first, roles)),
    drops: dropRoles(obsolete),
  };
}

/** As many objects as fit into the event of CloudFormation, which takes 4 KB. */
const OBJECTS_SHOWN = 20;

/** What happens to the objects of users that are removed. */
async function planInheritance(
  session: Session, { declaration: { heirs = {}, users } }: Wanted, shared: SharedState, obsolete: readonly string[], database: string,
): Promise<{ readonly statements: Sql[]; readonly acted: string[] }> {
  const owned = await readOwned(session, obsolete);
  const owners = [...new Set(owned.map(({ role }) => role))];
  const orphaned = owned.filter(({ role }) => !Object.hasOwn(heirs, role));
  if (orphaned.length > 0) {
    const objects = orphaned.slice(0, OBJECTS_SHOWN).map(({ role, object }) => `${object} of ${shown(role)}`).join(', ');
    const more = orphaned.length > OBJECTS_SHOWN ? `, and ${orphaned.length - OBJECTS_SHOWN} more` : '';
    throw new Refusal('USER_OWNS_OBJECTS', `users that are removed own objects in ${shown(database)}: ${objects}${more}; `
      + 'name the user that inherits them, or drop them first. Nothing was changed');
  }
  const inheriting = owners.map((owner) => heirs[owner]);
  const unknown = inheriting.find((heir) => !shared.roles.has(heir) && !users.some((user) => user.name === heir));
  if (unknown !== undefined) {
    throw new Refusal('HEIR_MISSING', `the user ${shown(unknown)}, who shall inherit objects in ${shown(database)}, does not exist; declare it`);
  }
  const statements = owners.map((owner) => sql`REASSIGN OWNED BY ${name(owner)} TO ${name(heirs[owner])}`);
  return { statements, acted: [...owners, ...inheriting] };
}

async function applyAtOnce({ sessions, wanted, progress }: Run, { shells, inside, shared, drops }: Plan): Promise<void> {
  const [session] = sessions.values();
  await send(session, [sql`BEGIN`, ...shells, ...[...inside.values()].flat(), ...shared, ...drops]);
  await verify(sessions, wanted);
  progress.committed++;
  await session.change(sql`COMMIT`);
}

async function applyInTurn({ connect, sessions, wanted, progress }: Run, { shells, inside, shared, drops }: Plan): Promise<void> {
  const [first] = sessions.values();
  try {
    // roles that nobody can use yet, for what is not committed is not seen by the other databases
    await send(first, shells.length === 0 ? [] : [sql`BEGIN`, ...shells, sql`COMMIT`]);
    for (const [database, session] of sessions) {
      await send(session, [sql`BEGIN`, ...inside.get(database)!, ...session === first ? shared : []]);
    }
    await verify(sessions, wanted, drops);
    // logins come last: with the first session
    for (const session of [...sessions.values()].reverse()) {
      progress.committed++;
      await session.change(sql`COMMIT`);
    }
  } catch (error) {
    if (progress.committed === 0) {
      await Promise.all([...sessions.values()].map((session) => session.change(sql`ROLLBACK`).catch(() => undefined)));
      await removeShells(connect, wanted);
    }
    throw error;
  }
  await send(first, drops.length === 0 ? [] : [sql`BEGIN`, ...drops, sql`COMMIT`]);
}

/** Drop roles that this run has made and given nothing; if that fails too, they stay behind, unusable, until the next run. */
async function removeShells(connect: Connect, wanted: Wanted): Promise<void> {
  try {
    const session = await connect(MAINTENANCE);
    const shared = await readShared(session);
    const unused = ownRoles(shared, wanted.declaration).filter((role) => !shared.roles.get(role)!.login && !shared.traces.has(role)
      && !shared.memberships.some((each) => (each.role === role || each.member === role) && each.member !== shared.administrator));
    await send(session, unused.length === 0 ? [] : [sql`BEGIN`, ...dropRoles(unused), sql`COMMIT`]);
    await session.end();
  } catch {
    // nothing to do: the next run finds them by their comment
  }
}

async function send(session: Session, statements: readonly Sql[]): Promise<void> {
  for (const statement of statements) {
    await session.change(statement);
  }
}

/** Read the result back before it is committed: a second plan must be empty. */
async function verify(sessions: Sessions, wanted: Wanted, later: readonly Sql[] = []): Promise<void> {
  const { shells, inside, shared, drops } = await makePlan(sessions, wanted);
  const still = [shells, ...inside.values(), shared, drops].flat().map(redacted);
  const open = still.filter((text) => !later.some((statement) => redacted(statement) === text));
  if (open.length > 0) {
    throw new Refusal('NOT_REACHED', `the server accepted every statement, but this would still be needed: ${open.slice(0, 5).join('; ')}. `
      + 'Somebody else has granted or owns what this declaration must change; let them revoke it. Nothing was changed');
  }
}
