import { execFileSync } from 'child_process';
import { readdirSync } from 'fs';
import { join } from 'path';

const ROOT = join(__dirname, '..', '..');

/** The files that would be published now. */
function packed(): string[] {
  const output = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: ROOT, encoding: 'utf-8', stdio: ['ignore', 'pipe', 'ignore'] });
  return (JSON.parse(output) as { readonly files: { readonly path: string }[] }[])[0].files.map(({ path }) => path);
}

const FILES = packed();

test('the package holds the library, the code of every function and what documents them, and nothing that lies beside', () => {
  expect([...new Set(FILES.map((path) => path.split('/')[0]))].sort()).toEqual(
    ['.jsii', '.jsii.tabl.json', 'API.md', 'LICENSE', 'README.md', 'assets', 'lib', 'package.json', 'rosetta']);
  for (const name of readdirSync(join(ROOT, 'assets'))) {
    expect(FILES).toContain(`assets/${name}/index.js`);
  }
});

test('each compiled file comes with its types', () => {
  const compiled = FILES.filter((path) => path.startsWith('lib/') && path.endsWith('.js')).map((path) => path.replace(/js$/, 'd.ts'));
  expect(compiled.length).toBeGreaterThan(500);
  const files = new Set(FILES);
  expect(compiled.filter((path) => !files.has(path))).toEqual([]);
});
