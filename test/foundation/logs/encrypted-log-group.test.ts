import { App, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import { DataClassification } from '../../../src/core/data-classification';
import { DataKey } from '../../../src/foundation/data-key';
import { encryptedLogGroup } from '../../../src/foundation/logs/encrypted-log-group';
import { decide, Decision, plain, PolicyJson } from '../../support/iam-simulator';
import { nagFindings } from '../../support/nag-findings';

const { CONFIDENTIAL } = DataClassification;
const NAME = '/aws/rds/instance/orders/error';
const ENV = { account: '111122223333', region: 'eu-west-1' };

const keyPolicyOf = (stack: Stack): PolicyJson =>
  plain(Object.values(Template.fromStack(stack).findResources('AWS::KMS::Key'))[0].Properties.KeyPolicy);

/** Principal and log groups of the last statement of the key's policy: the one that admits CloudWatch Logs. */
function admitted(stack: Stack) {
  const statements = Object.values(Template.fromStack(stack).findResources('AWS::KMS::Key'))[0].Properties.KeyPolicy.Statement;
  const { Principal, Condition } = statements[statements.length - 1];
  return { service: Principal.Service, logGroups: Condition.StringLike['kms:EncryptionContext:aws:logs:arn'] };
}

describe('an encrypted log group', () => {
  const stack = new Stack(new App(), 'S', { env: ENV });
  const { key } = new DataKey(stack, 'Key');
  encryptedLogGroup(stack, 'Errors', { logGroupName: NAME, key, classification: CONFIDENTIAL });
  const template = Template.fromStack(stack);

  test('uses the key', () => {
    template.hasResourceProperties('AWS::Logs::LogGroup', { LogGroupName: NAME, KmsKeyId: stack.resolve(key.keyArn) });
  });

  test('outlives its stack and its replacement', () => {
    template.hasResource('AWS::Logs::LogGroup', { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  });

  test('has no finding under the six cdk-nag packs', () => {
    expect(nagFindings(stack)).toEqual([]);
  });

  test.each([
    [DataClassification.PUBLIC, 365], [DataClassification.CONFIDENTIAL, 365], [DataClassification.PROTECTED, 2192], [DataClassification.SECRET, 2192],
  ])('keeps %s logs for %d days', (classification, days) => {
    const other = new Stack(new App(), 'S');
    encryptedLogGroup(other, 'Errors', { key: new DataKey(other, 'Key').key, classification });
    Template.fromStack(other).hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: days });
  });

  const policy = keyPolicyOf(stack);
  const arn = (name: string, account = ENV.account, region = ENV.region) => `arn:aws:logs:${region}:${account}:log-group:${name}`;
  const ask = (principal: string, action: string, logGroup: string): Promise<Decision> => decide({
    principal,
    action,
    resource: `arn:aws:kms:eu-west-1:${ENV.account}:key/1`,
    resourcePolicy: policy,
    context: { 'kms:EncryptionContext:aws:logs:arn': logGroup },
  });

  test.each([
    ['logs.eu-west-1.amazonaws.com', 'kms:Encrypt', arn(NAME), 'Allowed'],
    ['logs.eu-west-1.amazonaws.com', 'kms:Decrypt', arn(NAME), 'Allowed'],
    ['logs.eu-west-1.amazonaws.com', 'kms:GenerateDataKey', arn(NAME), 'Allowed'],
    ['logs.eu-west-1.amazonaws.com', 'kms:ReEncryptTo', arn(NAME), 'Allowed'],
    ['logs.eu-west-1.amazonaws.com', 'kms:Decrypt', arn(`${NAME}s`), 'ImplicitlyDenied'],
    ['logs.eu-west-1.amazonaws.com', 'kms:Decrypt', arn(NAME, '999999999999'), 'ImplicitlyDenied'],
    ['logs.eu-west-1.amazonaws.com', 'kms:Decrypt', arn(NAME, ENV.account, 'us-east-1'), 'ImplicitlyDenied'],
    ['logs.us-east-1.amazonaws.com', 'kms:Decrypt', arn(NAME), 'ImplicitlyDenied'],
    ['sns.amazonaws.com', 'kms:Decrypt', arn(NAME), 'ImplicitlyDenied'],
  ] as const)('%s asks for %s on %s: %s', async (principal, action, logGroup, decision) => {
    expect(await ask(principal, action, logGroup)).toBe(decision);
  });

  test('may not create grants on the key', async () => {
    expect(await ask('logs.eu-west-1.amazonaws.com', 'kms:CreateGrant', arn(NAME))).toBe('ImplicitlyDenied');
  });
});

describe('CloudWatch Logs is admitted', () => {
  function admittedIn(region?: string) {
    const stack = new Stack(new App(), 'S', region ? { env: { account: ENV.account, region } } : {});
    encryptedLogGroup(stack, 'Errors', { logGroupName: NAME, key: new DataKey(stack, 'Key').key, classification: CONFIDENTIAL });
    return admitted(stack);
  }

  test.each([
    ['eu-west-1', 'logs.eu-west-1.amazonaws.com', 'aws'],
    ['cn-north-1', 'logs.cn-north-1.amazonaws.com.cn', 'aws-cn'],
    ['us-gov-west-1', 'logs.us-gov-west-1.amazonaws.com', 'aws-us-gov'],
  ])('in %s as %s', (region, service) => {
    const got = admittedIn(region);
    expect(plain(got.service, { 'AWS::URLSuffix': service.endsWith('.cn') ? 'amazonaws.com.cn' : 'amazonaws.com' })).toBe(service);
    expect(plain(got.logGroups, { 'AWS::Partition': 'p' })).toBe(`arn:p:logs:${region}:${ENV.account}:log-group:${NAME}`);
  });

  test('in a stack without a region, by its parameters', () => {
    const got = admittedIn();
    expect(got.service).toEqual({ 'Fn::Join': ['', ['logs.', { Ref: 'AWS::Region' }, '.', { Ref: 'AWS::URLSuffix' }]] });
    expect(got.logGroups).toEqual({
      'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':logs:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, `:log-group:${NAME}`]],
    });
  });
});

