/** What the databases of one server should look like, as far as one declaration says. */
export interface Declaration {
  /** Who declares: what was made for another declaration is never touched. */
  readonly owner: string;
  readonly databases: readonly DeclaredDatabase[];
  readonly users: readonly DeclaredUser[];

  /** Who inherits the objects of users that are removed, by the name of the removed user. */
  readonly heirs?: Readonly<Record<string, string>>;
}

/** A database, which is made if it is missing and never dropped. */
export interface DeclaredDatabase {
  readonly name: string;

  /** Schemas that are made if they are missing; PostgreSQL only. */
  readonly schemas?: readonly string[];
}

/** A user, and everything that it may do. */
export interface DeclaredUser {
  readonly name: string;

  /** The secret with the password; without one the user presents IAM tokens. */
  readonly secretArn?: string;

  /** Most connections at a time. */
  readonly maxConnections?: number;

  /** Where the user may come from; MySQL family only. */
  readonly hosts?: readonly string[];
  readonly rights: readonly DeclaredRight[];
}

/** What a preset stands for. */
export type Preset = 'reader' | 'writer' | 'migrator';

/** What can be allowed on single tables and columns. */
export type TablePrivilege = 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE';

/** A right on all tables of a database or schema, on one table, or on some of its columns. */
export interface DeclaredRight {
  readonly database: string;

  /** PostgreSQL only. */
  readonly schema?: string;
  readonly table?: string;
  readonly columns?: readonly string[];

  /** Either a preset or privileges. */
  readonly preset?: Preset;
  readonly privileges?: readonly TablePrivilege[];
}

/** A password and the version of its secret, which is what the server is asked about later. */
export interface Password {
  readonly value: string;
  readonly version: string;
}

/** Passwords by user. */
export type Passwords = ReadonlyMap<string, Password>;

/** Reads the secrets of a declaration; called when no other run can change users any more. */
export type ReadPasswords = () => Promise<Passwords>;

/** What a run did. */
export interface Outcome {
  /** The changing statements that were sent. */
  readonly statements: number;

  /** What people should know. */
  readonly notes: readonly string[];
}
