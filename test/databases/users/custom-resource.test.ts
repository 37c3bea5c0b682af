import { answer, CloudFormationEvent, Services, TimeOver } from '../../../src/databases/users/handler/custom-resource';
import { scramVerifier } from '../../../src/databases/users/handler/scram';
import { keyword, redacted, Sql, sql } from '../../../src/databases/users/handler/sql';
import { CloudFormationResponse } from '../../../src/foundation/functions/cloudformation-request';
import { messageOf } from '../../../src/foundation/functions/refusal';
import { describeOn, Engine, ENGINES, POSTGRES } from '../../support/servers/engines';

const MASTER = 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:master';

function event(RequestType: CloudFormationEvent['RequestType'], declaration: object, host = 'localhost', port = 1): CloudFormationEvent {
  return {
    RequestType,
    ResponseURL: 'https://example.com/answer',
    StackId: 'stack',
    RequestId: 'request',
    LogicalResourceId: 'Users',
    ResourceProperties: { Engine: 'postgres', Host: host, Port: String(port), MasterSecretArn: MASTER, Declaration: JSON.stringify(declaration) },
  };
}

function services(overrides: Partial<Services> = {}): Services & { readonly responses: CloudFormationResponse[] } {
  const responses: CloudFormationResponse[] = [];
  return {
    responses,
    ca: [],
    secret: () => Promise.resolve({ text: JSON.stringify({ username: 'dba', password: 'x' }), version: '1' }),
    respond: (_url, response) => Promise.resolve(void responses.push(response)),
    log: () => undefined,
    remaining: () => 900_000,
    ...overrides,
  };
}

const DECLARATION = { owner: 'app', databases: [{ name: 'orders' }], users: [{ name: 'reports', rights: [{ database: 'orders', preset: 'reader' }] }] };

test('a server that cannot be reached is answered with what to check', async () => {
  const aws = services();
  await answer(event('Create', DECLARATION), aws);
  expect(aws.responses).toEqual([{
    StackId: 'stack',
    RequestId: 'request',
    LogicalResourceId: 'Users',
    PhysicalResourceId: 'app@localhost#never-reached',
    Status: 'FAILED',
    Reason: expect.stringMatching(/^SERVER_UNREACHABLE: cannot connect to localhost:1, .*; check the security groups, the master secret, and that the server runs$/) as string,
  }]);
});

test('what was never reached is deleted without a server, so that a rollback ends', async () => {
  const aws = services({ secret: () => Promise.reject(new Error('asked')) });
  await answer({ ...event('Delete', DECLARATION), PhysicalResourceId: 'app@localhost#never-reached' }, aws);
  expect(aws.responses).toMatchObject([{ Status: 'SUCCESS', PhysicalResourceId: 'app@localhost#never-reached', Data: { Statements: '0' } }]);
});

test('a server that is gone is said to need a deletion that retains the resource', async () => {
  const aws = services();
  await answer({ ...event('Delete', DECLARATION), PhysicalResourceId: 'app@localhost' }, aws);
  expect(aws.responses).toMatchObject([{
    Status: 'FAILED',
    PhysicalResourceId: 'app@localhost',
    Reason: expect.stringMatching(/; if the server is gone for good, delete the stack and retain this resource$/) as string,
  }]);
});

test('a secret that is no JSON is not shown', async () => {
  const aws = services({ secret: () => Promise.resolve({ text: 'hunter2', version: '1' }) });
  await answer(event('Create', DECLARATION), aws);
  expect(aws.responses).toMatchObject([{ Status: 'FAILED', Reason: 'SECRET_UNREADABLE: a secret is not JSON; store an object with `username` and `password`' }]);
});

test('a secret that cannot be read is answered, too', async () => {
  const aws = services({ secret: () => Promise.reject(new Error('no way')) });
  await answer(event('Update', DECLARATION), aws);
  expect(aws.responses).toMatchObject([{
    Status: 'FAILED', Reason: `SECRET_UNREADABLE: the secret ${MASTER} cannot be read: no way; check that it exists, its key, and the endpoint of Secrets Manager`,
  }]);
});

test('a long reason is cut to what CloudFormation takes', async () => {
  const aws = services({ secret: () => Promise.reject(new Error('x'.repeat(5000))) });
  await answer(event('Update', DECLARATION), aws);
  expect(JSON.stringify(aws.responses[0]).length).toBeLessThan(4096);
});

test('a run that takes too long is answered in time, and ends the process', async () => {
  const aws = services({ secret: () => new Promise(() => undefined), remaining: () => 15_001 });
  await expect(answer(event('Update', DECLARATION), aws)).rejects.toThrow(TimeOver);
  expect(aws.responses).toMatchObject([{ Status: 'FAILED', Reason: expect.stringContaining('TIME_OVER') as string }]);
});

test('an answer that does not arrive makes the function fail, so that the request is kept', async () => {
  await expect(answer(event('Create', DECLARATION), services({ respond: () => Promise.reject(new Error('refused')) }))).rejects.toThrow('refused');
});

test('the verifier of a password is what PostgreSQL computes itself', () => {
  // RFC 7677 gives the salt and the password of this vector
  expect(scramVerifier('pencil', Buffer.from('W22ZaJ0SNY7soEsUEjb6gQ==', 'base64')))
    .toBe('SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=');
  expect(() => scramVerifier('pässword')).toThrow('PASSWORD_UNSUPPORTED');
});

test('statements show no passwords', () => {
  expect(redacted(new Sql("ALTER ROLE a LOGIN PASSWORD 'secret'"))).toBe('ALTER ROLE a LOGIN PASSWORD ...');
  expect(redacted(new Sql("CREATE USER a IDENTIFIED BY 'secret'"))).toBe('CREATE USER a IDENTIFIED ...');
});

