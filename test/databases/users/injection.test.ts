import * as fc from 'fast-check';
import { Declaration } from '../../../src/databases/users/handler/declaration';
import { describeOn, Engine, ENGINES, passwordsOf, POSTGRES } from '../../support/servers/engines';

/** What breaks quoting, if anything does. */
const NASTY = ["'", '"', '`', '\\', '\\\'', ';', '--', '/*', '*/', '#', '%', '_', '.', '$$', '$1', '?', '@', "'@'%", '{', '\n', '\t', '\u00a0', 'é', '中', '\u{1f600}',
  "'; DROP DATABASE canary; --", '"; DROP DATABASE canary; --', '`; DROP DATABASE canary; --', "\\'; DROP DATABASE canary; -- ", '\u02bc', '\u200b', '\uff07'];

const text = (max: number) => fc.array(fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 })), { minLength: 1, maxLength: 6 })
  .map((parts) => parts.join('').slice(0, max));

describe.each(ENGINES.map((engine): [string, Engine] => [engine.name, engine]))('%s', (_name, engine) => {
  describeOn(engine, (server) => {
    const databases = ['canary'];
    let before: string[];

    beforeAll(async () => {
      await engine.bring(engine.connect(server().server), { owner: 'bird', databases: [{ name: 'canary' }], users: [] });
      before = await engine.snapshot(server(), databases);
    });

    /** Bring it about twice, and take it back; or a refusal that leaves no trace. */
    async function trial(declaration: Declaration, made?: () => Promise<void>): Promise<void> {
      const connect = engine.connect(server().server);
      const done = await engine.bring(connect, declaration, passwordsOf(declaration)).then(() => true, (error: Error) => {
        // names that the server cannot store are refused before anything is sent
        expect(error.message).toMatch(/^(NAME_|HOST_INVALID|TABLE_MISSING|COLUMN_MISSING|USER_EXISTS|SCHEMA_)/);
        return false;
      });
      if (done) {
        expect((await engine.bring(connect, declaration, passwordsOf(declaration))).statements).toBe(0);
        await made?.();
        await engine.bring(connect, { ...declaration, databases: [], users: [] });
      }
    }

    test('no name of a user or a database, no password and no owner becomes a statement', async () => {
      const dropped: string[] = [];
      await fc.assert(fc.asyncProperty(text(32), text(40), fc.boolean(), text(60), async (user, database, token, owner) => {
        await trial({
          owner,
          databases: [{ name: database }],
          users: [{ name: user, secretArn: token ? undefined : 'arn', rights: [{ database, preset: 'writer' }] }],
        }, async () => {
          // exactly this user and this database are there, under exactly these names
          const lines = await engine.snapshot(server(), databases);
          expect(lines.some((line) => line.includes(JSON.stringify(user)))).toBe(true);
          dropped.push(database);
        });
      }), { numRuns: 25 });
      await cleanUp(engine, server().root, dropped);
      expect(await engine.snapshot(server(), databases)).toEqual(before);
    }, 120_000);

    test('no name of a schema, a table or a column becomes a statement', async () => {
      await fc.assert(fc.asyncProperty(text(50), text(50), text(50), async (schema, table, column) => {
        await trial({
          owner: 'tables',
          databases: [{ name: 'canary' }],
          users: [{
            name: 'visitor',
            secretArn: 'arn',
            rights: [{ database: 'canary', ...engine === POSTGRES ? { schema } : {}, table, columns: [column], privileges: ['SELECT'] }],
          }],
        });
      }), { numRuns: 25 });
      expect(await engine.snapshot(server(), databases)).toEqual(before);
    }, 120_000);

    test('tables and columns with hostile names get exactly their rights', async () => {
      const table = engine === POSTGRES ? 'a"; DROP TABLE b; --\'\\`%_' : 'a`; DROP TABLE b; --\'\\"%_';
      const column = 'c"\'`\\;,)(';
      const { root } = server();
      const quote = (name: string) => (engine === POSTGRES ? `"${name.replace(/"/g, '""')}"` : `\`${name.replace(/`/g, '``')}\``);
      const visitor = await engine.visit(root, { user: root.user, password: root.password, database: 'canary' });
      if (engine === POSTGRES) {
        await visitor.ask('SET ROLE dba');
      }
      await visitor.ask(`CREATE TABLE ${quote(table)} (${quote(column)} INT, hidden INT)`);
      const declaration: Declaration = {
        owner: 'tables',
        databases: [{ name: 'canary' }],
        users: [{ name: 'visitor', secretArn: 'arn', rights: [{ database: 'canary', table, columns: [column], privileges: ['SELECT'] }] }],
      };
      await trial(declaration, async () => {
        const guest = await engine.visit(server().server, { user: 'visitor', password: passwordsOf(declaration).get('visitor')!.value, database: 'canary' });
        await expect(guest.ask(`SELECT ${quote(column)} FROM ${quote(table)}`)).resolves.toEqual([]);
        await expect(guest.ask(`SELECT hidden FROM ${quote(table)}`)).rejects.toThrow(/denied/);
        await guest.leave();
      });
      await visitor.ask(`DROP TABLE ${quote(table)}`);
      await visitor.leave();
      expect(await engine.snapshot(server(), databases)).toEqual(before);
    });

    test.each(['%', '_____', 'canar_', 'canary%', '\\canary'])('a database named %j opens no other', async (database) => {
      await trial({ owner: 'wild', databases: [{ name: database }], users: [{ name: 'guest', secretArn: 'arn', rights: [{ database, preset: 'migrator' }] }] }, async () => {
        const password = passwordsOf({ owner: '', databases: [], users: [{ name: 'guest', secretArn: 'arn', rights: [] }] }).get('guest')!.value;
        await expect(engine.visit(server().server, { user: 'guest', password, database: 'canary' })).rejects.toThrow(/denied/);
      });
      await cleanUp(engine, server().root, [database]);
    });

    test.each([
      ['empty', ''], ['too long', 'x'.repeat(2000)], ['with a NUL', 'a\0b'], ['with half a character', 'a\ud800'],
    ])('a name that is %s is refused before anything is sent', async (_title, name) => {
      const refused = engine.bring(() => Promise.reject(new Error('connected')), {
        owner: 'x', databases: [{ name: 'canary' }], users: [{ name, secretArn: 'arn', rights: [] }],
      }, new Map());
      await expect(refused).rejects.toThrow(/^NAME_/);
    });
  });
});

async function cleanUp(engine: Engine, root: Parameters<Engine['visit']>[0], databases: readonly string[]): Promise<void> {
  const visitor = await engine.visit(root, { user: root.user, password: root.password, database: 'canary' });
  for (const database of new Set(databases)) {
    await visitor.ask(`DROP DATABASE IF EXISTS ${engine === POSTGRES ? `"${database.replace(/"/g, '""')}"` : `\`${database.replace(/`/g, '``')}\``}`);
  }
  await visitor.leave();
}
