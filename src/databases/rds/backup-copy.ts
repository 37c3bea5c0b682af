import { Duration, Stack } from 'aws-cdk-lib';
import * as rds from 'aws-cdk-lib/aws-rds';
import { Construct } from 'constructs';
import { PropProblems, quoted } from '../../core/check-props';
import { isDeployTime, known } from '../../core/known';
import { partitionOf, REGION_NAME } from '../../facts/partitions';

/** A copy of the automated backups in another region. */
export interface BackupCopy {
  /** The region, in plain text: `eu-central-1`. */
  readonly region: string;

  /** ARN of a key in that region. Its policy must let RDS use it for this account. */
  readonly encryptionKeyArn: string;

  /**
   * How long the copies are kept, in whole days: 1 to 35.
   *
   * @default - as long as the backups themselves
   */
  readonly retention?: Duration;
}

/** Set the properties of the copy, or refuse it with all problems. */
export function replicateBackups(scope: Construct, instance: rds.CfnDBInstance, { region, encryptionKeyArn, retention }: BackupCopy): void {
  const problems = new PropProblems('Copy of the backups of', scope, 'replicateBackups()');
  const own = known(Stack.of(scope).region);
  problems.when(isDeployTime(region) || !REGION_NAME.test(region) || region === own, 'BACKUP_COPY_REGION_INVALID',
    () => `\`region\` is ${quoted(known(region) ?? 'a token')}, allowed are other regions than ${own ?? 'the one of the stack'}; name one in plain text, such as 'eu-central-1'`);
  problems.when(own !== undefined && known(region) !== undefined && partitionOf(own) !== partitionOf(region), 'BACKUP_COPY_PARTITION_DIFFERS',
    () => `\`region\` is ${quoted(region)}, but RDS copies backups within one partition of AWS only, that of ${own}; name a region of that`);
  const key = known(encryptionKeyArn);
  problems.when(key !== undefined && !/^arn:[\w-]+:kms:[\w-]+:\d{12}:(key|alias)\/\S+$/.test(key), 'BACKUP_COPY_KEY_INVALID',
    () => `\`encryptionKeyArn\` is ${quoted(key!)}, allowed are ARNs of KMS keys; pass for example 'arn:aws:kms:${known(region) ?? 'eu-central-1'}:111122223333:key/...'`);
  const keyRegion = key?.split(':')[3];
  problems.when(keyRegion !== undefined && keyRegion !== region, 'BACKUP_COPY_KEY_ELSEWHERE',
    () => `\`encryptionKeyArn\` lies in ${keyRegion}, but the copies lie in ${region}; pass a key of ${region}`);
  problems.days('retention', retention, { code: 'BACKUP_COPY_RETENTION_OUT_OF_RANGE', min: 1, max: 35, instead: 'pass a duration in that range' });
  problems.when(instance.backupRetentionPeriod === 0, 'BACKUP_COPY_WITHOUT_BACKUPS',
    () => 'the instance keeps no backups that could be copied; remove the waiver of Safeguard.BACKUPS');
  problems.throwIfAny();
  instance.automaticBackupReplicationRegion = region;
  instance.automaticBackupReplicationKmsKeyId = encryptionKeyArn;
  instance.automaticBackupReplicationRetentionPeriod = retention?.toDays();
}