test.each(['select', 'SELECT;', 'DROP DATABASE x', ''])('%j is not a keyword', (word) => {
  expect(() => keyword(word)).toThrow('not a keyword');
});

test('only whole numbers stand in statements', () => {
  expect(() => sql`LIMIT ${1.5}`).toThrow('only whole numbers');
});

test('whatever is thrown has a message', () => {
  expect([messageOf(new Error('a')), messageOf('b'), messageOf(undefined)]).toEqual(['a', 'b', 'undefined']);
});

/** Users with passwords: what takes IAM tokens exists in AWS only. */
const WITH_PASSWORDS = { ...DECLARATION, users: DECLARATION.users.map((user) => ({ ...user, secretArn: 'arn' })) };

describe.each(ENGINES.map((engine): [string, Engine] => [engine.name, engine]))('%s', (_name, engine) => {
  describeOn(engine, (server) => {
    /** The whole way of a request, but for AWS; every secret has the password of the administrator. */
    async function request(type: CloudFormationEvent['RequestType'], declaration: object): Promise<CloudFormationResponse> {
      const { host, port, user: username, password, ca } = server().server;
      const aws = services({ ca, secret: () => Promise.resolve({ text: JSON.stringify({ username, password }), version: '1' }) });
      const { ResourceProperties, ...rest } = event(type, declaration, host, port);
      await answer({ ...rest, ResourceProperties: { ...ResourceProperties, Engine: engine === POSTGRES ? 'postgres' : 'mariadb' } }, aws);
      return aws.responses[0];
    }

    async function as(user: string, statement: string): Promise<void> {
      const visitor = await engine.visit(server().server, { user, password: server().server.password, database: 'orders' });
      await visitor.ask(statement);
      await visitor.leave();
    }

    test('requests are answered with what was done, in the same resource, and may be repeated', async () => {
      const id = { Status: 'SUCCESS', PhysicalResourceId: 'app@localhost' };
      await expect(request('Create', WITH_PASSWORDS)).resolves.toMatchObject(id);
      await as('reports', 'SELECT 1');
      await expect(request('Create', WITH_PASSWORDS)).resolves.toMatchObject({ ...id, Data: { Statements: '0' } });
      await expect(request('Update', WITH_PASSWORDS)).resolves.toMatchObject({ ...id, Data: { Statements: '0' } });
      await expect(request('Delete', WITH_PASSWORDS)).resolves.toMatchObject(id);
      await expect(as('reports', 'SELECT 1')).rejects.toThrow(/denied|authentication failed|does not exist/);
      await expect(request('Delete', WITH_PASSWORDS)).resolves.toMatchObject({ ...id, Data: { Statements: '0' } });
    });

    test('a rollback, which is an update to the old declaration, leads back', async () => {
      await request('Create', WITH_PASSWORDS);
      const before = await engine.snapshot(server(), ['orders']);
      const other = { ...WITH_PASSWORDS, users: [{ name: 'shop', secretArn: 'arn', rights: [{ database: 'orders', preset: 'writer' }] }] };
      await request('Update', other);
      expect(await engine.snapshot(server(), ['orders'])).not.toEqual(before);
      await request('Update', WITH_PASSWORDS);
      // the salts of passwords are new each time, and not part of the snapshot
      expect(await engine.snapshot(server(), ['orders'])).toEqual(before);
      await request('Delete', WITH_PASSWORDS);
    });

    if (engine === POSTGRES) {
      test('a user that owns tables is not removed unless somebody inherits them', async () => {
        const user = (name: string) => ({ name, secretArn: 'arn', rights: [{ database: 'orders', preset: 'migrator' }] });
        const declare = (...users: object[]) => ({ owner: 'app', databases: [{ name: 'orders' }], users });
        await request('Create', declare(user('pipeline')));
        await as('pipeline', 'CREATE TABLE items (id INT)');
        await expect(request('Update', declare(user('other')))).resolves.toMatchObject({
          Status: 'FAILED',
          Reason: 'USER_OWNS_OBJECTS: users that are removed own objects in "orders": table public.items of "pipeline"; '
            + 'name the user that inherits them, or drop them first. Nothing was changed',
        });
        await expect(request('Update', { ...declare(user('other')), heirs: { pipeline: 'nobody' } })).resolves.toMatchObject({
          Status: 'FAILED', Reason: 'HEIR_MISSING: the user "nobody", who shall inherit objects in "orders", does not exist; declare it',
        });
        await expect(request('Update', { ...declare(user('other')), heirs: { pipeline: 'other' } })).resolves.toMatchObject({ Status: 'SUCCESS' });
        await as('other', 'DROP TABLE items');
        await expect(request('Update', declare())).resolves.toMatchObject({ Status: 'SUCCESS' });
      });
    } else {
      test('a statement that the server refuses is answered with what to do, and nothing is changed', async () => {
        await request('Create', WITH_PASSWORDS);
        const before = await engine.snapshot(server(), ['orders']);
        // the plugin exists in RDS only
        const tokens = { ...WITH_PASSWORDS, users: [...WITH_PASSWORDS.users, { name: 'token', rights: [] }] };
        await expect(request('Update', tokens)).resolves.toMatchObject({
          Status: 'FAILED',
          Reason: "NOT_CHANGED: STATEMENT_FAILED: Plugin 'AWSAuthenticationPlugin' is not loaded, at CREATE USER 'token'@'%' IDENTIFIED ...; "
            + 'everything is as it was before: remove the cause, then deploy again',
        });
        expect(await engine.snapshot(server(), ['orders'])).toEqual(before);
        await request('Delete', WITH_PASSWORDS);
      });
    }
  });
});
