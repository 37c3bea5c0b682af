import { App, CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import { DataClassification } from '../../../src/core/data-classification';
import { Safeguard } from '../../../src/core/safeguard';
import { Waiver } from '../../../src/core/waiver';
import { SecureAuroraCluster } from '../../../src/databases/aurora/secure-aurora-cluster';
import { IBackedUpStore } from '../../../src/databases/backup/backed-up-store';
import { DatabaseBackupPlan } from '../../../src/databases/backup/database-backup-plan';
import { DatabaseBackupPlanProps } from '../../../src/databases/backup/database-backup-plan-props';
import { SecureDynamoTable } from '../../../src/databases/dynamodb/secure-dynamo-table';
import { SecureRdsInstance } from '../../../src/databases/rds/secure-rds-instance';
import { Teardown } from '../../../src/databases/teardown/teardown';
import { InputTransformer, matchesEvent, messageOf } from '../../support/event-pattern';
import { failedBackup, failedCopy } from '../../support/events/backup';
import { auroraCluster, ENV, rdsInstance, twoStacks } from '../../support/fixtures';
import { decide, plain, PolicyJson } from '../../support/iam-simulator';
import { thrown } from '../../support/thrown';

const COPY = {
  vaultArn: 'arn:aws:backup:eu-central-1:111111111111:backup-vault:copies',
  encryptionKeyArn: 'arn:aws:kms:eu-central-1:111111111111:key/copies',
};

// one app for all: the stores in one stack, and each plan in a stack of its own
const stacks = twoStacks(ENV);
const INSTANCE: SecureRdsInstance = rdsInstance(stacks, { naming: { identifier: 'orders' } });
const CLUSTER: SecureAuroraCluster = auroraCluster(stacks, { naming: { identifier: 'ledger' } }, 'Ledger');
const TABLE = tableIn(stacks.dataStack, 'Carts');

function tableIn(stack: Stack, id: string, classification?: DataClassification): SecureDynamoTable {
  return new SecureDynamoTable(stack, id, { partitionKey: { name: 'customer', type: dynamodb.AttributeType.STRING }, tableName: id.toLowerCase(), classification });
}

let count = 0;

/** A plan in a stack of its own. */
function planOf(stores: IBackedUpStore[], props: Partial<DatabaseBackupPlanProps> = {}, env: Stack['environment'] | typeof ENV = ENV): DatabaseBackupPlan {
  return new DatabaseBackupPlan(new Stack(stacks.app, `Plan${count++}`, { env: env as typeof ENV }), 'Backups', { stores, ...props });
}

/** A small app with one table. */
function smallPlan(classification?: DataClassification): { readonly stack: Stack; readonly plan: DatabaseBackupPlan } {
  const stack = new Stack(new App(), 'Stack', { env: ENV });
  return { stack, plan: new DatabaseBackupPlan(stack, 'Backups', { stores: [tableIn(stack, 'Carts', classification)] }) };
}

const PLANS = {
  defaults: planOf([INSTANCE, CLUSTER, TABLE]),
  copied: planOf([INSTANCE, CLUSTER], { copies: [{ ...COPY, retention: Duration.days(90) }], immutableAfter: Duration.days(30) }),
  lent: planOf([INSTANCE], {
    copies: [{ vaultArn: 'arn:aws:backup:eu-west-1:222222222222:backup-vault:safe', encryptionKeyArn: 'arn:aws:kms:eu-west-1:222222222222:key/1' }],
  }),
};

let templates: Record<keyof typeof PLANS, Template>;
beforeAll(() => {
  templates = Object.fromEntries(Object.entries(PLANS).map(([name, plan]) => [name, Template.fromStack(Stack.of(plan))])) as typeof templates;
});

interface RuleJson {
  readonly EventPattern: object;
  readonly Targets: { readonly InputTransformer: InputTransformer; readonly DeadLetterConfig: unknown }[];
}

interface StatementJson {
  readonly Action: string | string[];
  readonly Resource: unknown;
}

/** The statements of the role of AWS Backup. */
function rights(plan: keyof typeof PLANS): StatementJson[] {
  const [policy] = Object.values(templates[plan].findResources('AWS::IAM::ManagedPolicy'));
  return (policy.Properties.PolicyDocument as { Statement: StatementJson[] }).Statement;
}

/** What the role may do, as `action resource`, with the parts that only deployment knows left out. */
function allowed(plan: keyof typeof PLANS): string[] {
  const text = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value)).replace(/\{"Ref":"AWS::Partition"\}/g, 'aws');
  const joined = (value: unknown) => ((value as { 'Fn::Join'?: [string, unknown[]] })['Fn::Join']?.[1] ?? [value]).map(text).join('');
  return rights(plan).flatMap(({ Action, Resource }) => [Action].flat().flatMap((action) => [Resource].flat().map((resource) => `${action} ${joined(resource)}`)));
}

