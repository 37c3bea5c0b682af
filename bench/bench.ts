import { spawnSync } from 'child_process';
import { join } from 'path';

/** What one comparison measured, in milliseconds. */
export interface BenchResult {
  /** What was measured, and against what. */
  readonly name: string;
  readonly ours: number;
  readonly theirs: number;

  /** How many times theirs ours may cost. */
  readonly limit: number;
}

/** A file `*.bench.ts` exports `run`. */
export interface Bench {
  run(): Promise<BenchResult>;
}

const ROOT = join(__dirname, '..');

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** How long a script takes in a process of its own, the start of Node not counted. */
function inChild(script: string): number {
  const timed = `const start = performance.now(); ${script}; process.stdout.write(String(performance.now() - start));`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', timed], { cwd: ROOT, encoding: 'utf-8' });
  if (status !== 0) {
    throw new Error(`the measured script failed:\n${script}\n${stderr}`);
  }
  return Number(stdout);
}

/** The medians of two scripts that run in turns, so that a busy moment of the machine hits both; the first pair warms the disk. */
export function compare(ours: string, theirs: string, pairs = 15): { readonly ours: number; readonly theirs: number } {
  const times = Array.from({ length: pairs + 1 }, () => ({ ours: inChild(ours), theirs: inChild(theirs) })).slice(1);
  return { ours: median(times.map((time) => time.ours)), theirs: median(times.map((time) => time.theirs)) };
}
