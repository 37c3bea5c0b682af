import { BenchResult, compare } from './bench';

const OURS = `
  const { App, Stack } = require('aws-cdk-lib');
  const { DataKey } = require('.');
  new DataKey(new Stack(new App(), 'Stack'), 'Key')`;

/** Loading the library and making one construct, against loading cdk-nag and making nothing. */
export async function run(): Promise<BenchResult> {
  return { name: 'load and make one DataKey / load cdk-nag', ...compare(OURS, "require('cdk-nag')"), limit: 1.2 };
}
