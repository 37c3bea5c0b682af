import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { DynamoBackupCopy } from './dynamo-backup-plan';
import { SecureDynamoTable } from './secure-dynamo-table';

/** What is backed up, and where it goes. */
export interface BackupWays {
  readonly tables: readonly SecureDynamoTable[];
  readonly copies: readonly DynamoBackupCopy[];
  readonly vaultArn: string;
  readonly vaultKeyArn: string;
}

// The statements on DynamoDB of AWS's own policy for backups, with the resources named:
// https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSBackupServiceRolePolicyForBackup.html
/** What AWS Backup may do: back up these tables into these vaults. */
export function backupRights(scope: Construct, { tables, copies, vaultArn, vaultKeyArn }: BackupWays): iam.PolicyStatement[] {
  const tableKeys = tables.flatMap(({ _blueprint: { keyArn } }) => keyArn ?? []);
  const vaults = [vaultArn, ...copies.map((copy) => copy.vaultArn)];
  const keys = [...new Set([...tableKeys, vaultKeyArn, ...copies.map((copy) => copy.encryptionKeyArn)])];
  return [
    new iam.PolicyStatement({
      sid: 'BackUpTables',
      actions: ['dynamodb:DescribeTable', 'dynamodb:ListTagsOfResource', 'dynamodb:StartAwsBackupJob'],
      resources: tables.map(({ globalTable }) => globalTable.attrArn),
    }),
    new iam.PolicyStatement({ sid: 'FillVaults', actions: ['backup:DescribeBackupVault', 'backup:CopyIntoBackupVault'], resources: vaults }),
    new iam.PolicyStatement({
      sid: 'UseKeys', actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: keys, conditions: { StringEquals: { 'kms:ViaService': services(scope, copies) } },
    }),
    new iam.PolicyStatement({ sid: 'SeeKeys', actions: ['kms:DescribeKey'], resources: keys }),
    new iam.PolicyStatement({
      sid: 'LendKeys', actions: ['kms:CreateGrant'], resources: keys, conditions: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    }),
  ];
}

/** The services that use the keys on behalf of AWS Backup: in this region, and where copies go. */
function services(scope: Construct, copies: readonly DynamoBackupCopy[]): string[] {
  const stack = Stack.of(scope);
  const regions = [stack.region, ...copies.map(({ vaultArn }) => vaultArn.split(':')[3] ?? stack.region)];
  return [...new Set(regions)].flatMap((region) => ['dynamodb', 'backup'].map((service) => `${service}.${region}.${stack.urlSuffix}`));
}
