import { Template } from 'aws-cdk-lib/assertions';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as fc from 'fast-check';
import { Safeguard } from '../../../src/core/safeguard';
import { Waiver } from '../../../src/core/waiver';
import { prefixesOf } from '../../../src/databases/rds/cidr-terms';
import { CONNECTION_LOGS, REFUSED_LOGINS } from '../../../src/databases/rds/connection-logs';
import { ipv6PrefixesOf, isIPv6Range } from '../../../src/databases/rds/ipv6-terms';
import { outsidePattern, patternOf } from '../../../src/databases/rds/outside-connections';
import { matches } from '../../support/filter-pattern';
import { AURORA_MYSQL, AURORA_POSTGRESQL, auroraCluster, DB2, ENV, ORACLE, POSTGRES, rdsInstance, SQL_SERVER, TwoStacks, twoStacks } from '../../support/fixtures';
import { thrown } from '../../support/thrown';

const RANGES = ['172.31.0.0/16', '10.20.0.0/20', '192.0.2.7/32'];
const AUDIT = outsidePattern(CONNECTION_LOGS.mariadb!, RANGES);
const POSTGRESQL = outsidePattern(CONNECTION_LOGS.postgres!, RANGES);
const LISTENER = outsidePattern(CONNECTION_LOGS.oracle!, RANGES);

const audit = (host: string, operation = 'CONNECT', object = '') => `20261122 02:00:01,ip-10-20-0-9,orders_app,${host},4711,0,${operation},orders,${object},0`;
const postgres = (remote: string, message = 'connection authorized: user=orders_app database=orders SSL enabled (protocol=TLSv1.3)') =>
  `2026-11-22 02:00:01 UTC:${remote}:orders_app@orders:[4711]:LOG:  ${message}`;

test('the filter of a single range excludes the host and the range', () => {
  expect(outsidePattern(CONNECTION_LOGS.mysql!, ['172.31.0.0/16'])).toBe('",CONNECT," -",localhost," -",127.0.0.1," -",::1," -",172.31."');
});

test.each<[string, boolean, string]>([
  ['the host itself', false, audit('localhost')],
  ['a loopback address', false, audit('127.0.0.1')],
  ['inside the first range', false, audit('172.31.255.1')],
  ['inside a range that cuts an octet', false, audit('10.20.15.200')],
  ['the one address of a range', false, audit('192.0.2.7')],
  ['beside a range that cuts an octet', true, audit('10.20.16.1')],
  ['an address that begins like the one of a range', true, audit('192.0.2.70')],
  ['an address that ends like a range', true, audit('10.172.31.5')],
  ['an address on the internet', true, audit('203.0.113.9')],
  ['an IPv6 address', true, audit('2001:db8::17')],
  ['the end of a connection', false, audit('203.0.113.9', 'DISCONNECT')],
  ['a login that failed', false, audit('203.0.113.9', 'FAILED_CONNECT')],
  ['a statement that speaks of CONNECT', false, audit('203.0.113.9', 'QUERY', "'create table connect (a int)'")],
])('MariaDB audit: %s counts: %s', (_title, counts, line) => {
  expect(matches(AUDIT, line)).toBe(counts);
});

test.each<[string, boolean, string]>([
  ['the socket of the host', false, postgres('[local]')],
  ['a loopback address', false, postgres('127.0.0.1(50000)')],
  ['inside the first range', false, postgres('172.31.0.4(50000)')],
  ['inside a range that cuts an octet', false, postgres('10.20.0.1(50000)')],
  ['the one address of a range', false, postgres('192.0.2.7(50000)')],
  ['beside a range that cuts an octet', true, postgres('10.20.16.1(50000)')],
  ['an address that begins like the one of a range', true, postgres('192.0.2.70(50000)')],
  ['an address on the internet', true, postgres('203.0.113.9(50000)')],
  ['an IPv6 address', true, postgres('2001:db8::17(50000)')],
  ['a connection that is not yet authorized', false, postgres('203.0.113.9(50000)', 'connection received: host=203.0.113.9 port=50000')],
  ['the end of a connection', false, postgres('203.0.113.9(50000)', 'disconnection: session time: 0:00:01.000 user=orders_app database=orders')],
])('PostgreSQL: %s counts: %s', (_title, counts, line) => {
  expect(matches(POSTGRESQL, line)).toBe(counts);
});

