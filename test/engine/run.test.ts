import { BACKED_UP, CRASHING, ENCRYPTED, PROTECTED } from './tiny-rules';
import { run } from '../../src/engine/run';
import { DEFAULT_PARAMETERS } from '../../src/rules/parameters';
import { Rule } from '../../src/rules/rule';
import { modelOf, modelOfStacks } from '../support/templates';

function instance(properties: object) {
  return { Type: 'AWS::RDS::DBInstance', Properties: properties };
}

/** What a rule says about one instance: the status, the place and the words. */
function said(rule: Rule, properties: object, parameters = DEFAULT_PARAMETERS) {
  return run({ app: modelOf({ Orders: instance(properties) }), rules: [rule], parameters }).map(({ status, at, because }) => [status, at, because]);
}

test('a rule that holds is a pass without words', () => {
  expect(said(ENCRYPTED, { StorageEncrypted: true })).toEqual([['pass', undefined, undefined]]);
});

test('a rule that does not hold is a failure that says where and what', () => {
  expect(said(ENCRYPTED, { StorageEncrypted: false })).toEqual([['fail', 'Properties.StorageEncrypted', 'it is false, expected true']]);
});

test('a value that only the deployment knows is unknown, and names the intrinsic', () => {
  expect(said(ENCRYPTED, { StorageEncrypted: { Ref: 'Encrypt' } }))
    .toEqual([['unknown', 'Properties.StorageEncrypted', 'it is only known at deployment (Ref Encrypt)']]);
});

test.each([
  ['the first', { 'Fn::If': ['Preview', false, true] }, 'fail'],
  ['the second', { 'Fn::If': ['Preview', true, { Ref: 'AWS::NoValue' }] }, 'fail'],
  ['a nested', { 'Fn::If': ['A', true, { 'Fn::If': ['B', true, false] }] }, 'fail'],
  ['no', { 'Fn::If': ['Preview', true, 'true'] }, 'pass'],
  ['an unknown', { 'Fn::If': ['Preview', true, { Ref: 'Encrypt' }] }, 'unknown'],
  ['a failing and an unknown', { 'Fn::If': ['Preview', false, { Ref: 'Encrypt' }] }, 'fail'],
])('both branches of a condition are judged: %s branch is wrong', (_name, value, status) => {
  expect(said(ENCRYPTED, { StorageEncrypted: value })[0][0]).toBe(status);
});

test('a rule that crashes is unknown, never a failure', () => {
  expect(said(CRASHING, {})).toEqual([['unknown', '', 'rule crashed: no such thing']]);
});

test('a rule whose applicability crashes is unknown as well', () => {
  const rule = { ...ENCRYPTED, only: CRASHING.check as never };
  expect(said(rule, { StorageEncrypted: true })).toEqual([['unknown', '', 'rule crashed: no such thing']]);
});

test('a rule says nothing about a resource that it does not apply to', () => {
  expect(said(BACKED_UP, { DBClusterIdentifier: 'orders' })).toEqual([]);
  expect(run({ app: modelOf({ Bucket: { Type: 'AWS::S3::Bucket' } }), rules: [ENCRYPTED], parameters: DEFAULT_PARAMETERS })).toEqual([]);
});

test('thresholds are parameters', () => {
  expect(said(BACKED_UP, { BackupRetentionPeriod: 7 })[0][0]).toBe('pass');
  expect(said(BACKED_UP, { BackupRetentionPeriod: 7 }, { ...DEFAULT_PARAMETERS, minBackupDays: 35 }))
    .toEqual([['fail', 'Properties.BackupRetentionPeriod', 'it is 7, expected at least 35 days']]);
});

test('findings follow the templates, the resources in them, and the rules', () => {
  const app = modelOfStacks({ A: { Resources: { Two: instance({}), One: instance({}) } }, B: { Resources: { Three: instance({}) } } });
  const findings = run({ app, rules: [PROTECTED, ENCRYPTED], parameters: DEFAULT_PARAMETERS });
  expect(findings.map(({ rule, resource }) => `${resource.path} ${rule.id}`)).toEqual([
    'A/Two tiny.protected', 'A/Two tiny.encrypted', 'A/One tiny.protected', 'A/One tiny.encrypted', 'B/Three tiny.protected', 'B/Three tiny.encrypted',
  ]);
});

test('only the given resources are judged, the others are looked at', () => {
  const app = modelOfStacks({ A: { Resources: { One: instance({}) } }, B: { Resources: { Two: instance({}) } } });
  const findings = run({ app, rules: [ENCRYPTED], parameters: DEFAULT_PARAMETERS, resources: app.templates.get('B')!.resources.values() });
  expect(findings.map(({ resource }) => resource.path)).toEqual(['B/Two']);
});

test('templates are left as they are', () => {
  const template = { Resources: { Orders: instance({ StorageEncrypted: { 'Fn::If': ['A', true, false] }, Tags: [{ Key: 'a' }] }) } };
  const before = JSON.stringify(template);
  run({ app: modelOfStacks({ Stack: template }), rules: [ENCRYPTED, PROTECTED, BACKED_UP], parameters: DEFAULT_PARAMETERS });
  expect(JSON.stringify(template)).toBe(before);
});
