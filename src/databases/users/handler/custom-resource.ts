import { Declaration, Outcome, Password, Passwords } from './declaration';
import { bringMysql } from './mysql/bring-mysql';
import { mysqlServer } from './mysql/mysql-session';
import { bringPostgres } from './postgres/bring-postgres';
import { postgresServer } from './postgres/postgres-session';
import { messageOf } from './refusal';
import { Server } from './session';

/** What the template passes. */
export interface ResourceProperties {
  readonly Engine: string;
  readonly Host: string;
  readonly Port: string;
  readonly MasterSecretArn: string;

  /** A `Declaration` as JSON, since CloudFormation would make texts of its numbers. */
  readonly Declaration: string;
}

/** What CloudFormation sends: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/crpg-ref-requests.html */
export interface CloudFormationEvent {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly ResponseURL: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId?: string;
  readonly ResourceProperties: ResourceProperties;
}

/** What CloudFormation expects back: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/crpg-ref-responses.html */
export interface CloudFormationResponse {
  readonly Status: 'SUCCESS' | 'FAILED';
  readonly Reason?: string;
  readonly PhysicalResourceId: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
  readonly Data?: Readonly<Record<string, string>>;
}

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

/** Time that is kept back to tell CloudFormation that the time is over. */
const RESERVE = 15_000;

// a response has at most 4096 bytes in all
const REASON = 2500;

/** Answer one request of CloudFormation: whatever happens, it gets an answer. */
export async function answer(event: CloudFormationEvent, services: Services): Promise<void> {
  const { StackId, RequestId, LogicalResourceId, ResourceProperties: { Host, Declaration: text } } = event;
  const { owner } = JSON.parse(text) as Declaration;
  // another server is another resource: CloudFormation then has the old one cleaned up
  const identity = { StackId, RequestId, LogicalResourceId, PhysicalResourceId: `${owner}@${Host}` };
  try {
    const outcome = await inTime(perform(event, services), services.remaining() - RESERVE);
    services.log({ message: 'done', request: event.RequestType, ...outcome });
    await services.respond(event.ResponseURL, { ...identity, Status: 'SUCCESS', Data: { Statements: String(outcome.statements) } });
  } catch (error) {
    const reason = messageOf(error);
    services.log({ message: 'failed', request: event.RequestType, reason });
    await services.respond(event.ResponseURL, { ...identity, Status: 'FAILED', Reason: reason.length > REASON ? `${reason.slice(0, REASON)}...` : reason });
    if (error instanceof TimeOver) {
      throw error;
    }
  }
}

/** The run goes on, but nobody waits for it any longer: the process must end. */
export class TimeOver extends Error {}

async function inTime<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new TimeOver('TIME_OVER: the function ends before its work does; deploy again, '
      + 'which goes on from there, and look for sessions that lock tables')), Math.max(milliseconds, 0));
  });
  try {
    return await Promise.race([work, over]);
  } finally {
    clearTimeout(timer);
  }
}

async function perform({ RequestType, ResourceProperties: properties }: CloudFormationEvent, services: Services): Promise<Outcome> {
  const { Engine, Host, Port, MasterSecretArn, Declaration: text } = properties;
  const declared = JSON.parse(text) as Declaration;
  // databases stay, for they hold data
  const declaration = RequestType === 'Delete' ? { ...declared, databases: [], users: [] } : declared;
  const master = JSON.parse((await services.secret(MasterSecretArn)).text) as { readonly username: string; readonly password: string };
  const server: Server = { host: Host, port: Number(Port), user: master.username, password: master.password, ca: services.ca };
  const passwords = await passwordsOf(declaration, services);
  return /postgres/.test(Engine)
    ? bringPostgres(postgresServer(server), declaration, passwords)
    : bringMysql(mysqlServer(server), declaration, passwords);
}

/** Secrets Manager answers 10,000 requests a second; this is polite and fast enough for a thousand. */
const AT_ONCE = 20;

async function passwordsOf({ users }: Declaration, services: Services): Promise<Passwords> {
  const queue = users.filter(({ secretArn }) => secretArn !== undefined);
  const passwords = new Map<string, Password>();
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    for (let user = queue.shift(); user !== undefined; user = queue.shift()) {
      const { text, version } = await services.secret(user.secretArn!);
      passwords.set(user.name, { value: (JSON.parse(text) as { readonly password: string }).password, version });
    }
  }));
  return passwords;
}
