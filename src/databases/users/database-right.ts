import { DeclaredRight, Preset, TablePrivilege } from './handler/declaration';

/** What can be allowed on a table, or on some of its columns. */
export enum DataPrivilege {
  /** Read rows. */
  SELECT = 'SELECT',

  /** Add rows. */
  INSERT = 'INSERT',

  /** Change rows. */
  UPDATE = 'UPDATE',

  /** Remove rows; whole rows only, not columns. */
  DELETE = 'DELETE',
}

/** Exact rights on one table. */
export interface TableRightOptions {
  /** The database. */
  readonly database: string;

  /**
   * The schema, PostgreSQL only.
   *
   * @default - `public` in PostgreSQL; MySQL and MariaDB have none
   */
  readonly schema?: string;

  /** The table or view. It must exist when the right is deployed. */
  readonly table: string;

  /**
   * The columns; SELECT, INSERT and UPDATE only.
   *
   * @default - all columns, those of the future too
   */
  readonly columns?: string[];

  /** What is allowed. */
  readonly privileges: DataPrivilege[];
}

/**
 * What a database user may do.
 *
 * The presets cover all tables of a database (MySQL, MariaDB) or of a schema (PostgreSQL), also those
 * that the migrators of the same `DatabaseUsers` make later.
 */
export class DatabaseRight {
  /**
   * Read all tables.
   *
   * @param database the database
   * @param schema PostgreSQL only; `public` when left out
   */
  public static reader(database: string, schema?: string): DatabaseRight {
    return preset('reader', database, schema);
  }

  /**
   * Read, add, change and remove rows of all tables.
   *
   * @param database the database
   * @param schema PostgreSQL only; `public` when left out
   */
  public static writer(database: string, schema?: string): DatabaseRight {
    return preset('writer', database, schema);
  }

  /**
   * Make, change and drop tables, and all that a writer may.
   *
   * In PostgreSQL a table belongs to the migrator that made it: only that one can change or drop it, and it can
   * grant rights on it to others.
   *
   * @param database the database
   * @param schema PostgreSQL only; `public` when left out
   */
  public static migrator(database: string, schema?: string): DatabaseRight {
    return preset('migrator', database, schema);
  }

  /**
   * Exactly what is named, on one table.
   *
   * @param options the table, its columns, and what is allowed
   */
  public static onTable(options: TableRightOptions): DatabaseRight {
    const { database, schema, table, columns, privileges } = options;
    return new DatabaseRight({ database, schema, table, columns, privileges: privileges.map((privilege): TablePrivilege => privilege) });
  }

  /** @internal */
  public static _preset(declared: DeclaredRight): DatabaseRight {
    return new DatabaseRight(declared);
  }

  /** @internal */
  public readonly _declared: DeclaredRight;

  private constructor(declared: DeclaredRight) {
    this._declared = declared;
  }
}

function preset(name: Preset, database: string, schema?: string): DatabaseRight {
  return DatabaseRight._preset({ database, schema, preset: name });
}
