import * as fc from 'fast-check';
import { Declaration, DeclaredUser } from '../../../src/databases/users/handler/declaration';
import { describeOn, MARIADB, passwordOf, passwordsOf, Visitor } from '../../support/servers/engines';
import { failing, KILLED, SURVIVED } from '../../support/servers/faults';
import { names, SEED } from '../../support/servers/names';
import { Pool, pooled } from '../../support/servers/pool';

function migrator(name: string): DeclaredUser {
  return { name, secretArn: 'arn', rights: [{ database: 'stock', preset: 'migrator' }] };
}

const OLD: Declaration = { owner: 'app', databases: [{ name: 'stock' }], users: [migrator('author')] };
const NEW: Declaration = { ...OLD, users: [migrator('heir')], heirs: { author: 'heir' } };

// MySQL has the same statements; on RDS its master user may change definers, which that of MariaDB may not
describeOn(MARIADB, (server) => {
  let pool: Pool;
  let root: Visitor;
  const bring = (declaration: Declaration) => MARIADB.bring(pool.connect, declaration);

  beforeAll(async () => {
    pool = pooled(MARIADB, MARIADB.connect(server().server), ['']);
    const { user, password } = server().root;
    root = await MARIADB.visit(server().root, { user, password, database: 'mysql' });
    await ask('GRANT SET USER ON *.* TO dba');
    await bring(OLD);
    await ask('CREATE TABLE stock.items (id INT PRIMARY KEY, label VARCHAR(20))', "INSERT INTO stock.items VALUES (1, 'one')");
  });
  afterAll(async () => {
    await ask('REVOKE SET USER ON *.* FROM dba');
    await root.leave();
    await pool.close();
  });

  async function ask(...statements: string[]): Promise<void> {
    for (const statement of statements) {
      await root.ask(statement);
    }
  }

  /** Everything that the server notes about views and events, but for the times. */
  async function objects(): Promise<Record<string, unknown>[]> {
    return [
      ...await root.ask("SELECT * FROM information_schema.VIEWS WHERE TABLE_SCHEMA = 'stock' ORDER BY TABLE_NAME"),
      ...(await root.ask("SELECT * FROM information_schema.EVENTS WHERE EVENT_SCHEMA = 'stock' ORDER BY EVENT_NAME"))
        .map(({ LAST_ALTERED: _altered, ...rest }) => rest),
    ];
  }

  async function drop(): Promise<void> {
    for (const { TABLE_NAME: view, EVENT_NAME: event } of await objects()) {
      await ask(`DROP ${view === undefined ? 'EVENT' : 'VIEW'} stock.\`${String(view ?? event).replace(/`/g, '``')}\``);
    }
    await bring({ ...OLD, users: [] });
    await bring(OLD);
  }

  const state = async () => [...await MARIADB.snapshot(server(), ['stock']), ...(await objects()).map((each) => JSON.stringify(each))];

  const OURS = "SET SESSION character_set_client = utf8mb4, SESSION collation_connection = utf8mb4_bin, SESSION sql_mode = '', SESSION time_zone = DEFAULT";

  const PLAIN = "CREATE DEFINER = author SQL SECURITY INVOKER VIEW stock.plain AS SELECT \"label\" FROM stock.items WHERE label = 'a\\'";
  const LATER = `CREATE DEFINER = author EVENT stock.later ON SCHEDULE EVERY 1 DAY STARTS '2037-01-01 00:00:00' ON COMPLETION PRESERVE DISABLE COMMENT 'not "yet"'
    DO INSERT INTO stock.items ("id") VALUES (7)`;

  /** A view and an event, which are made under settings of their own. */
  const make = (...more: readonly string[]) => ask(
    "SET SESSION character_set_client = latin1, SESSION collation_connection = latin1_german1_ci, SESSION sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES', SESSION time_zone = '+03:00'",
    PLAIN, LATER, OURS, ...more,
  );

  /** Others, made as most are. */
  const MORE = [
    'SET SESSION collation_connection = utf8mb4_danish_ci',
    "CREATE ALGORITHM = MERGE DEFINER = author SQL SECURITY DEFINER VIEW stock.few (number) AS SELECT id FROM stock.items WHERE label <> 'é\\\\''`' WITH CASCADED CHECK OPTION",
    OURS,
    "CREATE DEFINER = author EVENT stock.once ON SCHEDULE AT '2037-01-01 00:00:00' DO DELETE FROM stock.items",
  ];

  describe('with the right to name definers', () => {
    afterEach(drop);

    test('views and events get the heir as their definer, and nothing else about them changes', async () => {
      await make(...MORE);
      const before = await objects();
      expect(before.map(({ DEFINER }) => DEFINER)).toEqual(Array(4).fill('author@%'));
      await bring(NEW);
      expect(await objects()).toEqual(before.map((each) => ({ ...each, DEFINER: 'heir@%' })));
      const heir = await MARIADB.visit(server().server, { user: 'heir', password: passwordOf('heir'), database: 'stock' });
      await expect(heir.ask('SELECT * FROM few')).resolves.toEqual([{ number: 1 }]);
      await heir.leave();
      expect((await bring(NEW)).statements).toBe(0);
    });

    test.each([...SURVIVED, KILLED] as const)('%s: definers and users are the old or the new ones, and a repeat reaches the new ones', async (fault) => {
      await make();
      for (let at = 0, over = false; !over; at++) {
        const old = await state();
        const before = await objects();
        const faulty = failing(pool, at, fault);
        await MARIADB.bring(faulty.connect, NEW, passwordsOf(NEW)).catch(() => undefined);
        over = faulty.count() <= at;
        // one object after the other, each of them as it was but for its definer
        const anybody = (each: object) => ({ ...each, DEFINER: '' });
        expect((await objects()).map(anybody)).toEqual(before.map(anybody));
        const changed = JSON.stringify(await state()) !== JSON.stringify(old);
        if (changed) {
          // a run that goes on takes everything back
          expect(over || fault === KILLED).toBe(true);
          await bring(NEW);
          expect(await objects()).toEqual(before.map((each) => ({ ...each, DEFINER: 'heir@%' })));
          await drop();
          await make();
        }
      }
    }, 120_000);
  });

  describe('refused', () => {
    afterEach(drop);

    test('a heir that is not declared', async () => {
      await ask('CREATE DEFINER = author VIEW stock.one AS SELECT 1 AS id');
      await expect(bring({ ...NEW, heirs: { author: 'nobody' } })).rejects.toThrow(
        'HEIR_MISSING: the user "nobody", who shall inherit view stock.one of author@%, is not declared; declare it');
    });

    test('routines and triggers, which would be missing while they are made again', async () => {
      await ask('CREATE DEFINER = author PROCEDURE stock.count_all() SELECT 1', 'CREATE DEFINER = author TRIGGER stock.stamp BEFORE INSERT ON stock.items FOR EACH ROW SET NEW.label = 1');
      const old = await state();
      await expect(bring(NEW)).rejects.toThrow('DEFINER_FIXED: users that are removed define routines or triggers, whose DEFINER cannot be changed in place: '
        + 'procedure stock.count_all of author@%, trigger stock.stamp of author@%; drop them and make them again as the user that inherits them, then deploy again. Nothing was changed');
      expect(await state()).toEqual(old);
      await ask('DROP PROCEDURE stock.count_all', 'DROP TRIGGER stock.stamp');
    });

    test('a text that its character set keeps from being sent', async () => {
      await ask('SET SESSION character_set_client = latin1, SESSION collation_connection = latin1_german1_ci',
        'CREATE DEFINER = author VIEW stock.one AS SELECT \'é\' AS id', OURS);
      const old = await state();
      await expect(bring(NEW)).rejects.toThrow('CHARACTER_SET_UNSUPPORTED: view stock.one of author@% was made with the character set latin1 and has other '
        + 'characters than ASCII; make it again with another DEFINER. Nothing was changed');
      expect(await state()).toEqual(old);
    });

    test('an administrator who may not name definers, as that of RDS for MariaDB', async () => {
      await ask('CREATE DEFINER = author VIEW stock.one AS SELECT 1 AS id', 'REVOKE SET USER ON *.* FROM dba');
      // rights of an account are read when it connects
      const fresh = MARIADB.connect(server().server);
      const old = await state();
      await expect(MARIADB.bring(fresh, NEW)).rejects.toThrow(/^NOT_CHANGED: STATEMENT_FAILED: Access denied; you need .*SET USER.*; everything is as it was before: remove the cause, then deploy again$/);
      expect(await state()).toEqual(old);
      await ask('GRANT SET USER ON *.* TO dba');
    });
  });

  test('names of users, views and events may be anything', async () => {
    const quote = (name: string) => `\`${name.replace(/`/g, '``')}\``;
    await fc.assert(fc.asyncProperty(names(MARIADB, 32), names(MARIADB, 32), names(MARIADB), async (author, heir, object) => {
      fc.pre(author !== heir && ![author, heir].some((name) => /^(root|dba|author|heir|mariadb)/i.test(name)));
      const declare = (...users: string[]): Declaration => ({ owner: 'property', databases: [{ name: 'stock' }], users: users.map(migrator) });
      await bring(declare(author));
      await ask(`CREATE DEFINER = ${quote(author)} VIEW stock.${quote(object)} AS SELECT 1 AS ${quote(object)}`,
        `CREATE DEFINER = ${quote(author)} EVENT stock.${quote(object)} ON SCHEDULE EVERY 1 DAY DO SELECT 1`);
      const before = await objects();
      await bring({ ...declare(heir), heirs: { [author]: heir } });
      expect(await objects()).toEqual(before.map((each) => ({ ...each, DEFINER: `${heir}@%` })));
      await ask(`DROP VIEW stock.${quote(object)}`, `DROP EVENT stock.${quote(object)}`);
      await bring({ ...declare(), databases: [] });
    }), { numRuns: 15, seed: SEED });
  }, 60_000);
});