const listener = (address: string, event = 'establish') =>
  `22-NOV-2026 02:00:01 * (CONNECT_DATA=(SID=ORCL)(CID=(PROGRAM=)(HOST=172.31.0.4)(USER=app))) * (ADDRESS=(PROTOCOL=${address})) * ${event} * ORCL * 0`;
const tcp = (host: string) => `tcp)(HOST=${host})(PORT=50000`;

test.each<[string, boolean, string]>([
  ['the host itself', false, listener(tcp('127.0.0.1'))],
  ['a process of the host', false, listener('beq')],
  ['inside the first range', false, listener(tcp('172.31.0.4'))],
  ['the one address of a range', false, listener(tcp('192.0.2.7'))],
  ['an address that begins like the one of a range', true, listener(tcp('192.0.2.70'))],
  ['an address on the internet that calls its host by a trusted address', true, listener(tcp('203.0.113.9'))],
  ['an IPv6 address', true, listener(tcp('2001:db8::17'))],
  ['a command to the listener', false, listener(tcp('203.0.113.9'), 'status')],
])('Oracle listener: %s counts: %s', (_title, counts, line) => {
  expect(matches(LISTENER, line)).toBe(counts);
});

test.each<[string, string]>([
  ['mariadb', audit('203.0.113.9', 'FAILED_CONNECT')],
  ['postgres', '2026-11-22 02:00:01 UTC:10.20.0.1(50000):orders_app@orders:[4711]:FATAL:  password authentication failed for user "orders_app"'],
  ['postgres', '2026-11-22 02:00:01 UTC:10.20.0.1(50000):orders_app@orders:[4711]:FATAL:  PAM authentication failed for user "orders_app"'],
  ['sqlserver', "2026-11-22 02:00:01.00 Logon       Login failed for user 'keeper'. Reason: Password did not match that for the login provided. [CLIENT: 10.20.0.1]"],
])('refused logins of %s are recognised', (family, line) => {
  expect(matches(patternOf(REFUSED_LOGINS[family as 'mariadb']!.texts), line)).toBe(true);
});

const octet = fc.integer({ min: 0, max: 255 });
const number = (octets: readonly number[]) => octets.reduce((sum, one) => sum * 256 + one, 0);

test('an address counts as trusted exactly when it lies in the range', () => {
  const addresses = fc.tuple(octet, octet, octet, octet);
  fc.assert(fc.property(addresses, fc.integer({ min: 5, max: 32 }), addresses, fc.boolean(), (base, bits, other, near) => {
    const address = near ? [...base.slice(0, 3), other[3]] : other;
    const size = 2 ** (32 - bits);
    const inside = Math.floor(number(address) / size) === Math.floor(number(base) / size);
    const pattern = outsidePattern(CONNECTION_LOGS.mysql!, [`${base.join('.')}/${bits}`]);
    fc.pre(address.join('.') !== '127.0.0.1');
    expect(matches(pattern, audit(address.join('.')))).toBe(!inside);
  }));
});

test.each<[string, string[] | undefined]>([
  ['2001:db8:1:2::/64', ['2001:db8:1:2:']],
  ['2001:DB8:1::/48', ['2001:db8:1:']],
  ['2600:1f18:abcd::/64', ['2600:1f18:abcd:0:', '2600:1f18:abcd::']],
  ['2001:db8::/64', ['2001:db8:0:0:', '2001:db8::']],
  ['2001:db8:0:1::/64', ['2001:db8:0:1:']],
  ['2600:1f18:abcd:ef4::/62', ['2600:1f18:abcd:ef4:', '2600:1f18:abcd:ef5:', '2600:1f18:abcd:ef6:', '2600:1f18:abcd:ef7:']],
  ['2001:db8::17/128', ['2001:db8::17']],
  ['2001:db8::/128', ['2001:db8::']],
  ['2001:0:0:0:1:0:0:17/128', ['2001::1:0:0:17']],
  ['::/127', ['::', '::1']],
  ['2001:0:0:1::/64', undefined],
  ['2001::/64', undefined],
])('the texts of %s are %j', (range, texts) => {
  expect(ipv6PrefixesOf(range)).toEqual(texts);
});

test.each([['2001:db8::/0'], ['2001:db8::/129'], ['2001:db8::'], ['2001:db8::1::/64'], ['2001:db8::/64/64'], ['::ffff:10.0.0.1/128'], ['fe80::1%eth0/64'], ['']])(
  '%p is no IPv6 range', (text) => {
    expect(isIPv6Range(text)).toBe(false);
    expect(ipv6PrefixesOf(text)).toBeUndefined();
  });

