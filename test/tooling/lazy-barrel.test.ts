import { spawnSync } from 'child_process';
import { existsSync } from 'fs';
import { join } from 'path';

const ROOT = join(__dirname, '..', '..');

/** What a script prints that runs in a process of its own, beside the compiled library. */
function inNode(script: string, ...options: readonly string[]): string {
  if (!existsSync(join(ROOT, 'lib', 'index.js'))) {
    throw new Error('lib is missing: run `npm run compile` first (`npm test` does)');
  }
  const { stdout, stderr } = spawnSync(process.execPath, [...options, '-e', script], { cwd: ROOT, encoding: 'utf-8' });
  return stderr || stdout.trim();
}

const LOADED = "Object.keys(require.cache).map((file) => require('path').relative('.', file))";

test('requiring the library loads the barrel and nothing else', () => {
  expect(inNode(`require('.'); console.log(${LOADED}.join())`)).toBe('lib/index.js');
});

test('using a name loads its file, and none of the checks', () => {
  const loaded = inNode(`require('.').Safeguard; console.log(${LOADED}.join())`).split(',');
  expect(loaded).toContain('lib/core/safeguard.js');
  expect(loaded.filter((file) => /^lib.(model|rules|engine|reports|packs)/.test(file))).toEqual([]);
});

test('names are enumerable, and the same value every time', () => {
  expect(inNode("const lib = require('.'); console.log(Object.keys(lib).includes('Safeguard') && lib.Safeguard === lib.Safeguard)")).toBe('true');
});

test('ES modules import names', () => {
  expect(inNode("import { Safeguard } from './lib/index.js'; console.log(Safeguard.BACKUPS)", '--input-type=module')).toBe('backups');
});
