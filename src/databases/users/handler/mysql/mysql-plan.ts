import { account, name, value } from './mysql-session';
import { accountKey, AccountMarker, Authentication, MARKERS, Place, PresentAccount, Right, ServerState } from './mysql-state';
import { keyword, list, NOTHING, Sql, sql } from '../sql';

/** What an account shall be. */
export interface AccountSpec {
  readonly user: string;
  readonly host: string;
  readonly marker: AccountMarker;

  readonly tls: boolean;
  readonly maxConnections: number;
  readonly locked: boolean;
  readonly rights: readonly Right[];

  /** Roles that it may have; nothing that is declared gives it one. */
  readonly roles: PresentAccount['roles'];

  /** `IDENTIFIED ...`; hashing takes time, so that only accounts that change ask for it. */
  identified(): Sql;

  /** Whether the account proves who it is in this way already. */
  isCurrent(present: PresentAccount, marker: AccountMarker | undefined): boolean;
}

/** Accounts by key; those with nothing to be are dropped. */
export type Specs = ReadonlyMap<string, AccountSpec | undefined>;

/** A plugin is named without quotes. */
export function identifiedWith({ plugin, stored }: Authentication): Sql {
  if (!/^\w+$/.test(plugin)) {
    throw new Error(`not a plugin: ${JSON.stringify(plugin)}`);
  }
  return sql` IDENTIFIED WITH ${new Sql(plugin)} AS ${value(stored)}`;
}

/**
 * The statements that lead from what is there to what shall be.
 *
 * The server has no transactions for accounts. The order makes every state in between harmless and
 * recognisable: a note stands before its account is made and until after it is dropped, new accounts stay locked
 * until they have all their rights, and each other statement is a step from the old to the new rights.
 *
 * @param inherited what happens to the objects of accounts that are dropped, when those who get them are there
 */
export function planAccounts(state: ServerState, specs: Specs, inherited: readonly Sql[] = []): Sql[] {
  const changes = [
    ...[...specs].flatMap(([key, spec]) => (spec ? planAccount(state, key, spec) : [])),
    ...inherited,
    ...[...specs].flatMap(([key, spec]) => (spec ? [] : planRemoval(state, key))),
  ];
  return changes.length === 0 || state.marked ? changes : [...markerTable(), ...changes];
}

function markerTable(): Sql[] {
  return [
    sql`CREATE DATABASE IF NOT EXISTS ${name(MARKERS)}`,
    sql`CREATE TABLE IF NOT EXISTS cdk_database_users.accounts (user VARCHAR(128) NOT NULL, host VARCHAR(255) NOT NULL, owner VARCHAR(512) NOT NULL,
      password VARCHAR(128), PRIMARY KEY (user, host)) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
      COMMENT = 'what cdk-hardened-databases has made'`,
  ];
}

function planRemoval(state: ServerState, key: string): Sql[] {
  const [user, host] = JSON.parse(key) as [string, string];
  return [
    ...state.accounts.has(key) ? [sql`DROP USER ${account({ user, host })}`] : [],
    ...state.markers.has(key) ? [sql`DELETE FROM cdk_database_users.accounts WHERE user = ${value(user)} AND host = ${value(host)}`] : [],
  ];
}

function planAccount(state: ServerState, key: string, spec: AccountSpec): Sql[] {
  const present = state.accounts.get(key);
  const marker = state.markers.get(key);
  const who = account(spec);
  const noted = marked(spec, marker === undefined ? spec.marker : { ...spec.marker, password: marker.password }, marker);
  const required = sql`${spec.tls ? sql` REQUIRE SSL` : sql` REQUIRE NONE`} WITH MAX_USER_CONNECTIONS ${spec.maxConnections}`;
  const made = present ? [] : [sql`CREATE USER ${who}${spec.identified()}${required} ACCOUNT LOCK`];
  const rights = planRights(who, spec.rights, present?.rights ?? []);
  const roles = (present?.roles ?? []).filter(({ user, host }) => !spec.roles.some((role) => role.user === user && role.host === host))
    .map((role) => sql`REVOKE ${state.mariadb ? value(role.user) : account(role)} FROM ${who}`);
  const current = present === undefined || spec.isCurrent(present, marker);
  const same = present !== undefined && current && present.tls === spec.tls && present.locked === spec.locked
    && present.maxConnections === spec.maxConnections;
  const lock = spec.locked ? sql` ACCOUNT LOCK` : sql` ACCOUNT UNLOCK`;
  return [
    ...noted, ...made, ...rights, ...roles,
    ...same ? [] : [sql`ALTER USER ${who}${current ? NOTHING : spec.identified()}${required}${lock}`],
    ...marker === undefined ? [] : marked(spec, spec.marker, { ...spec.marker, password: marker.password }),
  ];
}

