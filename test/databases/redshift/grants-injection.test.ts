import * as fc from 'fast-check';
import { bringGrants, Warehouse } from '../../../src/databases/redshift/handler/bring-grants';
import { GrantDeclaration, GroupPrivilege } from '../../../src/databases/redshift/handler/grant-declaration';
import { name } from '../../../src/databases/redshift/handler/grant-plan';
import { describeOn, POSTGRES, Visitor } from '../../support/servers/engines';

/** What breaks quoting, if anything does. */
const NASTY = ["'", '"', '`', '\\', ';', '--', '/*', '*/', '%', '_', '.', '$$', '$1', '?', 'é', '中', '"; drop schema canary cascade; --', '" to public; --'];
const text = (max: number) => fc.array(fc.oneof(fc.constantFrom(...NASTY), fc.string({ minLength: 1, maxLength: 6 })), { minLength: 1, maxLength: 5 })
  .map((parts) => parts.join('').toLowerCase().slice(0, max));

const NONE: GrantDeclaration = { groups: [] };
const right = (privileges: GroupPrivilege[], table?: string, columns?: string[]) => ({ schema: 'canary', table, columns, privileges });

// PostgreSQL stands for Redshift, which descends from it and shares groups, schemas, privileges and quoting
describeOn(POSTGRES, (server) => {
  let root: Visitor;
  let warehouse: Warehouse;

  beforeAll(async () => {
    root = await POSTGRES.visit(server().server, { ...server().root, database: 'postgres' });
    await root.ask('CREATE SCHEMA canary');
    await root.ask('CREATE TABLE canary.people (id int, mail text, city text)');
    await root.ask('CREATE TABLE canary.orders (id int)');
    warehouse = {
      names: async (question) => (await root.ask(question)).map((row) => String(Object.values(row)[0])),
      // as the Data API does: all or nothing
      change: async (statements) => {
        await root.ask('BEGIN');
        try {
          for (const { text: statement } of statements) {
            await root.ask(statement);
          }
          await root.ask('COMMIT');
        } catch (error) {
          await root.ask('ROLLBACK');
          throw error;
        }
      },
    };
  });
  afterAll(() => root.leave());

  /** Who may do what in the schema, as comparable text: from the lists of the server itself, since its views of them take ten times as long. */
  const rights = async () => (await root.ask(`
    SELECT r.rolname || ' ' || c.relname || ' ' || coalesce(a.attname, '*') || ' ' || x.privilege_type AS line
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'canary'
    CROSS JOIN LATERAL (SELECT NULL::name AS attname, c.relacl AS acl UNION ALL SELECT attname, attacl FROM pg_attribute WHERE attrelid = c.oid) a
    CROSS JOIN LATERAL aclexplode(a.acl) x JOIN pg_roles r ON r.oid = x.grantee AND r.oid <> c.relowner
    ORDER BY 1`)).map(({ line }) => String(line));

  const of = async (group: string) => (await rights()).filter((line) => line.startsWith(`${group} `));

  test('grants on columns, tables and schemas; again changes nothing, less takes away, and nothing leaves nothing', async () => {
    const declared: GrantDeclaration = {
      groups: [
        { name: 'analysts', rights: [right(['SELECT'], 'people', ['id', 'city'])] },
        { name: 'loaders', rights: [right(['SELECT', 'INSERT'], 'orders')] },
      ],
    };
    await bringGrants(warehouse, declared, NONE);
    const granted = await rights();
    expect(granted).toEqual(expect.arrayContaining(['analysts people city SELECT', 'analysts people id SELECT', 'loaders orders * INSERT', 'loaders orders * SELECT']));
    expect(granted.join()).not.toContain('mail');
    await bringGrants(warehouse, declared, declared);
    expect(await rights()).toEqual(granted);

    const less: GrantDeclaration = { groups: [{ name: 'analysts', rights: [right(['SELECT'], 'people', ['id'])] }] };
    await bringGrants(warehouse, less, declared);
    expect(await rights()).toEqual(['analysts people id SELECT']);
    await bringGrants(warehouse, NONE, less);
    expect(await rights()).toEqual([]);
  });

  test('rights that were given by hand are gone, those of others stay', async () => {
    const declared: GrantDeclaration = { groups: [{ name: 'readers', rights: [right(['SELECT'])] }] };
    await bringGrants(warehouse, declared, NONE);
    const before = await of('readers');
    await root.ask('CREATE GROUP strangers');
    await root.ask('GRANT DELETE ON canary.people TO GROUP readers, GROUP strangers');
    await bringGrants(warehouse, declared, declared);
    expect(await of('readers')).toEqual(before);
    expect(await of('strangers')).toEqual(['strangers people * DELETE']);
    await root.ask('REVOKE ALL ON ALL TABLES IN SCHEMA canary FROM GROUP strangers');
    await bringGrants(warehouse, NONE, declared);
  });

  test('a table that is missing changes nothing at all', async () => {
    const before = await rights();
    await expect(bringGrants(warehouse, { groups: [{ name: 'late', rights: [right(['SELECT'], 'orders'), right(['SELECT'], 'nowhere')] }] }, NONE)).rejects.toThrow('nowhere');
    expect(await rights()).toEqual(before);
  });

  test('no name of a group, a table or a column becomes a statement', async () => {
    const schemas = await root.ask('SELECT nspname FROM pg_namespace ORDER BY 1');
    await fc.assert(fc.asyncProperty(text(40), text(40), text(40), async (group, table, column) => {
      await root.ask(`CREATE TABLE IF NOT EXISTS canary.${name(table).text} (${name(column).text} int)`);
      const declared: GrantDeclaration = { groups: [{ name: group, rights: [right(['SELECT', 'UPDATE'], table, [column])] }] };
      const done = await bringGrants(warehouse, declared, NONE).then(() => true, (error: Error) => {
        // `CREATE TABLE` has left the table of another run as it was
        expect(error.message).toMatch(/^(NAME_|GROUP_INVALID)|does not exist|reserved|already exists/);
        return false;
      });
      if (done) {
        expect(await of(group)).toEqual([`${group} ${table} ${column} SELECT`, `${group} ${table} ${column} UPDATE`]);
        await bringGrants(warehouse, NONE, declared);
      }
      expect(await rights()).toEqual([]);
      await root.ask(`DROP TABLE IF EXISTS canary.${name(table).text}`);
    }), { numRuns: 40, seed: 20_261_122 });
    expect(await root.ask('SELECT nspname FROM pg_namespace ORDER BY 1')).toEqual(schemas);
  }, 60_000);
});
