import { CfnResource, IPolicyValidationContext, PolicyValidationPluginReport } from 'aws-cdk-lib';
import { NagPack } from 'cdk-nag';
import { IConstruct } from 'constructs';
import { PackRunner } from './pack-runner';
import { chooseRules, parametersOf } from './pack-settings';
import { PLUGIN_NAME } from '../engine/plugin-name';

/** Thresholds and strictness of {@link DatabaseHardeningChecks}. */
export interface DatabaseHardeningChecksProps {
  /**
   * Least days of automated backups that count as backups: 1 to 3653.
   *
   * @default 7, the minimum of Security Hub (RDS.11)
   * @see https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-11
   */
  readonly minBackupDays?: number;

  /**
   * Least days that log groups must keep their events: 1 to 3653.
   *
   * @default 365, the minimum of Security Hub (CloudWatch.16)
   * @see https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html#cloudwatch-16
   */
  readonly minLogRetentionDays?: number;

  /**
   * Days before the end of an engine version's standard support from which on it is reported: 0 to 3653.
   *
   * @default 0, a version is reported from the day on which its support ends
   */
  readonly endOfLifeNoticeDays?: number;

  /**
   * Ids of rules that are off unless an organisation asks for them, such as `rds.custom-port`.
   *
   * @default - the rules that are on by default, and no others
   */
  readonly additionalRules?: string[];

  /**
   * Whether findings are printed and reported without ever failing the synth: for the first look at an existing app.
   *
   * @default false, critical, high and medium findings fail the synth and low ones are warnings
   */
  readonly reportOnly?: boolean;
}

/**
 * Checks every data store of an app, and what surrounds it, against all rules of this library.
 *
 * Register it once on the app: `Validations.of(app).addPlugins(new DatabaseHardeningChecks(app))`. It reads the
 * templates that CloudFormation will receive, so it judges any app, whichever constructs made it. Beside the
 * framework's own report it writes `database-hardening-report.json` into the cloud assembly: passed, failed, waived,
 * acknowledged and unknown findings, each with its rule.
 *
 * - A finding is accepted with `Validations.of(construct).acknowledge({ id: 'DatabaseHardening::<rule>', reason })`,
 *   for that construct and everything below it, and nowhere else.
 * - What a construct of this library waives is reported as waived, with the reason, and is no violation.
 * - What only the deployment knows (a parameter, a lookup) is reported as unknown, and is no violation. Who has looked acknowledges it with what
 *   was found.
 *
 * ### What this does not do
 *
 * It sees no account: what is switched on outside the app, or changed after deployment, is not in the templates.
 * `validateScope` applies no aspects.
 */
export class DatabaseHardeningChecks extends NagPack {
  /** `DatabaseHardening`, the prefix of rule ids in acknowledgements. */
  public readonly name: string = PLUGIN_NAME;

  /** The ids of all rules that this pack applies. */
  public readonly ruleIds?: string[];

  private readonly runner: PackRunner;

  /**
   * @param scope the app (or stage) that is checked; with it, a report of an earlier synth into the same directory is replaced
   * @param props thresholds and strictness
   */
  public constructor(scope?: IConstruct, props: DatabaseHardeningChecksProps = {}) {
    super(scope);
    const parameters = parametersOf(props, scope);
    const rules = chooseRules(props.additionalRules ?? []);
    this.packName = PLUGIN_NAME;
    this.ruleIds = rules.map(({ id }) => id);
    this.runner = new PackRunner({ rules, parameters, reportOnly: props.reportOnly ?? false });
    if (scope) {
      this.runner.attachTo(scope);
    }
  }

  /** Called by the framework after synthesis: judges the synthesized templates. */
  public validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    return this.runner.validate(context);
  }

  /**
   * Judge a construct and everything below it without a synth, for unit tests.
   *
   * Nothing is written and no acknowledged finding is returned.
   */
  public validateScope(scope: IConstruct): PolicyValidationPluginReport {
    return this.runner.validateScope(scope);
  }

  /** Does nothing: the templates are judged as a whole, not resource by resource. */
  protected checkResource(_node: CfnResource): void {
    return;
  }
}
