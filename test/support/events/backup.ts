/** What a job is about. */
export interface JobOf {
  readonly vault: string;
  readonly resource: string;
}

const ENVELOPE = {
  version: '0', id: '710b0398-d48e-f3c3-afca-cfeb2fdaa656', source: 'aws.backup', account: '111111111111', time: '2026-11-22T06:05:00Z', region: 'eu-west-1', resources: [],
};

/** A backup job as EventBridge tells of it: https://docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html */
export function failedBackup(state: string, { vault, resource }: JobOf) {
  return {
    ...ENVELOPE,
    'detail-type': 'Backup Job State Change',
    'detail': {
      backupJobId: '34176239-e96d-4e1d-9fad-529dbb3c3556',
      backupVaultArn: vault,
      backupVaultName: vault.split(':')[6],
      bytesTransferred: '0',
      creationDate: '2026-11-22T06:01:00.000Z',
      iamRoleArn: 'arn:aws:iam::111111111111:role/backup',
      resourceArn: resource,
      resourceType: 'RDS',
      state,
      statusMessage: 'The snapshot quota is used up.',
      percentDone: 0,
    },
  };
}

/** A copy job. */
export function failedCopy(state: string, { vault, resource }: JobOf) {
  return {
    ...ENVELOPE,
    'detail-type': 'Copy Job State Change',
    'detail': {
      copyJobId: '4660bc92-a44d-c939-4542-cda503f14855',
      creationDate: '2026-11-22T06:01:00.000Z',
      iamRoleArn: 'arn:aws:iam::111111111111:role/backup',
      resourceArn: resource,
      resourceType: 'RDS',
      sourceBackupVaultArn: vault,
      destinationBackupVaultArn: 'arn:aws:backup:eu-central-1:111111111111:backup-vault:copies',
      state,
      statusMessage: 'The key is disabled.',
    },
  };
}

/** A restore that a test plan began. */
export interface RestoreOf {
  readonly plan: string;
  readonly resource: string;
}

/** A restore job: https://docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html#aws-backup-events-restore-job */
export function restoreTest(states: object, { plan, resource }: RestoreOf) {
  return {
    ...ENVELOPE,
    'detail-type': 'Restore Job State Change',
    'detail': {
      restoreJobId: 'AB123456-78C9-0123-456D-789012E34567',
      backupVaultArn: 'arn:aws:backup:eu-west-1:111111111111:backup-vault:orders',
      recoveryPointArn: 'arn:aws:rds:eu-west-1:111111111111:snapshot:awsbackup:job-1a2bcd34-567e-8901-23f4-5a6b7c8d9e0f',
      sourceResourceArn: resource,
      backupSizeInBytes: '0',
      creationDate: '2026-11-22T16:01:00.000Z',
      iamRoleArn: 'arn:aws:iam::111111111111:role/restore',
      percentDone: 0,
      resourceType: 'RDS',
      restoreTestingPlanArn: plan,
      ...states,
    },
  };
}
