import { readdirSync } from 'fs';
import { join } from 'path';
import { ESLint, Linter, loadESLint } from 'eslint';
import { LAYERS } from '../../projenrc/layers';

const ROOT = join(__dirname, '..', '..');
const SRC = join(ROOT, 'src');

// rules that need types cannot judge a file that exists in memory only
const WITHOUT_TYPES: Linter.LegacyConfig = {
  parserOptions: { project: null },
  rules: { '@typescript-eslint/no-floating-promises': 'off', '@typescript-eslint/return-await': 'off' },
};

let eslint: Pick<ESLint, 'lintText'>;

beforeAll(async () => {
  const LegacyESLint = await loadESLint({ useFlatConfig: false });
  eslint = new LegacyESLint({ cwd: ROOT, overrideConfig: WITHOUT_TYPES });
});

interface Complaint {
  readonly rule: string;
  readonly line: number;
}

/** What ESLint says about a text, as if it stood in a file of that name. */
async function complaints(file: string, lines: readonly string[]): Promise<Complaint[]> {
  const [result] = await eslint.lintText(`${lines.join('\n')}\n`, { filePath: join(ROOT, file) });
  return result.messages.map(({ ruleId, message, line }) => ({ rule: ruleId ?? message, line }));
}

async function brokenRules(file: string, ...lines: readonly string[]): Promise<string[]> {
  return (await complaints(file, lines)).map(({ rule }) => rule);
}

function foldersOfSrc(): string[] {
  return readdirSync(SRC, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

/** A file of a layer that can really be imported: ESLint judges only imports that it can resolve. */
function moduleOf(layer: string): string | undefined {
  const file = foldersOfSrc().includes(layer)
    ? readdirSync(join(SRC, layer), { recursive: true, encoding: 'utf-8' }).find((name) => name.endsWith('.ts'))
    : undefined;
  return file && `../${layer}/${file.replace(/\.ts$/, '')}`;
}

const PRESENT = Object.keys(LAYERS).filter((layer) => moduleOf(layer) !== undefined);

describe('layers', () => {
  test('every folder of src is a layer', () => {
    expect(Object.keys(LAYERS)).toEqual(expect.arrayContaining(foldersOfSrc()));
  });

  test.each(PRESENT)('%s imports the layers below it and no other', async (layer) => {
    const others = PRESENT.filter((other) => other !== layer);
    const found = await complaints(`src/${layer}/fake.ts`, others.map((other) => `import '${moduleOf(other)}';`));
    const refused = found.filter(({ rule }) => rule === 'import/no-restricted-paths').map(({ line }) => others[line - 1]);
    expect(refused).toEqual(others.filter((other) => !LAYERS[layer].includes(other)));
  });

  test.each(['foundation', 'databases', 'perimeter', 'compute'])('no tower reaches into the other: %s', (construct) => {
    const checks = ['model', 'controls', 'rules', 'engine', 'reports', 'packs'];
    expect(LAYERS[construct].filter((layer) => checks.includes(layer))).toEqual([]);
    expect(checks.filter((layer) => LAYERS[layer].includes(construct))).toEqual([]);
  });

  test('no layer imports the barrel', async () => {
    expect(await brokenRules('src/packs/fake.ts', "import '../index';")).toEqual(['import/no-restricted-paths']);
  });

  test('the barrel imports every layer', async () => {
    const lines = PRESENT.map((layer) => `import '${moduleOf(layer)!.slice(1)}';`);
    expect(await brokenRules('src/index.ts', ...lines)).not.toContain('import/no-restricted-paths');
  });
});

describe('imports and calls with one home', () => {
  const nag = "import { NagPack } from 'cdk-nag'; export class Pack extends NagPack {}";
  test.each(['src/engine/fake.ts', 'src/core/fake.ts', 'src/foundation/network/fake.ts', 'src/rules/rds/fake.ts'])('%s may not import cdk-nag', async (file) => {
    expect(await brokenRules(file, nag)).toEqual(['no-restricted-imports']);
  });

  test('packs import cdk-nag', async () => {
    expect(await brokenRules('src/packs/fake.ts', nag)).toEqual([]);
  });

  const named = ["import { Token } from 'aws-cdk-lib';", '', 'export const text = Token.asString(1);'];
  const qualified = ["import * as cdk from 'aws-cdk-lib';", '', 'export const text = cdk.Token.asString(1);'];
  test.each(['src/core/fake.ts', 'src/databases/rds/fake.ts', 'src/packs/fake.ts', 'src/rules/fake.ts'])('%s may not look at tokens', async (file) => {
    expect(await brokenRules(file, ...named)).toEqual(['no-restricted-syntax']);
    expect(await brokenRules(file, ...qualified)).toEqual(['no-restricted-syntax']);
  });

  test.each(['src/core/known.ts', 'src/model/fake.ts', 'src/model/graph/fake.ts'])('%s looks at tokens', async (file) => {
    expect(await brokenRules(file, ...named)).toEqual([]);
  });

  const acknowledge = [
    "import { App, Validations } from 'aws-cdk-lib';",
    '',
    "export const done = (app: App) => Validations.of(app).acknowledge({ id: 'a::b', reason: 'c' });",
  ];
  test.each(['src/core/known.ts', 'src/foundation/fake.ts', 'src/model/fake.ts', 'src/engine/fake.ts'])('%s may not acknowledge findings', async (file) => {
    expect(await brokenRules(file, ...acknowledge)).toEqual(['no-restricted-syntax']);
  });

  test('packs acknowledge findings', async () => {
    expect(await brokenRules('src/packs/fake.ts', ...acknowledge)).toEqual([]);
  });
});

describe('types', () => {
  test.each(['src/core/fake.ts', 'test/fake.ts', 'examples/fake.ts', 'bench/fake.ts'])('%s may not use any', async (file) => {
    expect(await brokenRules(file, 'export const value = JSON.parse("1") as any;'.replace(/"/g, "'"))).toEqual(['@typescript-eslint/no-explicit-any']);
  });
});

describe('budgets', () => {
  const code = (count: number) => Array.from({ length: count }, (_, index) => `export const value${index} = ${index};`);
  const comments = (count: number) => Array.from({ length: count }, () => '// why');
  const functionOf = (count: number) => ['export function long(values: number[]) {', ...Array.from({ length: count - 2 }, () => '  values.pop();'), '}'];

  test.each([
    ['src/core/fake.ts', 400],
    ['src/packs/fake.ts', 400],
    ['src/foundation/network/fake.ts', 250],
    ['src/databases/rds/fake.ts', 250],
    ['src/perimeter/fake.ts', 250],
    ['src/rules/rds/fake.ts', 40],
  ])('%s holds at most %d lines', async (file, max) => {
    expect(await brokenRules(file, ...code(max))).toEqual([]);
    expect(await brokenRules(file, ...code(max + 1))).toEqual(['max-lines']);
  });

  test('comments count in a rule, and do not in a construct, where they are the API documentation', async () => {
    expect(await brokenRules('src/rules/rds/fake.ts', ...comments(20), ...code(21))).toEqual(['max-lines']);
    expect(await brokenRules('src/databases/rds/fake.ts', ...comments(20), ...code(250))).toEqual([]);
  });

  test.each(['src/core/fake.ts', 'src/databases/rds/fake.ts', 'scripts/fake.ts', 'bench/fake.ts'])('a function in %s holds at most 40 lines', async (file) => {
    expect(await brokenRules(file, ...functionOf(40))).toEqual([]);
    expect(await brokenRules(file, ...functionOf(41))).toEqual(['max-lines-per-function']);
  });
});
