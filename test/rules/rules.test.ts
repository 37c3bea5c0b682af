import { existsSync, readdirSync, readFileSync } from 'fs';
import { join, resolve } from 'path';
import { CASES, casesFile, casesOf, RuleCase, targetOf } from './cases';
import { isCloudFormationType } from './cloudformation-types';
import { Json } from '../../src/model/value';
import { RULES } from '../../src/rules';
import { DEFAULT_PARAMETERS } from '../../src/rules/parameters';
import { Rule } from '../../src/rules/rule';

const SOURCES = resolve(__dirname, '../../src/rules');

function verdictOf(rule: Rule, example: RuleCase) {
  const resource = targetOf(example);
  return rule.check(resource, resource.template.app, { ...DEFAULT_PARAMETERS, ...example.parameters });
}

function applies(rule: Rule, example: RuleCase): boolean {
  const resource = targetOf(example);
  return rule.appliesTo.includes(resource.type) && (rule.only?.(resource, resource.template.app) ?? true);
}

/** Shapes that a property has in no valid template, or only after an intrinsic has been resolved. */
const SHAPES: readonly Json[] = ['text', 0, true, null, [], [null], ['text'], {}, { Ref: 'Nowhere' }, { 'Fn::GetAtt': ['Nowhere', 'Arn'] },
  { 'Fn::If': ['Condition', { Ref: 'AWS::NoValue' }, [{}]] }, [{ Ref: 'Nowhere' }], { Statement: ['text', { Effect: 0 }] }];

/** The same case, once for each property of its target and each shape. */
function misshapen(example: RuleCase): RuleCase[] {
  const { resources = {}, target } = example;
  return Object.keys(resources[target]?.Properties ?? {}).flatMap((property) => SHAPES.map((shape) => ({
    ...example,
    resources: { ...resources, [target]: { ...resources[target], Properties: { ...resources[target].Properties, [property]: shape } } },
  })));
}

describe.each(RULES.filter(({ id }) => existsSync(casesFile(id))).map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  const { good, bad, unknown, notApplicable = [] } = casesOf(id);
  const undecided = typeof unknown === 'string' ? [] : unknown;

  test.each(good.map((example) => [example.name, example] as const))('passes %s', (_name, example) => {
    expect(applies(rule, example)).toBe(true);
    expect(verdictOf(rule, example)).toEqual({ kind: 'pass' });
  });

  test.each(bad.map((example) => [example.name, example] as const))('reports %s', (_name, example) => {
    expect(applies(rule, example)).toBe(true);
    expect(verdictOf(rule, example)).toEqual({ kind: 'fail', at: expect.any(String), because: expect.stringContaining(example.because!) });
  });

  if (undecided.length > 0) {
    test.each(undecided.map((example) => [example.name, example] as const))('leaves open %s', (_name, example) => {
      expect(applies(rule, example)).toBe(true);
      expect(verdictOf(rule, example)).toEqual({ kind: 'unknown', at: expect.any(String), because: expect.stringContaining(example.because ?? '') });
    });
  }

  if (notApplicable.length > 0) {
    test.each(notApplicable.map((example) => [example.name, example] as const))('does not judge %s', (_name, example) => {
      expect(applies(rule, example)).toBe(false);
    });
  }

  test('has good, bad and unknown cases, or says why it is never unknown', () => {
    expect(good.length).toBeGreaterThan(0);
    expect(bad.length).toBeGreaterThan(0);
    expect(bad.filter(({ because }) => because === undefined || because.length < 5)).toEqual([]);
    expect(typeof unknown === 'string' ? unknown : `${unknown.length} cases`).toMatch(/^(never because .{10,}|[1-9]\d* cases)$/);
  });

  test('gives a verdict on any shape of any property', () => {
    const examples = [...good, ...bad].flatMap(misshapen).filter((example) => applies(rule, example));
    expect(examples.map((example) => verdictOf(rule, example).kind).filter((kind) => !['pass', 'fail', 'unknown'].includes(kind))).toEqual([]);
  });

  test('judges types that CloudFormation has', () => {
    expect(rule.appliesTo.filter((type) => !isCloudFormationType(type))).toEqual([]);
    expect(rule.appliesTo.length).toBeGreaterThan(0);
  });

  test('says what holds, why, and what to change', () => {
    expect(rule.title).toMatch(/^[A-Z].{15,}[^.]$/);
    expect(rule.why).toMatch(/^[A-Z].{30,}\.$/s);
    expect(rule.fix).toMatch(/`[A-Z]\w+.*`/);
    expect(['critical', 'high', 'medium', 'low']).toContain(rule.severity);
  });

  test('names published controls, or says that there are none', () => {
    expect(rule.controls.length > 0 || /no published control/i.test(rule.why)).toBe(true);
    expect(new Set(rule.controls.map((control) => `${control.framework} ${control.id}`)).size).toBe(rule.controls.length);
  });
});

describe('the table of rules', () => {
  const idsOfFiles = (folder: string, suffix: string, isOne: (path: string) => boolean) => readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name: service }) => readdirSync(join(folder, service))
      .filter((file) => file.endsWith(suffix) && isOne(join(folder, service, file)))
      .map((file) => `${service}.${file.slice(0, -suffix.length)}`))
    .sort();
  const declaresRule = (path: string) => /= rule\(/.test(readFileSync(path, 'utf8'));

  test('holds one rule per file, whose id is the path', () => {
    expect(RULES.map(({ id }) => id)).toEqual(idsOfFiles(SOURCES, '.ts', declaresRule));
  });

  test('has the cases of every rule, and of no other', () => {
    expect(idsOfFiles(CASES, '.cases.yaml', () => true)).toEqual(RULES.map(({ id }) => id));
  });

  test('never uses an id twice, not even as an alias', () => {
    const ids = RULES.flatMap(({ id, aliases = [] }) => [id, ...aliases]);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  test('keeps every rule to one screen of 40 lines', () => {
    const lines = (id: string) => readFileSync(join(SOURCES, `${id.replace('.', '/')}.ts`), 'utf8').trimEnd().split('\n').length;
    expect(RULES.map(({ id }) => [id, lines(id)] as const).filter(([, count]) => count > 40)).toEqual([]);
  });
});
