import { Client, escapeIdentifier, escapeLiteral } from 'pg';
import { messageOf, Refusal } from '../../../../foundation/functions/refusal';
import { Connect, Server, Session } from '../session';
import { redacted, Sql } from '../sql';

/** A name, quoted by the driver. */
export function name(text: string): Sql {
  return new Sql(escapeIdentifier(text));
}

/** A value, quoted by the driver: statements like `COMMENT ON` know no parameters. */
export function value(text: string): Sql {
  return new Sql(escapeLiteral(text));
}

/** `"schema"."table"`. */
export function qualified(schema: string, object: string): Sql {
  return new Sql(`${name(schema).text}.${name(object).text}`);
}

const SETTINGS = [
  // a table that is busy for long fails the run, instead of waiting until the function is killed
  'lock_timeout=60000',
  // a function that is killed does not say goodbye: what its session has locked is free again after two minutes, before another run gives up
  'tcp_keepalives_idle=60', 'tcp_keepalives_interval=10', 'tcp_keepalives_count=6',
  'client_encoding=UTF8', 'standard_conforming_strings=on', 'search_path=pg_catalog',
];

/** Connections over TLS whose certificate and host name are verified. */
export function postgresServer({ host, port, user, password, ca }: Server): Connect {
  return async (database = MAINTENANCE) => {
    const client = new Client({
      host,
      port,
      user,
      password,
      database,
      ssl: { ca: [...ca], rejectUnauthorized: true, minVersion: 'TLSv1.2' },
      connectionTimeoutMillis: 15_000,
      application_name: 'cdk-hardened-databases',
      options: SETTINGS.map((setting) => `-c ${setting}`).join(' '),
    });
    client.on('error', () => undefined); // the next statement reports that the connection is gone
    try {
      await client.connect();
    } catch (error) {
      throw new Refusal('SERVER_UNREACHABLE', `cannot connect to ${host}:${port}, database ${JSON.stringify(database)}: ${messageOf(error)}; `
        + 'check the security groups, the master secret, and that the server runs');
    }
    return sessionOf(client);
  };
}

/** The database that every server has. */
export const MAINTENANCE = 'postgres';

function sessionOf(client: Client): Session {
  return {
    read: async <T extends object>({ text }: Sql, values: readonly unknown[] = []) => (await client.query({ text, values: [...values] })).rows as T[],
    change: async (statement) => {
      try {
        await client.query(statement.text);
      } catch (error) {
        throw new Refusal('STATEMENT_FAILED', `${messageOf(error)}, at ${redacted(statement)}`);
      }
    },
    end: () => client.end(),
  };
}
