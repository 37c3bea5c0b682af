import { existsSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import type { Engine } from './engines';
import { TestServer } from './test-server';

/**
 * One server of an engine for all test files of a worker of Jest, which runs them one after the other.
 *
 * Who asks gets it as if it were new. It is written down in the folder of the run, for modules do not outlive a
 * file; global-teardown stops it.
 */
export async function sharedServer(engine: Engine): Promise<TestServer> {
  const record = join(process.env.JEST_TEMPORARY!, `${engine.name}-${process.env.JEST_WORKER_ID}.server.json`);
  if (existsSync(record)) {
    const server = { stop: () => Promise.resolve(), log: () => '', ...JSON.parse(readFileSync(record, 'utf-8')) as Omit<TestServer, 'stop' | 'log'> };
    await engine.clean(server);
    return server;
  }
  const server = await engine.start();
  writeFileSync(record, JSON.stringify(server));
  return server;
}
