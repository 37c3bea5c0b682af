import { BenchResult, compare } from './bench';

const START = `
  const { App, Stack } = require('aws-cdk-lib');
  const ec2 = require('aws-cdk-lib/aws-ec2');
  const rds = require('aws-cdk-lib/aws-rds');
  const stack = new Stack(new App(), 'Stack');
  const engine = rds.DatabaseInstanceEngine.mysql({ version: rds.MysqlEngineVersion.VER_8_4_5 });`;

const OURS = `${START}
  const { SecureRdsInstance, TieredNetwork } = require('.');
  new SecureRdsInstance(stack, 'Database', { engine, network: new TieredNetwork(stack, 'Network') })`;

const THEIRS = `${START}
  new rds.DatabaseInstance(stack, 'Database', { engine, vpc: new ec2.Vpc(stack, 'Network') })`;

/** A hardened database in its network, against the same two classes of the CDK; 155 constructs against 43. */
export async function run(): Promise<BenchResult> {
  return { name: 'load and make a database / the CDK alone', ...compare(OURS, THEIRS, 9), limit: 3 };
}
