import { createHash } from 'crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { join } from 'path';
import { Stage } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { REPORT_FILE } from '../reports/json';

/**
 * The report of one run in the cloud assembly.
 *
 * The framework refuses a plugin that changes a file which was there before validation. A report of an earlier
 * synth into the same directory is such a file: it is left alone, and the new report gets a name of its own.
 */
export class ReportFile {
  private written?: string;

  public constructor(public readonly directory: string) {}

  /** Write the report, over what this run has written before; returns the name of the file. */
  public write(report: Buffer): string {
    const name = this.written === REPORT_FILE || !this.isTaken(REPORT_FILE, report) ? REPORT_FILE : nameByContent(report);
    if (this.written !== undefined && this.written !== name) {
      rmSync(join(this.directory, this.written), { force: true });
    }
    if (this.written === name || !existsSync(join(this.directory, name))) {
      writeFileSync(join(this.directory, name), report);
      this.written = name;
    }
    return name;
  }

  private isTaken(name: string, report: Buffer): boolean {
    const file = join(this.directory, name);
    return existsSync(file) && !readFileSync(file).equals(report);
  }
}

/** Remove the reports of earlier synths; called before validation starts, while the directory may still be changed. */
export function removeStaleReports(root: IConstruct): void {
  const directory = Stage.isStage(root) && existsSync(root.outdir) ? root.outdir : undefined;
  const stale = directory === undefined ? [] : readdirSync(directory).filter((name) => /^database-hardening-report(\.[0-9a-f]{8})?\.json$/.test(name));
  stale.forEach((name) => rmSync(join(directory!, name)));
}

function nameByContent(report: Buffer): string {
  const hash = createHash('sha256').update(report).digest('hex').slice(0, 8);
  return REPORT_FILE.replace('.json', `.${hash}.json`);
}
