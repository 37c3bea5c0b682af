import { Engine, POSTGRES } from './engines';
import { SETTINGS } from '../../../src/databases/users/handler/mysql/mysql-session';
import { Connect, Session } from '../../../src/databases/users/handler/session';
import { Sql, sql } from '../../../src/databases/users/handler/sql';

/** A session that can also end as connections do that break. */
export interface PooledSession extends Session {
  /** Without a word to the server, which rolls back and releases what the session holds. */
  tear(): Promise<void>;
}

/** Connections that are used again. */
export interface Pool {
  connect(database?: string): Promise<PooledSession>;
  close(): Promise<void>;
}

/**
 * Connections that are used again when they have ended in good order: a new one costs the server more than everything
 * that a short run asks it. In between they are what a new one is: without transaction, lock and setting.
 *
 * @param lasting the databases whose connections are kept; one that is dropped must have none
 */
export function pooled(engine: Engine, connect: Connect, lasting: readonly string[]): Pool {
  const idle = new Map<string, Session[]>();
  const freshen: readonly Sql[] = engine === POSTGRES ? [sql`ROLLBACK`, sql`DISCARD ALL`] : [sql`ROLLBACK`, sql`DO RELEASE_ALL_LOCKS()`, SETTINGS];
  return {
    connect: async (database = '') => {
      const session = idle.get(database)?.pop() ?? await connect(database === '' ? undefined : database);
      let over = false;
      const once = async (end: () => Promise<void>) => {
        if (!over) {
          over = true;
          await end();
        }
      };
      const keep = async () => {
        for (const statement of freshen) {
          await session.change(statement);
        }
        idle.set(database, [...idle.get(database) ?? [], session]);
      };
      return {
        read: (question, values) => session.read(question, values),
        change: (statement) => session.change(statement),
        tear: () => once(() => session.end()),
        end: () => once(lasting.includes(database) ? keep : () => session.end()),
      };
    },
    close: async () => {
      await Promise.all([...idle.values()].flat().map((session) => session.end()));
    },
  };
}
