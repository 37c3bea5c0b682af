import { SecretVersion } from '../../../src/databases/users/handler/custom-resource';
import { Declaration } from '../../../src/databases/users/handler/declaration';
import { rotate, RotationServices, RotationTarget } from '../../../src/databases/users/handler/rotation';
import { describeOn, Engine, ENGINES, POSTGRES } from '../../support/servers/engines';

/** Secrets as Secrets Manager keeps them: versions, and labels that move between them. */
class Vault implements RotationServices {
  public readonly ca: readonly string[];
  private readonly texts = new Map<string, string>();
  private readonly labels = new Map<string, Set<string>>();

  public constructor({ ca, user, password }: { readonly ca: readonly string[]; readonly user: string; readonly password: string }) {
    this.ca = ca;
    this.texts.set('master', JSON.stringify({ username: user, password }));
    this.texts.set('v1', JSON.stringify({ username: 'legacy', password: 'the-first-password' }));
    this.labels.set('v1', new Set(['AWSCURRENT']));
  }

  public get current(): { readonly password: string; readonly version: string } {
    const [version] = [...this.labels].find(([, labels]) => labels.has('AWSCURRENT'))!;
    return { password: (JSON.parse(this.texts.get(version)!) as { password: string }).password, version };
  }

  public log(): void {
    // nobody reads it
  }

  public begin(version: string): void {
    this.labels.set(version, new Set(['AWSPENDING']));
  }

  public stages(): Promise<Record<string, string[]>> {
    return Promise.resolve(Object.fromEntries([...this.labels].map(([version, labels]) => [version, [...labels]])));
  }

  public secret(arn: string): Promise<SecretVersion> {
    const version = arn === 'master' ? 'master' : this.current.version;
    return Promise.resolve({ text: this.texts.get(version)!, version });
  }

  public version(_arn: string, version: string): Promise<SecretVersion | undefined> {
    const text = this.texts.get(version);
    return Promise.resolve(text === undefined ? undefined : { text, version });
  }

  public putPending(_arn: string, version: string, text: string): Promise<void> {
    this.texts.set(version, text);
    return Promise.resolve();
  }

  public makeCurrent(_arn: string, version: string, previous: string | undefined): Promise<void> {
    this.labels.get(previous!)!.delete('AWSCURRENT');
    this.labels.set(version, new Set(['AWSCURRENT']));
    return Promise.resolve();
  }
}

const STEPS = ['createSecret', 'setSecret', 'testSecret', 'finishSecret'];

const DECLARATION: Declaration = {
  owner: 'app',
  databases: [{ name: 'orders' }],
  users: [
    { name: 'legacy', secretArn: 'arn', rights: [{ database: 'orders', preset: 'reader' }] },
    { name: 'other', secretArn: 'arn', rights: [{ database: 'orders', preset: 'reader' }] },
  ],
};

describe.each(ENGINES.map((engine): [string, Engine] => [engine.name, engine]))('%s', (_name, engine) => {
  describeOn(engine, (server) => {
    let vault: Vault;

    beforeEach(async () => {
      vault = new Vault(server().server);
      await deploy();
    });

    afterEach(() => engine.bring(engine.connect(server().server), { ...DECLARATION, databases: [], users: [] }));

    const target = (): RotationTarget => ({
      engine: engine === POSTGRES ? 'postgres' : 'mariadb', host: 'localhost', port: server().server.port, masterSecretArn: 'master', owner: 'app',
    });
    const step = (Step: string, ClientRequestToken = 'v2', SecretId = 'secret') => rotate({ Step, SecretId, ClientRequestToken }, target(), vault);
    const deploy = (declaration = DECLARATION) => engine.bring(engine.connect(server().server), declaration, new Map([
      ['legacy', { value: vault.current.password, version: vault.current.version }], ['other', { value: 'another-password', version: 'o1' }],
    ]));

    async function enter(password: string, user = 'legacy'): Promise<void> {
      await (await engine.visit(server().server, { user, password, database: 'orders' })).leave();
    }

    const REFUSED = /denied|authentication failed/;

    test('the four steps replace the password, on the server and in the secret', async () => {
      const { password: old } = vault.current;
      await enter(old);
      vault.begin('v2');
      for (const each of STEPS) {
        await step(each);
      }
      expect(vault.current.version).toBe('v2');
      expect(vault.current.password).toMatch(/^[\w-]{43}$/);
      await enter(vault.current.password);
      await expect(enter(old)).rejects.toThrow(REFUSED);
      await enter('another-password', 'other');
      // what has been rotated is what is declared
      expect((await deploy()).statements).toBe(0);
    });

    test('every step can be repeated', async () => {
      vault.begin('v2');
      for (const each of STEPS) {
        await step(each);
        await step(each);
      }
      await enter(vault.current.password);
    });

    test('a deployment between the steps does no harm', async () => {
      vault.begin('v2');
      for (const each of STEPS) {
        await step(each);
        await deploy();
      }
      await enter(vault.current.password);
    });

    test('until the rotation has ended, a deployment sets the current password again', async () => {
      vault.begin('v2');
      await step('createSecret');
      await step('setSecret');
      await deploy();
      await enter('the-first-password');
    });

    test('a secret that belongs to no user of the declaration changes nobody', async () => {
      await deploy({ ...DECLARATION, users: DECLARATION.users.slice(1) });
      vault.begin('v2');
      await step('createSecret');
      await expect(step('setSecret')).rejects.toThrow('USER_UNKNOWN: no user of this declaration has a password of this secret; '
        + 'change `revision` of the DatabaseUsers and deploy, which sets the current password, then rotate again');
      await enter('another-password', 'other');
    });

    test('what is not being rotated is refused', async () => {
      await expect(step('setSecret', 'v7')).rejects.toThrow('ROTATION_UNKNOWN');
      vault.begin('v2');
      await expect(step('setSecret')).rejects.toThrow('ROTATION_UNKNOWN');
      await expect(step('somethingElse')).rejects.toThrow('STEP_UNKNOWN');
      await enter('the-first-password');
    });

    test('no statement holds a password in the clear', async () => {
      const sent: string[] = [];
      const connect = engine.connect(server().server);
      const listening = async (database?: string) => {
        const session = await connect(database);
        return {
          ...session,
          change: (statement: Parameters<typeof session.change>[0]) => {
            sent.push(statement.text);
            return session.change(statement);
          },
        };
      };
      await engine.bring(listening, { ...DECLARATION, users: [] });
      await engine.bring(listening, DECLARATION, new Map(DECLARATION.users.map(({ name }) => [name, { value: 'in-the-clear', version: 'v1' }])));
      expect(sent.length).toBeGreaterThan(4);
      expect(sent.filter((text) => text.includes('in-the-clear'))).toEqual([]);
      await enter('in-the-clear');
    });
  });
});
