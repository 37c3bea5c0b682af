/**
 * Runs the checks that need the compiled library but not each other, two at a time.
 *
 * Each check is a task of its own (`npm run eslint`); what it prints is shown when it ends, with its time.
 */
import { spawn } from 'child_process';
import { join } from 'path';

const CHECKS = ['eslint', 'samples', 'types', 'generate:check']; // the slowest first
const AT_ONCE = 2;

interface Outcome {
  readonly check: string;
  readonly passed: boolean;
  readonly output: string;
  readonly seconds: number;
}

function run(check: string): Promise<Outcome> {
  const start = Date.now();
  const child = spawn('projen', [check], { cwd: join(__dirname, '..'), stdio: ['ignore', 'pipe', 'pipe'] });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({
      check,
      passed: code === 0,
      output: Buffer.concat(chunks).toString(),
      seconds: (Date.now() - start) / 1000,
    }));
  });
}

async function worker(queue: string[], failed: string[]): Promise<void> {
  for (let check = queue.shift(); check !== undefined; check = queue.shift()) {
    const { passed, output, seconds } = await run(check);
    console.log(`${passed ? 'ok' : 'FAILED'}  ${check}  ${seconds.toFixed(1)} s`);
    if (!passed) {
      console.log(output);
      failed.push(check);
    }
  }
}

async function main(): Promise<void> {
  const queue = [...CHECKS];
  const failed: string[] = [];
  await Promise.all(Array.from({ length: AT_ONCE }, () => worker(queue, failed)));
  if (failed.length > 0) {
    console.error(`failed: ${failed.join(', ')}`);
    process.exitCode = 1;
  }
}

void main();
