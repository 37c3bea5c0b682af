import { Declaration } from '../../../src/databases/users/handler/declaration';
import { describeOn, Engine, ENGINES } from '../../support/servers/engines';

/** The function has 15 minutes; on a busy machine this is still far from it. */
const LIMIT = 240_000;

describe.each(ENGINES.map((engine): [string, Engine] => [engine.name, engine]))('%s', (_name, engine) => {
  describeOn(engine, (server) => {
    const presets = ['reader', 'writer', 'migrator'] as const;
    const thousand: Declaration = {
      owner: 'many',
      databases: [{ name: 'shared' }],
      users: Array.from({ length: 1000 }, (_, i) => ({
        name: `user-${i}`, maxConnections: 3, rights: [{ database: 'shared', preset: i < 10 ? presets[i % 3] : presets[i % 2] }],
      })),
    };

    test('a thousand users are made in one run, found unchanged in the next, and removed in a third', async () => {
      const connect = engine.connect(server().server);
      expect((await engine.bring(connect, thousand)).statements).toBeGreaterThan(1000);
      expect((await engine.bring(connect, thousand)).statements).toBe(0);
      const made = async () => new Set((await engine.snapshot(server(), ['shared'])).flatMap((line) => line.match(/user-\d+/g) ?? [])).size;
      expect(await made()).toBe(1000);
      await engine.bring(connect, { ...thousand, users: thousand.users.slice(0, 10) });
      expect(await made()).toBe(10);
    }, LIMIT);
  });
});
