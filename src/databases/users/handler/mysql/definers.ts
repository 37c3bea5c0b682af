import { name, SETTINGS, value } from './mysql-session';
import { Refusal } from '../../../../foundation/functions/refusal';
import { shown } from '../names';
import { Row, Session } from '../session';
import { keyword, Sql, sql } from '../sql';

/** Who a view, a routine, a trigger or an event runs as. */
export interface Definer {
  readonly user: string;
  readonly host: string;
}

/** Something that runs with the rights of its definer. */
export interface Defined {
  readonly kind: 'view' | 'procedure' | 'function' | 'trigger' | 'event';
  readonly database: string;
  readonly name: string;
  readonly definer: Definer;
}

/** Something that gets another definer. */
export interface Transfer {
  readonly object: Defined;
  readonly to: Definer;
}

const DEFINED = sql`SELECT 'view' AS kind, TABLE_SCHEMA AS db, TABLE_NAME AS name, DEFINER AS definer FROM information_schema.VIEWS
  UNION ALL SELECT LOWER(ROUTINE_TYPE), ROUTINE_SCHEMA, ROUTINE_NAME, DEFINER FROM information_schema.ROUTINES
  UNION ALL SELECT 'trigger', TRIGGER_SCHEMA, TRIGGER_NAME, DEFINER FROM information_schema.TRIGGERS
  UNION ALL SELECT 'event', EVENT_SCHEMA, EVENT_NAME, DEFINER FROM information_schema.EVENTS`;

/** Views, routines, triggers and events that run with the rights of some accounts. */
export async function readDefined(session: Session, accounts: readonly Definer[]): Promise<Defined[]> {
  if (accounts.length === 0) {
    return [];
  }
  const definers = new Map(accounts.map((account) => [definerText(account), account]));
  return (await session.read(DEFINED)).filter((row) => definers.has(String(row.definer))).map((row) => ({
    kind: String(row.kind) as Defined['kind'], database: String(row.db), name: String(row.name), definer: definers.get(String(row.definer))!,
  }));
}

function definerText({ user, host }: Definer): string {
  return `${user}@${host}`;
}

/** As many objects as fit into the event of CloudFormation, which takes 4 KB. */
const SHOWN = 20;

function listed(objects: readonly Defined[]): string {
  const some = objects.slice(0, SHOWN).map((object) => `${object.kind} ${object.database}.${object.name} of ${definerText(object.definer)}`).join(', ');
  return objects.length > SHOWN ? `${some}, and ${objects.length - SHOWN} more` : some;
}

/** Who gets what users define that are removed; refused when nobody is named, or the server cannot do it in one step. */
export async function planTransfers(
  session: Session, removed: readonly Definer[], heirs: Readonly<Record<string, string>>, declared: ReadonlyMap<string, Definer>,
): Promise<Transfer[]> {
  const defined = await readDefined(session, removed);
  const orphaned = defined.filter(({ definer }) => !Object.hasOwn(heirs, definer.user));
  if (orphaned.length > 0) {
    throw new Refusal('USER_OWNS_OBJECTS', `users that are removed define objects, which stop working without them: ${listed(orphaned)}; `
      + 'name the user that inherits them (views and events of MySQL only), make them again with another DEFINER, or drop them first. Nothing was changed');
  }
  // what is dropped and made again is missing in between, and for good if the function is killed there
  const fixed = defined.filter(({ kind }) => kind !== 'view' && kind !== 'event');
  if (fixed.length > 0) {
    throw new Refusal('DEFINER_FIXED', `users that are removed define routines or triggers, whose DEFINER cannot be changed in place: ${listed(fixed)}; `
      + 'drop them and make them again as the user that inherits them, then deploy again. Nothing was changed');
  }
  return defined.map((object) => {
    const heir = heirs[object.definer.user];
    const to = declared.get(heir);
    if (to === undefined) {
      throw new Refusal('HEIR_MISSING', `the user ${shown(heir)}, who shall inherit ${listed([object])}, is not declared; declare it`);
    }
    return { object, to };
  });
}

/** What has been transferred, to be given back. */
export async function givenBack(session: Session, transfers: readonly Transfer[]): Promise<Transfer[]> {
  const key = ({ kind, database, name: object, definer }: Defined) => JSON.stringify([kind, database, object, definerText(definer)]);
  const now = new Set((await readDefined(session, transfers.map(({ to }) => to))).map(key));
  return transfers.map(({ object, to }) => ({ object: { ...object, definer: to }, to: object.definer })).filter(({ object }) => now.has(key(object)));
}

