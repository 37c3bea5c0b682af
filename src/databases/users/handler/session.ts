import { Sql } from './sql';

/** One row of an answer. */
export type Row = Readonly<Record<string, unknown>>;

/** One connection to a server. */
export interface Session {
  /** Ask; values are bound. */
  read<T extends object = Row>(question: Sql, values?: readonly unknown[]): Promise<T[]>;

  /** Change something. */
  change(statement: Sql): Promise<void>;
  end(): Promise<void>;
}

/** Opens a connection, to one database where the engine knows several. */
export type Connect = (database?: string) => Promise<Session>;

/** Where the server is, and who administers it. */
export interface Server {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;

  /** Certificates of authorities, in PEM. */
  readonly ca: readonly string[];
}
