import { readFileSync, rmSync } from 'fs';
import { join } from 'path';
import { App, Validations } from 'aws-cdk-lib';
import { ByDesign, HardeningReport } from 'cdk-hardened-databases';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R4Checks, NIST80053R5Checks, PCIDSS321Checks, ServerlessChecks } from 'cdk-nag';
import { threeTierWebApp } from './three-tier-web-app/app';
import { weaken } from './three-tier-web-app/weaken';

/**
 * `npm run demo` synthesizes the three-tier app under our checks and all packs of cdk-nag;
 * `npm run demo -- --weakened` does the same after six mistakes.
 */
function main(weakened: boolean): number {
  const outdir = join('cdk.out', weakened ? 'three-tier-web-app-weakened' : 'three-tier-web-app');
  rmSync(outdir, { recursive: true, force: true });
  // the summary below replaces the report that the CDK would print
  const stacks = threeTierWebApp({ outdir, context: { '@aws-cdk/core:failSynthOnValidationErrors': false } });
  if (weakened) {
    weaken(stacks);
  }
  addNagPacks(stacks.app);
  const { directory } = stacks.app.synth();
  const report = HardeningReport.fromAssembly(directory);
  const others = otherViolations(directory);
  console.log(report.summary());
  console.log(`Other checks of the CDK and cdk-nag\n${others.map((line) => `  ${line}\n`).join('') || '  none\n'}`);
  return report.failed > 0 || others.length > 0 ? 1 : 0;
}

/** The packs of cdk-nag, with what no internet-facing app of this shape can satisfy acknowledged in one call. */
function addNagPacks(app: App): void {
  ByDesign.acknowledge(app);
  Validations.of(app).addPlugins(
    new AwsSolutionsChecks(app), new HIPAASecurityChecks(app), new NIST80053R4Checks(app),
    new NIST80053R5Checks(app), new PCIDSS321Checks(app), new ServerlessChecks(app),
  );
}

interface ValidationReport {
  readonly pluginReports: readonly {
    readonly pluginName: string;
    readonly violations: readonly {
      readonly ruleName: string;
      readonly description: string;
      readonly violatingConstructs: readonly { readonly constructPath: string }[];
    }[];
  }[];
}

/** What the other plugins object to, from the report of the CDK. */
function otherViolations(directory: string): string[] {
  const { pluginReports } = JSON.parse(readFileSync(join(directory, 'validation-report.json'), 'utf8')) as ValidationReport;
  return pluginReports.filter(({ pluginName }) => pluginName !== 'DatabaseHardening').flatMap(({ violations }) => violations)
    .map(({ ruleName, description, violatingConstructs }) => (
      `${ruleName} at ${violatingConstructs.map(({ constructPath }) => constructPath).join(', ')}: ${description}`));
}

process.exitCode = main(process.argv.includes('--weakened'));
