import { Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { keyRights } from './key-rights';

/** How the copies are made that AWS Backup restores from backups of one store, to see whether it can. */
export interface RestoredCopy {
  /** What AWS Backup calls the service: `RDS`, `Aurora`, `DynamoDB`. */
  readonly resourceType: string;

  /** The VPC that a copy lies in; absent where the service has none. */
  readonly vpc?: ec2.IVpc;

  /** What AWS Backup is told instead of what it would choose itself. */
  overrides(securityGroup?: ec2.ISecurityGroup): Record<string, string>;

  /** What the role may do to make a copy of backups under this key of the vault, and nothing else. */
  rights(scope: IConstruct, vaultKeyArn: string): iam.PolicyStatement[];
}

/** The beginning of the name of every copy; AWS Backup makes the rest up: https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing-inferred-metadata.html */
const NAME = 'awsbackup-restore-test-';

/** The ARN of copies to come, of one kind: `db:`. */
export function copyArn(scope: IConstruct, service: string, kind: string): string {
  return arnOf(scope, service, `${kind}${NAME}*`);
}

/** An ARN of the account and region. */
export function arnOf(scope: IConstruct, service: string, resource: string): string {
  const { partition, region, account } = Stack.of(scope);
  return `arn:${partition}:${service}:${region}:${account}:${resource}`;
}

/** What a restore does with keys: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSBackupServiceRolePolicyForRestores.html */
const RESTORING = ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:GenerateDataKeyWithoutPlaintext', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'];

/** Use of the keys of a backup and of its copy, through the service alone. */
export function restoreKeyRights(scope: IConstruct, services: readonly string[], keyArns: readonly string[]): iam.PolicyStatement[] {
  return keyRights(scope, keyArns, { actions: RESTORING, services });
}