test('an IPv6 address, as servers write it, counts as trusted exactly when it lies in the range', () => {
  // many zeros, since they are what is written in several ways
  const group = fc.oneof({ weight: 2, arbitrary: fc.constantFrom(0, 1, 0xef0, 0xef00) }, fc.integer({ min: 0, max: 0xffff }));
  const address = fc.array(group, { minLength: 8, maxLength: 8 });
  const written = (groups: readonly number[]) => new URL(`http://[${groups.map((one) => one.toString(16)).join(':')}]`).hostname.slice(1, -1);
  const bitsOf = (groups: readonly number[]) => groups.map((one) => one.toString(2).padStart(16, '0')).join('');
  const lengths = fc.constantFrom(16, 32, 46, 48, 60, 62, 64, 80, 112, 126, 128);
  fc.assert(fc.property(address, lengths, address, fc.integer({ min: 0, max: 8 }), (base, bits, other, shared) => {
    const client = [...base.slice(0, shared), ...other.slice(shared)];
    const range = `${written(base)}/${bits}`;
    fc.pre(ipv6PrefixesOf(range) !== undefined && written(client) !== '::1');
    const inside = bitsOf(client).slice(0, bits) === bitsOf(base).slice(0, bits);
    expect(matches(outsidePattern(CONNECTION_LOGS.mysql!, [range]), audit(written(client)))).toBe(!inside);
    expect(matches(outsidePattern(CONNECTION_LOGS.postgres!, [range]), postgres(`${written(client)}(50000)`))).toBe(!inside);
  }));
});

test.each([['10.0.0.0/0'], ['10.0.0.0/33'], ['10.0.0.256/24'], ['10.0.0/24'], ['2001:db8::/32'], ['']])('%p is no range', (text) => {
  expect(prefixesOf(text)).toBeUndefined();
});

