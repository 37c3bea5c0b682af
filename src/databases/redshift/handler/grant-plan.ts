import { DeclaredGroup, DeclaredGroupRight, GrantDeclaration } from './grant-declaration';
import { Refusal } from '../../../foundation/functions/refusal';
import { shown } from '../../users/handler/names';
import { keyword, list, Sql, sql } from '../../users/handler/sql';

/** What the database has. */
export interface GrantState {
  readonly groups: ReadonlySet<string>;
  readonly schemas: ReadonlySet<string>;
}

/** A name, quoted: whatever it holds, it stays one name. Control characters are refused before. */
export function name(text: string): Sql {
  return new Sql(`"${text.replace(/"/g, '""')}"`);
}

/**
 * The statements that bring the declared rights about, in units that must not be torn apart.
 *
 * Redshift does not say cheaply what a group may do. So the rights of a group in a schema are taken away and given anew, in one
 * transaction: whoever looks sees the rights before or after it, and rights that were given by hand are gone. Schemas and groups of the
 * declaration before are cleared first.
 */
export function planGrants(declared: GrantDeclaration, before: GrantDeclaration, { groups, schemas }: GrantState): Sql[][] {
  const missing = declared.groups.flatMap(({ rights }) => rights).find(({ schema }) => !schemas.has(schema));
  if (missing) {
    throw new Refusal('SCHEMA_MISSING', `the schema ${shown(missing.schema)} does not exist; make it first, then deploy again`);
  }
  const cleared = before.groups.filter((group) => groups.has(group.name)).flatMap((group) => {
    const kept = schemasOf(declared.groups.find((other) => other.name === group.name));
    return schemasOf(group).filter((schema) => schemas.has(schema) && !kept.includes(schema)).map((schema) => clear(group, schema, group.rights));
  });
  return [...cleared, ...declared.groups.flatMap((group) => {
    const old = before.groups.find((other) => other.name === group.name)?.rights ?? [];
    const created = groups.has(group.name) ? [] : [[sql`CREATE GROUP ${name(group.name)}`]];
    return [...created, ...schemasOf(group).map((schema) => [...clear(group, schema, old), ...give(group, schema)])];
  })];
}

function schemasOf(group: DeclaredGroup | undefined): string[] {
  return [...new Set(group?.rights.map(({ schema }) => schema))];
}

function clear({ name: group }: DeclaredGroup, schema: string, old: readonly DeclaredGroupRight[]): Sql[] {
  const columns = old.filter((right) => right.schema === schema && right.columns !== undefined);
  return [
    ...columns.map((right) => sql`REVOKE ${onColumns(right)} FROM GROUP ${name(group)}`),
    sql`REVOKE ALL ON ALL TABLES IN SCHEMA ${name(schema)} FROM GROUP ${name(group)}`,
    sql`REVOKE ALL ON SCHEMA ${name(schema)} FROM GROUP ${name(group)}`,
  ];
}

function give({ name: group, rights }: DeclaredGroup, schema: string): Sql[] {
  return [
    sql`GRANT USAGE ON SCHEMA ${name(schema)} TO GROUP ${name(group)}`,
    ...rights.filter((right) => right.schema === schema).map((right) => sql`GRANT ${privilegesOf(right)} TO GROUP ${name(group)}`),
  ];
}

function privilegesOf(right: DeclaredGroupRight): Sql {
  const privileges = list(right.privileges.map((privilege) => keyword(privilege)));
  if (right.columns !== undefined) {
    return onColumns(right);
  }
  return right.table === undefined
    ? sql`${privileges} ON ALL TABLES IN SCHEMA ${name(right.schema)}`
    : sql`${privileges} ON TABLE ${name(right.schema)}.${name(right.table)}`;
}

function onColumns({ schema, table, columns, privileges }: DeclaredGroupRight): Sql {
  const names = list(columns!.map(name));
  return sql`${list(privileges.map((privilege) => sql`${keyword(privilege)} (${names})`))} ON TABLE ${name(schema)}.${name(table!)}`;
}

/** Most statements of a batch, which is one transaction: https://docs.aws.amazon.com/redshift-data/latest/APIReference/API_BatchExecuteStatement.html */
const MAX_BATCH = 40;

/** Put units into as few transactions as they need; a unit that does not fit into one is refused. */
export function batches(units: readonly Sql[][]): Sql[][] {
  const found: Sql[][] = [];
  for (const unit of units) {
    if (unit.length > MAX_BATCH) {
      throw new Refusal('RIGHTS_TOO_MANY', `a group has so many rights in one schema that they take ${unit.length} statements, at most ${MAX_BATCH} fit into a transaction; `
        + 'grant on all tables, or divide the group');
    }
    const last = found[found.length - 1];
    if (last && last.length + unit.length <= MAX_BATCH) {
      last.push(...unit);
    } else {
      found.push([...unit]);
    }
  }
  return found;
}
