import { Declaration, DeclaredUser } from '../../../src/databases/users/handler/declaration';
import { describeOn, Engine, ENGINES, MARIADB, passwordOf, passwordsOf, POSTGRES } from '../../support/servers/engines';
import { TestServer } from '../../support/servers/test-server';

const SECRET = 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:x';

function user(name: string, ...rights: DeclaredUser['rights']): DeclaredUser {
  return { name, secretArn: SECRET, rights };
}

const READER = user('reports', { database: 'orders', preset: 'reader' });
const WRITER = { ...user('shop', { database: 'orders', preset: 'writer' }), maxConnections: 2 };
const MIGRATOR = user('pipeline', { database: 'orders', preset: 'migrator' });
const EXACT = user('mailer', { database: 'orders', table: 'customers', columns: ['id', 'email'], privileges: ['SELECT'] },
  { database: 'orders', table: 'mails', privileges: ['SELECT', 'INSERT'] });

const BASE: Declaration = { owner: 'shop-stack', databases: [{ name: 'orders' }, { name: 'stock' }], users: [READER, WRITER, MIGRATOR] };
const FULL: Declaration = { ...BASE, users: [...BASE.users, EXACT, user('keeper', { database: 'stock', preset: 'writer' })] };

describe.each(ENGINES.map((engine): [string, Engine] => [engine.name, engine]))('%s', (_name, engine) => {
  describeOn(engine, (server) => {
    const bring = (declaration: Declaration, version = '1') => (
      engine.bring(engine.connect(server().server), declaration, passwordsOf(declaration, version)));

    /** Run statements as a user, in a connection of its own. */
    async function as(name: string, statements: string | string[], { database = 'orders', version = '1' } = {}): Promise<Record<string, unknown>[]> {
      const visitor = await engine.visit(server().server, { user: name, password: passwordOf(name, version), database });
      try {
        let answer: Record<string, unknown>[] = [];
        for (const statement of [statements].flat()) {
          answer = await visitor.ask(statement);
        }
        return answer;
      } finally {
        await visitor.leave();
      }
    }

    beforeAll(async () => {
      await bring(BASE);
      await as('pipeline', [
        'CREATE TABLE customers (id INT PRIMARY KEY, email VARCHAR(50), card VARCHAR(50))', 'CREATE TABLE mails (id INT PRIMARY KEY)',
        "INSERT INTO customers VALUES (1, 'a@example.com', '1234')",
      ]);
      await bring(FULL);
    });

    test('a reader reads every table, and those that a migrator makes later', async () => {
      await as('pipeline', 'CREATE TABLE later (id INT)');
      await expect(as('reports', ['SELECT * FROM customers', 'SELECT * FROM later'])).resolves.toEqual([]);
    });

    test('a writer inserts, updates and deletes', async () => {
      await as('shop', ["INSERT INTO customers VALUES (2, 'b@example.com', '5678')", "UPDATE customers SET email = 'c@example.com' WHERE id = 2",
        'DELETE FROM customers WHERE id = 2']);
      await expect(as('shop', 'SELECT id FROM customers')).resolves.toEqual([{ id: 1 }]);
    });

    test('a migrator changes and drops what it has made', async () => {
      await expect(as('pipeline', ['CREATE TABLE passing (id INT)', 'ALTER TABLE passing ADD COLUMN more INT', 'DROP TABLE passing'])).resolves.toBeDefined();
    });

    test('an exact right opens its columns and tables', async () => {
      await as('mailer', 'INSERT INTO mails VALUES (1)');
      await expect(as('mailer', 'SELECT id, email FROM customers')).resolves.toEqual([{ id: 1, email: 'a@example.com' }]);
    });

    const DENIED = /denied|must be owner|not allowed/i;

    test.each<[string, string, string | string[]]>([
      ['a reader writes', 'reports', "INSERT INTO customers VALUES (3, '', '')"],
      ['a reader changes a table', 'reports', 'ALTER TABLE customers ADD COLUMN x INT'],
      ['a reader deletes', 'reports', 'DELETE FROM customers'],
      ['a reader makes a table', 'reports', 'CREATE TABLE mine (id INT)'],
      ['a writer makes a table', 'shop', 'CREATE TABLE mine (id INT)'],
      ['a writer changes a table', 'shop', 'ALTER TABLE customers ADD COLUMN x INT'],
      ['a writer makes an index', 'shop', 'CREATE INDEX mine ON customers (email)'],
      ['a writer makes a view', 'shop', 'CREATE VIEW mine AS SELECT 1'],
      ['a writer drops a table', 'shop', 'DROP TABLE customers'],
      ['a writer empties a table', 'shop', 'TRUNCATE TABLE customers'],
      ['an exact user reads another column', 'mailer', 'SELECT card FROM customers'],
      ['an exact user reads all columns', 'mailer', 'SELECT * FROM customers'],
      ['an exact user reads another table', 'mailer', 'SELECT * FROM later'],
      ['an exact user deletes', 'mailer', 'DELETE FROM mails'],
      ['a migrator makes a user', 'pipeline', engine === POSTGRES ? 'CREATE ROLE mine' : 'CREATE USER mine'],
    ])('it is refused when %s', async (_title, name, statements) => {
      await expect(as(name, statements)).rejects.toThrow(DENIED);
    });

    test.each(['reports', 'shop', 'mailer'])('%s cannot grant to others', async (name) => {
      const statement = engine === POSTGRES ? 'GRANT SELECT ON mails TO keeper' : "GRANT SELECT ON orders.mails TO keeper@'%'";
      // PostgreSQL answers a grant of nothing with a warning
      await as(name, statement).catch((error: Error) => expect(error.message).toMatch(DENIED));
      await expect(as('keeper', 'SELECT * FROM orders.mails', { database: 'stock' })).rejects.toThrow(/denied|does not exist/);
    });

    test('another database is closed', async () => {
      await expect(as('keeper', 'SELECT 1', { database: 'orders' })).rejects.toThrow(DENIED);
      await expect(as('shop', 'SELECT 1', { database: 'stock' })).rejects.toThrow(DENIED);
    });

    test('another schema is closed', async () => {
      // in MySQL and MariaDB, a schema is a database
      const place = (schema: string) => (engine === POSTGRES ? { database: 'orders', schema } : { database: schema });
      const separated: Declaration = {
        owner: 'separated',
        databases: engine === POSTGRES ? [{ name: 'orders', schemas: ['sales', 'hr'] }] : [{ name: 'sales' }, { name: 'hr' }],
        users: [
          user('seller', { ...place('sales'), preset: 'migrator' }), user('analyst', { ...place('sales'), preset: 'reader' }),
          user('recruiter', { ...place('hr'), preset: 'migrator' }),
        ],
      };
      await bring(separated);
      await as('recruiter', ['CREATE TABLE hr.salaries (id INT)', 'SELECT * FROM hr.salaries'], place('hr'));
      await as('seller', 'CREATE TABLE sales.leads (id INT)', place('sales'));
      await expect(as('analyst', 'SELECT * FROM sales.leads', place('sales'))).resolves.toEqual([]);
      const statements = ['SELECT * FROM hr.salaries', 'INSERT INTO hr.salaries VALUES (1)', 'CREATE TABLE hr.mine (id INT)', 'DROP TABLE hr.salaries'];
      for (const statement of statements) {
        await expect(as('seller', statement, place('sales'))).rejects.toThrow(DENIED);
        await expect(as('analyst', statement, place('sales'))).rejects.toThrow(DENIED);
      }
      await as('recruiter', 'DROP TABLE hr.salaries', place('hr'));
      await as('seller', 'DROP TABLE sales.leads', place('sales'));
      await bring({ ...separated, databases: [], users: [] });
    });

    test.each(['reports', 'shop', 'pipeline', 'mailer'])('a connection of %s without TLS is refused', async (name) => {
      const visit = { user: name, password: passwordOf(name), database: 'orders' };
      await (await engine.visit(server().server, visit)).leave();
      await expect(engine.visit(server().server, { ...visit, withoutTls: true })).rejects.toThrow(/no encryption|denied/);
    });

    if (engine === MARIADB) {
      test.each<[string, string[], boolean]>([
        ['another address', ['10.1.2.3'], false],
        ['other networks', ['10.0.0.0/255.0.0.0', '192.168.%'], false],
        ['its address', ['10.1.2.3', '127.0.0.1'], true],
        ['its network', ['127.0.0.0/255.255.255.0'], true],
        ['a pattern of its address', ['127.0.%'], true],
      ])('a user that may come from %s', async (_title, hosts, admitted) => {
        const guest = { ...user('guest', { database: 'orders', preset: 'reader' }), hosts };
        const visiting: Declaration = { owner: 'visiting', databases: [{ name: 'orders' }], users: [guest] };
        await bring(visiting);
        const entering = as('guest', 'SELECT id FROM customers');
        await (admitted ? expect(entering).resolves.toEqual([{ id: 1 }]) : expect(entering).rejects.toThrow(/not allowed to connect|Access denied/));
        expect((await bring(visiting)).statements).toBe(0);
        await bring({ ...visiting, databases: [], users: [] });
      });

      test('a user whose view would stop working is not removed', async () => {
        const author = user('author', { database: 'stock', preset: 'migrator' });
        const authors: Declaration = { owner: 'authors', databases: [{ name: 'stock' }], users: [author] };
        await bring(authors);
        await as('author', 'CREATE VIEW one AS SELECT 1 AS id', { database: 'stock' });
        await expect(bring({ ...authors, users: [] })).rejects.toThrow('USER_OWNS_OBJECTS: users that are removed define objects, which stop working '
          + 'without them: view stock.one of author@%; name the user that inherits them (views and events of MySQL only), '
          + 'make them again with another DEFINER, or drop them first. Nothing was changed');
        await as('author', 'DROP VIEW one', { database: 'stock' });
        await bring({ ...authors, users: [] });
      });
    }

    test('a connection beyond the limit is refused', async () => {
      const visit = () => engine.visit(server().server, { user: 'shop', password: passwordOf('shop'), database: 'orders' });
      const visitors = [await visit(), await visit()];
      await expect(visit()).rejects.toThrow(/too many connections|max_user_connections/);
      await Promise.all(visitors.map((visitor) => visitor.leave()));
    });

    test('an unchanged declaration sends no changing statement', async () => {
      await bring(FULL);
      expect((await bring(FULL)).statements).toBe(0);
    });

    test('a password is set again when its secret has a new version', async () => {
      await bring(FULL, '2');
      await expect(as('shop', 'SELECT 1', { version: '1' })).rejects.toThrow(/denied|authentication failed/);
      await expect(as('shop', 'SELECT 1', { version: '2' })).resolves.toBeDefined();
      expect((await bring(FULL, '2')).statements).toBe(0);
      await bring(FULL);
    });

    test('what is no longer declared is revoked, and a removed user cannot connect', async () => {
      const smaller = { ...BASE, users: [READER, MIGRATOR, { ...EXACT, rights: EXACT.rights.slice(1) }] };
      await bring(smaller);
      await expect(as('mailer', 'SELECT id FROM customers')).rejects.toThrow(DENIED);
      await expect(as('shop', 'SELECT 1')).rejects.toThrow(/denied|authentication failed|does not exist/);
      await expect(as('keeper', 'SELECT 1', { database: 'stock' })).rejects.toThrow(/denied|authentication failed|does not exist/);
      await bring(FULL);
    });

    test('rights that somebody has given by hand are taken back', async () => {
      await grantByHand(engine, server());
      await expect(as('mailer', 'SELECT card FROM customers')).resolves.toBeDefined();
      expect((await bring(FULL)).statements).toBeGreaterThan(0);
      await expect(as('mailer', 'SELECT card FROM customers')).rejects.toThrow(DENIED);
      expect((await bring(FULL)).statements).toBe(0);
    });

    test('users of somebody else are not touched', async () => {
      const before = await engine.snapshot(server(), ['orders', 'stock']);
      const stranger = engine === POSTGRES ? 'dba' : 'root';
      await expect(bring({ ...FULL, users: [...FULL.users, user(stranger, { database: 'orders', preset: 'reader' })] })).rejects.toThrow(/USER_EXISTS|NAME_RESERVED/);
      await expect(bring({ ...FULL, owner: 'other-stack' })).rejects.toThrow(
        'USER_EXISTS: the ' + (engine === POSTGRES ? 'role' : 'user') + ' "reports" exists already and is of "shop-stack"; choose another name, '
        + 'or drop the ' + (engine === POSTGRES ? 'role' : 'user') + ' by hand first');
      expect(await engine.snapshot(server(), ['orders', 'stock'])).toEqual(before);
    });

    test('two declarations at once do not disturb each other', async () => {
      const other = (owner: string): Declaration => ({ owner, databases: [{ name: 'orders' }], users: [user(`${owner}-user`, { database: 'orders', preset: 'reader' })] });
      await Promise.all([bring(other('one')), bring(other('two')), bring(other('three')), bring(FULL)]);
      await expect(as('two-user', 'SELECT id FROM customers')).resolves.toEqual([{ id: 1 }]);
      await Promise.all(['one', 'two', 'three'].map((owner) => bring({ owner, databases: [], users: [] })));
    });

    test('a run that waits too long for another says so', async () => {
      const session = await engine.connect(server().server)();
      const { sql } = jest.requireActual<typeof import('../../../src/databases/users/handler/sql')>('../../../src/databases/users/handler/sql');
      await session.read(engine === POSTGRES ? sql`SELECT pg_advisory_lock(1667526754, 1970496882)` : sql`SELECT GET_LOCK('cdk-hardened-databases', 0)`);
      await expect(engine.bring(engine.connect(server().server), FULL, passwordsOf(FULL), 0)).rejects.toThrow('SERVER_BUSY');
      await session.end();
    });

    test('tables and columns that do not exist are refused, and nothing is changed', async () => {
      const before = await engine.snapshot(server(), ['orders', 'stock']);
      const missing = (right: Partial<DeclaredUser['rights'][number]>) => (
        bring({ ...FULL, users: [...FULL.users, user('early', { database: 'orders', privileges: ['SELECT'], ...right })] }));
      await expect(missing({ table: 'nothing' })).rejects.toThrow('TABLE_MISSING');
      await expect(missing({ table: 'mails', columns: ['nothing'] })).rejects.toThrow('COLUMN_MISSING');
      expect(await engine.snapshot(server(), ['orders', 'stock'])).toEqual(before);
    });

    test('a deleted declaration leaves no user and keeps the databases', async () => {
      const other: Declaration = { owner: 'passing', databases: [{ name: 'kept' }], users: [user('guest', { database: 'kept', preset: 'writer' })] };
      const databases = ['orders', 'stock', 'kept'];
      const before = await engine.snapshot(server(), databases);
      await bring(other);
      await bring({ ...other, databases: [], users: [] });
      const left = (await engine.snapshot(server(), databases)).filter((line) => !before.includes(line));
      expect(left.filter((line) => !line.includes('"kept"'))).toEqual([]);
      expect(left.some((line) => line.includes('guest'))).toBe(false);
      expect(left).not.toEqual([]);
    });
  });
});

async function grantByHand(engine: Engine, { server: dba, root }: TestServer): Promise<void> {
  const by = engine === POSTGRES ? root : dba;
  const visitor = await engine.visit(dba, { user: by.user, password: by.password, database: 'orders' });
  const statements = engine === POSTGRES
    ? ['SET ROLE dba', 'GRANT SELECT (card) ON customers TO mailer WITH GRANT OPTION', 'GRANT CREATE ON SCHEMA public TO mailer', 'RESET ROLE', 'ALTER ROLE shop CREATEDB']
    : ['GRANT SELECT (card) ON customers TO mailer WITH GRANT OPTION', 'GRANT INSERT ON stock.* TO mailer', 'GRANT PROCESS ON *.* TO mailer', 'CREATE ROLE helpers', 'GRANT helpers TO mailer'];
  for (const statement of statements) {
    await visitor.ask(statement);
  }
  await visitor.leave();
}