describe('on an instance', () => {
  let stacks: TwoStacks;
  beforeAll(() => {
    stacks = twoStacks(ENV);
  });
  const one = (id: string, problem: string) => `Alarm of 'Data/${id}/alarmOnConnectionsFromOutside()' cannot be created, 1 problem:\n  ${problem}`;

  test('the first connection from outside raises the alarm', () => {
    const alone = twoStacks(ENV);
    rdsInstance(alone, { engine: POSTGRES, naming: { identifier: 'reports' } }, 'Reports').alarmOnConnectionsFromOutside(['10.0.0.0/16']);
    const template = Template.fromStack(alone.dataStack);
    template.hasResourceProperties('AWS::Logs::MetricFilter', {
      FilterPattern: '"connection authorized:" -":[local]:" -":127.0.0.1(" -":::1(" -" UTC:10.0."',
      MetricTransformations: [{ MetricNamespace: 'DatabaseHardening', MetricName: 'OutsideConnections-reports', MetricValue: '1', DefaultValue: 0 }],
    });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: 'DatabaseHardening', Threshold: 1, ComparisonOperator: 'GreaterThanOrEqualToThreshold', Period: 300, Statistic: 'Sum', TreatMissingData: 'notBreaching',
    });
  });

  test.each([['oracle-ee', 'listener', ORACLE]])('%s counts in its %s log', (_name, log, engine) => {
    const store = rdsInstance(stacks, { engine, naming: { identifier: 'ledger' } }, 'Listened');
    store.alarmOnConnectionsFromOutside(['10.0.0.0/16']);
    const [filter] = store.node.findChild('OutsideConnections').node.findAll().filter((child): child is logs.CfnMetricFilter => child instanceof logs.CfnMetricFilter);
    expect(stacks.dataStack.resolve(filter.logGroupName)).toEqual({ Ref: expect.stringMatching(`^ListenedLog${log}`) });
  });

  test.each([
    ['Aurora MySQL', AURORA_MYSQL, 'audit', ',CONNECT,', ',FAILED_CONNECT,'],
    ['Aurora PostgreSQL', AURORA_POSTGRESQL, 'postgresql', 'connection authorized:', 'authentication failed for user'],
  ])('%s counts connections from outside and refused logins in the log of the cluster', (_title, engine, log, connected, refused) => {
    const alone = twoStacks(ENV);
    auroraCluster(alone, { engine, naming: { identifier: 'shop' } }).alarmOnConnectionsFromOutside(['10.0.0.0/16']);
    const filters = Object.values(Template.fromStack(alone.dataStack).findResources('AWS::Logs::MetricFilter')).map(({ Properties }) => Properties as Record<string, unknown>);
    expect(filters.map(({ FilterPattern, LogGroupName }) => ({ FilterPattern, LogGroupName }))).toEqual([
      { FilterPattern: expect.stringContaining(`"${refused}"`), LogGroupName: { Ref: expect.stringMatching(`^OrdersLog${log}`) } },
      { FilterPattern: expect.stringContaining(`"${connected}" -"`), LogGroupName: { Ref: expect.stringMatching(`^OrdersLog${log}`) } },
    ]);
  });

  test('two stores have two metrics', () => {
    const two = twoStacks(ENV);
    rdsInstance(two, {}, 'First').alarmOnConnectionsFromOutside(['10.0.0.0/16']);
    rdsInstance(two, {}, 'Second').alarmOnConnectionsFromOutside(['10.0.0.0/16']);
    const names = Object.values(Template.fromStack(two.dataStack).findResources('AWS::Logs::MetricFilter'))
      .map(({ Properties }) => Properties.MetricTransformations[0].MetricName as string);
    expect(names).toHaveLength(4);
    expect(new Set(names).size).toBe(4);
  });

  test('ranges that make too long a pattern are refused', () => {
    expect(thrown(() => rdsInstance(stacks, {}, 'Long').alarmOnConnectionsFromOutside(['10.0.0.0/9']))).toBe(one('Long',
      'RANGES_TOO_MANY: `ranges` make a filter pattern of 1476 characters, 1024 are allowed; pass ranges of 8, 16 or 24 bits (IPv6: 48 or 64), which make one term or two'));
  });

  test('a malformed range is refused', () => {
    expect(thrown(() => rdsInstance(stacks, {}, 'Malformed').alarmOnConnectionsFromOutside(['10.0.0.0']))).toBe(one('Malformed',
      "RANGE_INVALID: `ranges` holds '10.0.0.0', allowed are IPv4 ranges with 1 to 32 fixed bits and IPv6 ranges with 1 to 128 in plain text; pass for example '10.0.0.0/16' or '2001:db8:1:2::/64'"));
  });

  test('an IPv6 range that is written in several ways is refused, and one of a whole VPC is too long', () => {
    expect(thrown(() => rdsInstance(stacks, {}, 'Zeros').alarmOnConnectionsFromOutside(['2001:0:0:1::/64']))).toBe(one('Zeros',
      "RANGE_AMBIGUOUS: `ranges` holds '2001:0:0:1::/64', whose addresses are written in several ways, since its fixed part holds a run of zeros; "
      + 'allowed are at most two zeros at its end; pass longer ranges, such as those of the subnets'));
    expect(thrown(() => rdsInstance(stacks, {}, 'Vpc').alarmOnConnectionsFromOutside(['2600:1f18:abcd:ef00::/56']))).toMatch(/RANGES_TOO_MANY: .* of \d{4} characters/);
  });

  test('no range at all is refused', () => {
    expect(thrown(() => rdsInstance(stacks, {}, 'Empty').alarmOnConnectionsFromOutside([]))).toBe(one('Empty',
      'RANGES_EMPTY: `ranges` is empty, so that every connection would raise the alarm; pass the ranges of the VPC'));
  });

  test('a store without logs is refused', () => {
    const store = rdsInstance(stacks, { waivers: [Waiver.of(Safeguard.LOG_EXPORTS, 'logged by an agent of its own')] }, 'Unlogged');
    expect(thrown(() => store.alarmOnConnectionsFromOutside(['10.0.0.0/16']))).toBe(one('Unlogged',
      'CONNECTIONS_NOT_LOGGED: Safeguard.LOG_EXPORTS is waived, so nothing can be counted; remove the waiver'));
  });

  test.each([['sqlserver-se', SQL_SERVER]])('%s, which logs no addresses, is refused', (name, engine) => {
    const id = name.replace('-', '');
    expect(thrown(() => rdsInstance(stacks, { engine }, id).alarmOnConnectionsFromOutside(['10.0.0.0/16']))).toBe(one(id,
      `CONNECTIONS_NOT_LOGGED: ${name} writes no address of a client into an exported log; watch its network with flow logs`));
  });

  test('Db2 has no log of refused logins, and no alarm on them', () => {
    const engineOptions = { ibmCustomerId: '1234567', ibmSiteId: '7654321' };
    expect(rdsInstance(stacks, { engine: DB2, engineOptions }, 'Ledger').node.tryFindChild('RefusedLogins')).toBeUndefined();
  });
});
