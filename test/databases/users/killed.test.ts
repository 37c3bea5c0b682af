import { fork } from 'child_process';
import { connect, createServer } from 'net';
import { join } from 'path';
import { buildSync } from 'esbuild';
import { answer, CloudFormationEvent } from '../../../src/databases/users/handler/custom-resource';
import { Declaration, DeclaredUser } from '../../../src/databases/users/handler/declaration';
import { CloudFormationResponse } from '../../../src/foundation/functions/cloudformation-request';
import { describeOn, Engine, ENGINES, POSTGRES } from '../../support/servers/engines';
import { Assignment } from '../../support/servers/handler-process';

const PROGRAM = join(process.env.JEST_TEMPORARY!, `handler-process-${process.env.JEST_WORKER_ID}.js`);

beforeAll(() => {
  const source = join(__dirname, '../../support/servers/handler-process.ts');
  buildSync({ entryPoints: [source], outfile: PROGRAM, bundle: true, platform: 'node', target: 'node20', external: ['pg-native'], logLevel: 'error' });
});

const user = (name: string, ...rights: DeclaredUser['rights']): DeclaredUser => ({ name, secretArn: 'arn', rights });

const OLD: Declaration = {
  owner: 'app',
  databases: [{ name: 'orders' }, { name: 'stock' }],
  users: [user('stays', { database: 'orders', preset: 'reader' }), user('goes', { database: 'stock', preset: 'writer' })],
};
const NEW: Declaration = {
  ...OLD,
  users: [user('stays', { database: 'orders', preset: 'writer' }), user('comes', { database: 'orders', preset: 'reader' }, { database: 'stock', preset: 'writer' })],
};

/** Parts of a run after which a process is killed: while it reads, while it changes, while it reads back or commits. */
const POINTS = [0.2, 0.5, 0.55, 0.6, 0.9];

describe.each(ENGINES.map((engine): [string, Engine] => [engine.name, engine]))('%s', (_name, engine) => {
  describeOn(engine, (server) => {
    const snapshot = () => engine.snapshot(server(), ['orders', 'stock']);

    function assignment(declaration: Declaration, port = server().server.port): Assignment {
      const { user: username, password, ca } = server().server;
      const event: CloudFormationEvent = {
        RequestType: 'Update',
        ResponseURL: 'https://example.com/answer',
        StackId: 'stack',
        RequestId: 'request',
        LogicalResourceId: 'Users',
        PhysicalResourceId: 'app@localhost',
        ResourceProperties: {
          Engine: engine === POSTGRES ? 'postgres' : 'mariadb', Host: 'localhost', Port: String(port), MasterSecretArn: 'master', Declaration: JSON.stringify(declaration),
        },
      };
      return { event, ca, secret: { text: JSON.stringify({ username, password }), version: '1' } };
    }

    /** A request that nobody kills. */
    async function request(declaration: Declaration): Promise<void> {
      const responses: CloudFormationResponse[] = [];
      const { event, ca, secret } = assignment(declaration);
      const respond = (_url: string, response: CloudFormationResponse) => Promise.resolve(void responses.push(response));
      await answer(event, { ca, secret: () => Promise.resolve(secret), respond, log: () => undefined, remaining: () => 60_000 });
      expect(responses).toMatchObject([{ Status: 'SUCCESS' }]);
    }

    /** Run a request in a process of its own, which is killed when it has said something to the server so many times; how often it did. */
    async function requestUntil(last: number, declaration: Declaration): Promise<number> {
      let said = 0;
      const proxy = createServer((client) => {
        const upstream = connect(server().server.port, 'localhost');
        client.on('data', (data) => {
          said++;
          if (said >= last) {
            child.kill('SIGKILL');
          }
          // every other time the server still hears it
          if (said < last || last % 2 === 0) {
            upstream.write(data);
          }
        });
        upstream.pipe(client);
        client.on('close', () => upstream.destroy()).on('error', () => undefined);
        upstream.on('error', () => undefined);
      });
      await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
      const child = fork(PROGRAM, { execArgv: [] });
      const ended = new Promise<NodeJS.Signals | null>((resolve) => child.on('exit', (_code, signal) => resolve(signal)));
      child.send(assignment(declaration, (proxy.address() as { readonly port: number }).port));
      expect(await ended).toBe(last === Infinity ? null : 'SIGKILL');
      await new Promise((resolve) => proxy.close(resolve));
      return said;
    }

    test('a killed process leaves nothing that the rollback of CloudFormation does not lead back, or a repeat forward', async () => {
      await request(OLD);
      const old = await snapshot();
      const said = await requestUntil(Infinity, NEW);
      const reached = await snapshot();
      expect(reached).not.toEqual(old);
      const between: boolean[] = [];
      for (const point of POINTS) {
        const last = Math.floor(said * point);
        for (const [declaration, state] of [[OLD, old], [NEW, reached]] as const) {
          await request(OLD);
          await requestUntil(last, NEW);
          const after = JSON.stringify(await snapshot());
          between.push(after !== JSON.stringify(old) && after !== JSON.stringify(reached));
          await request(declaration);
          expect(await snapshot()).toEqual(state);
        }
      }
      // some of the points lie between two commits: else nothing has been tried
      expect(between).toContain(true);
    }, 120_000);
  });
});
