import { name, qualified, value } from './postgres-session';
import { Catalogue, Membership, PresentRight, SharedState } from './postgres-state';
import { Place, Right, RightsRole, rightsRoles, wantedRights } from './rights';
import { Refusal } from '../../../../foundation/functions/refusal';
import { Declaration, DeclaredUser, Passwords } from '../declaration';
import { commentOf, Marker } from '../marker';
import { shown } from '../names';
import { scramVerifier } from '../scram';
import { keyword, list, NOTHING, Sql, sql } from '../sql';

/** The role whose members log in with IAM tokens: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.DBAccounts.html */
export const IAM_ROLE = 'rds_iam';

/** What a declaration needs, and what the server has that belongs to it. */
export interface Wanted {
  readonly declaration: Declaration;
  readonly users: ReadonlyMap<string, DeclaredUser>;
  readonly roles: readonly RightsRole[];
  readonly passwords: Passwords;
}

export function wantedOf(declaration: Declaration, passwords: Passwords): Wanted {
  return { declaration, passwords, users: new Map(declaration.users.map((user) => [user.name, user])), roles: rightsRoles(declaration) };
}

/** Roles that this declaration has made. */
export function ownRoles({ roles }: SharedState, { owner }: Pick<Declaration, 'owner'>): string[] {
  return [...roles.values()].filter(({ marker }) => marker?.owner === owner).map(({ role }) => role);
}

/** Roles that this declaration has made and no longer wants. */
export function obsoleteRoles(shared: SharedState, { declaration, users, roles }: Wanted): string[] {
  const wanted = new Set([...users.keys(), ...roles.map(({ role }) => role)]);
  return ownRoles(shared, declaration).filter((role) => !wanted.has(role));
}

/** Refuse roles that exist and are not ours. */
export function checkOwnership({ roles, administrator }: SharedState, { declaration, users }: Wanted): void {
  for (const user of users.keys()) {
    const marker = roles.get(user)?.marker;
    if (roles.has(user) && (marker?.owner !== declaration.owner || marker.kind !== 'user')) {
      const whose = user === administrator ? 'the administrator' : marker ? `of ${shown(marker.owner)}` : 'made by somebody else';
      throw new Refusal('USER_EXISTS', `the role ${shown(user)} exists already and is ${whose}; choose another name, or drop the role by hand first`);
    }
  }
}

/** Roles that are missing, without any right; and what the administrator needs to work on behalf of others. */
export function planShells(shared: SharedState, wanted: Wanted, acted: ReadonlySet<string>): Sql[] {
  const { declaration: { owner }, users, roles } = wanted;
  const markers: [string, Marker][] = [
    ...[...users.keys()].map((user): [string, Marker] => [user, { owner, kind: 'user' }]),
    ...roles.map(({ role, marker }): [string, Marker] => [role, marker]),
  ];
  const missing = markers.filter(([role]) => !shared.roles.has(role));
  return [
    ...missing.map(([role]) => sql`CREATE ROLE ${name(role)} NOLOGIN INHERIT`),
    // afterwards: the server looks up whether we may comment on a role among all roles, once more after each that is made
    ...missing.map(([role, marker]) => sql`COMMENT ON ROLE ${name(role)} IS ${value(commentOf(marker))}`),
    // only who has the rights of a creator may change the default privileges of its objects
    ...[...acted].filter((role) => !shared.roles.get(role)?.administered).map((role) => sql`GRANT ${name(role)} TO CURRENT_USER`),
  ];
}

/** Attributes, memberships, and the privileges on databases. */
export function planShared(shared: SharedState, wanted: Wanted, present: readonly PresentRight[]): Sql[] {
  const rights = wanted.roles.flatMap((role) => wantedRights(role, { tables: [], sequences: [], creators: [] })
    .filter(({ place }) => place.on === 'database').map((right) => ({ ...right, role: role.role })));
  const logins = [...wanted.users.values()].flatMap((user) => planLogin(shared, wanted, user));
  return [...planMemberships(shared, wanted), ...planRights(rights, present), ...logins];
}

