import * as iam from 'aws-cdk-lib/aws-iam';
import { BackupKind } from '../backup/backed-up-store';

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
