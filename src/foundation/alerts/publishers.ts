import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { NOTIFICATION_PUBLISHERS } from '../../facts/notification-publishers';
import { admitService } from '../key-access';

/**
 * Admit every publisher to a key, for the encrypted topics of a stack's account and region.
 *
 * SNS binds each data key to its topic by the encryption context `aws:sns:topicArn`, whoever publishes. The topic
 * itself cannot be named: it needs the key, and the two would wait for each other.
 * https://docs.aws.amazon.com/gameliftservers/latest/flexmatchguide/queue-notification-sns-sse.html
 *
 * Returns false when the key is imported, and so its policy is not ours to change.
 */
export function admitPublishersToKey(key: kms.IKey, stack: Stack): boolean {
  const topics = `arn:${stack.partition}:sns:${stack.region}:${stack.account}:*`;
  return NOTIFICATION_PUBLISHERS
    .map(({ principal, namesAccountToKey }) => admitService(key, principal, {
      // https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#sns-what-permissions-for-sse
      actions: ['kms:GenerateDataKey*', 'kms:Decrypt'],
      sourceAccount: namesAccountToKey ? stack.account : undefined,
      encryptionContext: { 'aws:sns:topicArn': topics },
    }))
    .every((admitted) => admitted);
}

/** Let every publisher send to a topic, on behalf of the topic's account. */
export function admitPublishersToTopic(topic: sns.Topic): void {
  const { account } = Stack.of(topic);
  for (const { principal, namesAccountToTopic } of NOTIFICATION_PUBLISHERS) {
    topic.addToResourcePolicy(new iam.PolicyStatement({
      principals: [new iam.ServicePrincipal(principal)],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: namesAccountToTopic ? { StringEquals: { 'aws:SourceAccount': account } } : undefined,
    }));
  }
}