function planLogin({ roles }: SharedState, { declaration: { owner }, passwords }: Wanted, user: DeclaredUser): Sql[] {
  const present = roles.get(user.name);
  const password = passwords.get(user.name);
  const limit = user.maxConnections ?? -1;
  const changed = present?.marker?.password !== password?.version;
  if (present?.login && present.inherit && present.maxConnections === limit && present.powers.length === 0 && !changed) {
    return [];
  }
  const powers = (present?.powers ?? []).map((power) => sql` ${keyword(`NO${power}`)}`);
  const secret = !changed ? NOTHING : password ? sql` PASSWORD ${value(scramVerifier(password.value))}` : sql` PASSWORD NULL`;
  return [
    sql`ALTER ROLE ${name(user.name)} LOGIN INHERIT CONNECTION LIMIT ${limit}${new Sql(powers.map(({ text }) => text).join(''))}${secret}`,
    ...changed ? [sql`COMMENT ON ROLE ${name(user.name)} IS ${value(commentOf({ owner, kind: 'user', password: password?.version }))}`] : [],
  ];
}

/** `GRANT` and `DROP ROLE` take many roles at once; a statement stays readable with this many. */
const ROLES_AT_ONCE = 100;

/** Drop roles, which is faster together: before each statement the server looks up whether we may. */
export function dropRoles(roles: readonly string[]): Sql[] {
  return chunks(roles).map((some) => sql`DROP ROLE ${list(some.map(name))}`);
}

function planMemberships(shared: SharedState, wanted: Wanted): Sql[] {
  const desired = new Map(wanted.roles.map(({ role, members }) => [role, new Set(members)]));
  const byToken = [...wanted.users.values()].filter(({ secretArn }) => secretArn === undefined).map((user) => user.name);
  if (byToken.length > 0) {
    desired.set(IAM_ROLE, new Set(byToken));
  }
  const key = ({ role, member }: Pick<Membership, 'role' | 'member'>) => JSON.stringify([role, member]);
  const present = new Map(shared.memberships.map((membership) => [key(membership), membership]));
  const grants = [...desired].flatMap(([role, members]) => chunks([...members].filter((member) => !present.has(key({ role, member }))))
    .map((missing) => sql`GRANT ${name(role)} TO ${list(missing.map(name))}`));
  return [...grants, ...revokedMemberships(shared, wanted, desired)];
}

function revokedMemberships(shared: SharedState, wanted: Wanted, desired: ReadonlyMap<string, ReadonlySet<string>>): Sql[] {
  const own = new Set(ownRoles(shared, wanted.declaration));
  const dropped = new Set(obsoleteRoles(shared, wanted));
  return shared.memberships
    .filter(({ role, member }) => (own.has(role) || own.has(member)) && member !== shared.administrator && !dropped.has(role) && !dropped.has(member))
    .flatMap(({ role, member, admin }) => {
      const kept = desired.get(role)?.has(member) ?? false;
      return !kept ? [sql`REVOKE ${name(role)} FROM ${name(member)}`] : admin ? [sql`REVOKE ADMIN OPTION FOR ${name(role)} FROM ${name(member)}`] : [];
    });
}

function chunks(roles: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(roles.length / ROLES_AT_ONCE) }, (_, i) => roles.slice(i * ROLES_AT_ONCE, (i + 1) * ROLES_AT_ONCE));
}

/** A privilege of a role. */
export interface RoleRight extends Right {
  readonly role: string;
}

/** Grant what is missing, revoke what is too much. */
export function planRights(wanted: readonly RoleRight[], present: readonly PresentRight[]): Sql[] {
  const key = ({ role, place, privilege }: RoleRight) => JSON.stringify([role, Object.entries(place).sort(), privilege]);
  const desired = new Set(wanted.map(key));
  const had = new Set(present.map(key));
  return [
    ...merged(wanted.filter((right) => !had.has(key(right)))).map(({ role, place, privileges }) => grant(place, privileges, role)),
    ...merged(present.filter((right) => !desired.has(key(right)))).map(({ role, place, privileges }) => revoke(NOTHING, place, privileges, role)),
    ...merged(present.filter((right) => right.grantable && desired.has(key(right))))
      .map(({ role, place, privileges }) => revoke(sql`GRANT OPTION FOR `, place, privileges, role)),
  ];
}

interface MergedRight {
  readonly role: string;
  readonly place: Place;
  readonly privileges: string[];
}

function merged(rights: readonly RoleRight[]): MergedRight[] {
  const groups = new Map<string, MergedRight>();
  for (const { role, place, privilege } of rights) {
    const key = JSON.stringify([role, place]);
    const group = groups.get(key) ?? { role, place, privileges: [] };
    if (!group.privileges.includes(privilege)) {
      group.privileges.push(privilege);
    }
    groups.set(key, group);
  }
  return [...groups.values()];
}

