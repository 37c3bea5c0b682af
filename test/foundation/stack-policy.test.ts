import { existsSync, readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { App, CfnResource, NestedStack, Stack, Stage, Tags, Token } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as sns from 'aws-cdk-lib/aws-sns';
import { MAX_STACK_POLICY_BYTES } from '../../src/facts/stack-policies';
import { OPTIONAL_STATEFUL_TYPES, STATEFUL_TYPES } from '../../src/facts/stateful-types';
import { StackPolicy, StackPolicyProps } from '../../src/foundation/stack-policy';
import { thrown } from '../support/thrown';

interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal: '*';
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: { readonly StringEquals: { readonly ResourceType: readonly string[] } };
}

interface Policy {
  readonly Statement: readonly Statement[];
}

const list = (texts: string | readonly string[]): readonly string[] => (typeof texts === 'string' ? [texts] : texts);
const matches = (pattern: string, text: string) => new RegExp(`^${pattern.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace('\\*', '.*')}$`).test(text);

/** Whether CloudFormation allows an update: a denial wins, and what nobody allows is denied. */
function allows({ Statement: statements }: Policy, action: string, type: string, logicalId = 'Any'): boolean {
  const applying = statements.filter(({ Action, Resource, Condition }) => (
    list(Action).some((one) => matches(one, action))
    && list(Resource).some((one) => matches(one, `LogicalResourceId/${logicalId}`))
    && (Condition === undefined || Condition.StringEquals.ResourceType.includes(type))));
  return applying.some(({ Effect }) => Effect === 'Allow') && !applying.some(({ Effect }) => Effect === 'Deny');
}

const read = (directory: string, name: string) => JSON.parse(readFileSync(join(directory, name), 'utf8'));
const table = (scope: Stack) => new dynamodb.CfnTable(scope, 'Carts', { keySchema: [] });

function policyOf(make: (stack: Stack) => void, props?: StackPolicyProps): Policy {
  const app = new App();
  const stack = new Stack(app, 'Shop');
  make(stack);
  new StackPolicy(app, 'StackPolicy', props);
  return read(app.synth().directory, 'Shop.stack-policy.json');
}

describe('the policy of a stack', () => {
  const policy = policyOf(table);

  test.each(STATEFUL_TYPES)('lets %s be changed in place, and neither replaced nor deleted', (type) => {
    expect(['Update:Modify', 'Update:Replace', 'Update:Delete'].map((action) => allows(policy, action, type))).toEqual([true, false, false]);
  });

  test.each([...OPTIONAL_STATEFUL_TYPES, 'AWS::Lambda::Function', 'AWS::CloudFormation::Stack'])('lets %s be replaced and deleted', (type) => {
    expect(['Update:Modify', 'Update:Replace', 'Update:Delete'].map((action) => allows(policy, action, type))).toEqual([true, true, true]);
  });

  test('names the principal that CloudFormation demands, and stays far below its limit', () => {
    expect(policy.Statement.map(({ Principal }) => Principal)).toEqual(['*', '*']);
    expect(JSON.stringify(policy, undefined, 2).length).toBeLessThan(MAX_STACK_POLICY_BYTES / 4);
  });

  test('protects further types', () => {
    const further = policyOf(table, { additionalTypes: ['AWS::Logs::LogGroup', 'AWS::DynamoDB::Table'] });
    expect(allows(further, 'Update:Delete', 'AWS::Logs::LogGroup')).toBe(false);
    expect(allows(further, 'Update:Delete', 'AWS::DynamoDB::Table')).toBe(false);
    expect(allows(further, 'Update:Delete', 'AWS::SNS::Topic')).toBe(true);
  });
});

describe('nested stacks', () => {
  const app = new App();
  const stack = new Stack(app, 'Shop');
  const data = new NestedStack(stack, 'Data');
  table(new NestedStack(data, 'Deeper'));
  const empty = new NestedStack(stack, 'Alerts');
  new sns.CfnTopic(empty, 'Topic');
  new StackPolicy(app, 'StackPolicy');
  const { directory } = app.synth();
  const idOf = (parent: Stack, one: Stack) => parent.resolve(one.nestedStackResource!.logicalId) as string;

  test('that hold a store are not deleted, the others may be', () => {
    const policy = read(directory, 'Shop.stack-policy.json');
    expect(allows(policy, 'Update:Delete', 'AWS::CloudFormation::Stack', idOf(stack, data))).toBe(false);
    expect(allows(policy, 'Update:Replace', 'AWS::CloudFormation::Stack', idOf(stack, data))).toBe(false);
    expect(allows(policy, 'Update:Modify', 'AWS::CloudFormation::Stack', idOf(stack, data))).toBe(true);
    expect(allows(policy, 'Update:Delete', 'AWS::CloudFormation::Stack', idOf(stack, empty))).toBe(true);
  });

  test('have a policy of their own, and no configuration: nothing deploys them by themselves', () => {
    const own = data.templateFile.replace('.template.json', '');
    expect(allows(read(directory, `${own}.stack-policy.json`), 'Update:Delete', 'AWS::DynamoDB::Table')).toBe(false);
    expect(existsSync(join(directory, `${own}.template-configuration.json`))).toBe(false);
    const deeper = read(directory, `${own}.stack-policy.json`).Statement.flatMap(({ Resource }: Statement) => list(Resource));
    expect(deeper).toContain(`LogicalResourceId/${idOf(data, data.node.findChild('Deeper') as Stack)}`);
  });

  test('of which there are too many to name are all kept', () => {
    const policy = policyOf((many) => {
      for (let index = 0; index < 300; index++) {
        table(new NestedStack(many, `Of${index}`));
      }
    });
    expect(Buffer.byteLength(JSON.stringify(policy, undefined, 2))).toBeLessThanOrEqual(MAX_STACK_POLICY_BYTES);
    expect(allows(policy, 'Update:Delete', 'AWS::CloudFormation::Stack')).toBe(false);
    expect(allows(policy, 'Update:Delete', 'AWS::DynamoDB::Table')).toBe(false);
    expect(allows(policy, 'Update:Delete', 'AWS::SNS::Topic')).toBe(true);
  });
});

