import { Declaration, Outcome, Password, Passwords } from './declaration';
import { bringMysql } from './mysql/bring-mysql';
import { mysqlServer } from './mysql/mysql-session';
import { bringPostgres } from './postgres/bring-postgres';
import { postgresServer } from './postgres/postgres-session';
import { Server } from './session';
import { CloudFormationRequest, CloudFormationResponse, fitted, inTime } from '../../../foundation/functions/cloudformation-request';
import { messageOf, Refusal } from '../../../foundation/functions/refusal';

/** What the template passes. */
export interface ResourceProperties {
  readonly Engine: string;
  readonly Host: string;
  readonly Port: string;
  readonly MasterSecretArn: string;

  /** A `Declaration` as JSON, since CloudFormation would make texts of its numbers. */
  readonly Declaration: string;
}

export type CloudFormationEvent = CloudFormationRequest<ResourceProperties>;

/** A secret as it is now. */
export interface SecretVersion {
  readonly text: string;
  readonly version: string;
}

/** What the handler needs from AWS. */
export interface Services {
  /** Certificates of the authorities that have signed the server's. */
  readonly ca: readonly string[];
  secret(arn: string): Promise<SecretVersion>;
  respond(url: string, response: CloudFormationResponse): Promise<void>;
  log(entry: object): void;

  /** Milliseconds until the function is killed. */
  remaining(): number;
}

/** Answer one request of CloudFormation: whatever happens, it gets an answer. */
export async function answer(event: CloudFormationEvent, services: Services): Promise<void> {
  const { StackId, RequestId, LogicalResourceId, ResourceProperties: { Host, Declaration: text } } = event;
  const { owner } = JSON.parse(text) as Declaration;
  // another server is another resource: CloudFormation then has the old one cleaned up
  const identity = { StackId, RequestId, LogicalResourceId, PhysicalResourceId: `${owner}@${Host}` };
  try {
    const outcome = await inTime(perform(event, services), services.remaining(), timeOver());
    services.log({ message: 'done', request: event.RequestType, ...outcome });
    await services.respond(event.ResponseURL, {
      ...identity, ...isUntouched(event) ? { PhysicalResourceId: event.PhysicalResourceId } : {}, Status: 'SUCCESS', Data: { Statements: String(outcome.statements) },
    });
  } catch (error) {
    const reason = reasonOf(error, event);
    services.log({ message: 'failed', request: event.RequestType, reason });
    const untouched = event.RequestType === 'Create' && isUnreached(error) ? { PhysicalResourceId: `${identity.PhysicalResourceId}${UNTOUCHED}` } : {};
    await services.respond(event.ResponseURL, { ...identity, ...untouched, Status: 'FAILED', Reason: reason });
    if (error instanceof TimeOver) {
      throw error;
    }
  }
}

/** Ends the id of a resource whose creation did not even reach the server. */
const UNTOUCHED = '#never-reached';

/** CloudFormation deletes what it failed to create: the same obstacle must not stop it from rolling back. */
function isUntouched({ RequestType, PhysicalResourceId }: CloudFormationEvent): boolean {
  return RequestType === 'Delete' && PhysicalResourceId?.endsWith(UNTOUCHED) === true;
}

function isUnreached(error: unknown): boolean {
  return error instanceof Refusal && ['SERVER_UNREACHABLE', 'SECRET_UNREADABLE'].includes(error.code);
}

/** What went wrong and what to do, as the event of CloudFormation shows it. */
function reasonOf(error: unknown, { RequestType }: CloudFormationEvent): string {
  const advice = RequestType === 'Delete' && isUnreached(error) ? '; if the server is gone for good, delete the stack and retain this resource'
    : error instanceof Refusal || error instanceof TimeOver ? '' : '; look into the log of the function, remove the cause, then deploy again';
  return `${fitted(messageOf(error))}${advice}`;
}

/** The run goes on, but nobody waits for it any longer: the process must end. */
export class TimeOver extends Error {}

function timeOver(): TimeOver {
  return new TimeOver('TIME_OVER: the function ends before its work does; deploy again, which goes on from there, and look for sessions that lock tables');
}

async function perform(event: CloudFormationEvent, services: Services): Promise<Outcome> {
  if (isUntouched(event)) {
    return { statements: 0, notes: ['nothing was made'] };
  }
  const { RequestType, ResourceProperties: { Engine, Host, Port, MasterSecretArn, Declaration: text } } = event;
  const declared = JSON.parse(text) as Declaration;
  // databases stay, for they hold data
  const declaration = RequestType === 'Delete' ? { ...declared, databases: [], users: [] } : declared;
  const server = await serverOf({ host: Host, port: Number(Port), masterSecretArn: MasterSecretArn }, services);
  const readPasswords = () => passwordsOf(declaration, services);
  return /postgres/.test(Engine)
    ? bringPostgres(postgresServer(server), declaration, readPasswords)
    : bringMysql(mysqlServer(server), declaration, readPasswords);
}

/** The server, with the credential of its administrator. */
export async function serverOf(
  { host, port, masterSecretArn }: { readonly host: string; readonly port: number; readonly masterSecretArn: string }, services: Pick<Services, 'ca' | 'secret'>,
): Promise<Server> {
  const { username, password } = contentOf(await readable(masterSecretArn, services));
  return { host, port, user: username, password, ca: services.ca };
}

async function readable(arn: string, services: Pick<Services, 'secret'>): Promise<SecretVersion> {
  try {
    return await services.secret(arn);
  } catch (error) {
    throw new Refusal('SECRET_UNREADABLE', `the secret ${arn} cannot be read: ${messageOf(error)}; `
      + 'check that it exists, its key, and the endpoint of Secrets Manager');
  }
}

/** What a secret of ours holds. */
export function contentOf({ text }: SecretVersion): { readonly username: string; readonly password: string } {
  try {
    return JSON.parse(text) as { readonly username: string; readonly password: string };
  } catch {
    // the message of the parser would show a part of it
    throw new Refusal('SECRET_UNREADABLE', 'a secret is not JSON; store an object with `username` and `password`');
  }
}

/** Secrets Manager answers 10,000 requests a second; this is polite and fast enough for a thousand. */
const AT_ONCE = 20;

async function passwordsOf({ users }: Declaration, services: Services): Promise<Passwords> {
  const queue = users.filter(({ secretArn }) => secretArn !== undefined);
  const passwords = new Map<string, Password>();
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    for (let user = queue.shift(); user !== undefined; user = queue.shift()) {
      const secret = await readable(user.secretArn!, services);
      passwords.set(user.name, { value: contentOf(secret).password, version: secret.version });
    }
  }));
  return passwords;
}