/** The statements that change definers, each in one step, and nothing else of the objects. */
export async function transferStatements(session: Session, transfers: readonly Transfer[]): Promise<Sql[]> {
  const statements: Sql[] = [];
  for (const transfer of transfers) {
    statements.push(...transfer.object.kind === 'view' ? await viewStatements(session, transfer) : await eventStatements(session, transfer));
  }
  return statements;
}

/** Names in backticks are the same in every `sql_mode`. */
function quotedDefiner({ user, host }: Definer): Sql {
  return sql`${name(user)}@${name(host)}`;
}

const ALGORITHMS = ['UNDEFINED', 'MERGE', 'TEMPTABLE'];
const SECURITIES = ['DEFINER', 'INVOKER'];

/**
 * A view is altered with its own text: https://dev.mysql.com/doc/refman/8.4/en/alter-view.html
 *
 * The server writes the text from what it has parsed, with every name quoted: it is one statement, whatever its author has written.
 */
async function viewStatements(session: Session, { object, to }: Transfer): Promise<Sql[]> {
  const view = sql`${name(object.database)}.${name(object.name)}`;
  const [row] = await session.read(sql`SHOW CREATE VIEW ${view}`);
  const text = String(row['Create View']);
  for (const algorithm of ALGORITHMS) {
    for (const security of SECURITIES) {
      const head = (verb: string, who: Definer) => sql`${keyword(verb)} ALGORITHM=${keyword(algorithm)} DEFINER=${quotedDefiner(who)} SQL SECURITY ${keyword(security)} VIEW ${view}`;
      const present = head('CREATE', object.definer).text;
      if (text.startsWith(present)) {
        return surrounded(object, row, {}, sql`${head('ALTER', to)}${new Sql(text.slice(present.length))}`);
      }
    }
  }
  throw new Refusal('VIEW_UNREADABLE', `the server does not show how ${listed([object])} was made; make it again with another DEFINER. Nothing was changed`);
}

const STATUS: Readonly<Record<string, string>> = { ENABLED: 'ENABLE', DISABLED: 'DISABLE' };

/** An event keeps its body; its status is said again, for something must be altered: https://dev.mysql.com/doc/refman/8.4/en/alter-event.html */
async function eventStatements(session: Session, { object, to }: Transfer): Promise<Sql[]> {
  const [row] = await session.read(sql`SELECT SQL_MODE AS mode, TIME_ZONE AS zone, STATUS AS status, ON_COMPLETION AS completion, CHARACTER_SET_CLIENT AS character_set_client,
    COLLATION_CONNECTION AS collation_connection FROM information_schema.EVENTS WHERE EVENT_SCHEMA = ? AND EVENT_NAME = ?`, [object.database, object.name]);
  const status = keyword(STATUS[String(row.status)] ?? 'DISABLE ON SLAVE');
  return surrounded(object, row, { sql_mode: String(row.mode), time_zone: String(row.zone) },
    sql`ALTER DEFINER=${quotedDefiner(to)} EVENT ${name(object.database)}.${name(object.name)} ON COMPLETION ${keyword(String(row.completion))} ${status}`);
}

/** The server notes the settings of the session beside what is altered: they must be those under which it was made. */
function surrounded(object: Defined, row: Row, settings: Readonly<Record<string, string>>, statement: Sql): Sql[] {
  const charset = String(row.character_set_client);
  if (!/^utf8/.test(charset) && /[^\x00-\x7f]/.test(statement.text)) {
    throw new Refusal('CHARACTER_SET_UNSUPPORTED', `${listed([object])} was made with the character set ${charset} and has other characters than ASCII; `
      + 'make it again with another DEFINER. Nothing was changed');
  }
  const all = { character_set_client: charset, collation_connection: String(row.collation_connection), ...settings };
  const assignments = Object.entries(all).map(([setting, text]) => {
    if (!/^[\w,+:/-]*$/.test(text)) {
      throw new Error(`not a setting: ${JSON.stringify(text)}`);
    }
    return `SESSION ${setting} = ${value(text).text}`;
  });
  return [new Sql(`SET ${assignments.join(', ')}`), statement, SETTINGS];
}