describe('with default properties', () => {
  test('stores are backed up every day, and backups are kept for 35 days', () => {
    templates.defaults.hasResourceProperties('AWS::Backup::BackupPlan', {
      BackupPlan: { BackupPlanRule: [{ ScheduleExpression: 'cron(0 6 * * ? *)', Lifecycle: { DeleteAfterDays: 35 }, EnableContinuousBackup: Match.absent() }] },
    });
    const [{ Properties }] = Object.values(templates.defaults.findResources('AWS::Backup::BackupSelection'));
    expect((Properties as { BackupSelection: { Resources: unknown[] } }).BackupSelection.Resources).toHaveLength(3);
  });

  test('the vault has a key of its own, is locked, retained, and tells what vaults still tell', () => {
    templates.defaults.hasResource('AWS::Backup::BackupVault', {
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        BackupVaultName: Match.stringLikeRegexp('^plan\\d+-backups-[0-9a-f]{8}$'),
        EncryptionKeyArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^BackupsEncryptionKey'), 'Arn'] },
        LockConfiguration: { MinRetentionDays: 7, ChangeableForDays: Match.absent() },
        Notifications: { BackupVaultEvents: ['RESTORE_JOB_COMPLETED', 'RECOVERY_POINT_MODIFIED'] },
      },
    });
  });

  test('failures go to the topic of the first store', () => {
    expect(PLANS.defaults.alerts).toBe(INSTANCE.alerts);
  });

  test('recovery points are deleted with MFA only, or by AWS Backup when their time is over', async () => {
    const [{ Properties }] = Object.values(templates.defaults.findResources('AWS::Backup::BackupVault'));
    const resourcePolicy = plain(Properties.AccessPolicy as PolicyJson, { 'AWS::AccountId': '111111111111' });
    const ask = (context: Record<string, string>) => decide({
      principal: 'arn:aws:sts::111111111111:assumed-role/People/dba',
      action: 'backup:DeleteRecoveryPoint',
      resource: 'arn:aws:backup:eu-west-1:111111111111:recovery-point:1',
      context,
      resourcePolicy,
      policies: [{ Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }],
    });
    expect(await ask({})).toBe('ExplicitlyDenied');
    expect(await ask({ 'aws:MultiFactorAuthPresent': 'true' })).toBe('Allowed');
    expect(await ask({ 'aws:PrincipalArn': 'arn:aws:iam::111111111111:role/aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup' })).toBe('Allowed');
  });
});

