import { answer, CloudFormationEvent, CloudFormationResponse, Services, TimeOver } from '../../../src/databases/users/handler/custom-resource';
import { messageOf } from '../../../src/databases/users/handler/refusal';
import { scramVerifier } from '../../../src/databases/users/handler/scram';
import { keyword, redacted, Sql, sql } from '../../../src/databases/users/handler/sql';
import { describeOn, Engine, POSTGRES } from '../../support/servers/engines';

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
    PhysicalResourceId: 'app@localhost',
    Status: 'FAILED',
    Reason: expect.stringMatching(/^SERVER_UNREACHABLE: cannot connect to localhost:1, .*; check the security groups, the master secret, and that the server runs$/) as string,
  }]);
});

test('a secret that cannot be read is answered, too', async () => {
  const aws = services({ secret: () => Promise.reject(new Error('no way')) });
  await answer(event('Update', DECLARATION), aws);
  expect(aws.responses).toMatchObject([{ Status: 'FAILED', Reason: 'no way' }]);
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

const engine: Engine = POSTGRES;
describeOn(engine, (server) => {
  /** The whole way of a request, but for AWS. */
  async function request(type: CloudFormationEvent['RequestType'], declaration: object): Promise<CloudFormationResponse> {
    const { host, port, user, password, ca } = server().server;
    const aws = services({ ca, secret: () => Promise.resolve({ text: JSON.stringify({ username: user, password }), version: '1' }) });
    await answer(event(type, declaration, host, port), aws);
    return aws.responses[0];
  }

  test('requests are answered with what was done, in the same resource', async () => {
    await expect(request('Create', DECLARATION)).resolves.toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'app@localhost' });
    await expect(request('Update', DECLARATION)).resolves.toMatchObject({ Status: 'SUCCESS', Data: { Statements: '0' } });
    await expect(request('Delete', DECLARATION)).resolves.toMatchObject({ Status: 'SUCCESS' });
    await expect(request('Delete', DECLARATION)).resolves.toMatchObject({ Status: 'SUCCESS', Data: { Statements: '0' } });
  });

  test('a user that owns tables is not removed unless somebody inherits them', async () => {
    const user = (name: string) => ({ name, secretArn: 'arn', rights: [{ database: 'orders', preset: 'migrator' }] });
    const declare = (...users: object[]) => ({ owner: 'app', databases: [{ name: 'orders' }], users });
    const { user: dba, password } = server().server;
    // the password of every secret here is that of the administrator
    const secrets = JSON.stringify({ username: dba, password });
    const aws = () => services({ ca: server().server.ca, secret: () => Promise.resolve({ text: secrets, version: '1' }) });
    const send = async (declaration: object) => {
      const each = aws();
      await answer(event('Update', declaration, 'localhost', server().server.port), each);
      return each.responses[0];
    };
    await send(declare(user('pipeline')));
    const visitor = await engine.visit(server().server, { user: 'pipeline', password, database: 'orders' });
    await visitor.ask('CREATE TABLE items (id INT)');
    await visitor.leave();
    await expect(send(declare(user('other')))).resolves.toMatchObject({
      Status: 'FAILED',
      Reason: 'USER_OWNS_OBJECTS: users that are removed own objects in "orders": table public.items of "pipeline"; '
        + 'name the user that inherits them, or drop them first. Nothing was changed',
    });
    await expect(send({ ...declare(user('other')), heirs: { pipeline: 'other' } })).resolves.toMatchObject({ Status: 'SUCCESS' });
    const heir = await engine.visit(server().server, { user: 'other', password, database: 'orders' });
    await expect(heir.ask('DROP TABLE items')).resolves.toEqual([]);
    await heir.leave();
    await expect(send(declare())).resolves.toMatchObject({ Status: 'SUCCESS' });
  });
});
