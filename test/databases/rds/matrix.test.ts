import { App, Duration, Stack } from 'aws-cdk-lib';
import * as rds from 'aws-cdk-lib/aws-rds';
import { AURORA_CASES, ENGINE_CASES, EngineCase } from './engines';
import { HardeningError } from '../../../src/core/errors';
import { AuroraGlobalDatabase } from '../../../src/databases/aurora/aurora-global-database';
import { SecureAuroraClusterProps } from '../../../src/databases/aurora/aurora-props';
import { SecureAuroraCluster } from '../../../src/databases/aurora/secure-aurora-cluster';
import { SecureAuroraSecondaryCluster } from '../../../src/databases/aurora/secure-aurora-secondary-cluster';
import { MasterAuthentication } from '../../../src/databases/rds/rds-engine-options';
import { SecureRdsInstanceProps } from '../../../src/databases/rds/rds-props';
import { SecureRdsInstance } from '../../../src/databases/rds/secure-rds-instance';
import { SecureRdsReplica } from '../../../src/databases/rds/secure-rds-replica';
import { AlertTopic } from '../../../src/foundation/alerts/alert-topic';
import { DataKey } from '../../../src/foundation/data-key';
import { TieredNetwork } from '../../../src/foundation/network/tiered-network';
import { findingsOfSynthesized, listed } from '../../support/findings';
import { ELSEWHERE, ENV } from '../../support/fixtures';

// one app holds every combination once: a synth for each would take minutes
const app = new App({ context: { '@aws-cdk/core:stackResourceLimit': 0 } });
const stack = new Stack(app, 'Data', { env: ENV });
const network = new TieredNetwork(new Stack(app, 'Network', { env: ENV }), 'Network');
const alerts = new AlertTopic(stack, 'Alerts', { emails: ['team@example.com'] }).topic;
const encryptionKey = new DataKey(stack, 'Key').key;
const elsewhere = new Stack(app, 'Elsewhere', { env: ELSEWHERE });
const networkElsewhere = new TieredNetwork(elsewhere, 'Network');
const alertsElsewhere = new AlertTopic(elsewhere, 'Alerts', { emails: ['team@example.com'] }).topic;
let findings: readonly string[];

/** What becomes of a combination: the codes of its refusal, or nothing. */
const REFUSED: Record<string, readonly string[]> = {};

function attempt(name: string, create: () => unknown): void {
  try {
    create();
    REFUSED[name] = [];
  } catch (error) {
    REFUSED[name] = (error as HardeningError).codes ?? [String(error)];
  }
}

const id = (text: string) => text.replace(/\W/g, '');

function instance({ name, props }: EngineCase, kind: string, more: Partial<SecureRdsInstanceProps> = {}): void {
  attempt(`${name} ${kind}`, () => new SecureRdsInstance(stack, id(`${kind} ${name}`), { network, alerts, encryptionKey, ...props, ...more }));
}

/** A replica of a source that has no managed password, where the engine can do without. */
function replica({ name, props }: EngineCase): void {
  const iam = ['mysql', 'mariadb', 'postgres'].includes(props.engine.engineType);
  const engineOptions = iam ? { masterAuthentication: MasterAuthentication.IAM } : props.engineOptions;
  attempt(`${name} replica`, () => new SecureRdsReplica(stack, id(`replica ${name}`), {
    network, alerts, source: new SecureRdsInstance(stack, id(`source ${name}`), { network, alerts, encryptionKey, ...props, engineOptions }),
  }));
}

function cluster([name, engine]: (typeof AURORA_CASES)[number], kind: string, more: Partial<SecureAuroraClusterProps> = {}): void {
  attempt(`${name} ${kind}`, () => new SecureAuroraCluster(stack, id(`${kind} ${name}`), { network, alerts, encryptionKey, engine, ...more }));
}