describe('the role of AWS Backup', () => {
  test.each(['defaults', 'copied', 'lent'] as const)('has no wildcard, no policy of AWS, and one policy (%s)', (plan) => {
    expect(JSON.stringify(rights(plan))).not.toContain('*');
    expect(JSON.stringify(templates[plan].findResources('AWS::IAM::Role'))).not.toContain('iam::aws:policy');
    templates[plan].resourceCountIs('AWS::IAM::ManagedPolicy', 1);
    templates[plan].resourceCountIs('AWS::IAM::Policy', 0);
  });

  test('copies automated snapshots of an instance, and makes and ends snapshots of its own', () => {
    const uuid = '????????-????-????-????-????????????';
    expect(allowed('defaults')).toEqual(expect.arrayContaining([
      'rds:CopyDBSnapshot arn:aws:rds:eu-west-1:111111111111:snapshot:rds:orders-????-??-??-??-??',
      `rds:CopyDBSnapshot arn:aws:rds:eu-west-1:111111111111:snapshot:awsbackup:job-${uuid}`,
      `rds:DeleteDBSnapshot arn:aws:rds:eu-west-1:111111111111:snapshot:awsbackup:job-${uuid}`,
      `rds:DeleteDBClusterSnapshot arn:aws:rds:eu-west-1:111111111111:cluster-snapshot:awsbackup:job-${uuid}`,
    ]));
  });

  test('changes nothing about the stores themselves', () => {
    const changing = ['defaults', 'copied', 'lent'].flatMap((plan) => allowed(plan as keyof typeof PLANS))
      .filter((right) => /^(rds|dynamodb):(Modify|Delete|Restore|Reboot)/.test(right) && !/:(cluster-)?snapshot:awsbackup:/.test(right));
    expect(changing).toEqual([]);
  });

  test('makes copies in the region that they go to, and lends snapshots to no account', () => {
    const copied = allowed('copied');
    expect(copied).toContain('rds:CopyDBSnapshot arn:aws:rds:eu-central-1:111111111111:snapshot:awsbackup:copyjob-????????-????-????-????-????????????');
    expect(copied.filter((right) => right.includes('SnapshotAttribute'))).toEqual([]);
    expect(JSON.stringify(rights('copied'))).toContain('rds.eu-central-1.');
  });

  test('lends snapshots where copies go to another account', () => {
    expect(allowed('lent')).toContain('rds:ModifyDBSnapshotAttribute arn:aws:rds:eu-west-1:111111111111:snapshot:awsbackup:job-????????-????-????-????-????????????');
  });

  test('has room for ten stores with the longest names', () => {
    const app = twoStacks(ENV);
    const stores = Array.from({ length: 10 }, (_, index) => rdsInstance(app, { naming: { identifier: `a${'b'.repeat(60)}-${index}` }, encryptionKey: INSTANCE.encryptionKey, alerts: INSTANCE.alerts }, `Store${index}`));
    const statements = new DatabaseBackupPlan(app.dataStack, 'Backups', { stores, copies: [COPY] }).role.node.findChild('Policy') as iam.ManagedPolicy;
    // each reference stands for an ARN of at most 100 characters
    const document = JSON.stringify(app.dataStack.resolve(statements.document)).replace(/\{"(Ref|Fn::[^"]+)":("[^"]+"|\[[^\]]*\])\}/g, 'x'.repeat(100));
    expect(document.length).toBeLessThan(6144 * 2);
  });
});

test('copies go to another region under its key, and the lock closes for good when told to', () => {
  templates.copied.hasResourceProperties('AWS::Backup::BackupPlan', {
    BackupPlan: { BackupPlanRule: [{ CopyActions: [{ DestinationBackupVaultArn: COPY.vaultArn, Lifecycle: { DeleteAfterDays: 90 } }] }] },
  });
  templates.copied.hasResourceProperties('AWS::Backup::BackupVault', { LockConfiguration: { MinRetentionDays: 7, ChangeableForDays: 30 } });
  expect(JSON.stringify(rights('copied'))).toContain(COPY.encryptionKeyArn);
});

