import { Place } from './rights';
import { Marker, markerOf } from '../marker';
import { Row, Session } from '../session';
import { sql } from '../sql';

/** A role as the server has it. */
export interface PresentRole {
  readonly role: string;
  readonly login: boolean;
  readonly inherit: boolean;
  readonly maxConnections: number;

  /** Attributes that no user of ours has: `SUPERUSER`, `CREATEDB` and so on. */
  readonly powers: readonly string[];
  readonly marker?: Marker;

  /** Whether the administrator has its rights. */
  readonly administered: boolean;
}

/** A privilege that a role has. */
export interface PresentRight {
  readonly role: string;
  readonly place: Place;
  readonly privilege: string;
  readonly grantable: boolean;
}

/** A role that is a member of another. */
export interface Membership {
  readonly role: string;
  readonly member: string;
  readonly admin: boolean;
}

/** What all databases of a server share. */
export interface SharedState {
  readonly administrator: string;
  readonly roles: ReadonlyMap<string, PresentRole>;
  readonly memberships: readonly Membership[];
  readonly databases: ReadonlyMap<string, PresentDatabase>;

  /** Databases in which a role has rights or owns something, by role. */
  readonly traces: ReadonlyMap<string, ReadonlySet<string>>;
}

/** A database as the server has it. */
export interface PresentDatabase {
  readonly name: string;
  readonly ownedByAdministrator: boolean;
  readonly connectionLimit: number;
  readonly comment: string | null;
}

const ROLES = sql`SELECT r.rolname, r.rolcanlogin, r.rolinherit, r.rolconnlimit, r.rolsuper, r.rolcreaterole, r.rolcreatedb, r.rolreplication, r.rolbypassrls,
  shobj_description(r.oid, 'pg_authid') AS comment, pg_has_role(current_user, r.oid, 'USAGE') AS administered, r.rolname = current_user AS myself
  FROM pg_roles r`;

const MEMBERSHIPS = sql`SELECT r.rolname AS role, m.rolname AS member, bool_or(a.admin_option) AS admin
  FROM pg_auth_members a JOIN pg_roles r ON r.oid = a.roleid JOIN pg_roles m ON m.oid = a.member GROUP BY 1, 2`;

const DATABASES = sql`SELECT d.datname, r.rolname = current_user AS mine, d.datconnlimit, shobj_description(d.oid, 'pg_database') AS comment
  FROM pg_database d JOIN pg_roles r ON r.oid = d.datdba WHERE NOT d.datistemplate`;

const TRACES = sql`SELECT DISTINCT r.rolname AS role, d.datname AS database
  FROM pg_shdepend s JOIN pg_roles r ON r.oid = s.refobjid AND s.refclassid = 'pg_authid'::regclass
  JOIN pg_database d ON d.oid = CASE WHEN s.dbid = 0 AND s.classid = 'pg_database'::regclass THEN s.objid ELSE s.dbid END`;

const POWERS: Readonly<Record<string, string>> = {
  rolsuper: 'SUPERUSER', rolcreaterole: 'CREATEROLE', rolcreatedb: 'CREATEDB', rolreplication: 'REPLICATION', rolbypassrls: 'BYPASSRLS',
};

/** Read what all databases share. */
export async function readShared(session: Session): Promise<SharedState> {
  const roles = await session.read(ROLES);
  const traces = new Map<string, Set<string>>();
  for (const { role, database } of await session.read<{ role: string; database: string }>(TRACES)) {
    traces.set(role, (traces.get(role) ?? new Set()).add(database));
  }
  return {
    traces,
    administrator: String(roles.find(({ myself }) => myself)!.rolname),
    roles: new Map(roles.map((row) => [String(row.rolname), roleOf(row)])),
    memberships: await session.read<Membership & Row>(MEMBERSHIPS),
    databases: new Map((await session.read(DATABASES)).map((row) => [String(row.datname), {
      name: String(row.datname),
      ownedByAdministrator: row.mine === true,
      connectionLimit: Number(row.datconnlimit),
      comment: row.comment as string | null,
    }])),
  };
}

function roleOf(row: Row): PresentRole {
  return {
    role: String(row.rolname),
    login: row.rolcanlogin === true,
    inherit: row.rolinherit === true,
    maxConnections: Number(row.rolconnlimit),
    powers: Object.keys(POWERS).filter((column) => row[column] === true).map((column) => POWERS[column]),
    marker: markerOf(row.comment as string | null),
    administered: row.administered === true,
  };
}

const DATABASE_RIGHTS = sql`SELECT r.rolname AS role, d.datname AS database, a.privilege_type, a.is_grantable
  FROM pg_database d, aclexplode(d.datacl) a, pg_roles r WHERE r.oid = a.grantee AND a.grantee <> d.datdba AND r.rolname = ANY($1)`;

/** Read the privileges on databases. */
export async function readDatabaseRights(session: Session, roles: readonly string[]): Promise<PresentRight[]> {
  return (await session.read(DATABASE_RIGHTS, [roles])).map((row) => right(row, { on: 'database', database: String(row.database) }));
}

