import { Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { tableIn } from './fixture';
import { DataClassification } from '../../../src/core/data-classification';
import { DynamoBackupPlan, DynamoBackupPlanProps } from '../../../src/databases/dynamodb/dynamo-backup-plan';
import { SecureDynamoTableProps } from '../../../src/databases/dynamodb/dynamo-props';
import { ByDesign } from '../../../src/packs/by-design';
import { findingsOf, listed } from '../../support/findings';
import { decide, plain, PolicyJson } from '../../support/iam-simulator';
import { nagFindings } from '../../support/nag-findings';
import { subscribed } from '../../support/subscribed';
import { thrown } from '../../support/thrown';

const COPY = {
  vaultArn: 'arn:aws:backup:eu-central-1:111111111111:backup-vault:copies',
  encryptionKeyArn: 'arn:aws:kms:eu-central-1:111111111111:key/copies',
};

interface Planned {
  readonly stack: Stack;
  readonly plan: DynamoBackupPlan;
}

function planIn(props: Partial<DynamoBackupPlanProps> = {}, ofTable: Partial<SecureDynamoTableProps> = {}): Planned {
  const { stack, table } = tableIn({ tableName: 'orders', ...ofTable });
  return { stack, plan: new DynamoBackupPlan(stack, 'Backups', { tables: [table], ...props }) };
}

describe('with default properties', () => {
  const { stack } = planIn();
  const template = Template.fromStack(stack);

  test('tables are backed up every day, and backups are kept for 35 days', () => {
    template.hasResourceProperties('AWS::Backup::BackupPlan', {
      BackupPlan: { BackupPlanRule: [{ ScheduleExpression: 'cron(0 5 * * ? *)', Lifecycle: { DeleteAfterDays: 35 } }] },
    });
    template.hasResourceProperties('AWS::Backup::BackupSelection', { BackupSelection: { Resources: [{ 'Fn::GetAtt': [Match.stringLikeRegexp('Table'), 'Arn'] }] } });
  });

  test('the vault has a key of its own, is locked, retained, and tells about failures', () => {
    template.hasResource('AWS::Backup::BackupVault', {
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        BackupVaultName: Match.stringLikeRegexp('^stack-backups-[0-9a-f]{8}$'),
        EncryptionKeyArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^BackupsEncryptionKey'), 'Arn'] },
        LockConfiguration: { MinRetentionDays: 7 },
        Notifications: { BackupVaultEvents: Match.arrayWith(['BACKUP_JOB_FAILED', 'COPY_JOB_FAILED', 'RECOVERY_POINT_MODIFIED']) },
      },
    });
  });

  test('our rules and those of cdk-nag find nothing', () => {
    const fresh = planIn();
    ByDesign.acknowledge(fresh.stack.node.root as Parameters<typeof ByDesign.acknowledge>[0]);
    expect(listed(findingsOf(subscribed(fresh.stack.node.root)), 'fail', 'unknown')).toEqual([]);
    expect(nagFindings(fresh.stack)).toEqual([]);
  });

  test('the role of AWS Backup has no wildcard and no policy of AWS', () => {
    const [policy] = Object.values(template.findResources('AWS::IAM::ManagedPolicy'));
    const statements = policy.Properties.PolicyDocument.Statement as { Action: unknown; Resource: unknown }[];
    expect(JSON.stringify(statements)).not.toContain('*');
    expect(statements.flatMap(({ Action }) => Action)).toEqual([
      'dynamodb:DescribeTable', 'dynamodb:ListTagsOfResource', 'dynamodb:StartAwsBackupJob', 'backup:DescribeBackupVault', 'backup:CopyIntoBackupVault',
      'kms:Decrypt', 'kms:GenerateDataKey', 'kms:DescribeKey', 'kms:CreateGrant',
    ]);
    expect(JSON.stringify(template.findResources('AWS::IAM::Role'))).not.toContain('iam::aws:policy');
  });

  test('recovery points are deleted with MFA only, or by AWS Backup when their time is over', async () => {
    const [{ Properties }] = Object.values(template.findResources('AWS::Backup::BackupVault'));
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

test('the strictest table sets the least retention', () => {
  const { stack } = planIn({}, { classification: DataClassification.PROTECTED });
  Template.fromStack(stack).hasResourceProperties('AWS::Backup::BackupVault', { LockConfiguration: { MinRetentionDays: 35 } });
});

test('copies go to another region under its key', () => {
  const { stack } = planIn({ copies: [{ ...COPY, retention: Duration.days(90) }] });
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::Backup::BackupPlan', {
    BackupPlan: { BackupPlanRule: [{ CopyActions: [{ DestinationBackupVaultArn: COPY.vaultArn, Lifecycle: { DeleteAfterDays: 90 } }] }] },
  });
  const policy = JSON.stringify(template.findResources('AWS::IAM::ManagedPolicy'));
  expect(policy).toContain(COPY.vaultArn);
  expect(policy).toContain(COPY.encryptionKeyArn);
  expect(policy).toContain('backup.eu-central-1.');
});

test('a pipeline may take a backup on demand: it names the vault and passes the role', () => {
  const { stack, plan } = planIn();
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

test('the vault and the plan keep their logical ids', () => {
  const { stack, plan } = planIn();
  const ids = [plan.vault, plan.plan, plan.encryptionKey].map(({ node }) => stack.resolve((node.defaultChild as iam.CfnRole).logicalId) as string);
  expect(ids).toEqual(['BackupsVault1F11AFCC', 'BackupsPlanAF2A6E1B', 'BackupsEncryptionKeyBCCC2112']);
});

test.each<[string, Partial<DynamoBackupPlanProps>, string]>([
  ['no table', { tables: [] }, 'TABLES_EMPTY: `tables` is empty, so nothing would be backed up; pass a table'],
  ['six days', { retention: Duration.days(6), classification: DataClassification.CONFIDENTIAL }, 'BACKUP_RETENTION_OUT_OF_RANGE: `retention` is 6 days, a whole number from 7 to 36500 days is allowed; leave it out for 35 days'],
  ['a copy for six days', { copies: [{ ...COPY, retention: Duration.days(6) }] }, 'BACKUP_RETENTION_OUT_OF_RANGE: `copies[0].retention` is 6 days, a whole number from 7 to 36500 days is allowed; leave it out for 35 days'],
  ['a copy to a name', { copies: [{ ...COPY, vaultArn: 'copies' }] }, "COPY_VAULT_INVALID: `copies[0].vaultArn` is 'copies', allowed are ARNs of backup vaults; write it as arn:aws:backup:eu-central-1:111122223333:backup-vault:copies"],
])('%s is refused', (_title, props, message) => {
  expect(thrown(() => planIn(props)).split('\n').slice(1).map((line) => line.trim())).toEqual([message]);
});
