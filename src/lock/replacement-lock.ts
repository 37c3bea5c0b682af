import { resolve } from 'path';
import { IPolicyValidationContext, IPolicyValidationPlugin, PolicyValidationPluginReport } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { LockRun } from './lock-run';
import { PropProblems, quoted } from '../core/check-props';
import { isDeployTime } from '../core/known';
import { OPTIONAL_STATEFUL_TYPES, STATEFUL_TYPES } from '../facts/stateful-types';
import { TemplateView } from '../model/template-view';

/** What a lock records, and where. */
export interface ReplacementLockProps {
  /**
   * The file, relative to the directory in which the app runs; the CDK's command line runs it where `cdk.json` stands.
   *
   * An app that makes other stacks by its context (`-c stage=production`) needs a file for each choice, since what one
   * choice makes is missing in the other.
   *
   * @default 'stateful-resources.lock.json'
   */
  readonly file?: string;

  /**
   * Types that are recorded although most apps make and drop them in the course of things: `AWS::DAX::Cluster`,
   * `AWS::DocDB::DBInstance`, `AWS::EC2::Volume`, `AWS::ECR::Repository`, `AWS::FSx::FileSystem`, `AWS::Kinesis::Stream`,
   * `AWS::Logs::LogGroup`, `AWS::Neptune::DBInstance`, `AWS::RDS::DBProxy`, `AWS::RedshiftServerless::Workgroup`,
   * `AWS::SNS::Topic`, `AWS::SQS::Queue`. Throws `LOCK_TYPE` for any other.
   *
   * @default - none of them: databases, caches, tables, search domains, buckets, file systems, user pools, backup vaults,
   * KMS keys and secrets are recorded
   */
  readonly additionalTypes?: string[];
}

/**
 * Fails the synth when CloudFormation would replace or remove a resource that holds data.
 *
 * Register it once on the app, and record once what there is:
 *
 * ```ts nofixture
 * import { App, Validations } from 'aws-cdk-lib';
 * import { ReplacementLock } from 'cdk-hardened-databases';
 *
 * const app = new App();
 * Validations.of(app).addPlugins(new ReplacementLock(app));
 * ```
 *
 * ```sh
 * npx cdk synth -c cdk-hardened-databases:lock=record
 * ```
 *
 * The file that this writes is committed. It names every resource of the app, whoever made it, whose loss loses data or
 * makes data unreadable: its stack, its logical id, and the properties whose change replaces it. From then on each synth
 * compares, and these fail it:
 *
 * - `removed`, `type-changed`, `made-conditional`: the resource or its logical id is gone, of another type, or exists under a condition only
 * - `replaced`: such a property has changed, or refers to a resource that is itself replaced
 * - `stack-gone`, `stack-renamed`, `stack-moved`: the stack is gone, or would be made anew under another name or in another place
 * - `not-recorded`, `teardown-not-recorded`, `no-file`, `unreadable`, `wrong-context`: the file does not say what there is
 *
 * `may-be-replaced` (CloudFormation names conditions), `environment-changed` (account or region became known or unknown) and
 * `older-record` are warnings.
 *
 * Recording takes up what is new, and writes nothing at all as long as something would be lost; findings of other plugins do not
 * keep it from writing. A loss that is meant takes a word for each resource, its construct path or logical id, several with commas
 * between them:
 *
 * ```sh
 * npx cdk synth -c cdk-hardened-databases:lock=record -c cdk-hardened-databases:lock-release=Shop/Orders/Instance
 * ```
 *
 * or the deletion of its entry in the file; either is a change of the file that somebody reviews. A loss cannot be acknowledged: that
 * would let every later loss of the construct pass too.
 *
 * ### What this does not do
 *
 * - It compares templates with a file, not with an account: what was never deployed, or changed by hand, it does not know.
 *   An app that makes no stack at all is not looked at, and neither is a synth that still lacks lookups: the command line makes
 *   another one when it has them.
 * - It compares texts. A parameter, an import from another stack, a lookup at deployment, a dynamic reference or a mapping
 *   that keeps its text counts as unchanged, whatever its value becomes, and so do the definitions of conditions inside of `Fn::If`.
 *   What a macro or `Fn::ForEach` makes is not seen.
 * - Properties that hold passwords or tokens are not recorded, so that a change of the AUTH token of a replication group is not seen.
 * - Members of Aurora clusters hold no data of their own, and are not recorded.
 * - It does not protect the stack from other deployments: see `StackPolicy` and termination protection.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-update-behaviors.html
 */
export class ReplacementLock implements IPolicyValidationPlugin {
  /** `ReplacementLock`. */
  public readonly name: string = 'ReplacementLock';

  /** The absolute path of the file. */
  public readonly file: string;

  private readonly scope: IConstruct;
  private readonly types: ReadonlySet<string>;
  private run?: LockRun;

  /**
   * Throws `LOCK_FILE` for a file that is empty or only known at deployment, and `LOCK_TYPE` for a type that cannot be added.
   *
   * @param scope the app, or the stage that it is registered on
   * @param props what is recorded, and where
   */
  public constructor(scope: IConstruct, props: ReplacementLockProps = {}) {
    const { file = 'stateful-resources.lock.json', additionalTypes = [] } = props;
    const problems = new PropProblems('ReplacementLock', scope, '');
    problems.when(isDeployTime(file) || file.trim() === '', 'LOCK_FILE', () => (
      `\`file\` is ${isDeployTime(file) ? 'only known at deployment (a token)' : quoted(file)}, but it is read at synth; pass the path of a file, or leave it out`));
    for (const type of additionalTypes) {
      problems.when(!OPTIONAL_STATEFUL_TYPES.includes(type), 'LOCK_TYPE', () => (STATEFUL_TYPES.includes(type)
        ? `\`additionalTypes\` names ${quoted(type)}, which is recorded anyway; remove it`
        : `\`additionalTypes\` names ${quoted(type)}, allowed are ${OPTIONAL_STATEFUL_TYPES.join(', ')}; correct the type or remove it`));
    }
    problems.throwIfAny();
    this.file = resolve(file);
    this.scope = scope;
    this.types = new Set([...STATEFUL_TYPES, ...additionalTypes]);
    // another synth of the same app begins
    scope.node.addValidation({
      validate: () => {
        this.run = undefined;
        return [];
      },
    });
  }

  /** Called by the framework after synthesis: compares the synthesized templates with the file. */
  public validate({ stackTemplates }: IPolicyValidationContext): PolicyValidationPluginReport {
    if (!this.run?.isCurrent()) {
      this.run = new LockRun({ scope: this.scope, file: this.file, types: this.types });
    }
    const { app, findings } = this.run;
    const listed = new Set(stackTemplates.map(({ templatePath }) => templatePath));
    const [first] = app.templates.values();
    // older CDK versions call once for each account and region: what is about no template belongs to the call that has the first
    const violations = findings.filter(({ template }) => listed.has(rootOf(template ?? first))).map(({ violation }) => violation);
    return { success: violations.every(({ severity }) => severity === 'warning'), violations };
  }
}

/** The file of the stack around a template. */
function rootOf(template: TemplateView | undefined): string {
  const parent = template?.source.nestedIn && template.app.templates.get(template.source.nestedIn.template);
  return parent ? rootOf(parent) : template?.source.file ?? '';
}