describe('failed jobs', () => {
  const event = { vault: 'arn:aws:backup:eu-west-1:111111111111:backup-vault:orders', resource: 'arn:aws:rds:eu-west-1:111111111111:db:orders' };

  /** The rules that an event of the vault meets. */
  function met(sent: object): RuleJson[] {
    const rules = Object.values(templates.defaults.findResources('AWS::Events::Rule')).map(({ Properties }) => Properties as RuleJson);
    const reference = /\{"Fn::GetAtt":\["[^"]*Vault[^"]*","BackupVaultArn"\]\}/g;
    return rules.filter(({ EventPattern }) => matchesEvent(
      JSON.parse(JSON.stringify(EventPattern).replace(reference, JSON.stringify(event.vault))) as { [name: string]: unknown }, sent));
  }

  test.each(['FAILED', 'EXPIRED', 'ABORTED', 'PARTIAL'])('a backup that ended as %s is told once, with what, why, when and by whom', (state) => {
    const sent = failedBackup(state, event);
    const rules = met(sent);
    expect(rules).toHaveLength(1);
    expect(rules[0].Targets[0].DeadLetterConfig).toBeDefined();
    const text = messageOf(rules[0].Targets[0].InputTransformer, sent);
    expect(text).toContain(`A backup ended as ${state}: RDS`);
    expect(text).toContain(`Which: ${event.resource}`);
    expect(text).toContain('Why: The snapshot quota is used up.');
    expect(text).toContain('When: begun 2026-11-22T06:01:00.000Z, told 2026-11-22T06:05:00Z');
    expect(text).toContain('Who: job 34176239-e96d-4e1d-9fad-529dbb3c3556 with role arn:aws:iam::111111111111:role/backup');
  });

  test('a copy that failed is told', () => {
    const sent = failedCopy('FAILED', event);
    const rules = met(sent);
    expect(rules).toHaveLength(1);
    expect(messageOf(rules[0].Targets[0].InputTransformer, sent).slice(0, 2)).toEqual(['A copy of a backup ended as FAILED: RDS', `Which: ${event.resource}`]);
  });

  test.each([
    ['a backup that succeeded', failedBackup('COMPLETED', event)],
    ['a backup into another vault', failedBackup('FAILED', { ...event, vault: `${event.vault}-2` })],
    ['a copy from another vault', failedCopy('FAILED', { ...event, vault: `${event.vault}-2` })],
  ])('%s is not', (_title, sent) => {
    expect(met(sent)).toEqual([]);
  });
});

test('the strictest store sets the least retention', () => {
  const { stack } = smallPlan(DataClassification.PROTECTED);
  Template.fromStack(stack).hasResourceProperties('AWS::Backup::BackupVault', { LockConfiguration: { MinRetentionDays: 35 } });
});

test('a pipeline may take a backup on demand: it names the vault and passes the role', () => {
  const { stack, plan } = smallPlan();
  const pipeline = new iam.Role(stack, 'Pipeline', { assumedBy: new iam.ServicePrincipal('codebuild.amazonaws.com') });
  plan.grantStart(pipeline);
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::ManagedPolicy', {
    PolicyDocument: {
      Statement: [
        { Action: 'backup:StartBackupJob', Resource: stack.resolve(plan.vault.backupVaultArn) as unknown },
        { Action: 'iam:PassRole', Resource: stack.resolve(plan.role.roleArn) as unknown, Condition: { StringEquals: { 'iam:PassedToService': 'backup.amazonaws.com' } } },
      ],
    },
  });
});

test('an agnostic plan takes stores of another agnostic stack, and a vault that only deployment knows', () => {
  const app = new App();
  const store = tableIn(new Stack(app, 'Data'), 'Carts');
  const stack = new Stack(app, 'Backups');
  const vaultArn = new CfnParameter(stack, 'VaultArn').valueAsString;
  const encryptionKeyArn = new CfnParameter(stack, 'KeyArn').valueAsString;
  new DatabaseBackupPlan(stack, 'Plan', { stores: [store], copies: [{ vaultArn, encryptionKeyArn }] });
  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::Backup::BackupSelection', 1);
  expect(JSON.stringify(template.findResources('AWS::IAM::ManagedPolicy'))).toContain('{"Fn::Select":[3,{"Fn::Split":[":",{"Ref":"VaultArn"}]}]}');
});

test.each([['cn-north-1'], ['us-gov-west-1']])('a plan in %s names nothing of another partition', (region) => {
  const stack = new Stack(new App(), 'Stack', { env: { account: '111111111111', region } });
  new DatabaseBackupPlan(stack, 'Backups', { stores: [tableIn(stack, 'Carts')] });
  const document = JSON.stringify(Template.fromStack(stack).findResources('AWS::IAM::ManagedPolicy'));
  expect(document).not.toMatch(/arn:aws[:-]|amazonaws\.com/);
  expect(document).toContain(`backup.${region}.`);
});

const MANY = new Stack(new App(), 'Many', { env: ENV });
const ELSEWHERE = tableIn(new Stack(new App(), 'Elsewhere', { env: { account: '222222222222', region: 'eu-north-1' } }), 'Carts');
const FAR = { vaultArn: 'arn:aws:backup:eu-central-1:222222222222:backup-vault:copies', encryptionKeyArn: 'arn:aws:kms:eu-central-1:222222222222:key/1' };

