import { Duration, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

/** The longest that SQS keeps a message: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html */
const KEPT = Duration.days(14);

/** Create the queue of events that EventBridge could not deliver. */
export function undeliveredEvents(scope: Construct): sqs.Queue {
  const undelivered = deadLetters(scope);
  // one statement for all rules of the account and region: a policy of SQS has room for twenty
  // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-event-delivery.html#eb-rule-dlq
  undelivered.addToResourcePolicy(new iam.PolicyStatement({
    sid: 'UndeliveredEvents',
    principals: [new iam.ServicePrincipal('events.amazonaws.com')],
    actions: ['sqs:SendMessage'],
    resources: [undelivered.queueArn],
    conditions: { ArnLike: { 'aws:SourceArn': Stack.of(scope).formatArn({ service: 'events', resource: 'rule', resourceName: '*' }) } },
  }));
  return undelivered;
}

/**
 * Create a queue for what could not be delivered, and a second one for what a reader took five times and did not remove: one message that nobody can
 * handle then hides no others.
 *
 * The queues are encrypted by SQS itself: EventBridge meets no condition on its account in the policy of a key.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-sse-existing-queue.html
 */
export function deadLetters(scope: Construct): sqs.Queue {
  const parent = new Construct(scope, 'Undelivered');
  const setAside = queue(parent, 'SetAside');
  return queue(parent, 'Queue', { queue: setAside, maxReceiveCount: 5 });
}

function queue(scope: Construct, id: string, deadLetterQueue?: sqs.DeadLetterQueue): sqs.Queue {
  return new sqs.Queue(scope, id, { encryption: sqs.QueueEncryption.SQS_MANAGED, enforceSSL: true, retentionPeriod: KEPT, deadLetterQueue });
}
