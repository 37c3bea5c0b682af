import * as events from 'aws-cdk-lib/aws-events';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { mustBeFirst } from './relational-checks';
import { PropProblems } from '../../core/check-props';
import { AlertMessage, callDetails, field, freeLine, line, titlePath } from '../../foundation/alerts/alert-message';
import { eventRoute, undeliveredAlarm } from '../../foundation/alerts/event-route';
import { storeAlarms } from '../../foundation/alerts/store-alarms';
import { undeliveredEvents } from '../../foundation/alerts/undelivered';

/** Events of Secrets Manager itself, not of calls: https://docs.aws.amazon.com/secretsmanager/latest/userguide/cloudtrail_log_entries.html */
const FAILED_ROTATIONS = ['RotationFailed', 'RotationAbandoned'];

/** What gives a secret away. */
const READS = ['GetSecretValue', 'BatchGetSecretValue'];

/** Names of secrets that RDS made: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html */
const OF_RDS = { prefix: 'rds!' };

// Rules see calls that only read in this state alone: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
const WITH_READS = 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS';

/** Watch the master secret of a store, or refuse where there is none. */
export function watchMasterSecret(scope: Construct, topic: sns.ITopic, secret: secretsmanager.ISecret | undefined): void {
  const problems = new PropProblems('Watch of', scope, 'watchMasterSecret()');
  problems.when(secret === undefined, 'MASTER_SECRET_MISSING', () => 'the master user has no password, and so there is no secret to be watched; remove the call');
  problems.throwIfAny();
  mustBeFirst(scope, 'MasterSecretEvents', 'watchMasterSecret');
  masterSecretEvents(scope, topic, secret!.secretArn);
}

/** Tell of rotations of a master secret that failed, and of everybody who reads it. */
export function masterSecretEvents(scope: Construct, topic: sns.ITopic, secretArn: string): void {
  const parent = new Construct(scope, 'MasterSecretEvents');
  const undelivered = undeliveredEvents(parent);
  eventRoute(parent, 'Rotation', {
    description: `Rotations of the master secret of ${scope.node.path} that failed`,
    pattern: {
      source: ['aws.secretsmanager'],
      detailType: ['AWS Service Event via CloudTrail'],
      detail: { eventSource: ['secretsmanager.amazonaws.com'], eventName: FAILED_ROTATIONS, additionalEventData: { SecretId: [secretArn] } },
    },
    message: rotationMessage(titlePath(scope)),
    topic,
    undelivered,
  });
  const reads = eventRoute(parent, 'Reads', {
    description: `Reads of the master secret of ${scope.node.path}`,
    pattern: {
      source: ['aws.secretsmanager'],
      detailType: ['AWS API Call via CloudTrail'],
      detail: {
        eventSource: ['secretsmanager.amazonaws.com'],
        eventName: READS,
        // RDS itself reads it too
        userIdentity: { invokedBy: [{ exists: false }] },
        // callers name a secret as they like; its name is not known before it exists
        requestParameters: { $or: [{ secretId: [secretArn, OF_RDS] }, { secretIdList: [secretArn, OF_RDS] }] },
      },
    },
    message: readMessage(titlePath(scope)),
    topic,
    undelivered,
  });
  (reads.node.defaultChild as events.CfnRule).state = WITH_READS;
  storeAlarms(parent, topic, [undeliveredAlarm(undelivered)]);
}

const of = (path: string) => field(`detail.${path}`);

function rotationMessage(store: string): AlertMessage {
  return {
    title: line(`The master password of ${store} was not rotated: ${of('eventName')}`),
    details: [
      line(`Which: ${of('additionalEventData.SecretId')}`),
      freeLine(`Why: ${of('errorMessage')} (empty: Secrets Manager does not say)`),
      line(`When: ${of('eventTime')}, in account ${field('account')}, region ${field('region')}`),
    ],
    toDo: [
      'Look at SecretStatus of the database (`impaired` means that RDS reaches the secret or its key no longer), restore that access, and rotate '
        + 'with `--rotate-master-user-password`.',
      'The old password stays valid meanwhile.',
    ],
  };
}

function readMessage(store: string): AlertMessage {
  return {
    title: line(`Somebody called ${of('eventName')} on the master secret of ${store}, or of a database beside it`),
    details: callDetails(),
    toDo: ['Applications do not need it.', 'If this was no planned work, rotate the password and look at the audit log of the database.'],
  };
}
