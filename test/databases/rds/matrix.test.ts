import { App, Stack } from 'aws-cdk-lib';
import { ENGINE_CASES, EngineCase } from './engines';
import { HardeningError } from '../../../src/core/errors';
import { SecureRdsInstanceProps } from '../../../src/databases/rds/rds-props';
import { SecureRdsInstance } from '../../../src/databases/rds/secure-rds-instance';
import { AlertTopic } from '../../../src/foundation/alerts/alert-topic';
import { DataKey } from '../../../src/foundation/data-key';
import { TieredNetwork } from '../../../src/foundation/network/tiered-network';
import { findingsOfSynthesized, listed } from '../../support/findings';
import { ENV } from '../../support/fixtures';

// one app holds every combination once: a synth for each would take minutes
const app = new App({ context: { '@aws-cdk/core:stackResourceLimit': 0 } });
const stack = new Stack(app, 'Data', { env: ENV });
const network = new TieredNetwork(new Stack(app, 'Network', { env: ENV }), 'Network');
const alerts = new AlertTopic(stack, 'Alerts', { emails: ['team@example.com'] }).topic;
const encryptionKey = new DataKey(stack, 'Key').key;
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

beforeAll(() => {
  for (const engine of ENGINE_CASES) {
    instance(engine, 'instance');
    instance(engine, 'from snapshot', { storage: { snapshot: 'before-the-move' } });
  }
  app.synth();
  findings = listed(findingsOfSynthesized(app), 'fail');
});

/** Documented refusals, by engine and version family; every other combination must be created. */
const EXPECTED: Record<string, readonly string[]> = {
  'mysql 5.7': ['ENGINE_OUT_OF_SUPPORT'],
  'mysql 8.0': ['ENGINE_OUT_OF_SUPPORT'],
  'mariadb 10.5': ['ENGINE_TOO_OLD', 'ENGINE_OUT_OF_SUPPORT'],
  'mariadb 10.6': ['ENGINE_OUT_OF_SUPPORT'],
  'postgres 11': ['ENGINE_OUT_OF_SUPPORT'],
  'postgres 12': ['ENGINE_OUT_OF_SUPPORT'],
  'postgres 13': ['ENGINE_OUT_OF_SUPPORT'],
  'oracle-ee 12.2': ['ENGINE_NOT_OFFERED'],
  'oracle-se2 12.2': ['ENGINE_NOT_OFFERED'],
  'sqlserver-ee 12.00': ['ENGINE_TOO_OLD', 'ENGINE_NOT_OFFERED', 'ENGINE_OUT_OF_SUPPORT'],
  'sqlserver-se 12.00': ['ENGINE_TOO_OLD', 'ENGINE_NOT_OFFERED', 'ENGINE_OUT_OF_SUPPORT'],
  'sqlserver-web 12.00': ['ENGINE_TOO_OLD', 'ENGINE_TOO_OLD', 'ENGINE_NOT_OFFERED', 'ENGINE_OUT_OF_SUPPORT'],
  'sqlserver-ex 12.00': ['ENGINE_TOO_OLD', 'ENGINE_NOT_OFFERED', 'ENGINE_OUT_OF_SUPPORT'],
  'sqlserver-ee 13.00': ['ENGINE_OUT_OF_SUPPORT'],
  'sqlserver-se 13.00': ['ENGINE_OUT_OF_SUPPORT'],
  'sqlserver-web 13.00': ['ENGINE_TOO_OLD', 'ENGINE_OUT_OF_SUPPORT'],
  'sqlserver-ex 13.00': ['ENGINE_OUT_OF_SUPPORT'],
  'sqlserver-web 14.00': ['ENGINE_TOO_OLD'],
  'sqlserver-web 15.00': ['ENGINE_TOO_OLD'],
};

describe.each(['instance', 'from snapshot'])('%s', (kind) => {
  test.each(ENGINE_CASES.map(({ name }) => [name]))('%s is created or refused with documented codes', (name) => {
    expect(REFUSED[`${name} ${kind}`]).toEqual(EXPECTED[name] ?? []);
  });
});

test('whatever is created breaks no rule', () => {
  expect(findings).toEqual([]);
});
