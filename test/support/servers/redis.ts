import { existsSync } from 'fs';
import { connect as connectTls, TLSSocket } from 'tls';
import { makeCertificates } from './certificates';
import { freePort, giveAway, serverFolder, ServerProcess } from './process';

const PROGRAM = '/usr/bin/redis-server';

/** Why there is no Redis here; undefined when there is one. */
export function withoutRedis(): string | undefined {
  return existsSync(PROGRAM) ? undefined : 'redis-server is not installed: scripts/install-test-servers.sh installs it on Debian';
}

/** What a server answers: a text, a number, nothing, or a list of these. */
export type Reply = string | number | null | readonly Reply[];

/** A server that refused. */
export class RedisRefusal extends Error {}

/** A Redis server of the tests: on this machine only, with TLS only. */
export interface RedisServer {
  /** A connection with every right. */
  readonly root: RedisClient;

  /** A connection that has not logged in. */
  connect(): Promise<RedisClient>;
  stop(): Promise<void>;
}

/** Start a server that knows TLS only. */
export async function startRedis(): Promise<RedisServer> {
  const folder = serverFolder('redis');
  const { ca, caFile, certificateFile, keyFile } = makeCertificates(folder);
  giveAway(folder);
  const port = await freePort();
  const child = new ServerProcess(PROGRAM, [
    '--bind', '127.0.0.1', '--port', '0', '--tls-port', String(port), '--tls-ca-cert-file', caFile, '--tls-cert-file', certificateFile,
    '--tls-key-file', keyFile, '--tls-auth-clients', 'no', '--save', '', '--appendonly', 'no', '--dir', folder, '--databases', '1',
    // users come from the tests; channels are closed unless a user is given them, as from version 7 on
    '--acl-pubsub-default', 'resetchannels',
  ], folder);
  const connect = () => RedisClient.connect(port, ca);
  await child.ready(async () => (await connect()).leave());
  const root = await connect();
  await root.ask('ACL', 'SETUSER', 'root', 'on', '>root', '~*', '&*', '+@all');
  await root.ask('AUTH', 'root', 'root');
  const stop = async () => {
    root.leave();
    await child.stop('SIGTERM');
  };
  return { connect, root, stop };
}

/** A client that sends one command at a time. */
export class RedisClient {
  public static connect(port: number, ca: string): Promise<RedisClient> {
    return new Promise((resolve, reject) => {
      const socket = connectTls({ host: '127.0.0.1', port, ca, servername: 'localhost' });
      socket.once('error', reject);
      socket.once('secureConnect', () => resolve(new RedisClient(socket)));
    });
  }

  private received = Buffer.alloc(0);
  private waiting?: { resolve(reply: Reply): void; reject(error: Error): void };

  private constructor(private readonly socket: TLSSocket) {
    socket.on('error', (error) => this.waiting?.reject(error));
    socket.on('data', (data: Buffer) => {
      this.received = Buffer.concat([this.received, data]);
      this.deliver();
    });
  }

  /** Send a command; throws `RedisRefusal` when the server refuses it. */
  public ask(...command: readonly string[]): Promise<Reply> {
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
      this.socket.write(`*${command.length}\r\n${command.map((part) => `$${Buffer.byteLength(part)}\r\n${part}\r\n`).join('')}`);
    });
  }

  /** Disconnect. */
  public leave(): void {
    this.socket.destroy();
  }

  private deliver(): void {
    const { waiting } = this;
    const parsed = waiting && parse(this.received, 0);
    if (!parsed) {
      return;
    }
    this.received = this.received.subarray(parsed.end);
    this.waiting = undefined;
    if (parsed.reply instanceof RedisRefusal) {
      waiting.reject(parsed.reply);
    } else {
      waiting.resolve(parsed.reply);
    }
  }
}

interface Parsed {
  readonly reply: Reply | RedisRefusal;
  readonly end: number;
}

/** One reply of the protocol, if it has arrived whole: https://redis.io/docs/latest/develop/reference/protocol-spec/ */
function parse(data: Buffer, start: number): Parsed | undefined {
  const lineEnd = data.indexOf('\r\n', start);
  if (lineEnd < 0) {
    return undefined;
  }
  const line = data.toString('utf-8', start + 1, lineEnd);
  const end = lineEnd + 2;
  switch (String.fromCharCode(data[start])) {
    case '+': return { reply: line, end };
    case '-': return { reply: new RedisRefusal(line), end };
    case ':': return { reply: Number(line), end };
    case '$': return parseText(data, Number(line), end);
    default: return parseList(data, Number(line), end);
  }
}

function parseText(data: Buffer, length: number, start: number): Parsed | undefined {
  if (length < 0) {
    return { reply: null, end: start };
  }
  return data.length < start + length + 2 ? undefined : { reply: data.toString('utf-8', start, start + length), end: start + length + 2 };
}

function parseList(data: Buffer, length: number, start: number): Parsed | undefined {
  const items: Reply[] = [];
  let end = start;
  for (let left = length; left > 0; left--) {
    const item = parse(data, end);
    if (!item) {
      return undefined;
    }
    items.push(item.reply instanceof RedisRefusal ? item.reply.message : item.reply);
    end = item.end;
  }
  return { reply: items, end };
}
