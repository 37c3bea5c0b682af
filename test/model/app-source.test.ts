import { mkdtempSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, Aspects, CfnResource, NestedStack, Stack, Stage, Tags } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { AppModel } from '../../src/model/app-model';
import { readApp } from '../../src/model/app-source';
import { ResourceView } from '../../src/model/resource-view';
import { resolveApp } from '../../src/model/unsynthesized-app';
import { MergedTemplate } from '../support/merged-template';

const CLI_CONTEXT = { 'aws:cdk:enable-path-metadata': true };

/** A table in a stack, and a parameter that holds its name wherever it stands. */
function table(stack: Stack): dynamodb.Table {
  return new dynamodb.Table(stack, 'Table', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });
}

function holder(stack: Stack, value: string): void {
  new ssm.CfnParameter(stack, 'Holder', { type: 'String', value });
}

/** The two ways to a model: from the templates on disk, and without a synth. */
const WAYS: [string, (app: App) => AppModel][] = [
  ['read from disk', (app) => {
    app.synth();
    return new AppModel(readApp(app));
  }],
  ['resolved without a synth', (app) => new AppModel(resolveApp(app))],
];

function holderOf(model: AppModel): ResourceView {
  return model.resourcesOf('AWS::SSM::Parameter')[0];
}

function target(model: AppModel): string | undefined {
  const value = holderOf(model).get('Value');
  return value.kind === 'reference' ? value.resource.path : value.kind;
}

describe.each(WAYS)('an app %s', (_name, model) => {
  test('has the templates of stacks, nested stacks and the stacks of stages', () => {
    const app = new App();
    const parent = new Stack(app, 'Parent');
    table(new NestedStack(new NestedStack(parent, 'Child'), 'Grandchild'));
    table(new Stack(new Stage(new Stage(app, 'Outer'), 'Inner'), 'Data'));
    expect([...model(app).templates.keys()]).toEqual(['Parent', 'Parent/Child', 'Parent/Child/Grandchild', 'Outer/Inner/Data']);
  });

  test('follows a reference between stacks', () => {
    const app = new App();
    holder(new Stack(app, 'Consumer'), table(new Stack(app, 'Producer')).tableName);
    expect(target(model(app))).toBe('Producer/Table/Resource');
  });

  test('follows a reference between stacks of one stage', () => {
    const stage = new Stage(new App(), 'Production');
    holder(new Stack(stage, 'Consumer'), table(new Stack(stage, 'Producer')).tableName);
    expect(target(model(stage.node.root as App))).toBe('Production/Producer/Table/Resource');
  });

  test('follows a reference into a nested stack, and out of one', () => {
    const inward = new App();
    const parent = new Stack(inward, 'Parent');
    holder(new NestedStack(parent, 'Child'), table(parent).tableName);
    expect(target(model(inward))).toBe('Parent/Table/Resource');
    const outward = new App();
    const other = new Stack(outward, 'Parent');
    holder(other, table(new NestedStack(other, 'Child')).tableName);
    expect(target(model(outward))).toBe('Parent/Child/Table/Resource');
  });

  test('follows a reference between regions', () => {
    const app = new App();
    const ireland = new Stack(app, 'Ireland', { env: { account: '111111111111', region: 'eu-west-1' }, crossRegionReferences: true });
    const ohio = new Stack(app, 'Ohio', { env: { account: '111111111111', region: 'us-east-2' }, crossRegionReferences: true });
    holder(ohio, table(ireland).tableArn);
    expect(target(model(app))).toBe('Ireland/Table/Resource');
  });

  test('shows raw overrides of properties, policies and logical ids', () => {
    const app = new App();
    const raw = table(new Stack(app, 'Data')).node.defaultChild as CfnResource;
    raw.addPropertyOverride('SSESpecification.SSEEnabled', false);
    raw.addOverride('DeletionPolicy', 'Delete');
    raw.overrideLogicalId('Orders');
    const [orders] = model(app).resourcesOf('AWS::DynamoDB::Table');
    expect(orders.get('SSESpecification.SSEEnabled')).toEqual({ kind: 'known', value: false });
    expect(orders.json.DeletionPolicy).toBe('Delete');
    expect([orders.logicalId, orders.path, orders.node]).toEqual(['Orders', 'Data/Table/Resource', raw]);
  });

  test('finds the construct when two resources have swapped their logical ids', () => {
    const app = new App();
    const stack = new Stack(app, 'Data');
    const [older, newer] = ['Older', 'Newer'].map((id) => new s3.CfnBucket(stack, id));
    newer.overrideLogicalId('Older');
    older.overrideLogicalId('Oldest');
    expect(model(app).resourcesOf('AWS::S3::Bucket').map(({ logicalId, path }) => [logicalId, path]))
      .toEqual(expect.arrayContaining([['Oldest', 'Data/Older'], ['Older', 'Data/Newer']]));
  });

  test('shows the resources of an included template, with their own ids', () => {
    const app = new App();
    const file = join(mkdtempSync(join(tmpdir(), 'include-')), 'template.json');
    writeFileSync(file, JSON.stringify({
      Resources: { Orders: { Type: 'AWS::DynamoDB::Table', Properties: { KeySchema: [] }, Metadata: { 'aws:cdk:path': 'Elsewhere/Orders/Resource' } } },
    }));
    new CfnInclude(new Stack(app, 'Data'), 'Included', { templateFile: file });
    const [orders] = model(app).resourcesOf('AWS::DynamoDB::Table');
    expect([orders.logicalId, orders.path]).toEqual(['Orders', 'Data/Included/Orders']);
  });

  test('shows the resources of a template that was merged without constructs', () => {
    const app = new App();
    new MergedTemplate(new Stack(app, 'Data'), 'Merged', { Orders: { Type: 'AWS::DynamoDB::Table' } });
    const [orders] = model(app).resourcesOf('AWS::DynamoDB::Table');
    expect([orders.path, orders.label, orders.node]).toEqual(['Data/Orders', 'Orders', undefined]);
  });

  test('finds constructs by the path that the CLI has written, or without it', () => {
    for (const context of [{}, CLI_CONTEXT]) {
      const app = new App({ context });
      const made = table(new Stack(app, 'Data'));
      const [orders] = model(app).resourcesOf('AWS::DynamoDB::Table');
      expect([orders.node, orders.label]).toEqual([made.node.defaultChild, 'Data/Table']);
    }
  });
});

test('an app that is resolved without a synth can be changed and synthesized afterwards', () => {
  const app = new App();
  const stack = new Stack(app, 'Data');
  Aspects.of(app).add({ visit: () => undefined });
  table(stack);
  expect(new AppModel(resolveApp(app)).resourcesOf('AWS::S3::Bucket')).toHaveLength(0);
  new s3.Bucket(stack, 'Bucket');
  Tags.of(app).add('team', 'orders');
  app.synth();
  expect(new AppModel(readApp(app)).resourcesOf('AWS::S3::Bucket')).toHaveLength(1);
});

test('an app that is resolved without a synth may have been synthesized before', () => {
  const app = new App();
  holder(new Stack(app, 'Consumer'), table(new Stack(app, 'Producer')).tableName);
  app.synth();
  expect(target(new AppModel(resolveApp(app)))).toBe('Producer/Table/Resource');
});
