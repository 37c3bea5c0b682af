import { Declaration, DeclaredUser } from '../../../src/databases/users/handler/declaration';
import { Connect } from '../../../src/databases/users/handler/session';
import { describeOn, Engine, ENGINES, passwordsOf, POSTGRES } from '../../support/servers/engines';

function user(name: string, ...rights: DeclaredUser['rights']): DeclaredUser {
  return { name, secretArn: 'arn', rights };
}

const OLD: Declaration = {
  owner: 'app',
  databases: [{ name: 'orders' }],
  users: [user('stays', { database: 'orders', preset: 'reader' }), user('goes', { database: 'orders', preset: 'writer' })],
};

/** A user changes, one goes, two come; tables, columns and limits are among it. */
const NEW: Declaration = {
  ...OLD,
  users: [
    { ...user('stays', { database: 'orders', preset: 'writer' }), maxConnections: 7 },
    user('comes', { database: 'orders', table: 'items', columns: ['id'], privileges: ['SELECT'] }),
    { ...user('token', { database: 'orders', preset: 'reader' }), secretArn: undefined },
  ],
};

/** The same in two databases, one of which is new. */
const WIDE: Declaration = {
  ...NEW,
  databases: [{ name: 'orders' }, { name: 'stock' }],
  users: [...NEW.users, user('both', { database: 'orders', preset: 'reader' }, { database: 'stock', preset: 'writer' })],
};

/** What goes wrong at a changing statement. */
type Fault =
  | 'the statement fails'
  | 'the connection breaks before it'
  | 'the connection breaks after it'
  | 'the connection breaks at a question'
  | 'the function is killed before it';

/** For PostgreSQL, a connection that breaks before a statement is the same as a function that is killed. */
const FAULTS: readonly Fault[] = ['the statement fails', 'the connection breaks before it', 'the connection breaks after it', 'the connection breaks at a question'];

/** Connections of which one fails at the given changing statement; `count` tells how many were sent. */
function failing(connect: Connect, at: number, fault: Fault): { readonly connect: Connect; count(): number } {
  let sent = 0;
  let dead = false;
  const atQuestions = fault === 'the connection breaks at a question';
  const gone = () => new Error('the connection is gone');
  return {
    count: () => sent,
    connect: async (database) => {
      if (dead) {
        throw gone();
      }
      const session = await connect(database);
      let broken = false;
      const alive = async () => {
        if (dead && !broken) {
          broken = true;
          await session.end();
        }
        if (broken) {
          throw gone();
        }
      };
      return {
        read: async (question, values) => {
          await alive();
          if (atQuestions && sent++ === at) {
            broken = true;
            await session.end();
            throw gone();
          }
          return session.read(question, values);
        },
        change: async (statement) => {
          await alive();
          if (atQuestions || sent++ !== at) {
            return session.change(statement);
          }
          if (fault === 'the statement fails') {
            throw new Error('injected');
          }
          if (fault === 'the connection breaks after it') {
            await session.change(statement);
          }
          dead = fault === 'the function is killed before it';
          broken = true;
          await session.end();
          throw gone();
        },
        end: async () => {
          if (!broken) {
            await session.end();
          }
        },
      };
    },
  };
}

/** Lines about new users that cannot log in: what a killed run may leave behind. */
function withoutLogin(lines: readonly string[], old: readonly string[], wanted: readonly string[]): string[] {
  const all = new Set([...old, ...wanted]);
  return lines.filter((line) => !all.has(line));
}

describe.each(ENGINES.map((engine): [string, Engine] => [engine.name, engine]))('%s', (_name, engine) => {
  describeOn(engine, (server) => {
    const databases = ['orders', 'stock'];
    const connect = (): Connect => engine.connect(server().server);
    const snapshot = () => engine.snapshot(server(), databases);
    const bring = (declaration: Declaration) => engine.bring(connect(), declaration);

    beforeAll(async () => {
      await bring(OLD);
      const { root } = server();
      const visitor = await engine.visit(root, { user: root.user, password: root.password, database: 'orders' });
      await visitor.ask('CREATE TABLE items (id INT PRIMARY KEY, price INT)');
      if (engine === POSTGRES) {
        await visitor.ask('ALTER TABLE items OWNER TO dba');
      }
      await visitor.leave();
      await bring(NEW);
      await bring(OLD);
    });

    /** Try one fault at every statement on the way from the old to the new state. */
    type Judge = (after: string[], old: string[], reached: string[]) => void;
    async function everywhere(fault: Fault, wanted: Declaration, judge: Judge, steps = 1): Promise<number> {
      await bring(wanted);
      const reached = await snapshot();
      await reset(wanted);
      const old = await snapshot();
      const { count: sent, connect: counting } = failing(connect(), Infinity, fault);
      await engine.bring(counting, wanted, passwordsOf(wanted));
      await reset(wanted);
      // where not at each statement, then at each of the last, among which are the commits
      for (let at = 0; at < sent(); at += at > sent() - 8 ? 1 : steps) {
        const faulty = failing(connect(), at, fault);
        await engine.bring(faulty.connect, wanted, passwordsOf(wanted)).catch(() => undefined);
        expect(faulty.count()).toBeGreaterThan(at);
        const after = await snapshot();
        judge(after, old, reached);
        // from the old state a repeat is what has led to the new one above; after the first fault it is tried all the same
        if (at === 0 || JSON.stringify(after) !== JSON.stringify(old)) {
          expect((await bring(wanted)).statements > 0).toBe(JSON.stringify(after) !== JSON.stringify(reached));
          expect(await snapshot()).toEqual(reached);
          await reset(wanted);
        }
      }
      return sent();
    }

    async function reset(wanted: Declaration): Promise<void> {
      await bring(OLD);
      if (wanted === WIDE) {
        const { root } = server();
        const visitor = await engine.visit(root, { user: root.user, password: root.password, database: engine === POSTGRES ? 'postgres' : 'mysql' });
        await visitor.ask('DROP DATABASE IF EXISTS stock');
        await visitor.leave();
      }
    }

    const oldOrNew = (after: string[], old: string[], reached: string[]) => expect([old, reached]).toContainEqual(after);

    const faults = engine === POSTGRES ? FAULTS.filter((fault) => fault !== 'the connection breaks before it') : FAULTS;
    test.each(faults)('%s: the state is the old or the new one, and a repeat reaches the new one', async (fault) => {
      expect(await everywhere(fault, NEW, oldOrNew, fault === 'the connection breaks at a question' ? 2 : 1)).toBeGreaterThan(8);
    }, 120_000);

    test('the function is killed: nobody has a right that is neither old nor new, and a repeat reaches the new one', async () => {
      await everywhere('the function is killed before it', NEW, (after, old, reached) => {
        if (engine === POSTGRES) {
          oldOrNew(after, old, reached);
        }
        // MariaDB may have new accounts, which are locked, and old and new rights together
        for (const line of withoutLogin(after, old, reached)) {
          expect(line).toMatch(/^\["(marker|account",.*,true,|db|tables_priv|columns_priv)/);
        }
      });
    }, 120_000);

    test.each<Fault>(['the statement fails', 'the connection breaks after it'])('with several databases, one of them new: %s', async (fault) => {
      // once a commit has succeeded, the run goes forward and reaches the new state: the connections are opened again
      expect(await everywhere(fault, WIDE, oldOrNew, 6)).toBeGreaterThan(8);
    }, 120_000);
  });
});
