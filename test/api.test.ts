import { readFileSync } from 'fs';
import { join } from 'path';
import * as api from './support/jsii-api';

const ROOT = join(__dirname, '..');

describe('the public API', () => {
  let ours: api.Assembly;
  let theirs: api.Assembly[];

  beforeAll(() => {
    ours = api.readAssembly(ROOT);
    theirs = ['aws-cdk-lib', 'cdk-nag', 'constructs'].map(api.assemblyOf);
  });

  test('every type, member and enum value is documented', () => {
    expect(api.undocumented(ours)).toEqual([]);
  });

  test('every optional prop says what happens by default', () => {
    expect(api.withoutDefault(ours)).toEqual([]);
  });

  test('nothing is untyped', () => {
    expect(api.untyped(ours)).toEqual([]);
  });

  test('nothing is a union', () => {
    expect(api.unions(ours)).toEqual([]);
  });

  test('no struct has more than 15 props', () => {
    expect(api.tooWide(ours, theirs, 15)).toEqual([]);
  });

  test('no name is borrowed from the CDK or cdk-nag', () => {
    expect(api.borrowedNames(ours, theirs)).toEqual([]);
  });

  test('no boolean switches a protection', () => {
    expect(api.protectionSwitches(ours)).toEqual([]);
  });

  // structs come without being asked for: in TypeScript as literals, elsewhere through the editor
  test('fewer than 120 names are there to be called', () => {
    expect(Object.values(ours.types).filter(({ datatype }) => datatype !== true).length).toBeLessThan(120);
  });

  test('whatever the barrel exports, every language gets', () => {
    const barrel = readFileSync(join(ROOT, 'lib', 'index.js'), 'utf-8');
    const exported = [...barrel.matchAll(/^exports\.(\w+) = void 0/gm)].map(([, name]) => name);
    expect(exported).not.toEqual([]);
    expect(exported.filter((name) => !(`${ours.name}.${name}` in ours.types))).toEqual([]);
  });
});

describe('each check of the API can fail', () => {
  const text = { primitive: 'string' };
  const docs = { summary: 'What it is.', default: '- what happens' };
  const struct = (...properties: readonly object[]) => assembly({ name: 'Props', kind: 'interface', datatype: true, docs, properties });
  const assembly = (...types: readonly object[]): api.Assembly => ({
    name: 'lib',
    types: Object.fromEntries((types as readonly api.ApiType[]).map((type) => [`lib.${type.name}`, type])),
  });

  test('a sound struct passes them all', () => {
    const sound = struct({ name: 'size', optional: true, type: text, docs });
    const checks = [api.undocumented, api.withoutDefault, api.untyped, api.unions, api.protectionSwitches];
    expect(checks.flatMap((check) => check(sound))).toEqual([]);
  });

  test('a type, a member and an enum value without a sentence are found', () => {
    const silent = assembly({ name: 'Level', kind: 'enum', members: [{ name: 'HIGH' }] }, { name: 'Store', kind: 'class', docs, methods: [{ name: 'grant' }] });
    expect(api.undocumented(silent)).toEqual(['Level', 'Level.HIGH', 'Store.grant']);
  });

  test.each([undefined, 'undefined', '- undefined', '- none', 'None.', 'null', ''])('the default %p says nothing', (value) => {
    expect(api.withoutDefault(struct({ name: 'size', optional: true, type: text, docs: { default: value } }))).toEqual(['Props.size']);
  });

  test('any is found in a list, a parameter and a returned value', () => {
    const list = { collection: { kind: 'array', elementtype: { primitive: 'any' } } };
    const loose = assembly({
      name: 'Store',
      kind: 'class',
      properties: [{ name: 'items', type: list }],
      initializer: { parameters: [{ name: 'props', type: { primitive: 'any' } }] },
      methods: [{ name: 'render', returns: { type: { primitive: 'json' } } }],
    });
    expect(api.untyped(loose)).toEqual(['Store.items', 'Store.props', 'Store.render()']);
  });

  test('a union is found in a map', () => {
    expect(api.unions(struct({ name: 'sizes', type: { collection: { elementtype: { union: { types: [] } } } } }))).toEqual(['Props.sizes']);
  });

  test('inherited props count', () => {
    const base = { name: 'BaseProps', kind: 'interface', datatype: true, properties: [{ name: 'a', type: text }, { name: 'b', type: text }] };
    const derived = { name: 'Props', kind: 'interface', datatype: true, interfaces: ['lib.BaseProps'], properties: [{ name: 'c', type: text }] };
    expect(api.tooWide(assembly(base, derived), [], 2)).toEqual(['Props: 3 props']);
  });

  test('the name of a CDK class is found', () => {
    const cdk = assembly({ name: 'DatabaseInstance', kind: 'class' }, { name: 'Waiver', kind: 'interface' });
    expect(api.borrowedNames(assembly({ name: 'DatabaseInstance', kind: 'class' }, { name: 'Waiver', kind: 'class' }), [cdk])).toEqual(['DatabaseInstance']);
  });

  test.each(['deletionProtection', 'publiclyAccessible', 'storageEncrypted', 'enableLogs', 'requireTls', 'multiAz'])('the boolean %s is found', (name) => {
    expect(api.protectionSwitches(struct({ name, type: { primitive: 'boolean' } }))).toEqual([`Props.${name}`]);
  });

  test('a missing assembly is said in words', () => {
    expect(() => api.readAssembly('/nowhere')).toThrow('/nowhere/.jsii is missing: run `npm run compile` first (`npm test` does)');
  });
});
