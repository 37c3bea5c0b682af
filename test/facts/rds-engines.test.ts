import { DATABASE_PORTS } from '../../src/facts/database-ports';
import { DEFAULT_PORTS } from '../../src/facts/default-ports';
import { LOG_EXPORTS, securityLogs } from '../../src/facts/log-exports';
import { endedSupport, endingSupport, firstSupported, isAtLeastVersion, RDS_ENGINES, SUPPORT_AS_OF } from '../../src/facts/rds-engines';
import { AURORA_ENGINES } from '../../src/facts/rds-engines-aurora';
import { TLS_PARAMETERS } from '../../src/facts/tls-parameters';

const ENGINES = Object.entries(RDS_ENGINES);

test('every row stands under its own name', () => {
  expect(ENGINES.map(([name, { engine }]) => [name, engine]).filter(([name, engine]) => name !== engine)).toEqual([]);
});

test.each(ENGINES)('%s refuses plain connections in one way', (_name, { tls, networkEncryption }) => {
  expect([tls, networkEncryption].filter(Boolean)).toHaveLength(1);
});

test.each(ENGINES)('%s writes what its own facts accept', (_name, { tls, minimumTls, weakProtocols = [] }) => {
  for (const parameter of [tls, minimumTls, ...weakProtocols]) {
    expect(parameter === undefined || parameter.accepted.includes(parameter.value)).toBe(true);
  }
});

test('the tables of ports, logs and TLS hold the engines of the one table, and no other', () => {
  const all = [...Object.keys(RDS_ENGINES), ...Object.keys(AURORA_ENGINES)].sort();
  expect(Object.keys(DEFAULT_PORTS).sort()).toEqual(all);
  expect(Object.keys(LOG_EXPORTS).sort()).toEqual(all);
  expect(Object.keys(TLS_PARAMETERS).sort()).toEqual(all.filter((engine) => !engine.startsWith('oracle')));
});

test('the numbered ports of the network know every default port', () => {
  const numbered = DATABASE_PORTS.map(({ port }) => port);
  expect(Object.values(DEFAULT_PORTS).filter((port) => !numbered.includes(port))).toEqual([]);
});

test('Security Hub does not ask for the log of the management agent', () => {
  expect(LOG_EXPORTS['oracle-ee']).toEqual(['alert', 'audit', 'listener', 'trace']);
  expect(securityLogs('oracle-ee')).toEqual(['alert', 'audit', 'listener']);
  expect(securityLogs('no-such-engine')).toEqual([]);
});

test('ends of support are dates', () => {
  const dates = [...ENGINES, ...Object.entries(AURORA_ENGINES)].flatMap(([, { supportEnds }]) => [...Object.values(supportEnds), SUPPORT_AS_OF]);
  expect(dates.filter((date) => new Date(date).toISOString().slice(0, 10) !== date)).toEqual([]);
});

test.each([
  ['8.0.46', '2026-07-31'], ['8.0', '2026-07-31'], ['8.4.5', undefined], ['5.7.44', '2024-02-29'], ['9.9', undefined], ['80', undefined], ['5.5.61', '2022-03-01 at the latest'], ['later', undefined],
])('support of MySQL %s ended on %s', (version, ended) => {
  expect(endedSupport(RDS_ENGINES.mysql.supportEnds, version)).toBe(ended);
});

test.each([
  ['8.4.5', '2028-08-01', '2029-07-31'], ['8.4.5', '2028-07-31', undefined], ['8.4.5', '2029-08-01', undefined], ['9.9', '2026-11-22', undefined],
].map(([version, asOf, ends]) => [version!, asOf!, ends] as const))('support of MySQL %s, as of %s, ends soon on %s', (version, asOf, ends) => {
  expect(endingSupport(RDS_ENGINES.mysql.supportEnds, version, asOf)).toBe(ends);
});

test('the first supported version is the oldest whose support goes on', () => {
  expect(firstSupported(RDS_ENGINES.mariadb.supportEnds)).toBe('10.11');
  expect(firstSupported(RDS_ENGINES['sqlserver-se'].supportEnds)).toBe('14');
  expect(firstSupported({})).toBeUndefined();
});

test.each([['10.11', '10.6', true], ['10.5', '10.6', false], ['8', '8.0', true], ['13.00', '13', true]])('%s is at least %s: %s', (version, least, expected) => {
  expect(isAtLeastVersion(version, least)).toBe(expected);
});
