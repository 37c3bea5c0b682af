import { AccessString } from '../../../src/databases/elasticache/access-string';
import { RedisClient, RedisServer, startRedis, withoutRedis } from '../../support/servers/redis';
import { thrown } from '../../support/thrown';

const shop = AccessString.onKeys('shop:*').allowReading().allowWriting();

describe('the text of an access string', () => {
  test('starts from nothing, and names keys before commands', () => {
    expect(AccessString.onKeys('shop:*', 'cart:?').allowReading().text).toBe(
      'on ~shop:* ~cart:? -@all +@connection +cluster|slots +cluster|shards +cluster|nodes +command +@read -@scripting -@dangerous -@admin -scan -randomkey');
  });

  test('lists all keys when all are allowed', () => {
    expect(AccessString.onAllKeys().allowReading().text).toBe(
      'on ~* -@all +@connection +cluster|slots +cluster|shards +cluster|nodes +command +@read -@scripting -@dangerous -@admin');
  });

  test('takes single commands last, in the order of the calls', () => {
    expect(AccessString.onKeys('a').allowCategories('transaction').allowCommands('info').denyCommands('del', 'client|list').text).toBe(
      'on ~a -@all +@connection +cluster|slots +cluster|shards +cluster|nodes +command -@scripting -@dangerous -@admin +@transaction -@dangerous -@admin '
      + '-scan -randomkey +info -del -client|list');
  });

  test('is not changed by later calls', () => {
    const before = shop.text;
    shop.allowCommands('flushall');
    expect(shop.text).toBe(before);
  });
});

test.each([
  ['no pattern', () => AccessString.onKeys(),
    'AccessString.onKeys cannot be created, 1 problem:\n  KEY_PATTERNS_EMPTY: no pattern is given, so that no key could be used; name the keys, or call onAllKeys()'],
  ['an empty pattern', () => AccessString.onKeys(''),
    "AccessString.onKeys cannot be created, 1 problem:\n  KEY_PATTERN_INVALID: '' is empty or holds white space, which ends a pattern in an access string; write ? for a blank"],
  ['a pattern that would add a right', () => AccessString.onKeys('shop:* +@all'),
    "AccessString.onKeys cannot be created, 1 problem:\n  KEY_PATTERN_INVALID: 'shop:* +@all' is empty or holds white space, which ends a pattern in an access string; write ? for a blank"],
  ['a channel with a line break', () => shop.allowChannels('news\n+@all'),
    "AccessString.allowChannels cannot be created, 1 problem:\n  CHANNEL_PATTERN_INVALID: 'news\n+@all' is empty or holds white space, which ends a pattern in an access string; write ? for a blank"],
  ['a command that would add a right', () => shop.allowCommands('get +@all'),
    "AccessString.allowCommands cannot be created, 1 problem:\n  COMMAND_INVALID: 'get +@all' is not a command, allowed are names in lower case such as get or client|list; correct it"],
  ['a category as a command', () => shop.denyCommands('@read'),
    "AccessString.denyCommands cannot be created, 1 problem:\n  COMMAND_INVALID: '@read' is not a command, allowed are names in lower case such as get or client|list; correct it"],
  ['the category of everything', () => shop.allowCategories('all'),
    "AccessString.allowCategories cannot be created, 1 problem:\n  CATEGORY_INVALID: 'all' is not allowed, allowed are keyspace, read, write, set, sortedset, list, hash, string, "
    + 'bitmap, hyperloglog, geo, stream, pubsub, fast, slow, blocking, connection, transaction, scripting; allow single commands with allowCommands(...)'],
])('%s is refused', (_name, call, message) => {
  expect(thrown(call)).toBe(message);
});

const missing = withoutRedis();
const onRedis = missing !== undefined && process.env.REQUIRE_TEST_SERVERS !== 'true' ? describe.skip : describe;