/** A primary cluster, and a secondary one in another region. */
function globalDatabase([name, engine]: (typeof AURORA_CASES)[number]): void {
  const primary = { engine, engineOptions: { masterAuthentication: MasterAuthentication.IAM }, recovery: { backtrackWindow: Duration.hours(0) } };
  attempt(`${name} secondary cluster`, () => new SecureAuroraSecondaryCluster(elsewhere, id(`secondary ${name}`), {
    network: networkElsewhere,
    alerts: alertsElsewhere,
    globalDatabase: new AuroraGlobalDatabase(stack, id(`global ${name}`), {
      primary: new SecureAuroraCluster(stack, id(`primary ${name}`), { network, alerts, encryptionKey, ...primary }),
    }),
  }));
}

beforeAll(() => {
  for (const engine of ENGINE_CASES) {
    instance(engine, 'instance');
    replica(engine);
    instance(engine, 'from snapshot', { storage: { snapshot: 'before-the-move' } });
    instance(engine, 'behind a proxy', { engineOptions: { ...engine.props.engineOptions, proxy: {} } });
  }
  for (const engine of AURORA_CASES) {
    cluster(engine, 'cluster');
    cluster(engine, 'cluster from snapshot', { recovery: { snapshot: 'before-the-move' } });
    cluster(engine, 'cluster behind a proxy', { engineOptions: { proxy: {} } });
    globalDatabase(engine);
  }
  app.synth();
  findings = listed(findingsOfSynthesized(app), 'fail');
});

/** Documented refusals, by engine and version family; every other combination must be created. */
const EXPECTED: Record<string, readonly string[]> = {
  'mysql 5.5': ['ENGINE_TOO_OLD', 'ENGINE_TOO_OLD', 'ENGINE_OUT_OF_SUPPORT'],
  'mysql 5.6': ['ENGINE_TOO_OLD', 'ENGINE_TOO_OLD', 'ENGINE_OUT_OF_SUPPORT'],
  'mysql 5.7': ['ENGINE_OUT_OF_SUPPORT'],
  'mysql 8.0': ['ENGINE_OUT_OF_SUPPORT'],
  ...Object.fromEntries(['10.0', '10.1', '10.2', '10.3', '10.4']
    .map((version) => [`mariadb ${version}`, ['ENGINE_TOO_OLD', 'ENGINE_TOO_OLD', 'ENGINE_OUT_OF_SUPPORT']])),
  'mariadb 10.5': ['ENGINE_TOO_OLD', 'ENGINE_OUT_OF_SUPPORT'],
  'mariadb 10.6': ['ENGINE_OUT_OF_SUPPORT'],
  'postgres 9.5': ['ENGINE_TOO_OLD', 'ENGINE_TOO_OLD', 'ENGINE_OUT_OF_SUPPORT'],
  'postgres 9.6': ['ENGINE_TOO_OLD', 'ENGINE_TOO_OLD', 'ENGINE_OUT_OF_SUPPORT'],
  ...Object.fromEntries(['10', '11', '12', '13'].map((version) => [`postgres ${version}`, ['ENGINE_OUT_OF_SUPPORT']])),
  ...Object.fromEntries(['ee', 'se2'].flatMap((edition) => ['12.1', '12.2', '18']
    .map((version) => [`oracle-${edition} ${version}`, ['ENGINE_NOT_OFFERED']]))),
  ...Object.fromEntries(['ee', 'se', 'ex'].flatMap((edition) => ['11.00', '12.00']
    .map((version) => [`sqlserver-${edition} ${version}`, ['ENGINE_TOO_OLD', 'ENGINE_NOT_OFFERED']]))),
  'sqlserver-web 11.00': ['ENGINE_TOO_OLD', 'ENGINE_TOO_OLD', 'ENGINE_NOT_OFFERED'],
  'sqlserver-web 12.00': ['ENGINE_TOO_OLD', 'ENGINE_TOO_OLD', 'ENGINE_NOT_OFFERED'],
  'sqlserver-ee 13.00': ['ENGINE_OUT_OF_SUPPORT'],
  'sqlserver-se 13.00': ['ENGINE_OUT_OF_SUPPORT'],
  'sqlserver-web 13.00': ['ENGINE_TOO_OLD', 'ENGINE_OUT_OF_SUPPORT'],
  'sqlserver-ex 13.00': ['ENGINE_OUT_OF_SUPPORT'],
  'sqlserver-web 14.00': ['ENGINE_TOO_OLD'],
  'sqlserver-web 15.00': ['ENGINE_TOO_OLD'],
};

