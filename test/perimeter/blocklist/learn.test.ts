import { AddressSet, learn, Services, Settings } from '../../../src/perimeter/blocklist/handler/learn';

const NOW = Date.parse('2026-01-02T03:04:05Z');
const HOUR = 3_600_000;
const SETTINGS: Settings = { offences: 3, window: HOUR, maxAddresses: 2, neverBlock: ['203.0.113.0/24'], honeypotRule: 'Honeypot', ownRule: 'AddressBlocklist' };

/** Requests that a firewall blocked, minutes ago. */
const blocked = (clientIp: string, count: number, minutes = 5, terminatingRuleId = 'RateLimit') => Array<string>(count).fill(
  JSON.stringify({ timestamp: NOW - minutes * 60_000, action: 'BLOCK', terminatingRuleId, httpRequest: { clientIp } }));

const failed = (client: string, count: number) => Array<string>(count).fill(
  `h2 ${new Date(NOW - 60_000).toISOString()} app/shop/1 ${client}:443 10.0.0.1:80 0 0 0 404 404 0 0 "GET https://x:443/ HTTP/2.0" "-" - - arn "Root" "-" "-" 0 `
  + '2026-01-02T03:03:04Z "waf,forward" "-" "-" "10.0.0.1:80" "404" "-" "-"');

async function* lines(list: readonly string[]): AsyncIterable<string> {
  yield* list;
}

interface Run {
  readonly writes: Record<string, readonly string[]>;
  readonly logged: object[];
}

interface Logs {
  readonly firewall?: readonly string[];
  readonly access?: readonly string[];
}

async function run(logs: Logs, sets: Record<string, readonly string[]> = {}): Promise<Run> {
  const result: Run = { writes: {}, logged: [] };
  const services: Services = {
    now: () => NOW,
    firewallLines: () => lines(logs.firewall ?? []),
    accessLines: () => lines(logs.access ?? []),
    read: (version): Promise<AddressSet> => Promise.resolve({ addresses: sets[version] ?? [], lockToken: `token ${version}` }),
    write: (version, addresses, lockToken) => {
      expect(lockToken).toBe(`token ${version}`);
      result.writes[version] = addresses;
      return Promise.resolve();
    },
    log: (entry) => result.logged.push(entry),
  };
  await learn(SETTINGS, services);
  return result;
}

test('who offends often enough is blocked, who does less is not', async () => {
  const { writes } = await run({ firewall: [...blocked('198.51.100.1', 3), ...blocked('198.51.100.2', 2)] });
  expect(writes).toEqual({ IPV4: ['198.51.100.1/32'] });
});

test('who asked for a honeypot is blocked at once, and by no other rule of that weight', async () => {
  const firewall = [...blocked('198.51.100.1', 1, 5, 'Honeypot'), ...blocked('198.51.100.2', 1)];
  expect((await run({ firewall, access: failed('198.51.100.3', 1) })).writes).toEqual({ IPV4: ['198.51.100.1/32'] });
  expect((await run({ firewall: blocked('203.0.113.9', 1, 5, 'Honeypot') })).writes).toEqual({});
});

test('offences in both logs add up', async () => {
  expect((await run({ firewall: blocked('198.51.100.1', 1), access: failed('198.51.100.1', 2) })).writes).toEqual({ IPV4: ['198.51.100.1/32'] });
});

test('addresses of one IPv6 network add up, and the network is blocked', async () => {
  const firewall = [...blocked('2001:db8::1', 1), ...blocked('2001:db8::2', 1), ...blocked('2001:db8:0:0:5::3', 1), ...blocked('2001:db8:0:1::1', 2)];
  expect((await run({ firewall })).writes).toEqual({ IPV6: ['2001:db8:0:0::/64'] });
});

test('a block ends when the offences have left the window', async () => {
  const { writes, logged } = await run({ firewall: blocked('198.51.100.1', 9, 61) }, { IPV4: ['198.51.100.1/32'] });
  expect(writes).toEqual({ IPV4: [] });
  expect(logged[0]).toEqual({ version: 'IPV4', blocked: 0, added: [], removed: ['198.51.100.1/32'] });
});

test('being blocked by the list itself does not prolong the block', async () => {
  expect((await run({ firewall: blocked('198.51.100.1', 9, 1, 'AddressBlocklist') }, { IPV4: ['198.51.100.1/32'] })).writes).toEqual({ IPV4: [] });
});

test('named and private ranges are never blocked', async () => {
  expect((await run({ firewall: [...blocked('203.0.113.9', 50), ...blocked('10.0.0.9', 50)], access: failed('192.168.1.1', 50) })).writes).toEqual({});
});

test('of more than there is room for, the worst are blocked, in a stable order', async () => {
  const firewall = [...blocked('198.51.100.3', 4), ...blocked('198.51.100.1', 4), ...blocked('198.51.100.2', 7), ...blocked('2001:db8::1', 3)];
  expect((await run({ firewall })).writes).toEqual({ IPV4: ['198.51.100.2/32', '198.51.100.1/32'], IPV6: ['2001:db8:0:0::/64'] });
});

test('nothing is written when nothing changed, however WAF spells it', async () => {
  const firewall = [...blocked('198.51.100.1', 3), ...blocked('2001:db8::1', 3)];
  expect((await run({ firewall }, { IPV4: ['198.51.100.1/32'], IPV6: ['2001:0db8:0000:0000:0000:0000:0000:0000/64'] })).writes).toEqual({});
});

test('a set that somebody changed meanwhile is left to the next run', async () => {
  const services = { now: () => NOW, firewallLines: () => lines(blocked('198.51.100.1', 3)), accessLines: () => lines([]), log: () => undefined };
  await expect(learn(SETTINGS, {
    ...services,
    read: () => Promise.resolve({ addresses: [], lockToken: 'old' }),
    write: () => Promise.reject(new Error('WAFOptimisticLockException')),
  })).rejects.toThrow('WAFOptimisticLockException');
});
