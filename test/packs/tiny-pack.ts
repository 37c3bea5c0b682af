import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, AppProps, IPolicyValidationPlugin, Stack, Stage, Validations } from 'aws-cdk-lib';
import * as rds from 'aws-cdk-lib/aws-rds';
import { Construct } from 'constructs';
import { PackOptions, PackRunner } from '../../src/packs/pack-runner';
import { Report } from '../../src/reports/json';
import { DEFAULT_PARAMETERS } from '../../src/rules/parameters';
import { BACKED_UP, ENCRYPTED, PROTECTED } from '../engine/tiny-rules';

/** A plugin of three rules: `high`, `medium` and `low`. */
export function tinyPack(scope?: Construct, options: Partial<PackOptions> = {}): IPolicyValidationPlugin {
  const runner = new PackRunner({ rules: [BACKED_UP, ENCRYPTED, PROTECTED], parameters: DEFAULT_PARAMETERS, reportOnly: false, ...options });
  if (scope) {
    runner.attachTo(scope);
  }
  return { name: 'DatabaseHardening', validate: (context) => runner.validate(context) };
}

/** An app in a directory of its own, or in a given one. */
export function appIn(outdir = mkdtempSync(join(tmpdir(), 'pack-')), props: AppProps = {}): App {
  return new App({ ...props, outdir });
}

/** An app that the tiny pack checks. */
export function checkedApp(outdir?: string, options: Partial<PackOptions> = {}): App {
  const app = appIn(outdir);
  Validations.of(app).addPlugins(tinyPack(app, options));
  return app;
}

export const SAFE = { storageEncrypted: true, deletionProtection: true, backupRetentionPeriod: 7 };

/** An instance; with nothing else said, encrypted, protected and backed up. */
export function instance(stack: Construct, id: string, props: Partial<rds.CfnDBInstanceProps> = {}): rds.CfnDBInstance {
  return new rds.CfnDBInstance(stack, id, { engine: 'mysql', ...SAFE, ...props });
}

/** What a synth throws, or an empty text. */
export function failureOf(app: App): string {
  const spy = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  try {
    app.synth();
    return '';
  } catch (error) {
    return (error as Error).message;
  } finally {
    spy.mockRestore();
  }
}

/** The framework's own report of our plugin, with its reports of one run put together. */
export function frameworkReport(app: Stage) {
  const file = join(app.outdir, 'validation-report.json');
  const { pluginReports } = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { pluginReports: [] };
  const ours = pluginReports.filter(({ pluginName }: { pluginName: string }) => pluginName === 'DatabaseHardening');
  return {
    conclusions: ours.map(({ conclusion }: { conclusion: string }) => conclusion) as string[],
    violations: ours.flatMap(({ violations }: { violations: Violation[] }) => violations) as Violation[],
    suppressed: ours.flatMap(({ suppressedViolations = [] }: { suppressedViolations?: Violation[] }) => suppressedViolations) as Violation[],
    reportFiles: ours.map(({ metadata }: { metadata?: { report?: string } }) => metadata?.report) as string[],
  };
}

/** One entry of the framework's report. */
export interface Violation {
  readonly ruleName: string;
  readonly description: string;
  readonly suggestedFix: string;
  readonly severity: string;
  readonly reason?: string;
  readonly ruleMetadata: Readonly<Record<string, string>>;
  readonly violatingConstructs: readonly {
    readonly constructPath: string;
    readonly stackTraces?: readonly string[];
    readonly cloudFormationResource?: { readonly templatePath: string; readonly logicalId: string; readonly propertyPaths?: readonly string[] };
  }[];
}

/** Rule and construct of violations: `tiny.encrypted Data/Orders`. */
export function inShort(violations: readonly Violation[]): string[] {
  return violations.flatMap(({ ruleName, violatingConstructs }) => violatingConstructs.map(({ constructPath }) => `${ruleName} ${constructPath}`)).sort();
}

/** Our reports in a directory. */
export function reportsIn(directory: string): string[] {
  return readdirSync(directory).filter((name) => name.startsWith('database-hardening-report'));
}

/** Our report of an app. */
export function reportOf(app: Stage, name = 'database-hardening-report.json'): Report {
  return JSON.parse(readFileSync(join(app.outdir, name), 'utf8'));
}

/** Rows of our report: `fail tiny.encrypted Data/Orders`. */
export function rowsOf(report: Report, ...statuses: readonly string[]): string[] {
  return report.findings.filter(({ status }) => statuses.length === 0 || statuses.includes(status))
    .map(({ status, rule, resource }) => `${status} ${rule} ${resource}`);
}

/** A stack in a region. */
export function stackIn(scope: Construct, id: string, region?: string): Stack {
  return new Stack(scope, id, region === undefined ? {} : { env: { account: '111111111111', region } });
}