function grant(place: Place, privileges: readonly string[], role: string): Sql {
  return sql`${prefix(place)}GRANT ${what(place, privileges)} TO ${name(role)}`;
}

function revoke(option: Sql, place: Place, privileges: readonly string[], role: string): Sql {
  return sql`${prefix(place)}REVOKE ${option}${what(place, privileges)} FROM ${name(role)}`;
}

function prefix(place: Place): Sql {
  return place.on === 'tables' || place.on === 'sequences'
    ? sql`ALTER DEFAULT PRIVILEGES FOR ROLE ${name(place.creator)} IN SCHEMA ${name(place.schema)} ` : NOTHING;
}

function what(place: Place, privileges: readonly string[]): Sql {
  const words = list(privileges.map(keyword));
  switch (place.on) {
    case 'database': return sql`${words} ON DATABASE ${name(place.database)}`;
    case 'schema': return sql`${words} ON SCHEMA ${name(place.schema)}`;
    case 'table': return sql`${words} ON TABLE ${qualified(place.schema, place.object)}`;
    case 'sequence': return sql`${words} ON SEQUENCE ${qualified(place.schema, place.object)}`;
    case 'column': return sql`${list(privileges.map((word) => sql`${keyword(word)} (${name(place.column)})`))} ON TABLE ${qualified(place.schema, place.object)}`;
    case 'tables': return sql`${words} ON TABLES`;
    case 'sequences': return sql`${words} ON SEQUENCES`;
  }
}

/** The privileges inside one database, and its schemas. */
export function planInside(shared: SharedState, wanted: Wanted, database: string, catalogue: Catalogue, present: readonly PresentRight[]): Sql[] {
  const declared = wanted.declaration.databases.find((each) => each.name === database)?.schemas ?? [];
  const missing = declared.filter((schema) => !catalogue.schemas.has(schema));
  const made = new Set([...catalogue.schemas, ...missing]);
  const rights = wanted.roles.filter(({ right }) => right.database === database).flatMap((role) => {
    checkPlace(role, made, catalogue);
    const inside = catalogue.objects.filter(({ schema }) => schema === role.right.schema);
    return wantedRights(role, {
      tables: inside.filter(({ sequence }) => !sequence).map(({ object }) => object),
      sequences: inside.filter(({ sequence }) => sequence).map(({ object }) => object),
      creators: creatorsOf(shared, wanted, database, role.right.schema),
    }).filter(({ place }) => place.on !== 'database').map((right) => ({ ...right, role: role.role }));
  });
  return [...missing.map((schema) => sql`CREATE SCHEMA ${name(schema)}`), ...planRights(rights, present)];
}

/** Users that make tables in a schema: migrators of this declaration, and of others. */
export function creatorsOf(shared: SharedState, { declaration, users, roles }: Wanted, database: string, schema: string): string[] {
  const own = roles.filter(({ right }) => right.preset === 'migrator' && right.database === database && right.schema === schema).flatMap(({ members }) => members);
  const migrating = new Set([...shared.roles.values()].filter(({ marker }) => marker !== undefined && marker.owner !== declaration.owner
    && marker.migrates?.database === database && marker.migrates.schema === schema).map(({ role }) => role));
  const others = shared.memberships.filter(({ role, member }) => migrating.has(role) && member !== shared.administrator && !users.has(member)
    && shared.roles.get(member)?.administered).map(({ member }) => member);
  return [...new Set([...own, ...others])];
}

function checkPlace(
  { right: { database, schema, table, columns } }: RightsRole, schemas: ReadonlySet<string>, { objects, columns: known }: Catalogue,
): void {
  if (!schemas.has(schema)) {
    throw new Refusal('SCHEMA_MISSING', `the database ${shown(database)} has no schema ${shown(schema)}; `
      + 'list it among the schemas of the database, which makes it');
  }
  if (table === undefined) {
    return;
  }
  const where = `${shown(database)}, schema ${shown(schema)}`;
  if (!objects.some((object) => object.schema === schema && object.object === table)) {
    throw new Refusal('TABLE_MISSING', `there is no table ${shown(table)} in ${where}; declare the right after the migration that makes it, `
      + 'or use a preset, which covers tables to come');
  }
  const absent = columns?.find((column) => !known.some((each) => each.schema === schema && each.object === table && each.column === column));
  if (absent !== undefined) {
    throw new Refusal('COLUMN_MISSING', `the table ${shown(table)} in ${where} has no column ${shown(absent)}; declare the right after the migration that makes it`);
  }
}