/** Engines of which RDS makes no replica, or none of an instance whose password it manages. */
function expectedOfReplica(name: string): readonly string[] {
  const [engine] = name.split(' ');
  if (EXPECTED[name]) {
    return EXPECTED[name];
  }
  if (/^(oracle-se2|sqlserver-(se|web|ex))/.test(engine)) {
    return ['REPLICA_UNSUPPORTED'];
  }
  return /^(oracle|db2)/.test(engine) ? ['REPLICA_SOURCE_PASSWORD_MANAGED'] : [];
}

/** How the CDK calls the major version in its classes of versions, and the engines that these belong to. */
const VERSIONS: readonly (readonly [keyof typeof rds, string, RegExp])[] = [
  ['MysqlEngineVersion', 'mysqlMajorVersion', /^mysql /],
  ['MariaDbEngineVersion', 'mariaDbMajorVersion', /^mariadb /],
  ['PostgresEngineVersion', 'postgresMajorVersion', /^postgres /],
  ['OracleEngineVersion', 'oracleMajorVersion', /^oracle-ee(-cdb)? /],
  ['SqlServerEngineVersion', 'sqlServerMajorVersion', /^sqlserver-ee /],
];

test.each(VERSIONS)('every family of %s is in the matrix', (name, major, engine) => {
  const constants = Object.values(Object.getOwnPropertyDescriptors(rds[name])).map(({ value }) => value as Record<string, string> | undefined);
  const families = constants.map((version) => version?.[major]);
  const tried = ENGINE_CASES.filter((one) => engine.test(one.name)).map((one) => one.name.split(' ')[1]);
  expect([...new Set(families)].filter((family) => family !== undefined && !tried.includes(family))).toEqual([]);
  expect(tried.length).toBeGreaterThan(2);
});

test.each(ENGINE_CASES.map(({ name }) => [name]))('a replica of %s is created or refused with documented codes', (name) => {
  expect(REFUSED[`${name} replica`]).toEqual(expectedOfReplica(name));
});

describe.each(['instance', 'from snapshot'])('%s', (kind) => {
  test.each(ENGINE_CASES.map(({ name }) => [name]))('%s is created or refused with documented codes', (name) => {
    expect(REFUSED[`${name} ${kind}`]).toEqual(EXPECTED[name] ?? []);
  });
});

test.each(ENGINE_CASES.map(({ name }) => [name]))('%s behind a proxy is created or refused with documented codes', (name) => {
  const served = /^(mysql|mariadb|postgres)/.test(name);
  expect([...REFUSED[`${name} behind a proxy`]].sort()).toEqual([...(EXPECTED[name] ?? []), ...(served ? [] : ['PROXY_UNSUPPORTED'])].sort());
});

/** Documented refusals of Aurora, by version family. */
const EXPECTED_OF_AURORA: Record<string, readonly string[]> = {
  'aurora-mysql 2': ['ENGINE_TOO_OLD', 'ENGINE_OUT_OF_SUPPORT'],
  'aurora-postgresql 9.6': ['ENGINE_TOO_OLD', 'ENGINE_OUT_OF_SUPPORT'],
  'aurora-postgresql 10': ['ENGINE_TOO_OLD', 'ENGINE_OUT_OF_SUPPORT'],
  'aurora-postgresql 11': ['ENGINE_TOO_OLD', 'ENGINE_OUT_OF_SUPPORT'],
  'aurora-postgresql 12': ['ENGINE_TOO_OLD', 'ENGINE_OUT_OF_SUPPORT'],
  'aurora-postgresql 13': ['ENGINE_OUT_OF_SUPPORT'],
};

describe.each(['cluster', 'cluster from snapshot', 'cluster behind a proxy', 'secondary cluster'])('%s', (kind) => {
  test.each(AURORA_CASES.map(([name]) => [name]))('%s is created or refused with documented codes', (name) => {
    expect(REFUSED[`${name} ${kind}`]).toEqual(EXPECTED_OF_AURORA[name] ?? []);
  });
});

test('whatever is created breaks no rule', () => {
  expect(findings).toEqual([]);
});
