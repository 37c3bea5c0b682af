/**
 * Compiles the library and runs the checks, two at a time, for none of them uses more than one core.
 *
 * Each is a task of its own (`npm run eslint`); what it prints is shown when it ends, with its time.
 */
import { spawn } from 'child_process';
import { join } from 'path';

/** What runs, in this order, and which of them need the compiled library; the shortest comes last, so that both cores end together. */
const TASKS: readonly { readonly name: string; readonly compiled?: true }[] = [
  { name: 'compile' },
  { name: 'eslint' },
  { name: 'generate:check', compiled: true },
  { name: 'samples', compiled: true },
  { name: 'types' },
];
const AT_ONCE = 2;

interface Outcome {
  readonly passed: boolean;
  readonly output: string;
  readonly seconds: number;
}

function run(name: string): Promise<Outcome> {
  const start = Date.now();
  const child = spawn('projen', [name], { cwd: join(__dirname, '..'), stdio: ['ignore', 'pipe', 'pipe'] });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({
      passed: code === 0,
      output: Buffer.concat(chunks).toString(),
      seconds: (Date.now() - start) / 1000,
    }));
  });
}

async function report(name: string, failed: string[]): Promise<void> {
  const { passed, output, seconds } = await run(name);
  console.log(`${passed ? 'ok' : 'FAILED'}  ${name}  ${seconds.toFixed(1)} s`);
  if (!passed) {
    console.log(output);
    failed.push(name);
  }
}

async function main(): Promise<void> {
  const waiting = [...TASKS];
  const running = new Map<string, Promise<void>>();
  const failed: string[] = [];
  while (waiting.length + running.size > 0) {
    const ready = waiting.findIndex(({ compiled }) => !compiled || !running.has('compile'));
    if (ready >= 0 && running.size < AT_ONCE) {
      const [{ name }] = waiting.splice(ready, 1);
      running.set(name, report(name, failed).finally(() => running.delete(name)));
    } else {
      await Promise.race(running.values());
    }
    if (failed.includes('compile')) {
      break; // what needs the library would only repeat why it does not compile
    }
  }
  await Promise.all(running.values());
  if (failed.length > 0) {
    console.error(`failed: ${failed.join(', ')}`);
    process.exitCode = 1;
  }
}

void main();
