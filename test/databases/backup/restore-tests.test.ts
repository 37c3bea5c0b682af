import { App, CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as backup from 'aws-cdk-lib/aws-backup';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as events from 'aws-cdk-lib/aws-events';
import { DataClassification } from '../../../src/core/data-classification';
import { Safeguard } from '../../../src/core/safeguard';
import { Waiver } from '../../../src/core/waiver';
import { DatabaseBackupPlan } from '../../../src/databases/backup/database-backup-plan';
import { RestoreTests, TestedBackup } from '../../../src/databases/backup/restore-tests-props';
import { DynamoEncryption } from '../../../src/databases/dynamodb/dynamo-encryption';
import { SecureDynamoTableProps } from '../../../src/databases/dynamodb/dynamo-props';
import { SecureDynamoTable } from '../../../src/databases/dynamodb/secure-dynamo-table';
import { InputTransformer, matchesEvent, messageOf } from '../../support/event-pattern';
import { failedBackup, restoreTest } from '../../support/events/backup';
import { auroraCluster, ENV, rdsInstance, SQL_SERVER, twoStacks } from '../../support/fixtures';
import { decide, plain, PolicyJson } from '../../support/iam-simulator';
import { thrown } from '../../support/thrown';

// one synth for all: stores in one stack, their plan in another
const stacks = twoStacks(ENV);
const ORDERS = rdsInstance(stacks, { naming: { identifier: 'orders' } });
const LEDGER = auroraCluster(stacks, { naming: { identifier: 'ledger' } }, 'Ledger');
const ERP = rdsInstance(stacks, { engine: SQL_SERVER, naming: { identifier: 'erp' } }, 'Erp');
const CARTS = tableIn(stacks.dataStack);

function tableIn(stack: Stack, props: Partial<SecureDynamoTableProps> = {}): SecureDynamoTable {
  return new SecureDynamoTable(stack, 'Carts', { partitionKey: { name: 'customer', type: dynamodb.AttributeType.STRING }, ...props });
}

const planStack = new Stack(stacks.app, 'Plans', { env: ENV });
const PLAN = new DatabaseBackupPlan(planStack, 'Backups', { stores: [ORDERS, LEDGER, ERP, CARTS], restoreTests: {} });
PLAN.restoredCopies!.allowFrom(ec2.Peer.ipv4('10.0.0.0/24'), ec2.Port.tcp(ORDERS.port), 'What looks into the copies');

const SELECTION = 'AWS::Backup::RestoreTestingSelection';
type Json = Readonly<Record<string, unknown>>;

let template: Template;
let data: Template;
beforeAll(() => {
  template = Template.fromStack(planStack);
  data = Template.fromStack(stacks.dataStack);
});

interface Selected {
  readonly overrides: Json;
  readonly role: string;
  readonly statements: string;
}

/** The properties of what is restored of one kind, and the statements of its role. */
function selected(kind: string, within: Template = template): Selected {
  const [{ Properties }] = Object.values(within.findResources(SELECTION, { Properties: { ProtectedResourceType: kind } }));
  const { IamRoleArn, RestoreMetadataOverrides } = Properties as { IamRoleArn: { 'Fn::GetAtt': string[] }; RestoreMetadataOverrides: Json };
  const role = IamRoleArn['Fn::GetAtt'][0];
  const [policy] = Object.values(within.findResources('AWS::IAM::ManagedPolicy', { Properties: { Roles: [{ Ref: role }] } }));
  const { Statement } = policy.Properties.PolicyDocument as { Statement: unknown };
  return { overrides: RestoreMetadataOverrides, role, statements: JSON.stringify(Statement) };
}

/** The id of the resource of the stores' stack that an export comes from. */
function origin(imported: unknown): string {
  const name = (imported as { 'Fn::ImportValue': string })['Fn::ImportValue'];
  const [output] = Object.values(data.findOutputs('*')).filter(({ Export }) => (Export as { Name?: string })?.Name === name);
  const value = output.Value as { 'Ref'?: string; 'Fn::GetAtt'?: string[] };
  return value.Ref ?? value['Fn::GetAtt']![0];
}

describe('with default properties', () => {
  test('on Sunday the latest backup of the last week is restored, from the vault of the plan alone', () => {
    template.hasResourceProperties('AWS::Backup::RestoreTestingPlan', {
      RestoreTestingPlanName: Match.stringLikeRegexp('^plans_backups_[0-9a-f]{8}$'),
      ScheduleExpression: 'cron(0 16 ? * SUN *)',
      StartWindowHours: 8,
      RecoveryPointSelection: {
        Algorithm: 'LATEST_WITHIN_WINDOW',
        IncludeVaults: [planStack.resolve(PLAN.vault.backupVaultArn)],
        RecoveryPointTypes: ['SNAPSHOT'],
        SelectionWindowDays: 7,
      },
    });
  });

  test('each store is selected by its ARN, with a role and a name of its own, and its copy goes as soon as it stands', () => {
    const selections = Object.values(template.findResources(SELECTION)).map(({ Properties }) => Properties as Json);
    expect(selections.map(({ ProtectedResourceType }) => ProtectedResourceType)).toEqual(['RDS', 'Aurora', 'RDS', 'DynamoDB']);
    expect(new Set(selections.map(({ IamRoleArn }) => JSON.stringify(IamRoleArn))).size).toBe(4);
    selections.forEach(({ RestoreTestingSelectionName: name, ProtectedResourceArns, ValidationWindowHours }) => {
      expect(name).toMatch(/^data_(orders|ledger|erp|carts)_[0-9a-f]{8}$/);
      expect(ProtectedResourceArns).toHaveLength(1);
      expect(ValidationWindowHours).toBeUndefined();
    });
  });

  test('a plan without them restores nothing', () => {
    const stack = new Stack(new App(), 'Stack', { env: ENV });
    const plan = new DatabaseBackupPlan(stack, 'Backups', { stores: [tableIn(stack)] });
    expect(plan.restoredCopies).toBeUndefined();
    Template.fromStack(stack).resourceCountIs('AWS::Backup::RestoreTestingPlan', 0);
  });
});

describe('a restored copy', () => {
  test('of an instance lies in the data subnets with the parameters of the original, on one node, and is not public', () => {
    const { overrides } = selected('RDS');
    expect(Object.keys(overrides).sort()).toEqual(['dbParameterGroupName', 'dbSubnetGroupName', 'multiAz', 'optionGroupName', 'publiclyAccessible', 'vpcSecurityGroupIds']);
    expect(origin(overrides.dbSubnetGroupName)).toMatch(/^OrdersSubnetGroup/);
    expect(origin(overrides.dbParameterGroupName)).toMatch(/^OrdersParameterGroup/);
    expect(origin(overrides.optionGroupName)).toMatch(/^OrdersOptionGroup/);
    expect(overrides).toMatchObject({ publiclyAccessible: 'false', multiAz: 'false' });
  });

  test('of a cluster does too, under the key of the original', () => {
    const { overrides } = selected('Aurora');
    expect(Object.keys(overrides).sort()).toEqual(['dbClusterParameterGroupName', 'dbSubnetGroupName', 'kmsKeyId', 'vpcSecurityGroupIds']);
    expect(origin(overrides.dbSubnetGroupName)).toMatch(/^LedgerSubnetGroup/);
    expect(origin(overrides.dbClusterParameterGroupName)).toMatch(/^LedgerParameterGroup/);
    expect(origin(overrides.kmsKeyId)).toMatch(/^LedgerEncryptionKey/);
  });

  test('of a table is under the key of the original', () => {
    const { overrides } = selected('DynamoDB');
    expect(Object.keys(overrides)).toEqual(['encryptionType', 'kmsMasterKeyArn']);
    expect(overrides.encryptionType).toBe('KMS');
    expect(origin(overrides.kmsMasterKeyArn)).toMatch(/^CartsEncryptionKey/);
  });

  test('of a table whose key AWS owns is under such a key, and the role uses that of the vault alone', () => {
    const stack = new Stack(new App(), 'Stack', { env: ENV });
    const prices = tableIn(stack, { encryption: DynamoEncryption.awsOwnedKey('prices are public anyway'), classification: DataClassification.PUBLIC });
    const plan = new DatabaseBackupPlan(stack, 'Backups', { stores: [prices], restoreTests: {} });
    const { overrides, statements } = selected('DynamoDB', Template.fromStack(stack));
    expect(overrides).toEqual({});
    expect(statements).toContain(`"Resource":${JSON.stringify(stack.resolve(plan.encryptionKey.keyArn))}`);
  });

  test('lies in a group of its own, which opens nothing until it is told to', () => {
    const groups = Object.entries(template.findResources('AWS::EC2::SecurityGroup'));
    expect(groups).toHaveLength(1);
    const [id, { Properties }] = groups[0];
    expect(Properties).toMatchObject({
      GroupDescription: 'Restored copies: reached by nobody',
      SecurityGroupEgress: [{ CidrIp: '127.0.0.1/32' }],
      // said by PLAN.restoredCopies.allowFrom above
      SecurityGroupIngress: [{ CidrIp: '10.0.0.0/24', FromPort: 3306, ToPort: 3306 }],
    });
    ['RDS', 'Aurora'].forEach((kind) => (
      expect(selected(kind).overrides.vpcSecurityGroupIds).toEqual({ 'Fn::Join': ['', ['["', { 'Fn::GetAtt': [id, 'GroupId'] }, '"]']] })));
  });

  test('is not reached by the application, whatever it holds', () => {
    const rules = [...Object.values(template.findResources('AWS::EC2::SecurityGroupIngress')), ...Object.values(template.findResources('AWS::EC2::SecurityGroupEgress'))];
    expect(rules).toEqual([]);
  });
});

describe('the role of a store', () => {
  const actions = (statements: string) => (JSON.parse(statements) as { Action: string | string[] }[]).flatMap(({ Action }) => Action);

  test.each(['RDS', 'Aurora', 'DynamoDB'])('is assumed by AWS Backup for this account, with one policy that is not of AWS (%s)', (kind) => {
    const { role } = selected(kind);
    template.hasResourceProperties('AWS::IAM::Role', { Description: Match.stringLikeRegexp('^Restore tests of Data/'), ManagedPolicyArns: Match.absent() });
    expect(template.findResources('AWS::IAM::Role')[role].Properties).toMatchObject({
      AssumeRolePolicyDocument: {
        Statement: [{ Principal: { Service: 'backup.amazonaws.com' }, Condition: { StringEquals: { 'aws:SourceAccount': '111111111111' } } }],
      },
    });
  });

  test.each(['RDS', 'Aurora', 'DynamoDB'])('neither deletes nor changes a store, and its only wildcard is the name of the copies (%s)', (kind) => {
    const { statements } = selected(kind);
    expect(actions(statements).filter((action) => /:(Delete(?!Item)|Modify|Reboot|Create(?!Grant))/.test(action))).toEqual([]);
    expect(statements.match(/[^":/]*\*/g)!.filter((name) => name !== 'awsbackup-restore-test-*')).toEqual([]);
  });

  test('restores from backups of AWS Backup into the groups of its store', () => {
    const [restore] = JSON.parse(selected('RDS').statements) as { Action: string; Resource: Json[] }[];
    expect(restore.Action).toBe('rds:RestoreDBInstanceFromDBSnapshot');
    const [copies, backups, ...groups] = restore.Resource.map((resource) => JSON.stringify(resource));
    expect(copies).toContain(':rds:eu-west-1:111111111111:db:awsbackup-restore-test-*');
    expect(backups).toContain(':rds:eu-west-1:111111111111:snapshot:awsbackup:job-????????-????-????-????-????????????');
    expect(groups.map((group) => /(subgrp|pg|og):/.exec(group)![1])).toEqual(['subgrp', 'pg', 'og']);
  });

  test('names the option group that RDS makes, where the store has none', () => {
    expect(selected('Aurora').statements).toContain(':og:default:aurora-postgresql-17');
  });

  test('uses the key of its store through its service, and that of the vault for tables', () => {
    expect(selected('RDS').statements).toContain('"kms:ViaService":[{"Fn::Join":["",["rds.eu-west-1.",{"Ref":"AWS::URLSuffix"}]]}]');
    expect(selected('DynamoDB').statements).toContain(JSON.stringify(planStack.resolve(PLAN.encryptionKey.keyArn)));
    expect(selected('RDS').statements).not.toContain(JSON.stringify(planStack.resolve(PLAN.encryptionKey.keyArn)));
  });
});

describe('what AWS decides for the role of an instance', () => {
  const KEY = 'arn:aws:kms:eu-west-1:111111111111:key/orders';
  const ARN = 'arn:aws:rds:eu-west-1:111111111111';
  const JOB = '1a2bcd34-567e-8901-23f4-5a6b7c8d9e0f';
  let policy: PolicyJson;
  beforeAll(() => {
    const { dataStack, ...others } = twoStacks(ENV);
    const orders = rdsInstance({ dataStack, ...others }, { naming: { identifier: 'orders' } });
    new DatabaseBackupPlan(dataStack, 'Backups', { stores: [orders], restoreTests: {} });
    const made = Template.fromStack(dataStack);
    const ids = Object.keys((made.toJSON() as { Resources: object }).Resources);
    const values = Object.fromEntries(ids.map((id) => [id, id.startsWith('OrdersEncryptionKey') ? KEY : id.toLowerCase()]));
    policy = plain({ Statement: JSON.parse(selected('RDS', made).statements) as object[] }, values);
  });

  // the policy of a key leaves it to IAM, or no policy of a role counts
  const left = { Statement: [{ Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111111111111:root' }, Action: 'kms:*', Resource: '*' }] };
  const ask = (action: string, resource: string, context = {}) => decide({
    principal: 'arn:aws:sts::111111111111:assumed-role/restore/AWSBackup',
    action,
    resource,
    context,
    policies: [policy],
    resourcePolicy: action.startsWith('kms:') ? left : undefined,
  });

  test.each<[string, string, string, string]>([
    ['makes copies', 'rds:RestoreDBInstanceFromDBSnapshot', `${ARN}:db:awsbackup-restore-test-0b1c`, 'Allowed'],
    ['from backups', 'rds:RestoreDBInstanceFromDBSnapshot', `${ARN}:snapshot:awsbackup:job-${JOB}`, 'Allowed'],
    ['makes no other instance', 'rds:RestoreDBInstanceFromDBSnapshot', `${ARN}:db:orders-2`, 'ImplicitlyDenied'],
    ['nor from snapshots of people', 'rds:RestoreDBInstanceFromDBSnapshot', `${ARN}:snapshot:orders-before-the-migration`, 'ImplicitlyDenied'],
    ['nor in other subnets', 'rds:RestoreDBInstanceFromDBSnapshot', `${ARN}:subgrp:default`, 'ImplicitlyDenied'],
    ['nor with other parameters', 'rds:RestoreDBInstanceFromDBSnapshot', `${ARN}:pg:default.mysql8.4`, 'ImplicitlyDenied'],
    ['does not delete the store', 'rds:DeleteDBInstance', `${ARN}:db:orders`, 'ImplicitlyDenied'],
    ['nor a copy', 'rds:DeleteDBInstance', `${ARN}:db:awsbackup-restore-test-0b1c`, 'ImplicitlyDenied'],
    ['nor does it make a copy public', 'rds:ModifyDBInstance', `${ARN}:db:awsbackup-restore-test-0b1c`, 'ImplicitlyDenied'],
  ])('it %s', async (_title, action, resource, decision) => {
    expect(await ask(action, resource)).toBe(decision);
  });

  test('it uses the key through RDS alone, and lends it to AWS alone', async () => {
    expect(await ask('kms:Decrypt', KEY, { 'kms:ViaService': 'rds.eu-west-1.amazonaws.com' })).toBe('Allowed');
    expect(await ask('kms:Decrypt', KEY, { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' })).toBe('ImplicitlyDenied');
    expect(await ask('kms:Decrypt', KEY)).toBe('ImplicitlyDenied');
    expect(await ask('kms:CreateGrant', KEY, { 'kms:GrantIsForAWSResource': 'true' })).toBe('Allowed');
    expect(await ask('kms:CreateGrant', KEY, { 'kms:GrantIsForAWSResource': 'false' })).toBe('ImplicitlyDenied');
  });
});

describe('failed tests', () => {
  const of = { plan: 'arn:aws:backup:eu-west-1:111111111111:restore-testing-plan:backups', resource: 'arn:aws:rds:eu-west-1:111111111111:db:orders' };

  interface RuleJson {
    readonly EventPattern: object;
    readonly Targets: { readonly InputTransformer: InputTransformer; readonly DeadLetterConfig: unknown }[];
  }

  function met(sent: object): RuleJson[] {
    return Object.values(template.findResources('AWS::Events::Rule')).map(({ Properties }) => Properties as RuleJson).filter(({ EventPattern }) => matchesEvent(
      JSON.parse(JSON.stringify(EventPattern)
        .replace(/\{"Fn::GetAtt":\["[^"]*","RestoreTestingPlanArn"\]\}/g, JSON.stringify(of.plan))
        .replace(/\{"Fn::GetAtt":[^}]*\}/g, '"the vault"')) as { [name: string]: unknown }, sent));
  }

  test.each<[string, object, string]>([
    ['a restore that failed', { status: 'FAILED', statusMessage: 'The key is disabled.' }, 'What: restored FAILED, looked into , removed  (empty: not yet)'],
    ['a restore that was cancelled', { status: 'ABORTED', statusMessage: 'The key is disabled.' }, 'What: restored ABORTED, looked into , removed  (empty: not yet)'],
    ['a copy that is wrong', { status: 'COMPLETED', validationStatus: 'FAILED', statusMessage: 'The key is disabled.' }, 'What: restored COMPLETED, looked into FAILED, removed  (empty: not yet)'],
    ['a copy that nothing looked into in time', { status: 'COMPLETED', validationStatus: 'TIMED_OUT', statusMessage: 'The key is disabled.' },
      'What: restored COMPLETED, looked into TIMED_OUT, removed  (empty: not yet)'],
    ['a copy that stays', { status: 'COMPLETED', validationStatus: 'SUCCESSFUL', deletionStatus: 'FAILED', statusMessage: 'The key is disabled.' },
      'What: restored COMPLETED, looked into SUCCESSFUL, removed FAILED (empty: not yet)'],
  ])('%s is told once, with which store, why and what to do', (_title, states, what) => {
    const sent = restoreTest(states, of);
    const rules = met(sent);
    expect(rules).toHaveLength(1);
    expect(rules[0].Targets[0].DeadLetterConfig).toBeDefined();
    const text = messageOf(rules[0].Targets[0].InputTransformer, sent);
    expect(text[0]).toBe('A restore test failed: RDS');
    expect(text[1]).toContain(`Which: ${of.resource}, backup `);
    expect(text[2]).toBe(what);
    expect(text[3].trim()).toBe('Why: The key is disabled.');
    expect(text).toContain('When: begun 2026-11-22T16:01:00.000Z, told 2026-11-22T06:05:00Z');
    expect(text).toContain('Who: job AB123456-78C9-0123-456D-789012E34567 with role arn:aws:iam::111111111111:role/restore');
    expect(text.at(-1)).toMatch(/^What to do: Until a test succeeds, treat the backups of this store as lost\./);
  });

  test.each<[string, object]>([
    ['a test that succeeded', restoreTest({ status: 'COMPLETED', validationStatus: 'SUCCESSFUL', deletionStatus: 'SUCCESSFUL' }, of)],
    ['a test that is under way', restoreTest({ status: 'RUNNING' }, of)],
    ['a test of another plan', restoreTest({ status: 'FAILED' }, { ...of, plan: `${of.plan}-2` })],
    ['a restore by hand', restoreTest({ status: 'FAILED', restoreTestingPlanArn: undefined }, of)],
    ['a backup into another vault', failedBackup('FAILED', { vault: 'arn:aws:backup:eu-west-1:111111111111:backup-vault:other', resource: of.resource })],
  ])('%s is not', (_title, sent) => {
    expect(met(JSON.parse(JSON.stringify(sent)) as object)).toEqual([]);
  });

  test('nobody is told where notifications are waived', () => {
    const stack = new Stack(new App(), 'Stack', { env: ENV });
    const waivers = [Waiver.of(Safeguard.EVENT_NOTIFICATIONS, 'a preview, rebuilt nightly')];
    new DatabaseBackupPlan(stack, 'Backups', { stores: [tableIn(stack)], restoreTests: {}, waivers });
    Template.fromStack(stack).resourceCountIs('AWS::Events::Rule', 0);
  });
});

test('the order of the stores changes neither ids nor names', () => {
  const made = (reverse: boolean) => {
    const stack = new Stack(new App(), 'Stack', { env: ENV });
    const stores = ['Carts', 'Prices'].map((id) => new SecureDynamoTable(stack, id, { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } }));
    const plan = new DatabaseBackupPlan(stack, 'Backups', { alerts: stores[0].alerts, stores: reverse ? stores.reverse() : stores, restoreTests: {} });
    return plan.node.findAll().filter((each) => each instanceof backup.CfnRestoreTestingSelection)
      .map((each) => [stack.resolve([each.logicalId, each.protectedResourceArns]) as unknown, each.restoreTestingSelectionName])
      .map((each) => JSON.stringify(each)).sort();
  };
  expect(made(true)).toEqual(made(false));
});

test('every choice reaches AWS Backup', () => {
  const stack = new Stack(new App(), 'Stack', { env: ENV });
  new DatabaseBackupPlan(stack, 'Backups', {
    stores: [tableIn(stack)],
    restoreTests: {
      schedule: events.Schedule.cron({ day: '1', hour: '3', minute: '0' }),
      startWindow: Duration.hours(168),
      selectionWindow: Duration.days(365),
      backup: TestedBackup.RANDOM,
      validationWindow: Duration.hours(1),
    },
  });
  const made = Template.fromStack(stack);
  made.hasResourceProperties('AWS::Backup::RestoreTestingPlan', {
    ScheduleExpression: 'cron(0 3 1 * ? *)', StartWindowHours: 168, RecoveryPointSelection: { Algorithm: 'RANDOM_WITHIN_WINDOW', SelectionWindowDays: 365 },
  });
  made.hasResourceProperties(SELECTION, { ValidationWindowHours: 1 });
});

test.each(['cn-north-1', 'us-gov-west-1'])('tests in %s name nothing of another partition', (region) => {
  const stack = new Stack(new App(), 'Stack', { env: { account: '111111111111', region } });
  new DatabaseBackupPlan(stack, 'Backups', { stores: [tableIn(stack)], restoreTests: {} });
  expect(JSON.stringify(Template.fromStack(stack).findResources('AWS::IAM::ManagedPolicy'))).not.toMatch(/arn:aws[:-]|\.amazonaws\.com/);
});

const SCHEDULE = 'allowed are cron expressions; pass Schedule.cron(), or leave it out for Sunday at 16:00 UTC';
const token = Duration.days(new CfnParameter(new Stack(), 'Days', { type: 'Number' }).valueAsNumber);

test.each<[string, RestoreTests, string[]]>([
  ['a rate', { schedule: events.Schedule.rate(Duration.days(7)) }, [`RESTORE_TEST_SCHEDULE_INVALID: \`restoreTests.schedule\` is 'rate(7 days)', ${SCHEDULE}`]],
  ['backups of today alone', { selectionWindow: Duration.hours(12) },
    ['RESTORE_TEST_WINDOW_OUT_OF_RANGE: `restoreTests.selectionWindow` is 0.5 days, a whole number from 1 to 365 days is allowed; leave it out for 7 days']],
  ['backups of a year and a day', { selectionWindow: Duration.days(366) },
    ['RESTORE_TEST_WINDOW_OUT_OF_RANGE: `restoreTests.selectionWindow` is 366 days, a whole number from 1 to 365 days is allowed; leave it out for 7 days']],
  ['a start at once', { startWindow: Duration.minutes(30) },
    ['RESTORE_TEST_WINDOW_OUT_OF_RANGE: `restoreTests.startWindow` is 0.5 hours, a whole number from 1 to 168 hours is allowed; leave it out for 8 hours']],
  ['a copy for eight days', { validationWindow: Duration.hours(169) },
    ['RESTORE_TEST_WINDOW_OUT_OF_RANGE: `restoreTests.validationWindow` is 169 hours, a whole number from 1 to 168 hours is allowed; leave it out if nothing looks into the copy']],
  ['a token', { selectionWindow: token },
    ['RESTORE_TEST_WINDOW_UNKNOWN: `restoreTests.selectionWindow` is only known at deployment (a token), but it decides what is built; pass a Duration of whole days']],
])('%s is refused', (_title, restoreTests, messages) => {
  const stack = new Stack(stacks.app, `Refused${messages.join().length}${_title.length}`, { env: ENV });
  expect(thrown(() => new DatabaseBackupPlan(stack, 'Backups', { stores: [CARTS], restoreTests })).split('\n').slice(1).map((line) => line.trim())).toEqual(messages);
});