onRedis(`access strings on a real Redis server${missing === undefined ? '' : `: ${missing}`}`, () => {
  let server: RedisServer;
  const clients: RedisClient[] = [];

  beforeAll(async () => {
    if (missing !== undefined) {
      throw new Error(missing);
    }
    server = await startRedis();
  }, 60_000);
  afterAll(() => {
    clients.forEach((client) => client.leave());
    return server?.stop();
  }, 30_000);

  /** Load an access string as ElastiCache does, and log in as its user; the IAM token is a password here. */
  async function loggedIn(access: string): Promise<RedisClient> {
    await server.root.ask('ACL', 'SETUSER', 'visitor', 'reset');
    await server.root.ask('ACL', 'SETUSER', 'visitor', '>token', ...access.split(' '));
    const client = await server.connect();
    clients.push(client);
    await client.ask('AUTH', 'visitor', 'token');
    return client;
  }

  /** What became of commands: `ok`, or the first word of the refusal. */
  async function outcomes(client: RedisClient, commands: readonly string[]): Promise<Record<string, string>> {
    const found: Record<string, string> = {};
    for (const command of commands) {
      found[command] = await client.ask(...command.split(' ')).then(() => 'ok', ({ message }: Error) => message.split(' ')[0]);
    }
    return found;
  }

  const all = (commands: readonly string[], outcome: string) => Object.fromEntries(commands.map((command) => [command, outcome]));

  const LOGIN = ['PING', 'HELLO 2', 'CLIENT GETNAME', 'COMMAND COUNT'];
  const READS = ['GET shop:1', 'MGET shop:1 shop:2', 'HGETALL shop:3', 'TTL shop:1', 'EXISTS shop:1'];
  const WRITES = ['SET shop:1 a', 'SET shop:2 b EX 60', 'HSET shop:3 a b', 'EXPIRE shop:1 60', 'DEL shop:2'];
  const FOREIGN = ['GET cart:1', 'MGET shop:1 cart:1', 'SET cart:1 a', 'DEL cart:1', 'COPY shop:1 cart:1', 'RENAME shop:1 cart:1'];
  const DANGEROUS = ['FLUSHALL', 'FLUSHDB', 'KEYS *', 'CONFIG GET *', 'ACL LIST', 'ACL SETUSER visitor +@all', 'SHUTDOWN', 'LATENCY RESET', 'MONITOR',
    'SAVE', 'REPLICAOF localhost 1', 'CLIENT KILL ID 1', 'CLIENT LIST', 'SORT shop:4', 'INFO', 'SWAPDB 0 0', 'MIGRATE localhost 1 shop:1 0 1', 'SLOWLOG GET'];
  const SCRIPTS = ['EVAL return 0', 'FUNCTION LIST', 'FUNCTION FLUSH', 'SCRIPT FLUSH'];
  const NAMES = ['SCAN 0', 'RANDOMKEY'];

  test('reading and writing work on the keys of the user, everything else is refused', async () => {
    const client = await loggedIn(shop.text);
    expect(await outcomes(client, [...LOGIN, ...WRITES, ...READS])).toEqual(all([...LOGIN, ...WRITES, ...READS], 'ok'));
    const refused = [...FOREIGN, ...DANGEROUS, ...SCRIPTS, ...NAMES, 'PUBLISH news a', 'SUBSCRIBE news', 'MULTI'];
    expect(await outcomes(client, refused)).toEqual(all(refused, 'NOPERM'));
  });

  test('a reader cannot write', async () => {
    const client = await loggedIn(AccessString.onKeys('shop:*').allowReading().text);
    expect(await outcomes(client, [...READS, ...WRITES])).toEqual({ ...all(READS, 'ok'), ...all(WRITES, 'NOPERM') });
  });

  test('a writer cannot read', async () => {
    const client = await loggedIn(AccessString.onKeys('shop:*').allowWriting().text);
    const reads = ['GET shop:1', 'HGETALL shop:3'];
    expect(await outcomes(client, ['SET shop:1 a', ...reads])).toEqual({ 'SET shop:1 a': 'ok', ...all(reads, 'NOPERM') });
  });

  test('a user without a right can log in, and nothing else', async () => {
    const client = await loggedIn(AccessString.onKeys('shop:*').text);
    expect(await outcomes(client, [...LOGIN, ...READS, ...WRITES])).toEqual({ ...all(LOGIN, 'ok'), ...all([...READS, ...WRITES], 'NOPERM') });
    // allowed, but this server has no cluster to tell about
    expect(await outcomes(client, ['CLUSTER SLOTS', 'CLUSTER SHARDS', 'CLUSTER RESET'])).toEqual({ ...all(['CLUSTER SLOTS', 'CLUSTER SHARDS'], 'ERR'), 'CLUSTER RESET': 'NOPERM' });
  });

  test('a user of all keys may list them, but nothing dangerous', async () => {
    const client = await loggedIn(AccessString.onAllKeys().allowReading().allowWriting().text);
    const allowed = [...NAMES, 'GET cart:1', 'SET cart:1 a'];
    expect(await outcomes(client, [...allowed, ...DANGEROUS, ...SCRIPTS])).toEqual({ ...all(allowed, 'ok'), ...all([...DANGEROUS, ...SCRIPTS], 'NOPERM') });
  });

  test('single commands are allowed and taken back by name', async () => {
    const client = await loggedIn(shop.allowCommands('info', 'client|list').denyCommands('del').text);
    expect(await outcomes(client, ['INFO', 'CLIENT LIST', 'CLIENT KILL ID 1', 'DEL shop:1', 'SET shop:1 a'])).toEqual({
      'INFO': 'ok', 'CLIENT LIST': 'ok', 'CLIENT KILL ID 1': 'NOPERM', 'DEL shop:1': 'NOPERM', 'SET shop:1 a': 'ok',
    });
  });

  test('a category brings nothing dangerous with it', async () => {
    const client = await loggedIn(AccessString.onKeys('shop:*').allowCategories('keyspace', 'transaction', 'slow').text);
    const refused = ['FLUSHALL', 'KEYS *', 'CONFIG GET *', 'SHUTDOWN', 'GET cart:1'];
    expect(await outcomes(client, ['MULTI', 'DISCARD', 'DEL shop:1', ...refused])).toEqual({ ...all(['MULTI', 'DISCARD', 'DEL shop:1'], 'ok'), ...all(refused, 'NOPERM') });
  });

  test('scripts that are allowed stay within the keys of the user', async () => {
    const client = await loggedIn(shop.allowCategories('scripting').text);
    expect(await client.ask('EVAL', "return redis.call('SET', KEYS[1], 'a')", '1', 'shop:5')).toBe('OK');
    await expect(client.ask('EVAL', "return redis.call('SET', KEYS[1], 'a')", '1', 'cart:5')).rejects.toThrow(/NOPERM|No permissions/);
  });

  test('channels are open as far as they are named', async () => {
    const client = await loggedIn(shop.allowChannels('news:*').text);
    expect(await outcomes(client, ['PUBLISH news:1 a', 'PUBLISH other a', 'PSUBSCRIBE *'])).toEqual({
      'PUBLISH news:1 a': 'ok', 'PUBLISH other a': 'NOPERM', 'PSUBSCRIBE *': 'NOPERM',
    });
  });

  test('every category that is allowed is known to the server', async () => {
    await expect(loggedIn(shop.allowCategories('keyspace', 'read', 'write', 'set', 'sortedset', 'list', 'hash', 'string', 'bitmap', 'hyperloglog', 'geo', 'stream',
      'pubsub', 'fast', 'slow', 'blocking', 'connection', 'transaction', 'scripting').text)).resolves.toBeDefined();
  });

  test('whoever does not log in can do nothing once the default user is switched off', async () => {
    await server.root.ask('ACL', 'SETUSER', 'default', 'off', 'nopass', '-@all');
    const client = await server.connect();
    clients.push(client);
    expect(await outcomes(client, ['PING', 'GET shop:1', 'SET shop:1 a', 'FLUSHALL'])).toEqual(all(['PING', 'GET shop:1', 'SET shop:1 a', 'FLUSHALL'], 'NOAUTH'));
    expect(await outcomes(client, ['AUTH default anything', 'AUTH anything'])).toEqual({ 'AUTH default anything': 'WRONGPASS', 'AUTH anything': 'ERR' });
  });
});