test('a template configuration holds the policy, and the tags of the stack', () => {
  const app = new App();
  const stack = new Stack(app, 'Shop');
  table(stack);
  Tags.of(stack).add('team', 'orders');
  new StackPolicy(app, 'StackPolicy');
  const { directory } = app.synth();
  const policy = read(directory, 'Shop.stack-policy.json');
  expect(read(directory, 'Shop.template-configuration.json')).toEqual({ Tags: { team: 'orders' }, StackPolicy: policy });
});

test('a template configuration without tags holds the policy only', () => {
  const app = new App();
  table(new Stack(app, 'Shop'));
  new StackPolicy(app, 'StackPolicy');
  expect(Object.keys(read(app.synth().directory, 'Shop.template-configuration.json'))).toEqual(['StackPolicy']);
});

const filesIn = (directory: string) => readdirSync(directory).filter((name) => /stack-policy|template-configuration/.test(name)).sort();

test('in an app, the stacks of its stages have theirs, beside their templates', () => {
  const app = new App();
  table(new Stack(app, 'Shop'));
  const stage = new Stage(app, 'Production');
  table(new Stack(stage, 'Shop'));
  new StackPolicy(app, 'StackPolicy');
  expect(filesIn(app.synth().directory)).toEqual(['Shop.stack-policy.json', 'Shop.template-configuration.json']);
  const { artifactId } = stage.node.findChild('Shop') as Stack;
  expect(filesIn(stage.outdir)).toEqual([`${artifactId}.stack-policy.json`, `${artifactId}.template-configuration.json`]);
});

test('in a stack or in a construct, it is for that stack alone', () => {
  const app = new App();
  const stack = new Stack(app, 'Shop');
  new StackPolicy(stack, 'StackPolicy');
  const other = new Stack(app, 'Depot');
  new StackPolicy(new CfnResource(other, 'Around', { type: 'AWS::SNS::Topic' }), 'StackPolicy');
  table(new Stack(app, 'Unprotected'));
  expect(filesIn(app.synth().directory).filter((name) => name.includes('policy'))).toEqual(['Depot.stack-policy.json', 'Shop.stack-policy.json']);
});

test('what is no type is refused', () => {
  const app = new App();
  expect(thrown(() => new StackPolicy(app, 'StackPolicy', { additionalTypes: ['AWS::Logs::*', ''] }))).toBe([
    'StackPolicy \'StackPolicy\' cannot be created, 2 problems:',
    "  STACK_POLICY_TYPE: `additionalTypes` is 'AWS::Logs::*', allowed are names of types of CloudFormation, such as AWS::Logs::LogGroup; correct it or remove it",
    "  STACK_POLICY_TYPE: `additionalTypes` is '', allowed are names of types of CloudFormation, such as AWS::Logs::LogGroup; correct it or remove it",
  ].join('\n'));
  expect(thrown(() => new StackPolicy(app, 'Open', { additionalTypes: [Token.asString({ Ref: 'Type' })] }))).toContain(
    'STACK_POLICY_TYPE: `additionalTypes` is only known at deployment (a token), but it decides what is built; pass names as text');
});

test('more types than a policy can hold are refused, and not one more', () => {
  const app = new App();
  const types = (count: number) => Array.from({ length: count }, (_, index) => `Custom::Type${String(index).padStart(4, '0')}`);
  const bytesOf = (error: string) => Number(/a policy of (\d+) bytes/.exec(error)![1]);
  const error = thrown(() => new StackPolicy(app, 'Many', { additionalTypes: types(600) }));
  const most = 600 - Math.ceil((bytesOf(error) - MAX_STACK_POLICY_BYTES) / (bytesOf(thrown(() => new StackPolicy(app, 'More', { additionalTypes: types(601) }))) - bytesOf(error)));
  expect(new StackPolicy(app, 'Most', { additionalTypes: types(most) }).node.id).toBe('Most');
  const bytes = bytesOf(thrown(() => new StackPolicy(app, 'Over', { additionalTypes: types(most + 1) })));
  expect(thrown(() => new StackPolicy(app, 'OverAgain', { additionalTypes: types(most + 1) }))).toBe([
    "StackPolicy 'OverAgain' cannot be created, 1 problem:",
    `  STACK_POLICY_SIZE: \`additionalTypes\` makes a policy of ${bytes} bytes, at most 16384 are allowed; leave some types out`,
  ].join('\n'));
});
