import { writeFileSync } from 'fs';
import { join } from 'path';
import { attachCustomSynthesis, CfnResource, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { PropProblems } from '../core/check-props';
import { DESTRUCTIVE_UPDATES, MAX_STACK_POLICY_BYTES } from '../facts/stack-policies';
import { STATEFUL_TYPES } from '../facts/stateful-types';

/** What a stack policy protects. */
export interface StackPolicyProps {
  /**
   * Further types of resources that no update may replace or delete: `AWS::Logs::LogGroup`. Throws `STACK_POLICY_TYPE` for
   * what is no name of a type, and `STACK_POLICY_SIZE` when the policy becomes longer than the 16,384 bytes that CloudFormation takes.
   *
   * @default - databases, caches, tables, search domains, buckets, file systems, user pools, backup vaults, KMS keys and
   * secrets are protected, and nested stacks that hold one of them
   */
  readonly additionalTypes?: string[];
}

/**
 * Stack policies by which CloudFormation refuses every update that replaces or deletes what holds data.
 *
 * Everything else stays allowed. Neither templates nor the CDK's command line carry stack policies, so they are files in the
 * cloud assembly, for whatever deploys the stacks. For each stack below the scope (an app, a stage or a stack), beside its
 * template:
 *
 * - `<stack>.stack-policy.json`, for `aws cloudformation set-stack-policy`, of nested stacks too
 * - `<stack>.template-configuration.json`, for the `templateConfiguration` of a CloudFormation action in CodePipeline: the
 *   policy, and the tags of the stack
 *
 * ```ts nofixture
 * import { App } from 'aws-cdk-lib';
 * import { StackPolicy } from 'cdk-hardened-databases';
 *
 * const app = new App();
 * new StackPolicy(app, 'StackPolicy');
 * ```
 *
 * CloudFormation compares with the stack as it is deployed, so the policy also stops what no synth can know: a parameter, an
 * import or a template of somebody else.
 *
 * ### What this does not do
 *
 * - Files protect nothing until somebody sets them: docs/guides/nothing-is-lost.md says how. A policy that is set can be
 *   changed, never taken away.
 * - A stack policy binds updates only, not the deletion of the stack (termination protection does that) and no direct calls
 *   of a service (`DeletionGuard` does that). Whoever may call `cloudformation:SetStackPolicy` may allow everything again.
 * - A policy of a nested stack is set on that stack, whose name only its deployment knows.
 * - It goes by types: a reader of an Aurora cluster is an `AWS::RDS::DBInstance`, so its removal is refused too until a policy
 *   allows it once. What is retained is refused like what is deleted.
 * - Pipelines of `aws-cdk-lib/pipelines` write template configurations of their own, without policies.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/protect-stack-resources.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/continuous-delivery-codepipeline-cfn-artifacts.html
 */
export class StackPolicy extends Construct {
  private readonly types: readonly string[];

  /**
   * @param scope the app, the stage or the stack below which every stack gets a policy
   * @param id the name of this construct in its scope
   * @param props what is protected beyond the types that hold data
   */
  public constructor(scope: Construct, id: string, props: StackPolicyProps = {}) {
    super(scope, id);
    const { additionalTypes = [] } = props;
    const problems = new PropProblems('StackPolicy', scope, id);
    this.types = [...new Set([...STATEFUL_TYPES, ...additionalTypes])].sort();
    const bytes = sizeOf(leastStatements(this.types));
    problems.when(bytes > MAX_STACK_POLICY_BYTES, 'STACK_POLICY_SIZE', () => (
      `\`additionalTypes\` makes a policy of ${bytes} bytes, at most ${MAX_STACK_POLICY_BYTES} are allowed; leave some types out`));
    for (const type of additionalTypes) {
      problems.mustBeKnown('additionalTypes', type, 'STACK_POLICY_TYPE', 'pass names as text');
      problems.text('additionalTypes', type, {
        code: 'STACK_POLICY_TYPE',
        pattern: /^\w{2,64}::\w{2,64}(::\w{2,64}){0,2}$/,
        allowed: 'names of types of CloudFormation, such as AWS::Logs::LogGroup',
        instead: 'correct it or remove it',
      });
    }
    problems.throwIfAny();
    // the app is synthesized after its stages, whose directories are there by then
    attachCustomSynthesis(this, { onSynthesize: () => stacksBelow(scope).forEach((stack) => this.write(stack)) });
  }

  private write(stack: Stack): void {
    const policy = { Statement: statements(this.types, nestedStores(stack, new Set(this.types))) };
    const base = join(Stage.of(stack)!.outdir, stack.templateFile.replace(/\.template\.json$/, ''));
    writeFileSync(`${base}.stack-policy.json`, printed(policy));
    if (!stack.nestedStackParent) {
      const tags = stack.resolve(stack.tags.tagValues()) as Record<string, string>;
      writeFileSync(`${base}.template-configuration.json`, printed({ ...(Object.keys(tags).length > 0 ? { Tags: tags } : {}), StackPolicy: policy }));
    }
  }
}

function stacksBelow(scope: IConstruct): Stack[] {
  const below = scope.node.findAll().filter((construct): construct is Stack => Stack.isStack(construct));
  return Stack.isStack(scope) || below.length > 0 ? below : [Stack.of(scope)];
}

/** Logical ids of nested stacks in which there is something to protect. */
function nestedStores(stack: Stack, types: ReadonlySet<string>): string[] {
  return stack.node.findAll()
    .filter((construct): construct is NestedStack => NestedStack.isNestedStack(construct) && construct.nestedStackParent === stack)
    .filter((one) => one.node.findAll().some((construct) => CfnResource.isCfnResource(construct) && types.has(construct.cfnResourceType)))
    .map((one) => stack.resolve(one.nestedStackResource!.logicalId) as string)
    .sort();
}

const ALLOW_UPDATES = { Effect: 'Allow', Principal: '*', Action: 'Update:*', Resource: '*' };
const DENY_LOSSES = { Effect: 'Deny', Principal: '*', Action: DESTRUCTIVE_UPDATES };

function denyTypes(types: readonly string[]): object {
  return { ...DENY_LOSSES, Resource: '*', Condition: { StringEquals: { ResourceType: types } } };
}

function statements(types: readonly string[], nested: readonly string[]): object[] {
  const byName = nested.length === 0 ? [] : [{ ...DENY_LOSSES, Resource: nested.map((logicalId) => `LogicalResourceId/${logicalId}`) }];
  const exact = [ALLOW_UPDATES, denyTypes(types), ...byName];
  return sizeOf(exact) <= MAX_STACK_POLICY_BYTES ? exact : leastStatements(types);
}

/** Hundreds of nested stacks by name are too long for a policy: then no nested stack may be deleted, whatever it holds. */
function leastStatements(types: readonly string[]): object[] {
  return [ALLOW_UPDATES, denyTypes([...types, 'AWS::CloudFormation::Stack'])];
}

function sizeOf(policy: readonly object[]): number {
  return Buffer.byteLength(printed({ Statement: policy }));
}

function printed(json: object): string {
  return `${JSON.stringify(json, undefined, 2)}\n`;
}