function marked(spec: AccountSpec, wanted: AccountMarker, present: AccountMarker | undefined): Sql[] {
  return present?.owner === wanted.owner && present.password === wanted.password ? [] : [mark(spec, wanted)];
}

/** Note whose an account is, and the version of its secret. */
export function mark({ user, host }: { readonly user: string; readonly host: string }, { owner, password }: AccountMarker): Sql {
  return sql`REPLACE INTO cdk_database_users.accounts (user, host, owner, password)
    VALUES (${value(user)}, ${value(host.toLowerCase())}, ${value(owner)}, ${password === undefined ? sql`NULL` : value(password)})`;
}

function planRights(who: Sql, wanted: readonly Right[], present: readonly Right[]): Sql[] {
  const key = ({ place, privilege }: Right) => JSON.stringify([Object.entries(place).sort(), privilege]);
  const desired = new Set(wanted.map(key));
  const had = new Set(present.map(key));
  return [
    ...merged(wanted.filter((right) => !had.has(key(right)))).map(({ place, privileges }) => sql`GRANT ${what(place, privileges)} TO ${who}`),
    ...merged(present.filter((right) => !desired.has(key(right)) && !isOwnRoutine(right, wanted)))
      .map(({ place, privileges }) => sql`REVOKE ${what(place, privileges)} FROM ${who}`),
  ];
}

// who makes a routine gets these two on it: https://mariadb.com/docs/server/ha-and-performance/optimization-and-tuning/system-variables/server-system-variables#automatic_sp_privileges
function isOwnRoutine({ place, privilege }: Right, wanted: readonly Right[]): boolean {
  return (place.on === 'PROCEDURE' || place.on === 'FUNCTION') && ['EXECUTE', 'ALTER ROUTINE'].includes(privilege)
    && wanted.some((right) => right.place.on === 'database' && right.privilege === 'CREATE ROUTINE' && unescaped(right.place.pattern) === place.database);
}

function unescaped(pattern: string): string {
  return pattern.replace(/\\(.)/g, '$1');
}

function merged(rights: readonly Right[]): { readonly place: Place; readonly privileges: string[] }[] {
  const groups = new Map<string, { readonly place: Place; readonly privileges: string[] }>();
  for (const { place, privilege } of rights) {
    const group = groups.get(JSON.stringify(place)) ?? { place, privileges: [] };
    if (!group.privileges.includes(privilege)) {
      group.privileges.push(privilege);
    }
    groups.set(JSON.stringify(place), group);
  }
  return [...groups.values()];
}

function what(place: Place, privileges: readonly string[]): Sql {
  const words = list(privileges.map(keyword));
  switch (place.on) {
    case 'server': return sql`${words} ON *.*`;
    case 'database': return sql`${words} ON ${name(place.pattern)}.*`;
    case 'table': return sql`${words} ON ${name(place.database)}.${name(place.table)}`;
    case 'column': return sql`${list(privileges.map((word) => sql`${keyword(word)} (${name(place.column)})`))} ON ${name(place.database)}.${name(place.table)}`;
    case 'PROCEDURE':
    case 'FUNCTION': return sql`${words} ON ${keyword(place.on)} ${name(place.database)}.${name(place.routine)}`;
  }
}

/** What leads back: accounts as they were, with the hash that the server had stored. */
export function specsOf(before: ServerState, keys: readonly string[]): Specs {
  return new Map(keys.map((key) => {
    const present = before.accounts.get(key);
    return [key, present && {
      ...present,
      marker: before.markers.get(key)!,
      identified: () => identifiedWith(present.authentication),
      isCurrent: ({ authentication }: PresentAccount) => JSON.stringify(authentication) === JSON.stringify(present.authentication),
    }];
  }));
}

/** The keys of all accounts of a declaration. */
export function keysOf(user: string, hosts: readonly string[]): string[] {
  return hosts.map((host) => accountKey({ user, host }));
}
