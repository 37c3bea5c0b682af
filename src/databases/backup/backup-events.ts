import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { AlertMessage, field, freeLine, line } from '../../foundation/alerts/alert-message';
import { eventRoute } from '../../foundation/alerts/event-route';

/** States in which a job ended without what it was for: https://docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html */
const UNDONE = ['FAILED', 'EXPIRED', 'ABORTED', 'PARTIAL'];

/**
 * Tell of jobs that fill the vault, or copy from it, and did not end well.
 *
 * By EventBridge, since notifications of a vault no longer know of them: BACKUP_JOB_FAILED and its like are accepted, and never sent.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-notifications.html
 */
export function undoneJobs(scope: Construct, vaultArn: string, topic: sns.ITopic, undelivered?: sqs.Queue): void {
  const parent = new Construct(scope, 'UndoneJobs');
  eventRoute(parent, 'Backups', {
    description: `Backups of ${scope.node.path} that failed`,
    pattern: { source: ['aws.backup'], detailType: ['Backup Job State Change'], detail: { state: UNDONE, backupVaultArn: [vaultArn] } },
    message: message('backup', 'Until the next one succeeds, there is no newer backup in the vault than the last good one.', 'backupJobId'),
    topic,
    undelivered,
  });
  eventRoute(parent, 'Copies', {
    description: `Copies of backups of ${scope.node.path} that failed`,
    pattern: { source: ['aws.backup'], detailType: ['Copy Job State Change'], detail: { state: UNDONE, sourceBackupVaultArn: [vaultArn] } },
    message: message('copy of a backup', 'The backup itself is in its vault; elsewhere there is none.', 'copyJobId'),
    topic,
    undelivered,
  });
}

/** How a restore, what looks into the copy, and the removal of the copy can fail: https://docs.aws.amazon.com/aws-backup/latest/devguide/API_DescribeRestoreJob.html */
const FAILED_TEST = [{ status: ['FAILED', 'ABORTED'] }, { validationStatus: ['FAILED', 'TIMED_OUT'] }, { deletionStatus: ['FAILED'] }];

/** Tell of restore tests that failed; events of a test name its plan. */
export function failedRestoreTests(scope: Construct, planArn: string, topic: sns.ITopic, undelivered?: sqs.Queue): void {
  const of = (path: string) => field(`detail.${path}`);
  eventRoute(scope, 'Failures', {
    description: `Restore tests of ${scope.node.path} that failed`,
    pattern: { source: ['aws.backup'], detailType: ['Restore Job State Change'], detail: { restoreTestingPlanArn: [planArn], $or: FAILED_TEST } },
    message: {
      title: line(`A restore test failed: ${of('resourceType')}`),
      details: [
        line(`Which: ${of('sourceResourceArn')}, backup ${of('recoveryPointArn')}, copy ${of('createdResourceArn')}`),
        line(`What: restored ${of('status')}, looked into ${of('validationStatus')}, removed ${of('deletionStatus')} (empty: not yet)`),
        freeLine(`Why: ${of('statusMessage')} ${of('validationStatusMessage')} ${of('deletionStatusMessage')}`),
        line(`When: begun ${of('creationDate')}, told ${field('time')}`),
        line(`Who: job ${of('restoreJobId')} with role ${of('iamRoleArn')}`),
        line(`Where: account ${field('account')}, region ${field('region')}`),
      ],
      toDo: [
        'Until a test succeeds, treat the backups of this store as lost.',
        'Look for the cause in the job, remove it, and restore the backup by hand to see.',
        'Where the removal failed, delete the copy: it holds the data, and costs.',
      ],
    },
    topic,
    undelivered,
  });
}

function message(what: string, consequence: string, id: string): AlertMessage {
  const of = (path: string) => field(`detail.${path}`);
  return {
    title: line(`A ${what} ended as ${of('state')}: ${of('resourceType')}`),
    details: [
      line(`Which: ${of('resourceArn')}`),
      freeLine(`Why: ${of('statusMessage')}`),
      line(`When: begun ${of('creationDate')}, told ${field('time')}`),
      line(`Who: job ${of(id)} with role ${of('iamRoleArn')}`),
      line(`Where: account ${field('account')}, region ${field('region')}`),
    ],
    toDo: [consequence, 'Remove the cause, then start the job again in AWS Backup.'],
  };
}
