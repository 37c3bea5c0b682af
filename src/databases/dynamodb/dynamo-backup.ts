import * as iam from 'aws-cdk-lib/aws-iam';
import { BackupKind } from '../backup/backed-up-store';
import { copyArn, restoreKeyRights, RestoredCopy } from '../backup/restored-copy';

/**
 * How AWS Backup works on tables: the statements of AWS's own policy, with the tables named.
 *
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSBackupServiceRolePolicyForBackup.html
 */
export const DYNAMODB_BACKUP: BackupKind = {
  service: 'dynamodb',
  copiesAcrossBoth: true,
  rights: (_scope, tables) => [
    new iam.PolicyStatement({
      actions: ['dynamodb:DescribeTable', 'dynamodb:ListTagsOfResource', 'dynamodb:StartAwsBackupJob'],
      resources: tables.map(({ arn }) => arn),
    }),
  ],
};

/**
 * A copy of a table, under the key of the original, or under one that AWS owns where the original is.
 *
 * A copy is reached by IAM alone, and the policy of the original names no other table.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/restoring-dynamodb.html
 */
export function restoredTable(keyArn: string | undefined): RestoredCopy {
  return {
    resourceType: 'DynamoDB',
    overrides: (): Record<string, string> => (keyArn === undefined ? {} : { encryptionType: 'KMS', kmsMasterKeyArn: keyArn }),
    // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSBackupServiceRolePolicyForRestores.html
    rights: (scope, vaultKeyArn) => [
      new iam.PolicyStatement({
        sid: 'RestoreCopies',
        actions: ['RestoreTableFromAwsBackup', 'DescribeTable', 'Scan', 'Query', 'GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem']
          .map((action) => `dynamodb:${action}`),
        resources: [copyArn(scope, 'dynamodb', 'table/')],
      }),
      // the backup is under the key of the vault
      ...restoreKeyRights(scope, ['dynamodb', 'backup'], [vaultKeyArn, ...(keyArn === undefined ? [] : [keyArn])]),
    ],
  };
}
