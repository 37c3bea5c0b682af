import { createHash } from 'crypto';
import { Declaration, DeclaredRight } from '../declaration';
import { Marker } from '../marker';

/** Where a privilege applies. `tables` and `sequences` are objects that a creator will make in a schema. */
export type Place =
  | { readonly on: 'database'; readonly database: string }
  | { readonly on: 'schema'; readonly database: string; readonly schema: string }
  | { readonly on: 'table' | 'sequence'; readonly database: string; readonly schema: string; readonly object: string }
  | { readonly on: 'column'; readonly database: string; readonly schema: string; readonly object: string; readonly column: string }
  | { readonly on: 'tables' | 'sequences'; readonly database: string; readonly schema: string; readonly creator: string };

/** One privilege at one place. */
export interface Right {
  readonly place: Place;
  readonly privilege: string;
}

/**
 * A role that cannot log in and carries one declared right; users are its members.
 *
 * A table can carry the rights of about 600 roles, then its row in `pg_class` is full. With a role per
 * declared right the number of users does not matter.
 */
export interface RightsRole {
  readonly role: string;
  readonly right: DeclaredRight & { readonly schema: string };
  readonly members: readonly string[];
  readonly marker: Marker;
}

/** The objects of a schema. */
export interface SchemaObjects {
  readonly tables: readonly string[];
  readonly sequences: readonly string[];

  /** Users whose new tables become readable at once. */
  readonly creators: readonly string[];
}

const DEFAULT_SCHEMA = 'public';

/** The roles that a declaration needs. */
export function rightsRoles({ owner, users }: Declaration): RightsRole[] {
  const roles = new Map<string, RightsRole & { members: string[] }>();
  for (const user of users) {
    for (const declared of user.rights) {
      const right = { ...declared, schema: declared.schema ?? DEFAULT_SCHEMA };
      const role = roleName(owner, right);
      const entry = roles.get(role) ?? { role, right, members: [], marker: markerFor(owner, right) };
      entry.members.push(user.name);
      roles.set(role, entry);
    }
  }
  return [...roles.values()].map((role) => ({ ...role, members: [...new Set(role.members)] }));
}

function markerFor(owner: string, { preset, database, schema }: RightsRole['right']): Marker {
  return { owner, kind: 'rights', migrates: preset === 'migrator' ? { database, schema } : undefined };
}

function roleName(owner: string, { database, schema, table, columns, preset, privileges }: RightsRole['right']): string {
  const key = JSON.stringify([owner, database, schema, table ?? null, [...columns ?? []].sort(), preset ?? [...privileges!].sort()]);
  return `cdk_rights_${preset ?? 'exact'}_${createHash('sha256').update(key).digest('hex').slice(0, 24)}`;
}

interface PresetPrivileges {
  readonly database: readonly string[];
  readonly schema: readonly string[];
  readonly tables: readonly string[];
  readonly sequences: readonly string[];
}

const READER: PresetPrivileges = { database: ['CONNECT'], schema: ['USAGE'], tables: ['SELECT'], sequences: [] };
const WRITER: PresetPrivileges = { ...READER, tables: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'], sequences: ['USAGE', 'SELECT'] };
const MIGRATOR: PresetPrivileges = {
  database: ['CONNECT', 'TEMPORARY'],
  schema: ['USAGE', 'CREATE'],
  tables: [...WRITER.tables, 'TRUNCATE', 'REFERENCES', 'TRIGGER'],
  sequences: ['USAGE', 'SELECT', 'UPDATE'],
};
const PRESETS = { reader: READER, writer: WRITER, migrator: MIGRATOR };

/** Everything that the role of a declared right needs, given what is in the schema now. */
export function wantedRights({ right }: RightsRole, objects: SchemaObjects): Right[] {
  const { database, schema, table, columns, preset, privileges } = right;
  const wide = preset ? PRESETS[preset] : { ...READER, tables: privileges! };
  const entrance = [
    ...each(wide.database, { on: 'database', database }),
    ...each(wide.schema, { on: 'schema', database, schema }),
  ];
  if (table !== undefined) {
    return [...entrance, ...columns === undefined
      ? each(wide.tables, { on: 'table', database, schema, object: table })
      : columns.flatMap((column) => each(wide.tables, { on: 'column', database, schema, object: table, column }))];
  }
  return [
    ...entrance,
    ...objects.tables.flatMap((object) => each(wide.tables, { on: 'table', database, schema, object })),
    ...objects.sequences.flatMap((object) => each(wide.sequences, { on: 'sequence', database, schema, object })),
    ...objects.creators.flatMap((creator) => each(wide.tables, { on: 'tables', database, schema, creator })),
    ...objects.creators.flatMap((creator) => each(wide.sequences, { on: 'sequences', database, schema, creator })),
  ];
}

function each(privileges: readonly string[], place: Place): Right[] {
  return privileges.map((privilege) => ({ place, privilege }));
}
