/** What the groups of one database should be allowed, as far as one declaration says. */
export interface GrantDeclaration {
  readonly groups: readonly DeclaredGroup[];
}

/** A group, and everything that it may do in the schemas that it names. */
export interface DeclaredGroup {
  readonly name: string;
  readonly rights: readonly DeclaredGroupRight[];
}

/** What can be allowed. On columns, Redshift knows SELECT and UPDATE only. */
export type GroupPrivilege = 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE';

/** A right on all tables of a schema, on one table, or on some of its columns. */
export interface DeclaredGroupRight {
  readonly schema: string;
  readonly table?: string;
  readonly columns?: readonly string[];
  readonly privileges: readonly GroupPrivilege[];
}
