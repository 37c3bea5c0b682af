/** The pack against cdk-nag's AwsSolutions pack: both judge the same synthesized app in the same process. */
import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, IPolicyValidationContext, IPolicyValidationPlugin, Stack } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elasticache from 'aws-cdk-lib/aws-elasticache';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import { AwsSolutionsChecks } from 'cdk-nag';
import { BenchResult, median } from './bench';

// what users run: compiled, like cdk-nag
const LIB = join(__dirname, '../lib');
const STACKS = 23;
const RUNS = 15;

/** Medians of several runs, turn by turn so that both see the same state of the machine. */
export async function run(): Promise<BenchResult> {
  process.env.CDK_VALIDATION = 'false';
  const outdir = mkdtempSync(join(tmpdir(), 'pack-bench-'));
  try {
    const { AppRun, DatabaseHardeningChecks, removeStaleReports, RULES } = await library();
    const { app, context } = synthesized(outdir);
    const optional = RULES.filter(({ byDefault }) => byDefault === false).map(({ id }) => id);
    const ours = new DatabaseHardeningChecks(undefined, { additionalRules: optional });
    const theirs = new AwsSolutionsChecks(app);
    const times = { ours: [] as number[], theirs: [] as number[] };
    // the first round warms up both
    for (let round = 0; round <= RUNS; round += 1) {
      // every synth reads its templates anew and writes its report
      AppRun.forget(app);
      removeStaleReports(app);
      times.ours.push(timed(ours, context));
      times.theirs.push(timed(theirs, context));
    }
    return { name: `the pack on ${countResources(app)} resources`, ours: median(times.ours.slice(1)), theirs: median(times.theirs.slice(1)), limit: 1 };
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

async function library() {
  const { AppRun } = await import(join(LIB, 'packs/app-run')) as typeof import('../src/packs/app-run');
  const { DatabaseHardeningChecks } = await import(join(LIB, 'packs/database-hardening-checks')) as typeof import('../src/packs/database-hardening-checks');
  const { removeStaleReports } = await import(join(LIB, 'packs/report-file')) as typeof import('../src/packs/report-file');
  const { RULES } = await import(join(LIB, 'rules')) as typeof import('../src/rules');
  return { AppRun, DatabaseHardeningChecks, removeStaleReports, RULES };
}

function timed(pack: IPolicyValidationPlugin, context: IPolicyValidationContext): number {
  const start = performance.now();
  pack.validate(context);
  return performance.now() - start;
}

function synthesized(outdir: string): { readonly app: App; readonly context: IPolicyValidationContext } {
  // as the CLI does: https://docs.aws.amazon.com/cdk/v2/guide/identifiers.html
  const app = new App({ outdir, context: { 'aws:cdk:enable-path-metadata': true } });
  for (let index = 0; index < STACKS; index += 1) {
    fill(new Stack(app, `Service${index}`));
  }
  const stackTemplates = app.synth().stacks.map((stack) => (
    { stackConstructPath: stack.hierarchicalId, templatePath: stack.templateFullPath, accountId: undefined, region: undefined }));
  const templatePaths = stackTemplates.map(({ templatePath }) => templatePath);
  return { app, context: { appConstruct: app, stackTemplates, templatePaths, accountId: undefined, region: undefined } };
}

/** About 80 resources as teams write them: a network, databases of several kinds, keys, topics, buckets and log groups. */
function fill(stack: Stack): void {
  const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 2, natGateways: 1 });
  const encryptionKey = new kms.Key(stack, 'Key');
  const engine = rds.DatabaseInstanceEngine.mysql({ version: rds.MysqlEngineVersion.VER_8_4_5 });
  for (let index = 0; index < 4; index += 1) {
    const database = new rds.DatabaseInstance(stack, `Database${index}`, { vpc, engine, storageEncryptionKey: encryptionKey });
    const application = new ec2.SecurityGroup(stack, `Application${index}`, { vpc });
    database.connections.allowDefaultPortFrom(application);
    new sns.Topic(stack, `Topic${index}`, { masterKey: encryptionKey });
    new s3.Bucket(stack, `Bucket${index}`, { encryptionKey, enforceSSL: true });
    new logs.LogGroup(stack, `Logs${index}`, { encryptionKey });
    new dynamodb.Table(stack, `Table${index}`, { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });
  }
  new elasticache.CfnReplicationGroup(stack, 'Cache', { replicationGroupDescription: 'sessions', securityGroupIds: [vpc.vpcDefaultSecurityGroup] });
}

function countResources(app: App): number {
  return app.synth().stacks.reduce((sum, { template }) => sum + Object.keys(template.Resources).length, 0);
}
