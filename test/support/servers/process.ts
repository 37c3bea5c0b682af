import { ChildProcess, spawn, spawnSync } from 'child_process';
import { chmodSync, chownSync, closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from 'fs';
import { createServer } from 'net';
import { tmpdir } from 'os';
import { dirname, join } from 'path';

/** The user that servers run as when the tests run as root, which database servers refuse: `nobody`. */
const NOBODY = 65534;
const isRoot = process.getuid?.() === 0;
const identity = isRoot ? { uid: NOBODY, gid: NOBODY } : {};

/** A folder of its own for a server, which its user can enter. */
export function serverFolder(name: string): string {
  // the temporary folder of the test run is closed to other users
  const folder = mkdtempSync(join(process.env.JEST_TEMPORARY ? dirname(process.env.JEST_TEMPORARY) : tmpdir(), `${name}-`));
  chmodSync(folder, 0o711);
  giveAway(folder);
  return folder;
}

/** Make the server's user the owner of a folder and what is in it. */
export function giveAway(folder: string): void {
  if (!isRoot) {
    return;
  }
  chownSync(folder, NOBODY, NOBODY);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) {
      giveAway(join(folder, entry.name));
    } else if (entry.isFile()) {
      chownSync(join(folder, entry.name), NOBODY, NOBODY);
    }
  }
}

/** Run a program of the server to its end. */
export function run(program: string, args: readonly string[], options: { readonly env?: NodeJS.ProcessEnv; readonly cwd: string }): void {
  const { status, stdout, stderr, error } = spawnSync(program, args, { ...identity, ...options, env: { ...process.env, TMPDIR: options.cwd, ...options.env }, encoding: 'utf-8' });
  if (status !== 0) {
    throw new Error(`${program} failed: ${error?.message ?? ''}${stdout}${stderr}`);
  }
}

/** A server that runs until it is stopped, also when the file that has started it has ended. */
export class ServerProcess {
  public readonly pid: number;
  private readonly child: ChildProcess;
  private ended = false;

  public constructor(private readonly program: string, args: readonly string[], public readonly folder: string, env: NodeJS.ProcessEnv = {}) {
    const printed = openSync(this.printed, 'a');
    this.child = spawn(program, args, { ...identity, cwd: folder, env: { ...process.env, TMPDIR: folder, ...env }, stdio: ['ignore', printed, printed], detached: true });
    closeSync(printed);
    this.child.unref();
    this.child.on('exit', () => (this.ended = true));
    this.child.on('error', () => (this.ended = true));
    this.pid = this.child.pid ?? 0;
  }

  /** What it has printed. */
  public get output(): string {
    return readFileSync(this.printed, 'utf-8');
  }

  private get printed(): string {
    return join(this.folder, 'printed');
  }

  /** Wait until an attempt succeeds. */
  public async ready(attempt: () => Promise<void>): Promise<void> {
    for (let left = 150; ; left--) {
      try {
        return await attempt();
      } catch (error) {
        if (this.ended || left === 0) {
          throw new Error(`${this.program} does not answer: ${(error as Error).message}\n${this.output}`);
        }
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  }

  /** Stop it, and remove its folder. */
  public async stop(signal: NodeJS.Signals): Promise<void> {
    if (!this.ended) {
      const gone = new Promise((resolve) => this.child.on('exit', resolve));
      this.child.kill(signal);
      const timer = setTimeout(() => this.child.kill('SIGKILL'), 10_000);
      await gone;
      clearTimeout(timer);
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A port of this machine that is free now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