describe('a log group without a name', () => {
  const ARN = `arn:aws:logs:eu-west-1:${ENV.account}:log-group:`;

  test('is admitted by the name that CloudFormation will generate', () => {
    const stack = new Stack(new App(), 'S', { env: ENV });
    encryptedLogGroup(stack, 'Errors', { key: new DataKey(stack, 'Key').key, classification: CONFIDENTIAL });
    const [logicalId] = Object.keys(Template.fromStack(stack).findResources('AWS::Logs::LogGroup'));
    expect(plain(admitted(stack).logGroups)).toBe(`${ARN}S-${logicalId}-*`);
  });

  test('follows an overridden logical id', () => {
    const stack = new Stack(new App(), 'S', { env: ENV });
    const logGroup = encryptedLogGroup(stack, 'Errors', { key: new DataKey(stack, 'Key').key, classification: CONFIDENTIAL });
    stack.renameLogicalId(stack.getLogicalId(logGroup.node.defaultChild as never), 'Renamed');
    expect(plain(admitted(stack).logGroups)).toBe(`${ARN}S-Renamed-*`);
  });

  test('may lie in another stack than its key, which then does not depend on it', () => {
    const app = new App();
    const keyStack = new Stack(app, 'Keys', { env: ENV });
    const logStack = new Stack(app, 'Logs', { env: ENV });
    const { key } = new DataKey(keyStack, 'Key');
    encryptedLogGroup(logStack, 'Errors', { key, classification: CONFIDENTIAL });
    const [logicalId] = Object.keys(Template.fromStack(logStack).findResources('AWS::Logs::LogGroup'));
    expect(plain(admitted(keyStack).logGroups)).toBe(`${ARN}Logs-${logicalId}-*`);
    expect(keyStack.dependencies).toEqual([]);
    expect(logStack.dependencies).toEqual([keyStack]);
  });

  test('may lie in a nested stack with its key', () => {
    const nested = new NestedStack(new Stack(new App(), 'S', { env: ENV }), 'Nested');
    encryptedLogGroup(nested, 'Errors', { key: new DataKey(nested, 'Key').key, classification: CONFIDENTIAL });
    const [logicalId] = Object.keys(Template.fromStack(nested).findResources('AWS::Logs::LogGroup'));
    expect(plain(admitted(nested).logGroups, { 'AWS::StackName': 'S-Nested-1A2B' })).toBe(`${ARN}S-Nested-1A2B-${logicalId}-*`);
  });

  test('may lie in a nested stack without its key, whose policy then leaves the name of the stack open', () => {
    const stack = new Stack(new App(), 'S', { env: ENV });
    const nested = new NestedStack(stack, 'Nested');
    const { key } = new DataKey(stack, 'Key');
    encryptedLogGroup(nested, 'Errors', { key, classification: CONFIDENTIAL });
    const [logicalId] = Object.keys(Template.fromStack(nested).findResources('AWS::Logs::LogGroup'));
    expect(plain(admitted(stack).logGroups)).toBe(`${ARN}*-${logicalId}-*`);
  });

  test('may lie in a stage', () => {
    const stack = new Stack(new Stage(new App(), 'Prod'), 'S', { env: ENV });
    encryptedLogGroup(stack, 'Errors', { key: new DataKey(stack, 'Key').key, classification: CONFIDENTIAL });
    const [logicalId] = Object.keys(Template.fromStack(stack).findResources('AWS::Logs::LogGroup'));
    expect(plain(admitted(stack).logGroups)).toBe(`${ARN}Prod-S-${logicalId}-*`);
  });
});

