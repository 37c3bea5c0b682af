import * as fc from 'fast-check';
import { Declaration } from '../../../src/databases/users/handler/declaration';
import { describeOn, Engine, ENGINES, passwordsOf, POSTGRES } from '../../support/servers/engines';
import { names, SEED } from '../../support/servers/names';

/** Passwords that are printable, as those in secrets must be. */
const passwords = fc.array(fc.oneof(fc.constantFrom("'", '"', '`', '\\', "';", '--', '$$', '%', '?', "'; DROP DATABASE canary; --"), fc.string({ minLength: 1 })),
  { minLength: 1, maxLength: 8 }).map((parts) => parts.join(''));

describe.each(ENGINES.map((engine): [string, Engine] => [engine.name, engine]))('%s', (_name, engine) => {
  describeOn(engine, (server) => {
    const databases = ['canary'];
    let before: string[];

    beforeAll(async () => {
      await engine.bring(engine.connect(server().server), { owner: 'bird', databases: [{ name: 'canary' }], users: [] });
      before = await engine.snapshot(server(), databases);
    });

    /** Bring it about twice, look, and take it back; or a refusal that leaves no trace. Says whether it was brought about. */
    async function trial(declaration: Declaration, made?: () => Promise<void>, secrets = passwordsOf(declaration)): Promise<boolean> {
      const connect = engine.connect(server().server);
      const done = await engine.bring(connect, declaration, secrets).then(() => true, (error: Error) => {
        // a few names belong to the server, and MariaDB counts the escapes of a name in a grant against its length
        expect(error.message).toMatch(/^(NAME_RESERVED|USER_EXISTS|NOT_CHANGED: STATEMENT_FAILED: Incorrect database name)/);
        return false;
      });
      if (done) {
        expect((await engine.bring(connect, declaration, secrets)).statements).toBe(0);
        await made?.();
        await engine.bring(connect, { ...declaration, databases: [], users: [] });
      }
      return done;
    }

    const enter = async (user: string, password: string, database: string, ...statements: string[]) => {
      const guest = await engine.visit(server().server, { user, password, database });
      try {
        for (const statement of statements) {
          await guest.ask(statement);
        }
      } finally {
        await guest.leave();
      }
    };

    test('no name of a user or a database, no password, version or owner becomes a statement', async () => {
      const dropped: string[] = [];
      let reached = 0;
      const user = names(engine, engine === POSTGRES ? 63 : 32);
      const any = names(engine);
      await fc.assert(fc.asyncProperty(user, any, passwords, any, any, async (name, database, value, version, owner) => {
        const users = [{ name, secretArn: 'arn', rights: [{ database, preset: 'writer' as const }] }];
        const done = await trial({ owner, databases: [{ name: database }], users }, async () => {
          // exactly this user and this database are there, under exactly these names, and with exactly this password
          expect((await engine.snapshot(server(), databases)).some((line) => line.includes(JSON.stringify(name)))).toBe(true);
          await enter(name, value, database, 'SELECT 1');
          dropped.push(database);
        }, new Map([[name, { value, version }]]));
        reached += done ? 1 : 0;
      }), { numRuns: engine === POSTGRES ? 10 : 25, seed: SEED });
      expect(reached).toBeGreaterThan(7);
      await cleanUp(engine, server().root, dropped);
      expect(await engine.snapshot(server(), databases)).toEqual(before);
    }, 120_000);

    test('schemas, tables and columns of any name get exactly their rights', async () => {
      const { root } = server();
      const quote = (name: string) => (engine === POSTGRES ? `"${name.replace(/"/g, '""')}"` : `\`${name.replace(/`/g, '``')}\``);
      const visitor = await engine.visit(root, { user: root.user, password: root.password, database: 'canary' });
      let reached = 0;
      if (engine === POSTGRES) {
        await visitor.ask('SET ROLE dba');
      }
      await fc.assert(fc.asyncProperty(names(engine), names(engine), names(engine), async (schema, table, column) => {
        const path = engine === POSTGRES ? `${quote(schema)}.${quote(table)}` : quote(table);
        await visitor.ask(engine === POSTGRES ? `CREATE SCHEMA ${quote(schema)}` : 'SELECT 1');
        await visitor.ask(`CREATE TABLE ${path} (${quote(column)} INT, hidden_from_all INT)`);
        const declaration: Declaration = {
          owner: 'tables',
          databases: [{ name: 'canary' }],
          users: [{
            name: 'visitor',
            secretArn: 'arn',
            rights: [{ database: 'canary', ...engine === POSTGRES ? { schema } : {}, table, columns: [column], privileges: ['SELECT'] }],
          }],
        };
        const done = await trial(declaration, async () => {
          const { value } = passwordsOf(declaration).get('visitor')!;
          await enter('visitor', value, 'canary', `SELECT ${quote(column)} FROM ${path}`);
          await expect(enter('visitor', value, 'canary', `SELECT hidden_from_all FROM ${path}`)).rejects.toThrow(/denied/);
        });
        reached += done ? 1 : 0;
        await visitor.ask(engine === POSTGRES ? `DROP SCHEMA ${quote(schema)} CASCADE` : `DROP TABLE ${path}`);
      }), { numRuns: engine === POSTGRES ? 8 : 15, seed: SEED });
      expect(reached).toBeGreaterThan(5);
      await visitor.leave();
      expect(await engine.snapshot(server(), databases)).toEqual(before);
    }, 120_000);

    if (engine === POSTGRES) {
      test('schemas that are made, and heirs, may have any name', async () => {
        await fc.assert(fc.asyncProperty(names(engine), names(engine), names(engine), async (schema, old, heir) => {
          fc.pre(old !== heir && ![schema, old, heir].some((name) => /^(pg_|public|user|none)/i.test(name)));
          const migrator = (name: string) => ({ name, secretArn: 'arn', rights: [{ database: 'canary', schema, preset: 'migrator' as const }] });
          const declare = (...users: string[]): Declaration => ({ owner: 'heirs', databases: [{ name: 'canary', schemas: [schema] }], users: users.map(migrator) });
          const quoted = `"${schema.replace(/"/g, '""')}"`;
          const bring = (declaration: Declaration) => engine.bring(engine.connect(server().server), declaration, passwordsOf(declaration));
          await bring(declare(old));
          await enter(old, passwordsOf(declare(old)).get(old)!.value, 'canary', `CREATE TABLE ${quoted}.mine (id INT)`);
          await bring({ ...declare(heir), heirs: { [old]: heir } });
          await enter(heir, passwordsOf(declare(heir)).get(heir)!.value, 'canary', `DROP TABLE ${quoted}.mine`);
          await bring({ owner: 'heirs', databases: [], users: [] });
          const { root } = server();
          await (await engine.visit(root, { user: root.user, password: root.password, database: 'canary' })).ask(`DROP SCHEMA ${quoted}`);
        }), { numRuns: 3, seed: SEED });
        expect(await engine.snapshot(server(), databases)).toEqual(before);
      }, 120_000);
    } else {
      test('a host is an address or a pattern of one, or it is refused before anything is sent', async () => {
        await fc.assert(fc.asyncProperty(names(engine), async (host) => {
          fc.pre(!/^[0-9A-Za-z%_.:/-]{1,60}$/.test(host));
          const users = [{ name: 'guest', secretArn: 'arn', hosts: [host], rights: [] }];
          await expect(engine.bring(() => Promise.reject(new Error('connected')), { owner: 'x', databases: [], users })).rejects.toThrow(/^HOST_INVALID/);
        }));
      });
    }

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
