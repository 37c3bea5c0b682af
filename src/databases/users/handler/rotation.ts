import { randomBytes } from 'crypto';
import { contentOf, SecretVersion, serverOf, Services } from './custom-resource';
import { mysqlServer } from './mysql/mysql-session';
import { rotateMysql } from './mysql/rotate-mysql';
import { postgresServer } from './postgres/postgres-session';
import { rotatePostgres } from './postgres/rotate-postgres';
import { Refusal } from '../../../foundation/functions/refusal';

/** What Secrets Manager sends: https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda-functions.html */
export interface RotationEvent {
  readonly Step: string;
  readonly SecretId: string;
  readonly ClientRequestToken: string;
}

/** Whose users they are; what the template says, not what a secret says, which others may write. */
export interface RotationTarget {
  readonly engine: string;
  readonly host: string;
  readonly port: number;
  readonly masterSecretArn: string;
  readonly owner: string;
}

/** What the rotation needs from AWS. */
export interface RotationServices extends Pick<Services, 'ca' | 'secret' | 'log'> {
  /** Staging labels by version. */
  stages(arn: string): Promise<Readonly<Record<string, readonly string[]>>>;

  /** A version of a secret; undefined when it has no value yet. */
  version(arn: string, version: string): Promise<SecretVersion | undefined>;
  putPending(arn: string, version: string, text: string): Promise<void>;
  makeCurrent(arn: string, version: string, previous: string | undefined): Promise<void>;
}

const CURRENT = 'AWSCURRENT';
const PENDING = 'AWSPENDING';

// Secrets Manager tries again; it should not wait behind a long deployment
const PATIENCE = 120_000;

/** One of the four steps in which Secrets Manager has a secret rotated; each may be repeated. */
export async function rotate(event: RotationEvent, target: RotationTarget, services: RotationServices): Promise<void> {
  const { Step, SecretId, ClientRequestToken: token } = event;
  const stages = await services.stages(SecretId);
  if (stages[token]?.includes(CURRENT)) {
    return;
  }
  if (!stages[token]?.includes(PENDING)) {
    throw new Refusal('ROTATION_UNKNOWN', 'this version of the secret is not being rotated; start a rotation');
  }
  switch (Step) {
    case 'createSecret': return createSecret(event, services);
    case 'setSecret':
    // changes nothing, unless a deployment has set the current password once more meanwhile
    case 'testSecret': return setPassword(event, target, services, stages);
    case 'finishSecret': {
      const previous = Object.keys(stages).find((version) => stages[version].includes(CURRENT));
      // still locked: a deployment that runs at the same time reads either both old or both new
      return setPassword(event, target, services, stages, () => services.makeCurrent(SecretId, token, previous));
    }
    default: throw new Refusal('STEP_UNKNOWN', `${JSON.stringify(Step)} is no step of a rotation`);
  }
}

/** The new version is the current one with another password. */
async function createSecret({ SecretId, ClientRequestToken: token }: RotationEvent, services: RotationServices): Promise<void> {
  if (await services.version(SecretId, token) === undefined) {
    const current = contentOf(await services.secret(SecretId));
    await services.putPending(SecretId, token, JSON.stringify({ ...current, password: randomBytes(32).toString('base64url') }));
  }
}

async function setPassword(
  { SecretId, ClientRequestToken: token, Step }: RotationEvent, target: RotationTarget, services: RotationServices,
  stages: Readonly<Record<string, readonly string[]>>, afterwards?: () => Promise<void>,
): Promise<void> {
  const pending = await services.version(SecretId, token);
  if (pending === undefined) {
    throw new Refusal('ROTATION_UNKNOWN', 'the new version of the secret has no value; start another rotation');
  }
  const password = { value: contentOf(pending).password, version: token };
  const change = { owner: target.owner, versions: Object.keys(stages), password, afterwards };
  const server = await serverOf(target, services);
  await (/postgres/.test(target.engine) ? rotatePostgres(postgresServer(server), change, PATIENCE) : rotateMysql(mysqlServer(server), change, PATIENCE));
  services.log({ message: 'rotated', step: Step, secret: SecretId, version: token });
}