test.each<[string, Partial<DatabaseBackupPlanProps>, string[]]>([
  ['no store', { stores: [] }, ['STORES_EMPTY: `stores` is empty, so nothing would be backed up; pass a store']],
  ['eleven stores', { stores: Array.from({ length: 11 }, (_, index) => tableIn(MANY, `Carts${index}`)) },
    ['STORES_TOO_MANY: `stores` has 11 stores, 1 to 10 are allowed, since the policy of the role names each; make a second plan']],
  ['a store twice', { stores: [TABLE, TABLE] }, ['STORE_REPEATED: `stores[1]` is Data/Carts, which is in the list already; remove it']],
  ['a store of another place', { stores: [ELSEWHERE] }, [
    'STORE_ELSEWHERE: `stores[0]` is Elsewhere/Carts in region eu-north-1, but a plan backs up stores of its own region, eu-west-1; make a plan there',
    'STORE_ELSEWHERE: `stores[0]` is Elsewhere/Carts in account 222222222222, but a plan backs up stores of its own account, 111111111111; make a plan there',
  ]],
  ['six days', { retention: Duration.days(6) }, ['BACKUP_RETENTION_OUT_OF_RANGE: `retention` is 6 days, a whole number from 7 to 36500 days is allowed; leave it out for 35 days']],
  ['a century and a day', { retention: Duration.days(36_501) }, ['BACKUP_RETENTION_OUT_OF_RANGE: `retention` is 36501 days, a whole number from 7 to 36500 days is allowed; leave it out for 35 days']],
  ['a copy for six days', { copies: [{ ...COPY, retention: Duration.days(6) }] }, ['BACKUP_RETENTION_OUT_OF_RANGE: `copies[0].retention` is 6 days, a whole number from 7 to 36500 days is allowed; leave it out for 35 days']],
  ['a copy to a name', { copies: [{ ...COPY, vaultArn: 'copies' }] }, ["COPY_VAULT_INVALID: `copies[0].vaultArn` is 'copies', allowed are ARNs of backup vaults; write it as arn:aws:backup:eu-central-1:111122223333:backup-vault:copies"]],
  ['a copy under the key of another region', { copies: [{ ...COPY, encryptionKeyArn: 'arn:aws:kms:eu-west-1:111111111111:key/1' }] },
    ["COPY_KEY_ELSEWHERE: `copies[0].encryptionKeyArn` is 'arn:aws:kms:eu-west-1:111111111111:key/1', but the vault lies in eu-central-1; pass the ARN of the key of the vault"]],
  ['a copy of a database to another region and account', { stores: [TABLE, INSTANCE], copies: [FAR] },
    ['COPY_TOO_FAR: `copies[0].vaultArn` lies in another region and another account, but AWS Backup copies Data/Orders to one of the two at a time; copy to another region here, and from there with a plan of that region']],
  ['a lock that closes at once', { immutableAfter: Duration.days(2) }, ['LOCK_OUT_OF_RANGE: `immutableAfter` is 2 days, a whole number from 3 to 36500 days is allowed; leave it out for a lock that can be taken off']],
  ['a lock that is waived and closes', { immutableAfter: Duration.days(3), waivers: [Waiver.of(Safeguard.BACKUPS, 'copies of a preview')] },
    ['LOCK_CONTRADICTED: `immutableAfter` is set, but Safeguard.BACKUPS is waived, so that there is no lock; remove one of the two']],
  ['a plan that is thrown away', { waivers: Teardown.disposable('preview environment, rebuilt nightly') },
    ['BACKUP_PLAN_NOT_DISPOSABLE: a vault that holds backups cannot be deleted with its stack; make no plan in an environment that is thrown away']],
])('%s is refused', (_title, { stores = [TABLE], ...props }, messages) => {
  expect(thrown(() => planOf(stores, props)).split('\n').slice(1).map((line) => line.trim())).toEqual(messages);
});

test('a copy of a table goes to another region and account at once', () => {
  expect(() => planOf([TABLE], { copies: [FAR] })).not.toThrow();
});
