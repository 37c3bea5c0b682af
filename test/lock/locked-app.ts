import { existsSync, mkdtempSync, readFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, CfnDeletionPolicy, Stack, Stage, Validations } from 'aws-cdk-lib';
import * as rds from 'aws-cdk-lib/aws-rds';
import { Construct } from 'constructs';
import { ReplacementLock, ReplacementLockProps } from '../../src/lock/replacement-lock';

/** The file of every test; the directory in which tests run is not part of the texts. */
export const FILE = 'stateful.lock.json';

export const RECORD = { 'cdk-hardened-databases:lock': 'record' };

/** One violation, as the framework reports it. */
export interface Violation {
  readonly ruleName: string;
  readonly severity: string;
  readonly description: string;
  readonly suggestedFix: string;
  readonly violatingConstructs: readonly { readonly constructPath: string }[];
}

/** What a synth said. */
export interface Outcome {
  /** Whether the synth failed. */
  readonly failed: boolean;
  readonly violations: readonly Violation[];

  /** `removed Shop/Orders` */
  readonly short: readonly string[];
}

/** A repository: apps are synthesized in it, one after the other, against one lock file. */
export class Repository {
  public readonly file = join(mkdtempSync(join(tmpdir(), 'lock-')), FILE);

  public constructor(private readonly props: ReplacementLockProps = {}) {}

  /** Synthesize an app. */
  public synth(make: (app: App) => void, context: Readonly<Record<string, unknown>> = {}): Outcome {
    const app = new App({ context });
    make(app);
    Validations.of(app).addPlugins(new ReplacementLock(app, { file: this.file, ...this.props }));
    return outcomeOf(app, this.file);
  }

  /** Synthesize an app and record it. */
  public record(make: (app: App) => void, release?: string): Outcome {
    return this.synth(make, release === undefined ? RECORD : { ...RECORD, 'cdk-hardened-databases:lock-release': release });
  }

  /** The text of the lock file, if there is one. */
  public get text(): string | undefined {
    return existsSync(this.file) ? readFileSync(this.file, 'utf8') : undefined;
  }

  /** What is recorded. */
  public get locked() {
    return JSON.parse(this.text!);
  }
}

/** Synthesize an app that has a lock. */
export function outcomeOf(app: App, file: string): Outcome {
  const spy = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  let failed = false;
  try {
    app.synth({ force: true });
  } catch {
    failed = true;
  } finally {
    spy.mockRestore();
  }
  const report = join(app.outdir, 'validation-report.json');
  const { pluginReports } = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : { pluginReports: [] };
  const ours = pluginReports.filter(({ pluginName }: { pluginName: string }) => pluginName === 'ReplacementLock');
  const found = ours.flatMap(({ violations }: { violations: Violation[] }) => violations) as Violation[];
  const violations = found.map((violation) => ({
    ...violation,
    description: shortened(violation.description, file),
    suggestedFix: shortened(violation.suggestedFix, file),
  }));
  const short = violations.flatMap(({ ruleName, violatingConstructs }) => violatingConstructs.map(({ constructPath }) => `${ruleName} ${constructPath}`.trim()));
  return { failed, violations, short: short.sort() };
}

// the lock names its file relative to the working directory
function shortened(text: string, file: string): string {
  return text.replace(/\S*stateful\.lock\.json/g, (found) => (file.endsWith(FILE) ? `${FILE}${found.endsWith(FILE) ? '' : found}` : found));
}

export const ENV = { account: '111111111111', region: 'eu-west-1' };

/** The stack of most tests. */
export function shop(scope: Construct, id = 'Shop', props: { readonly stackName?: string; readonly env?: { account?: string; region?: string } } = { env: ENV }): Stack {
  return new Stack(scope, id, props);
}

/** An instance that is retained. */
export function instance(scope: Construct, id: string, props: Partial<rds.CfnDBInstanceProps> = {}): rds.CfnDBInstance {
  const made = new rds.CfnDBInstance(scope, id, { engine: 'mysql', ...props });
  made.cfnOptions.deletionPolicy = CfnDeletionPolicy.RETAIN;
  made.cfnOptions.updateReplacePolicy = CfnDeletionPolicy.RETAIN;
  return made;
}

/** An app of one stack with one instance. */
export function orders(props: Partial<rds.CfnDBInstanceProps> = {}, id = 'Orders'): (app: Stage) => void {
  return (app) => void instance(shop(app), id, props);
}
