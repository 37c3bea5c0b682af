import { ownRoles } from './postgres-plan';
import { MAINTENANCE, name, value } from './postgres-session';
import { PresentDatabase, readShared, SharedState } from './postgres-state';
import { Declaration, Outcome } from '../declaration';
import { commentOf, markerOf } from '../marker';
import { Connect, Session } from '../session';
import { Sql, sql } from '../sql';

/**
 * Make the databases that are missing.
 *
 * `CREATE DATABASE` cannot be part of a transaction. The new database admits no connection until it is
 * closed to the public and marked, so that a run that was interrupted in between is recognised and finished.
 *
 * @param made takes the names, for the caller to take them back if the run fails
 */
export async function makeDatabases(
  session: Session, { owner, databases }: Declaration, { databases: present }: Pick<SharedState, 'databases'>, made: string[],
): Promise<Outcome> {
  const notes: string[] = [];
  let statements = 0;
  const change = async (...changes: Sql[]) => {
    for (const statement of changes) {
      await session.change(statement);
      statements++;
    }
  };
  for (const { name: database } of databases) {
    const found = present.get(database);
    if (found === undefined) {
      // before it is sent, since its answer may be lost
      made.push(database);
      await change(sql`CREATE DATABASE ${name(database)} CONNECTION LIMIT 0`);
    } else if (!isHalfMade(found)) {
      if (markerOf(found.comment) === undefined) {
        notes.push(`the database ${JSON.stringify(database)} was there before; its rights for everybody (PUBLIC) are left as they are`);
      }
      continue;
    }
    await change(
      sql`BEGIN`,
      sql`REVOKE ALL ON DATABASE ${name(database)} FROM PUBLIC`,
      sql`COMMENT ON DATABASE ${name(database)} IS ${value(commentOf({ owner, kind: 'database' }))}`,
      sql`ALTER DATABASE ${name(database)} CONNECTION LIMIT -1`,
      sql`COMMIT`,
    );
  }
  return { statements, notes };
}

function isHalfMade({ ownedByAdministrator, connectionLimit, comment }: PresentDatabase): boolean {
  return ownedByAdministrator && connectionLimit === 0 && comment === null;
}

/**
 * Drop databases that this run has made, when it fails: they are empty, for nobody was admitted yet.
 *
 * A commit whose answer was lost may have admitted users: a database in which they have rights stays.
 */
export async function unmakeDatabases(connect: Connect, databases: readonly string[], declaration: Declaration): Promise<void> {
  if (databases.length === 0) {
    return;
  }
  try {
    const session = await connect(MAINTENANCE);
    const shared = await readShared(session);
    const entered = new Set(ownRoles(shared, declaration).flatMap((role) => [...shared.traces.get(role) ?? []]));
    const isOurs = (found: PresentDatabase) => isHalfMade(found) || markerOf(found.comment)?.owner === declaration.owner;
    const there = databases.filter((each) => shared.databases.has(each) && isOurs(shared.databases.get(each)!));
    for (const database of there.filter((each) => !entered.has(each))) {
      await session.change(sql`DROP DATABASE ${name(database)}`);
    }
    await session.end();
  } catch {
    // it stays behind, empty and closed
  }
}
