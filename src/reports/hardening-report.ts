import { existsSync, readFileSync } from 'fs';
import { join, relative } from 'path';
import { RightRow } from './access';
import { Report, REPORT_FILE } from './json';
import { StoreRightHolder } from './store-right-holder';
import { summaryOf } from './summary';
import { HardeningError } from '../core/errors';
import { AccessRight } from '../facts/store-access';

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

  /**
   * The roles, users and groups of the app that may delete a store, its backups or its key: for unit tests.
   *
   * Who is left out may not, by the policies of the app. Service control policies, identities outside of the app, and what is changed after the
   * deployment, are not seen; an `unknown` answer is neither a yes nor a no.
   *
   * Throws `STORE_UNKNOWN` when no store is at the path, or below it.
   *
   * @param store the construct path of a store, or of a construct around it: `orders.node.path`
   */
  public whoMayDestroy(store: string): StoreRightHolder[] {
    return this.holders('destroy', store);
  }

  /**
   * The same for changes: deletion protection, backups, passwords, network, the policy of the store.
   *
   * @param store the construct path of a store, or of a construct around it
   */
  public whoMayChange(store: string): StoreRightHolder[] {
    return this.holders('change', store);
  }

  /**
   * The same for reads of what is stored, and for what lets somebody in: logins with IAM, the password in Secrets Manager.
   *
   * @param store the construct path of a store, or of a construct around it
   */
  public whoMayRead(store: string): StoreRightHolder[] {
    return this.holders('read', store);
  }

  /**
   * The same for copies to elsewhere: snapshots, exports, restored copies.
   *
   * @param store the construct path of a store, or of a construct around it
   */
  public whoMayCopy(store: string): StoreRightHolder[] {
    return this.holders('share', store);
  }

  private holders(right: AccessRight, store: string): StoreRightHolder[] {
    const rows = this.report.access.filter((row) => row.store === store || row.store.startsWith(`${store}/`));
    if (rows.length === 0) {
      const known = [...new Set(this.report.access.map((row) => `'${row.store}'`))].slice(0, 10).join(', ') || 'none';
      throw new HardeningError('Answer of HardeningReport', [{
        code: 'STORE_UNKNOWN',
        message: `there is no store at '${store}', the stores of the app are ${known}; pass the \`node.path\` of one of them, or of a construct around it`,
      }]);
    }
    return rows.flatMap((row) => {
      const held = row[right];
      return held === undefined ? [] : row.principals.map((principal) => ({ store: row.store, principal, ...heldOf(held) }));
    });
  }
}

function heldOf({ answer, actions, by, because, users }: RightRow): Omit<StoreRightHolder, 'store' | 'principal'> {
  return { answer, actions: [...actions], by, because, databaseUsers: users && [...users] };
}
