import { Declaration, DeclaredUser } from '../../../src/databases/users/handler/declaration';
import { describeOn, Engine, ENGINES, passwordsOf, POSTGRES } from '../../support/servers/engines';
import { failing, Fault, KILLED, SURVIVED } from '../../support/servers/faults';
import { Pool, pooled } from '../../support/servers/pool';

function user(name: string, ...rights: DeclaredUser['rights']): DeclaredUser {
  return { name, secretArn: 'arn', rights };
}

const BOTH = [{ name: 'orders' }, { name: 'stock' }];

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

/** In two databases a user changes, one goes, one comes to both. */
const WIDE: Declaration = {
  ...OLD,
  databases: BOTH,
  users: [user('stays', { database: 'orders', preset: 'writer' }), user('both', { database: 'orders', preset: 'reader' }, { database: 'stock', preset: 'reader' })],
};

/** A database is made, with a user that enters it; a user changes, one goes. */
const GROWN: Declaration = {
  ...OLD,
  databases: BOTH,
  users: [user('stays', { database: 'orders', preset: 'writer' }), user('both', { database: 'stock', preset: 'reader' })],
};

/** What was found after a fault, what had been there before, and what is wanted. */
type Judge = (after: string[], old: string[], reached: string[]) => void;

/** From one declaration to another, and how to get back to where one can begin again. */
interface Way {
  readonly from: Declaration;
  readonly to: Declaration;
  readonly judge: Judge;
  readonly again?: readonly string[];
}

const oldOrNew: Judge = (after, old, reached) => expect([old, reached]).toContainEqual(after);

describe.each(ENGINES.map((engine): [string, Engine] => [engine.name, engine]))('%s', (_name, engine) => {
  describeOn(engine, (server) => {
    let pool: Pool;
    let lasting = ['', 'postgres', 'orders'];
    const snapshot = () => engine.snapshot(server(), ['orders', 'stock'], lasting);
    const bring = (declaration: Declaration) => engine.bring(pool.connect, declaration);

    beforeAll(async () => {
      pool = pooled(engine, engine.connect(server().server), lasting);
      await bring(OLD);
      await asRoot('CREATE TABLE items (id INT PRIMARY KEY, price INT)', ...engine === POSTGRES ? ['ALTER TABLE items OWNER TO dba'] : []);
      await bring(NEW);
      await bring(OLD);
    });
    afterAll(() => pool.close());

    async function asRoot(...statements: readonly string[]): Promise<void> {
      const { root } = server();
      const visitor = await engine.visit(root, { user: root.user, password: root.password, database: 'orders' });
      for (const statement of statements) {
        await visitor.ask(statement);
      }
      await visitor.leave();
    }

    async function reset({ from, again = [] }: Way): Promise<void> {
      await bring(from);
      await (again.length > 0 ? asRoot(...again) : undefined);
    }

    /** Try one fault at every statement on the way from the old to the new state, and a repeat after each; how many there were. */
    async function everywhere(fault: Fault, way: Way): Promise<number> {
      await bring(way.to);
      const reached = await snapshot();
      await reset(way);
      const old = await snapshot();
      let at = 0;
      for (let over = false; !over; at++) {
        const faulty = failing(pool, at, fault);
        await engine.bring(faulty.connect, way.to, passwordsOf(way.to)).catch(() => undefined);
        // the last run is one in which nothing has gone wrong
        over = faulty.count() <= at;
        const after = await snapshot();
        (over ? expect(after).toEqual(reached) : way.judge(after, old, reached));
        // from the old state a repeat is what has led to the new one above; after the first fault it is tried all the same
        if (at === 0 || JSON.stringify(after) !== JSON.stringify(old)) {
          if (JSON.stringify(after) !== JSON.stringify(reached)) {
            expect((await bring(way.to)).statements).toBeGreaterThan(0);
            expect(await snapshot()).toEqual(reached);
          }
          await reset(way);
        }
      }
      return at;
    }

    /** Nobody has a right that is neither old nor new, and who is neither old nor new cannot log in. */
    const inBetween: Judge = (after, old, reached) => {
      const known = new Set([...old, ...reached]);
      for (const line of after.filter((each) => !known.has(each))) {
        expect(line).toMatch(engine === POSTGRES
          // roles without login, and the new database before it is opened
          ? /^\["(role","[^"]+",false|database","stock"|right on database","stock")/
          : /^\["(marker|account",.*,true,|db|tables_priv|columns_priv)/);
      }
    };

    describe('with one database', () => {
      test.each(SURVIVED)('%s: the state is the old or the new one, and a repeat reaches the new one', async (fault) => {
        expect(await everywhere(fault, { from: OLD, to: NEW, judge: oldOrNew })).toBeGreaterThan(8);
      }, 120_000);

      test('the function is killed: nobody has a right that is neither old nor new, and a repeat reaches the new state', async () => {
        // with one database, PostgreSQL changes everything in one transaction
        await everywhere(KILLED, { from: OLD, to: NEW, judge: engine === POSTGRES ? oldOrNew : inBetween });
      }, 120_000);
    });

    describe('with several databases, one of them new', () => {
      const way = { from: OLD, to: GROWN, again: ['DROP DATABASE IF EXISTS stock'] };

      // once a commit has succeeded, the run goes forward and reaches the new state: the connections are opened again
      test.each<Fault>(['the statement fails', 'the connection breaks after it'])('%s: the state is the old or the new one', async (fault) => {
        expect(await everywhere(fault, { ...way, judge: oldOrNew })).toBeGreaterThan(8);
      }, 120_000);

      test('the function is killed while the database is made', async () => {
        await everywhere(KILLED, { ...way, judge: inBetween });
      }, 120_000);
    });

    describe('with several databases', () => {
      const way = { from: { ...OLD, databases: BOTH }, to: WIDE };

      beforeAll(async () => {
        await pool.close();
        lasting = [...lasting, 'stock'];
        pool = pooled(engine, engine.connect(server().server), lasting);
        await bring(WIDE);
        await bring(way.from);
      });

      test.each(SURVIVED)('%s: the state is the old or the new one, and a repeat reaches the new one', async (fault) => {
        expect(await everywhere(fault, { ...way, judge: oldOrNew })).toBeGreaterThan(8);
      }, 120_000);

      test('the function is killed: nobody has a right that is neither old nor new, and a repeat reaches the new state', async () => {
        await everywhere(KILLED, { ...way, judge: inBetween });
      }, 120_000);
    });
  });
});
