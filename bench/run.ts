/**
 * Runs every `*.bench.ts`, prints what ours costs against theirs, and fails if a limit is passed.
 *
 * Words on the command line choose: `npm run bench -- load`.
 */
import { readdirSync } from 'fs';
import { join } from 'path';
import { Bench, BenchResult } from './bench';

function row({ name, ours, theirs, limit }: BenchResult): string {
  const ratio = ours / theirs;
  const cells = [`${ours.toFixed(0)} ms`, `${theirs.toFixed(0)} ms`, ratio.toFixed(2), `<= ${limit}`, ratio <= limit ? 'ok' : 'TOO SLOW'];
  return [name.padEnd(50), ...cells.map((cell) => cell.padStart(10))].join('');
}

async function main(words: readonly string[]): Promise<void> {
  const files = readdirSync(__dirname).filter((file) => file.endsWith('.bench.ts')).sort();
  const chosen = files.filter((file) => words.length === 0 || words.some((word) => file.includes(word)));
  console.log(['ours / theirs'.padEnd(50), ...['ours', 'theirs', 'ratio', 'limit', ''].map((cell) => cell.padStart(10))].join(''));
  for (const file of chosen) {
    const bench = await import(join(__dirname, file)) as Bench;
    const result = await bench.run();
    console.log(row(result));
    if (result.ours > result.theirs * result.limit) {
      process.exitCode = 1;
    }
  }
}

void main(process.argv.slice(2));
