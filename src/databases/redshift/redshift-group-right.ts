import { DeclaredGroupRight } from './handler/grant-declaration';
import { DataPrivilege } from '../users/database-right';

/** Exact rights on one table of a warehouse. */
export interface RedshiftTableRight {
  /** The schema. It must exist when the right is deployed. */
  readonly schema: string;

  /** The table or view. It must exist when the right is deployed. */
  readonly table: string;

  /**
   * The columns; SELECT and UPDATE only.
   *
   * @see https://docs.aws.amazon.com/redshift/latest/dg/r_GRANT.html
   * @default - all columns, those of the future too
   */
  readonly columns?: string[];

  /** What is allowed. */
  readonly privileges: DataPrivilege[];
}

/** What a group of a warehouse may do. */
export class RedshiftGroupRight {
  /**
   * Read all tables and views that a schema has at the deployment.
   *
   * @param schema the schema
   */
  public static reader(schema: string): RedshiftGroupRight {
    return new RedshiftGroupRight({ schema, privileges: ['SELECT'] });
  }

  /**
   * Read, add, change and remove rows of all tables that a schema has at the deployment.
   *
   * @param schema the schema
   */
  public static writer(schema: string): RedshiftGroupRight {
    return new RedshiftGroupRight({ schema, privileges: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'] });
  }

  /**
   * Exactly what is named, on one table.
   *
   * @param right the table, its columns, and what is allowed
   */
  public static onTable(right: RedshiftTableRight): RedshiftGroupRight {
    const { schema, table, columns, privileges } = right;
    return new RedshiftGroupRight({ schema, table, columns, privileges: privileges.map((privilege): DeclaredGroupRight['privileges'][number] => privilege) });
  }

  /** @internal */
  public readonly _declared: DeclaredGroupRight;

  private constructor(declared: DeclaredGroupRight) {
    this._declared = declared;
  }
}
