import { createConnection, escape, escapeId } from 'mysql2/promise';
import { messageOf, Refusal } from '../../../../foundation/functions/refusal';
import { Connect, Server, Session } from '../session';
import { redacted, Sql } from '../sql';

/** A name, quoted by the driver; a dot in it is part of the name. */
export function name(text: string): Sql {
  return new Sql(escapeId(text, true));
}

/** A value, quoted by the driver: account statements know no parameters. */
export function value(text: string): Sql {
  return new Sql(escape(text));
}

/** `'user'@'host'`. */
export function account({ user, host }: { readonly user: string; readonly host: string }): Sql {
  return new Sql(`${value(user).text}@${value(host).text}`);
}

/** What every session begins with, and goes back to. */
export const SETTINGS = new Sql(`SET ${[
  // the quoting of the driver is right without NO_BACKSLASH_ESCAPES and ANSI_QUOTES only
  "sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION'", 'time_zone = DEFAULT', 'character_set_client = utf8mb4', 'collation_connection = utf8mb4_bin',
  'lock_wait_timeout = 60',
  // a function that is killed does not say goodbye: its session ends, and frees the lock, before another run gives up
  'wait_timeout = 240',
].map((setting) => `SESSION ${setting}`).join(', ')}`);

/** Connections over TLS whose certificate and host name are verified. */
export function mysqlServer({ host, port, user, password, ca }: Server): Connect {
  return async () => {
    try {
      const connection = await createConnection({
        host,
        port,
        user,
        password,
        // in GBK and its relatives a backslash can be the second half of a character, which breaks every quoting
        charset: 'utf8mb4_bin',
        ssl: { ca: [...ca], rejectUnauthorized: true, verifyIdentity: true, minVersion: 'TLSv1.2' },
        connectTimeout: 15_000,
        multipleStatements: false,
      });
      connection.on('error', () => undefined); // the next statement reports that the connection is gone
      await connection.query(SETTINGS.text);
      return sessionOf(connection);
    } catch (error) {
      throw new Refusal('SERVER_UNREACHABLE', `cannot connect to ${host}:${port}: ${messageOf(error)}; `
        + 'check the security groups, the master secret, and that the server runs');
    }
  };
}

type Connection = Awaited<ReturnType<typeof createConnection>>;

function sessionOf(connection: Connection): Session {
  return {
    read: async <T extends object>({ text }: Sql, values: readonly unknown[] = []) => (await connection.query(text, [...values]))[0] as T[],
    change: async (statement) => {
      try {
        await connection.query(statement.text);
      } catch (error) {
        throw new Refusal('STATEMENT_FAILED', `${messageOf(error)}, at ${redacted(statement)}`);
      }
    },
    end: () => connection.end(),
  };
}