const SCHEMA_RIGHTS = sql`SELECT r.rolname AS role, n.nspname AS schema, a.privilege_type, a.is_grantable
  FROM pg_namespace n, aclexplode(n.nspacl) a, pg_roles r WHERE r.oid = a.grantee AND a.grantee <> n.nspowner AND r.rolname = ANY($1)`;

const OBJECT_RIGHTS = sql`SELECT r.rolname AS role, n.nspname AS schema, c.relname AS object, c.relkind = 'S' AS sequence, a.privilege_type, a.is_grantable
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace, aclexplode(c.relacl) a, pg_roles r
  WHERE r.oid = a.grantee AND a.grantee <> c.relowner AND r.rolname = ANY($1)`;

const COLUMN_RIGHTS = sql`SELECT r.rolname AS role, n.nspname AS schema, c.relname AS object, t.attname AS column, a.privilege_type, a.is_grantable
  FROM pg_attribute t JOIN pg_class c ON c.oid = t.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace, aclexplode(t.attacl) a, pg_roles r
  WHERE NOT t.attisdropped AND r.oid = a.grantee AND r.rolname = ANY($1)`;

const FUTURE_RIGHTS = sql`SELECT r.rolname AS role, n.nspname AS schema, o.rolname AS creator, d.defaclobjtype = 'S' AS sequence, a.privilege_type, a.is_grantable
  FROM pg_default_acl d JOIN pg_namespace n ON n.oid = d.defaclnamespace JOIN pg_roles o ON o.oid = d.defaclrole,
  aclexplode(d.defaclacl) a, pg_roles r
  WHERE d.defaclobjtype IN ('r', 'S') AND r.oid = a.grantee AND a.grantee <> d.defaclrole AND r.rolname = ANY($1)`;

/** Read the privileges inside one database. */
export async function readRights(session: Session, database: string, roles: readonly string[]): Promise<PresentRight[]> {
  const schema = (row: Row) => String(row.schema);
  const object = (row: Row) => String(row.object);
  return [
    ...(await session.read(SCHEMA_RIGHTS, [roles])).map((row) => right(row, { on: 'schema', database, schema: schema(row) })),
    ...(await session.read(OBJECT_RIGHTS, [roles])).map((row) => right(row, {
      on: row.sequence === true ? 'sequence' : 'table', database, schema: schema(row), object: object(row),
    })),
    ...(await session.read(COLUMN_RIGHTS, [roles])).map((row) => right(row, {
      on: 'column', database, schema: schema(row), object: object(row), column: String(row.column),
    })),
    ...(await session.read(FUTURE_RIGHTS, [roles])).map((row) => right(row, {
      on: row.sequence === true ? 'sequences' : 'tables', database, schema: schema(row), creator: String(row.creator),
    })),
  ];
}

function right(row: Row, place: Place): PresentRight {
  return { place, role: String(row.role), privilege: String(row.privilege_type), grantable: row.is_grantable === true };
}

const SCHEMAS = sql`SELECT nspname AS schema FROM pg_namespace`;

const OBJECTS = sql`SELECT n.nspname AS schema, c.relname AS object, c.relkind = 'S' AS sequence
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND n.nspname = ANY($1)`;

const COLUMNS = sql`SELECT n.nspname AS schema, c.relname AS object, t.attname AS column
  FROM pg_attribute t JOIN pg_class c ON c.oid = t.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE t.attnum > 0 AND NOT t.attisdropped AND n.nspname = ANY($1) AND c.relname = ANY($2)`;

/** The tables, sequences and columns of some schemas. */
export interface Catalogue {
  readonly schemas: ReadonlySet<string>;
  readonly objects: readonly { readonly schema: string; readonly object: string; readonly sequence: boolean }[];
  readonly columns: readonly { readonly schema: string; readonly object: string; readonly column: string }[];
}

/** Read what is in some schemas of one database; columns of the named tables only. */
export async function readCatalogue(session: Session, schemas: readonly string[], tables: readonly string[]): Promise<Catalogue> {
  return {
    schemas: new Set((await session.read<{ schema: string }>(SCHEMAS)).map(({ schema }) => schema)),
    objects: await session.read(OBJECTS, [schemas]),
    columns: tables.length === 0 ? [] : await session.read(COLUMNS, [schemas, tables]),
  };
}

const OWNED = sql`SELECT r.rolname AS role, pg_describe_object(s.classid, s.objid, s.objsubid) AS object
  FROM pg_shdepend s JOIN pg_roles r ON r.oid = s.refobjid AND s.refclassid = 'pg_authid'::regclass
  WHERE s.deptype = 'o' AND s.classid <> 'pg_default_acl'::regclass AND r.rolname = ANY($1)
  AND (s.dbid = 0 OR s.dbid = (SELECT oid FROM pg_database WHERE datname = current_database())) ORDER BY 1, 2`;

/** Objects of one database, and databases, that belong to some roles. */
export async function readOwned(session: Session, roles: readonly string[]): Promise<{ readonly role: string; readonly object: string }[]> {
  return roles.length === 0 ? [] : session.read(OWNED, [roles]);
}
