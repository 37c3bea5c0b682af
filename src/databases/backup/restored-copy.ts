import { Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';

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

/** Use of the keys of a backup and of its copy, through the service alone: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSBackupServiceRolePolicyForRestores.html */
export function keyRights(scope: IConstruct, services: readonly string[], keyArns: readonly string[]): iam.PolicyStatement[] {
  const { region, urlSuffix } = Stack.of(scope);
  const via = services.map((service) => `${service}.${region}.${urlSuffix}`);
  return keyArns.length === 0 ? [] : [
    new iam.PolicyStatement({
      sid: 'UseKeys',
      actions: ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:GenerateDataKeyWithoutPlaintext', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'],
      resources: [...keyArns],
      conditions: { StringEquals: { 'kms:ViaService': via } },
    }),
    new iam.PolicyStatement({ sid: 'SeeKeys', actions: ['kms:DescribeKey'], resources: [...keyArns] }),
    new iam.PolicyStatement({
      sid: 'LendKeys', actions: ['kms:CreateGrant'], resources: [...keyArns], conditions: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    }),
  ];
}
