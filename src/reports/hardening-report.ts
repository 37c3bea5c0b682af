import { existsSync, readFileSync } from 'fs';
import { join, relative } from 'path';
import { Report, REPORT_FILE } from './json';
import { summaryOf } from './summary';
import { HardeningError } from '../core/errors';

/**
 * What the checks found in a synthesized app, read from the report in its cloud assembly.
 *
 * A waived finding is one whose safeguard a construct leaves off with a reason; an acknowledged one was
 * accepted with `Validations.of(construct).acknowledge(...)`. Unknown is what only the deployment decides:
 * neither passed nor failed.
 */
export class HardeningReport {
  /**
   * Read the report of a synthesized app.
   *
   * Throws `REPORT_MISSING` when the directory holds no report: the app was synthesized without
   * `DatabaseHardeningChecks`.
   *
   * @param directory the cloud assembly: `app.synth().directory`, usually `cdk.out`
   */
  public static fromAssembly(directory: string): HardeningReport {
    const file = join(directory, REPORT_FILE);
    if (!existsSync(file)) {
      throw new HardeningError('HardeningReport', [{
        code: 'REPORT_MISSING',
        message: `there is no ${REPORT_FILE} in '${directory}'; synthesize the app with Validations.of(app).addPlugins(new DatabaseHardeningChecks(app))`,
      }]);
    }
    return new HardeningReport(directory, file);
  }

  /** The file with every row, as JSON. */
  public readonly file: string;

  /** Number of findings that nobody accepted. */
  public readonly failed: number;

  /** Number of findings that a waiver accepts. */
  public readonly waived: number;

  /** Number of findings that an acknowledgement accepts. */
  public readonly acknowledged: number;

  /** Number of checks whose result only the deployment decides. */
  public readonly unknown: number;

  /** Number of checks that hold. */
  public readonly passed: number;

  private readonly directory: string;
  private readonly report: Report;

  private constructor(directory: string, file: string) {
    this.directory = directory;
    this.file = file;
    this.report = JSON.parse(readFileSync(file, 'utf8')) as Report;
    const { fail, waived, acknowledged, unknown, pass } = this.report.counts;
    this.failed = fail;
    this.waived = waived;
    this.acknowledged = acknowledged;
    this.unknown = unknown;
    this.passed = pass;
  }

  /** The report in words: what protects the app, what was found and how to fix it, where the files are. */
  public summary(): string {
    const here = (path: string) => relative(process.cwd(), path) || '.';
    return summaryOf(this.report, { assembly: here(this.directory), report: here(this.file) });
  }
}