describe('keys of other origin', () => {
  test('an imported key is used and left as it is', () => {
    const stack = new Stack(new App(), 'S', { env: ENV });
    const key = kms.Key.fromKeyArn(stack, 'Key', `arn:aws:kms:eu-west-1:${ENV.account}:key/1`);
    encryptedLogGroup(stack, 'Errors', { key, classification: CONFIDENTIAL });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::Logs::LogGroup', { KmsKeyId: key.keyArn });
    expect(Object.keys(template.toJSON().Resources)).toHaveLength(1);
  });

  test('a key of the same app, not made by this library, admits the log group', () => {
    const stack = new Stack(new App(), 'S', { env: ENV });
    encryptedLogGroup(stack, 'Errors', { logGroupName: NAME, key: new kms.Key(stack, 'Key'), classification: CONFIDENTIAL });
    expect(plain(admitted(stack).logGroups)).toBe(`arn:aws:logs:eu-west-1:${ENV.account}:log-group:${NAME}`);
  });

  test('an alias of such a key passes the admission on', () => {
    const stack = new Stack(new App(), 'S', { env: ENV });
    const alias = new kms.Key(stack, 'Key').addAlias('orders');
    encryptedLogGroup(stack, 'Errors', { logGroupName: NAME, key: alias, classification: CONFIDENTIAL });
    Template.fromStack(stack).hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: { Statement: Match.arrayWith([Match.objectLike({ Principal: { Service: Match.anyValue() } })]) },
    });
  });

  test('two log groups of one key are admitted one by one', () => {
    const stack = new Stack(new App(), 'S', { env: ENV });
    const { key } = new DataKey(stack, 'Key');
    encryptedLogGroup(stack, 'Errors', { logGroupName: '/a', key, classification: CONFIDENTIAL });
    encryptedLogGroup(stack, 'Queries', { logGroupName: '/b', key, classification: CONFIDENTIAL });
    const names = keyPolicyOf(stack).Statement.flatMap((statement) => {
      const { Condition } = statement as { Condition?: { StringLike?: Record<string, string> } };
      return Condition?.StringLike?.['kms:EncryptionContext:aws:logs:arn'] ?? [];
    });
    expect(names.map((arn) => arn.split(':').pop())).toEqual(['/a', '/b']);
  });
});
