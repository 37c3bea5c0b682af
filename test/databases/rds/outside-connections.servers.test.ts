import { connect, Socket } from 'net';
import { networkInterfaces } from 'os';
import { createConnection } from 'mysql2/promise';
import { Client } from 'pg';
import { CONNECTION_LOGS, REFUSED_LOGINS } from '../../../src/databases/rds/connection-logs';
import { outsidePattern, patternOf } from '../../../src/databases/rds/outside-connections';
import { matches } from '../../support/filter-pattern';
import { startMariadb, withoutMariadb } from '../../support/servers/mariadb';
import { startPostgres, withoutPostgres } from '../../support/servers/postgres';
import { ServerOptions, TestServer } from '../../support/servers/test-server';

/** A client that logs in and leaves, or is refused. */
interface Visit {
  /** The address of the server, or the folder of its socket. */
  readonly host: string;

  /** The address that the client comes from. */
  readonly from: string;
  readonly password?: string;
}

interface LoggingServer {
  readonly name: string;
  readonly family: 'mariadb' | 'postgres';
  readonly missing: string | undefined;
  start(options: ServerOptions): Promise<TestServer>;
  visit(server: TestServer, visit: Visit): Promise<void>;
}

/** A socket that comes from an address of our choice. */
class SocketFrom extends Socket {
  public constructor(private readonly localAddress_: string) {
    super();
  }

  public override connect(...[port, host]: unknown[]): this {
    return super.connect({ port: port as number, host: host as string, localAddress: this.localAddress_ });
  }
}

const SERVERS: readonly LoggingServer[] = [
  {
    name: 'PostgreSQL',
    family: 'postgres',
    missing: withoutPostgres(),
    start: startPostgres,
    visit: async ({ server: { port, user, password, ca } }, visit) => {
      const client = new Client({
        port, user, host: visit.host, password: visit.password ?? password, database: 'postgres', ssl: { ca: [...ca], servername: 'localhost' }, stream: () => new SocketFrom(visit.from),
      });
      client.on('error', () => undefined);
      await client.connect();
      await client.end();
    },
  },
  {
    name: 'MariaDB',
    family: 'mariadb',
    missing: withoutMariadb(),
    start: startMariadb,
    visit: async ({ server: { port, user, password, ca } }, visit) => {
      const stream = connect({ port, host: visit.host, localAddress: visit.from });
      const connection = await createConnection({ stream, user, password: visit.password ?? password, ssl: { ca: [...ca] } });
      await connection.end();
    },
  },
];

// every address below 127 is this machine, so that clients can come from many places without any setup
const INSIDE = '127.9.0.0/20';
const OUTSIDE_IPV6 = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? [])
  .find(({ family, internal, scopeid }) => family === 'IPv6' && !internal && scopeid === 0)?.address;

const VISITS: readonly (readonly [string, string, string, boolean])[] = [
  ['the host itself', '127.0.0.1', '127.0.0.1', false],
  ['the host itself by IPv6', '::1', '::1', false],
  ['inside the range', '127.0.0.1', '127.9.15.200', false],
  ['beside the range', '127.0.0.1', '127.9.16.1', true],
  ['outside the range', '127.0.0.1', '127.77.9.1', true],
];

describe.each(SERVERS)('lines of a real $name', ({ name, family, missing, start, visit }) => {
  if (missing !== undefined && process.env.REQUIRE_TEST_SERVERS !== 'true') {
    test.skip(`${name}: skipped, ${missing}`, () => undefined);
    return;
  }

  let started: TestServer | undefined;
  beforeAll(async () => {
    started = await start({ logged: true });
  }, 60_000);
  afterAll(() => started?.stop(), 30_000);

  /** The lines that a visit leaves, once the server has written them. */
  async function linesOf(attempt: () => Promise<unknown>, expected: (lines: readonly string[]) => boolean): Promise<readonly string[]> {
    const before = started!.log().length;
    await attempt();
    for (let left = 50; left > 0; left--) {
      const lines = started!.log().slice(before).split('\n').filter(Boolean);
      if (expected(lines)) {
        return lines;
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return started!.log().slice(before).split('\n');
  }

  const connected = (lines: readonly string[]) => lines.some((line) => CONNECTION_LOGS[family]!.connected.every((text) => line.includes(text)));

  async function counted(host: string, from: string, ranges = [INSIDE]): Promise<number> {
    const pattern = outsidePattern(CONNECTION_LOGS[family]!, ranges);
    const lines = await linesOf(() => visit(started!, { host, from }), connected);
    expect(connected(lines)).toBe(true);
    return lines.filter((line) => matches(pattern, line)).length;
  }

  test.each(VISITS)('%s', async (_title, host, from, outside) => {
    expect(await counted(host, from)).toBe(outside ? 1 : 0);
  });

  // without an address of its own, nothing but ::1 can be tried
  (OUTSIDE_IPV6 === undefined ? test.skip : test)(`IPv6 counts by its range${OUTSIDE_IPV6 === undefined ? ': skipped, this machine has no address but ::1' : ''}`, async () => {
    expect(await counted(OUTSIDE_IPV6!, OUTSIDE_IPV6!)).toBe(1);
    expect(await counted(OUTSIDE_IPV6!, OUTSIDE_IPV6!, [INSIDE, `${OUTSIDE_IPV6!}/128`])).toBe(0);
    expect(await counted(OUTSIDE_IPV6!, OUTSIDE_IPV6!, [INSIDE, '2001:db8:1:2::/64'])).toBe(1);
  });

  test('the address of the host itself is written as this library writes it', async () => {
    const log = { ...CONNECTION_LOGS[family]!, local: [] };
    const lines = await linesOf(() => visit(started!, { host: '::1', from: '::1' }), connected);
    const held = (range: string) => lines.filter((line) => matches(outsidePattern(log, [range]), line)).length;
    expect([held('::1/128'), held('::/127'), held('::2/128'), held('::2/127')]).toEqual([0, 0, 1, 1]);
  });

  test('a refused login counts as refused, and not as a connection', async () => {
    const refused = patternOf(REFUSED_LOGINS[family]!.texts);
    const attempt = () => expect(visit(started!, { host: '127.0.0.1', from: '127.77.9.1', password: 'guessed' })).rejects.toThrow();
    const lines = await linesOf(attempt, (all) => all.some((line) => matches(refused, line)));
    expect(lines.filter((line) => matches(refused, line))).toHaveLength(1);
    expect(connected(lines)).toBe(false);
  });
});
