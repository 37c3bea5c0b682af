/**
 * Runs every generator. With `--check`, fails and names each file that was not current; the current one stays in place.
 *
 * A generator is `scripts/generate-*.ts`. It writes (and deletes) its files and knows nothing of the check, which
 * compares the whole tree before and after: so no list of generated files can be forgotten.
 */
import { spawnSync } from 'child_process';
import { createHash } from 'crypto';
import { readdirSync, readFileSync } from 'fs';
import { join, relative } from 'path';

const ROOT = join(__dirname, '..');
const NOT_OURS = new Set(['.git', 'cdk.out', 'coverage', 'dist', 'lib', 'node_modules', '.jsii', '.jsii.tabl.json']);

/** What each generator runs. */
function generators(): string[][] {
  const ours = readdirSync(__dirname).filter((file) => /^generate-.*\.ts$/.test(file)).sort();
  return [
    ['tsx', '.projenrc.ts'], // `npm run types` checks it
    ['jsii-docgen', '--output', 'API.md'],
    ...ours.map((file) => ['tsx', join('scripts', file)]),
  ];
}

function run([command, ...args]: readonly string[]): void {
  const { status } = spawnSync(command, args, {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, PROJEN_DISABLE_POST: 'true' }, // no `npm install` after projen
  });
  if (status !== 0) {
    throw new Error(`generator failed: ${command} ${args.join(' ')}`);
  }
}

function* filesBelow(folder: string): Iterable<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !NOT_OURS.has(entry.name)) {
      yield* filesBelow(path);
    } else if (entry.isFile() && !NOT_OURS.has(entry.name)) {
      yield path;
    }
  }
}

function hashes(): Map<string, string> {
  const hash = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');
  return new Map([...filesBelow(ROOT)].map((path) => [relative(ROOT, path), hash(path)]));
}

function differences(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  const files = new Set([...before.keys(), ...after.keys()]);
  return [...files].filter((file) => before.get(file) !== after.get(file)).sort();
}

const before = hashes();
generators().forEach(run);
const stale = differences(before, hashes());
if (process.argv.includes('--check') && stale.length > 0) {
  console.error('These generated files were not current; they have been written again, commit them:');
  stale.forEach((file) => console.error(`  ${file}`));
  process.exit(1);
}
